"""Hostile ledger texts are refused without running anything; ours all pass."""

from __future__ import annotations

import re
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
import yaml
from beancount import loader
from beancount.core.data import Pad
from beancount.core.data import Query
from beancount.parser.parser import parse_string
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from union_ledger.core.ledger import load_ledger
from union_ledger.history.lint.files import lint_paths
from union_ledger.history.lint.ledger_lint import lint

TODAY = date(2026, 11, 23)
LEDGERS = Path(__file__).parents[2] / "ledgers"
HEAD = (
    'option "title" "某会"\n'
    'option "operating_currency" "CNY"\n'
    'plugin "union_ledger.plugins" "rules/index.yaml"\n'
    'include "registers/*.beancount"\n'
)
TABLE = yaml.safe_load(
    (Path(__file__).parent / "hostile_texts.yaml").read_text(encoding="utf-8")
)


def data_of(case):
    """Return the bytes of a case, and whether they are the main file's."""
    if "hex" in case:
        return bytes.fromhex(case["hex"]), False
    text = case.get("text") or case.get("whole") or HEAD + case["main"]
    if "times" in case:
        unit, times = case["times"]
        text = text.replace("{}", unit * times)
    return text.encode("utf-8", "surrogatepass"), "text" not in case


def codes(data, *, is_main=False):
    path = "main.beancount" if is_main else "2024/05.beancount"
    return [fault.code for fault in lint(data, path, is_main=is_main, today=TODAY)]


def test_the_table_is_large_and_no_text_stands_twice():
    """At least 120 texts, all different, against every code there is."""
    texts = [data_of(case) for case in TABLE]
    assert len(texts) == len(set(texts)) >= 120
    assert min(Counter(case["code"] for case in TABLE).values()) >= 1


@pytest.mark.parametrize("number", range(len(TABLE)))
def test_each_hostile_text_is_refused_for_its_reason(number):
    """The code that must be there is there, and the line is one of the text's."""
    data, is_main = data_of(TABLE[number])
    faults = lint(data, "2024/05.beancount", is_main=is_main, today=TODAY)
    assert TABLE[number]["code"] in {fault.code for fault in faults}
    assert all(1 <= fault.line <= data.count(b"\n") + 1 for fault in faults)
    assert all(fault.message.isprintable() for fault in faults)
    assert all(len(fault.message) < 200 for fault in faults)


@pytest.fixture
def planted(tmp_path, monkeypatch):
    """Modules that leave a file behind when they are run; returns the folder."""
    code = (
        "from pathlib import Path\n"
        "(Path(__file__).parent / 'ran').write_text(__name__)\n"
        "__plugins__ = ()\nCONFIG = []\nHOOKS = []\n"
    )
    for name in ("planted_plugin", "planted_extension", "planted_config"):
        (tmp_path / f"{name}.py").write_text(code, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.chdir(tmp_path)
    yield tmp_path
    for name in [name for name in sys.modules if name.startswith("planted_")]:
        del sys.modules[name]


def test_no_hostile_text_runs_anything(planted):
    """All texts are read where the planted modules could be imported."""
    for case in TABLE:
        data, is_main = data_of(case)
        assert codes(data, is_main=is_main)
    assert not (planted / "ran").exists()
    assert not [name for name in sys.modules if name.startswith("planted_")]


def test_the_planted_plugin_runs_when_the_text_is_loaded(planted):
    """The control: what the linter only reads, the loader runs."""
    (planted / "x.beancount").write_text('plugin "planted_plugin"\n', encoding="utf-8")
    loader.load_file(str(planted / "x.beancount"))
    assert (planted / "ran").read_text() == "planted_plugin"


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ('"fava-extension" "planted_extension"', "planted_extension"),
        ('"fava-option" "import-config" "planted_config.py"', "<run_path>"),
    ],
)
def test_the_planted_page_code_runs_when_fava_opens_the_text(planted, kind, name):
    """The control for what Fava runs beside the loader."""
    from fava.core import FavaLedger

    main = planted / "x.beancount"
    main.write_text(f"2024-05-06 custom {kind}\n", encoding="utf-8")
    FavaLedger(str(main))
    assert (planted / "ran").read_text() == name


def test_the_shipped_books_pass():
    """At least 2,000 entries and all registers: no fault at all."""
    found = list(lint_paths((LEDGERS / "hust", LEDGERS / "template")))
    assert [fault for _, faults in found for fault in faults] == []
    assert len(load_ledger(LEDGERS / "hust").books.entries) >= 2000
    assert len(found) >= 60


