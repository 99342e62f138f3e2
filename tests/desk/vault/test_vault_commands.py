"""The `vault` commands as people run them, from the keys to the check of the books."""

from __future__ import annotations

import os
import re
import sys

import pytest
from click.testing import CliRunner
from tests.desk.vault.conftest import people

from union_ledger.cli.vault import command
from union_ledger.core.errors import InputError
from union_ledger.desk import unfinished
from union_ledger.desk.vault import Vault
from union_ledger.desk.vault_keys import read_key
from union_ledger.desk.vault_log import ERASE
from union_ledger.desk.vault_log import VaultLog
from union_ledger.desk.vault_people import erase

ONE, TWO = people(2)
ENTRY = '2024-05-06 * "{}" "困难慰问"\n  member: "{}"\n  vault-evidence: "{}"\n'


@pytest.fixture
def vault(tmp_path):
    """Run one `vault` command with the officer's key; returns what it says."""
    paths = {
        "UNION_LEDGER_VAULT": str(tmp_path / "保险柜"),
        "UNION_LEDGER_IDENTITY": str(tmp_path / "专干.key"),
    }

    def run(*words, given=None, ok=True):
        done = CliRunner().invoke(command, words, input=given, env=paths)
        if isinstance(done.exception, InputError):
            raise done.exception
        assert (done.exit_code == 0) is ok, done.output
        return done.output.replace(str(tmp_path), "")

    return run


@pytest.fixture
def made(vault, tmp_path):
    public = [
        re.search("age1[a-z0-9]+", vault("key", str(tmp_path / name)))[0]
        for name in ("专干.key", "经审会.key")
    ]
    recipients = [word for each in public for word in ("--recipient", each)]
    vault("init", str(tmp_path / "保险柜"), *recipients)
    return vault


@pytest.fixture
def person(made):
    said = made("add", "--by", "T0412", given=f"{ONE.name}\n{ONE.number}\n\n大病\n")
    return re.search("P-[A-Z2-7]{16}", said)[0]


def test_questions_in_plain_chinese(made, person):
    said = made("add", "--by", "T0412", given=f"{ONE.name}\n{ONE.number}\n\n大病\n")
    assert "姓名: " in said
    assert "银行卡号（没有就回车）: " in said
    assert f"{person}　早已登记，资料相同" in said
    shown = made("show", person, "--by", "T0001", "--reason", "复核")
    assert f"姓名　{ONE.name}\n身份证号　{ONE.number}\n" in shown


def test_a_sheet_gives_a_pseudonym_a_line(made, person, tmp_path):
    sheet = tmp_path / "名册.csv"
    rows = [f"{each.name},{each.number},{each.reason}" for each in (ONE, TWO)]
    sheet.write_text("\n".join(["姓名,身份证号,困难原因", *rows]), encoding="utf-8")
    said = made("add", "--by", "T0412", "--from", str(sheet))
    assert f"第 2 行　{person}　资料已更新" in said
    assert re.search("第 3 行　P-[A-Z2-7]{16}　新登记", said)
    assert ONE.name not in said


