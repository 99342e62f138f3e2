"""The policy as it ships and as people may write it wrongly."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import union_ledger
from union_ledger.core.errors import InputError
from union_ledger.history.gate.file_names import mode_fault
from union_ledger.history.gate.file_names import name_fault
from union_ledger.history.gate.review_policy import policy_of
from union_ledger.history.revisions.path_patterns import is_like

LEDGERS = Path(union_ledger.__file__).parent / "ledgers"
PERSON = "people:\n  - {id: T0001, email: a@example.org, roles: chair%s}\n"
AREA = """\
areas:
  - title: 复核办法
    kind: people
    paths: [rules/review.yaml]
    change: maintainer
    approve: [chair]
"""
KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHq07tGTUxEHAUPW4NZSxkleKXgoMNedHvfMMV35byJw"


def shipped(name):
    return policy_of((LEDGERS / name / "rules" / "review.yaml").read_bytes())


@pytest.mark.parametrize("name", ["hust", "template"])
def test_every_shipped_file_has_an_area(name):
    """Whatever stands in shipped books, the policy says who may change it."""
    folder = LEDGERS / name
    paths = {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.name[0] != "."
    }
    policy = shipped(name)
    assert {path for path in paths if policy.area_of(path) is None} == set()


def test_the_people_are_in_the_register():
    """The policy of the reference year names nobody the register does not know."""
    registers = (LEDGERS / "hust" / "registers").glob("*.beancount")
    text = "".join(path.read_text(encoding="utf-8") for path in registers)
    for person in shipped("hust").people:
        assert f'custom "person" "{person.id}"' in text
        assert person.keys == ()


def test_nobody_both_keeps_the_books_and_the_cash():
    for person in shipped("hust").people:
        assert len({"bookkeeper", "cashier", "auditor"} & set(person.roles)) <= 1


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("rules/review.yaml", "复核办法与名单"),
        ("rules/caps.yaml", "规则"),
        ("rules/more/caps.yaml", None),
        ("2024/03-bank.beancount", "账目"),
        ("2024/quota.beancount", "额度"),
        ("2024/2024-03-allot-1a2b3c4d.beancount", "额度"),
        ("2024/closing.beancount", "年初和年末"),
        ("2024/03/x.beancount", None),
        ("registers/close-0001-2024-01.beancount", "封账"),
        ("registers/reopen-0001-0.beancount", "重新打开"),
        ("registers/members-1a2b3c4d.beancount", "登记册"),
        ("documents/2024/a.pdf", "原始凭证"),
        (".github/workflows/books.yml", "程序设置"),
        ("2024/03.py", None),
    ],
)
def test_a_path_belongs_to_its_area(path, title):
    area = shipped("hust").area_of(path)
    assert (area.title if area else None) == title


@pytest.mark.parametrize(
    ("path", "pattern", "expected"),
    [
        ("a/b.yaml", "a/*.yaml", True),
        ("a/b/c.yaml", "a/*.yaml", False),
        ("a/b/c.yaml", "a/**", True),
        ("a/b/c.yaml", "a/**/c.yaml", True),
        ("a/c.yaml", "a/**/c.yaml", True),
        ("axb", "a.b", False),
        ("2024/a", "[0-9][0-9][0-9][0-9]/a", True),
        ("２０２４/a", "[0-9][0-9][0-9][0-9]/a", False),
        ("a\nb", "a*b", True),
    ],
)
def test_patterns(path, pattern, expected):
    assert is_like(path, pattern) is expected


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "复核办法是空的"),
        ("people: []\n" + AREA, "people"),
        (PERSON % "" + "areas: []\n", "areas"),
        (PERSON.replace("chair%s", "boss") + AREA, "职责 boss 不在"),
        (PERSON.replace("a@example.org", "nobody") % "" + AREA, "邮箱"),
        (PERSON % ", keys: [{key: ssh-ed25519}]" + AREA, "公钥"),
        (PERSON.replace("chair%s", "auditor cashier") + AREA, "不能由一个人兼任"),
        (PERSON % ", secret: x" + AREA, "secret"),
        (PERSON % "" + AREA.replace("kind: people", "kind: setup"), "kind: people"),
        (PERSON % "" + (PERSON % "").partition("\n")[2] + AREA, "写了两次"),
        (PERSON % "" + AREA + "signatures: perhaps\n", "signatures"),
        (PERSON % "" + AREA + "amounts: {above: 50000.5}\n", "引号"),
    ],
)
def test_a_wrong_policy_is_told_in_chinese(text, said):
    with pytest.raises(InputError, match=said) as caught:
        policy_of(text.encode())
    assert "review.yaml" in str(caught.value)


def test_signatures_are_required_unless_said_otherwise():
    assert policy_of((PERSON % "" + AREA).encode()).needs_signatures


def test_a_key_counts_from_and_to_its_days():
    keyed = f", keys: [{{key: {KEY}, from: 2024-01-01, to: 2024-12-31}}]"
    (key,) = policy_of((PERSON % keyed + AREA).encode()).people[0].keys
    days = ["2023-12-31", "2024-01-01", "2024-12-31", "2025-01-01"]
    assert [key.is_good(date.fromisoformat(day)) for day in days] == [
        *(False, True, True, False)
    ]


@pytest.mark.parametrize(
    "path",
    ["documents/2024-03-06 发票 (1).pdf", "registers/units.beancount", ".gitignore"],
)
def test_ordinary_names_pass(path):
    assert name_fault(path) == ""


@pytest.mark.parametrize(
    "path",
    [
        "a//b",
        "../a",
        "a/./b",
        "a\\b",
        "a\u202eb",
        "a\u2066b",
        "a\ufeffb",
        "a\u00a0b",
        "a\x7fb",
        " a",
        "a.",
        "-rf",
        "a:b",
        "e\u0301.pdf",
        ".git/config",
        ".GIT/config",
        "．git/config",
        ".gitattributes",
        ".git ",
        "GIT~1",
        "x.pyc",
        "长" * 61,
    ],
)
def test_odd_names_are_told(path):
    assert name_fault(path)


def test_only_plain_files_have_no_fault():
    assert mode_fault("100644") == ""
    for mode in ("100755", "120000", "160000", "040000"):
        assert mode_fault(mode)