GOOD = {
    "plain": '2024-05-06 * "一" "二"\n  Assets:101-库存 1.00 CNY\n',
    "windows": '2024-05-06 * "一"\r\n\tAssets:101-库存\t-1,234.50 CNY\r\n',
    "lots": (
        '2024-05-06 * "购置"\n  Assets:162-固定资产:03-通用设备:2024'
        '  1 PC {8999.00 CNY, 2024-05-06, "FA-2024-0001"}\n'
    ),
    "signs": '2024-05-06 ! "甲＆乙 <3 人，R&D；比例 3:5" "㎡　℃ “引”·é"\n',
    "escapes": '2024-05-06 note Assets:101-库存 "说 \\"好\\" 的"\n',
    "link": '2024-05-06 note Assets:101-库存 "见 https://example.edu.cn:8443/a?b=1"\n',
    "document": '2024-05-06 document Assets:101-库存 "../documents/a b.pdf" ^doc-1\n',
    "register": '2024-05-06 custom "unit" "007" "ＭＢＡ工会"\n  closed: 2030-06-30\n',
    "rare letters": '2024-05-06 * "\U00020000\U00030edd\U00031350" "〇"\n',
    "comment": ';; plugin "x"、include、<b>\n; 2024\n2024-05-06 commodity CNY ; 元\n',
    "building": '2024-05-06 custom "asset" "FA-1" "楼"\n  acquired: 1953-10-01\n',
    "foreign words": '2024-05-06 * "Москва" "αβ 测试 Café"\n',
    "key named so": '2024-05-06 * "一"\n  document: "exports/a.xlsx"\n  option: "甲"\n',
}


@pytest.mark.parametrize("name", GOOD)
def test_odd_but_honest_text_passes(name):
    """Signs, line ends and letters that honest books have."""
    assert codes(GOOD[name]) == []


def test_the_main_file_may_have_its_own_lines():
    """The lines that every main file of ours has."""
    more = (
        'include "2024/**/*.beancount"\noption "render_commas" "TRUE"\n'
        '2022-01-01 custom "fava-option" "collapse-pattern" ".*:.*:.*"\n'
        '2022-01-01 custom "fava-option" "import-config" "import_config.py"\n'
        '2022-01-01 custom "fava-extension" "union_ledger.reports.pages"\n'
    )
    assert codes(HEAD + more, is_main=True) == []


# Pieces that mean much to Beancount, put together at random.
PIECES = (
    *("plugin", "include", "option", "pushtag", "pad", "query", '"a"', '"x.beancount"'),
    *(
        "\n",
        "  ",
        " ",
        ";",
        '"',
        "\\",
        "*",
        "#t",
        "^l",
        "-",
        "1.00",
        "CNY",
        "2024-05-06",
    ),
    *("Assets:101-库存", "Equity:3-结转", "unit:", "TRUE", "open", "\r\n", "\t", "甲"),
)


@settings(max_examples=400, derandomize=True, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_what_the_parser_would_load_is_always_told(text):
    """However it is put together: no plugin, include, pad or query gets by unseen."""
    entries, _, options = parse_string(text)
    found = set(codes(text))
    assert not options["plugin"] or "plugin" in found
    assert options["include"] == [] or "include" in found
    assert not any(isinstance(entry, Pad) for entry in entries) or "pad" in found
    assert not any(isinstance(entry, Query) for entry in entries) or "query" in found


@settings(max_examples=300, derandomize=True, deadline=None)
@given(st.binary(max_size=400))
def test_nothing_that_can_be_in_a_file_stops_the_linter(data):
    """Any bytes: a list of faults, never an exception."""
    assert all(fault.line >= 1 for fault in lint(data, "a.beancount", today=TODAY))


def test_many_faults_take_little_time():
    """A file made to be slow is read as fast as any other."""
    slow = ("; " + "1-" * 1900 + "\n") * 200 + ("; " + "a+" * 1900 + "://\n") * 200
    lint(slow + '2024-05-06 note Assets:A "' + "<" * 3000 + '"\n', "a.beancount")


def test_the_manual_names_every_code():
    """What a code forbids can be looked up."""
    manual = (LEDGERS.parent / "docs" / "账簿仓库.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`[^|]+`) \| (?!在哪里)", manual, re.MULTILINE)
    named = {code for row in rows for code in re.findall("`([a-z-]+)`", row)}
    assert named == {case["code"] for case in TABLE} | {"symlink"}