def test_from_evidence_to_the_check_of_the_books(made, person, tmp_path):
    paper = tmp_path / "证明.pdf"
    paper.write_bytes(b"%PDF 1")
    sealed = made("evidence", str(paper), "--person", person, "--by", "T0412")
    value = re.search(r'  vault-evidence: "([0-9a-f]{64} \d+)"\n', sealed)[1]
    books = tmp_path / "账"
    books.mkdir()
    main = books / "main.beancount"
    main.write_text(ENTRY.format(person, person, value), encoding="utf-8")
    told = "账里有假名 1 个（其中 {} 个已经销毁）、证据 1 份；问题 0 处。\n"
    assert made("check", str(books)) == told.format(0)
    out = tmp_path / "看.pdf"
    words = ("read", value.split()[0], "--person", person, "-o", str(out))
    made(*words, "--by", "T0001", "--reason", "复核")
    assert out.read_bytes() == b"%PDF 1"
    assert out.stat().st_mode & 0o777 == 0o600
    gone = made("erase", person, "--by", "T0412", "--reason", "期满", given="y\n")
    assert "1 份证据再也打不开" in gone
    assert made("check", str(books)) == told.format(1)


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (
            ENTRY.format("P-AAAAAAAAAAAAAAAA", "x", "{value}"),
            "账里的 P-AAAAAAAAAAAAAAAA",
        ),
        (
            ENTRY.format("x", "x", "0" * 64 + " 1"),
            "main.beancount:3 证据 000000000000… 不在",
        ),
        (ENTRY.format("x", "x", "很多"), "main.beancount:3 vault-evidence 写得不对"),
        (ENTRY.format("x", TWO.number, "{value}"), "main.beancount:2 有身份证号（999"),
    ],
)
def test_what_the_check_finds(made, person, tmp_path, entry, said):
    paper = tmp_path / "证明.pdf"
    paper.write_bytes(b"%PDF 1")
    sealed = made("evidence", str(paper), "--person", person, "--by", "T0412")
    value = re.search(r'vault-evidence: "(.*)"', sealed)[1]
    books = tmp_path / "账"
    books.mkdir()
    text = entry.replace("{value}", value)
    (books / "main.beancount").write_text(text, encoding="utf-8")
    told = made("check", str(books), ok=False)
    assert said in told
    assert told.endswith("问题 1 处。\n")
    assert TWO.number not in told


def test_swapped_evidence_and_open_files_are_found(made, person, tmp_path):
    paper = tmp_path / "证明.pdf"
    paper.write_bytes(b"%PDF 1")
    sealed = made("evidence", str(paper), "--person", person, "--by", "T0412")
    value = re.search(r'vault-evidence: "(.*)"', sealed)[1]
    books = tmp_path / "账"
    books.mkdir()
    text = ENTRY.format(person, "x", value)
    (books / "main.beancount").write_text(text, encoding="utf-8")
    (kept,) = (tmp_path / "保险柜" / "evidence").iterdir()
    kept.write_bytes(kept.read_bytes()[::-1])
    kept.chmod(0o644)
    told = made("check", str(books), ok=False)
    assert "与账里写的不同，被改动过" in told
    assert f"evidence/{kept.name} 别人也能读" in told


def test_nothing_is_written_out_into_a_repository(made, person, tmp_path):
    (tmp_path / "仓库" / ".git").mkdir(parents=True)
    words = ("read", "0" * 64, "--person", person, "--by", "T1", "--reason", "x")
    with pytest.raises(InputError, match="证据不能放在 git 仓库里"):
        made(*words, "-o", str(tmp_path / "仓库" / "x"))


@pytest.mark.parametrize("name", ["../x", "P-1", "P-aaaaaaaaaaaaaaaa", "/etc/passwd"])
def test_no_pseudonym_leads_out_of_the_vault(made, name):
    with pytest.raises(InputError, match="不是假名"):
        made("show", name, "--by", "T0001", "--reason", "复核")


def test_no_vault_there(vault, tmp_path):
    vault("key", str(tmp_path / "专干.key"))
    with pytest.raises(InputError, match="保险柜读不出来（找不到文件）"):
        vault("add", "--by", "T0412", given="a\nb\n\n\n")


def test_pyrage_is_an_extra(vault, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyrage", None)
    with pytest.raises(InputError, match=r"没有安装.*union-ledger\[vault\]"):
        vault("key", str(tmp_path / "a.key"))


@pytest.mark.parametrize("cut", range(1, 9))
def test_erasing_that_is_cut_off_is_done_or_undone(person, tmp_path, cut):
    """Killed at any sync: with his key he is whole, without it the log says why."""
    folder, key = tmp_path / "保险柜", read_key(tmp_path / "专干.key")
    child = os.fork()
    if child == 0:
        real, left = os.fsync, [cut]

        def fsync(handle):
            left[0] -= 1
            if not left[0]:
                os._exit(9)
            real(handle)

        os.fsync = fsync
        try:
            erase(Vault(folder), person, key, "T0412", "期满")
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    with Vault(folder).journal():
        pass
    gone = person not in Vault(folder).keyring(key).people
    assert (VaultLog(folder).read()[-1].what == ERASE) is gone
    assert not (folder / unfinished.FOLDER).exists()
