"""排版: columns move, meaning does not; the second time nothing moves."""

from __future__ import annotations

from pathlib import Path

import pytest
from beancount.parser.parser import parse_string
from click.testing import CliRunner
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from union_ledger.cli.format import command
from union_ledger.core.errors import InputError
from union_ledger.core.seal_content import canonical
from union_ledger.desk.format_text import format_file
from union_ledger.desk.format_text import formatted

LEDGERS = Path(__file__).parents[2] / "ledgers"
UNTIDY = """\
; 说明
2024-01-10  *  "某店"  "器材; 不是注释"   #ball
    id: "K1"
  unit:   "007"
  Expenses:501-职工活动支出:50102-文体活动 300.00 CNY ; 篮球
      note:    "两个"
     ! Assets:101-库存现金      -300.00 CNY
  Assets:162-固定资产:03-通用设备:2024  1 PC {8999.00 CNY, 2024-05-06, "FA-1"}
  Equity:301-资产基金:30104-固定资产

2024-01-11 note Assets:101-库存现金 "第一行
   Assets:101-库存现金   1.00 CNY
  id:   不是键"
2024-01-12 custom "members" "007"   412
   note:  "x"
"""
TIDY = """\
; 说明
2024-01-10  *  "某店"  "器材; 不是注释"   #ball
  id: "K1"
  unit: "007"
  Expenses:501-职工活动支出:50102-文体活动   300.00 CNY ; 篮球
    note: "两个"
  ! Assets:101-库存现金                     -300.00 CNY
  Assets:162-固定资产:03-通用设备:2024            1 PC {8999.00 CNY, 2024-05-06, "FA-1"}
  Equity:301-资产基金:30104-固定资产

2024-01-11 note Assets:101-库存现金 "第一行
   Assets:101-库存现金   1.00 CNY
  id:   不是键"
2024-01-12 custom "members" "007"   412
  note: "x"
"""


def meaning(text):
    entries, errors, _ = parse_string(text)
    return [canonical(e, Path()) for e in entries] + [e.message for e in errors]


def test_amounts_stand_in_a_column():
    """A wide character is two; strings over several lines are left alone."""
    assert formatted(UNTIDY) == TIDY
    assert meaning(UNTIDY) == meaning(TIDY)


def test_twice_is_once():
    assert formatted(TIDY) == TIDY


def test_line_ends_stay():
    text = UNTIDY.replace("\n", "\r\n")
    assert formatted(text) == TIDY.replace("\n", "\r\n")


blanks = st.text(alphabet=" \t", min_size=1, max_size=9)


@settings(max_examples=150, deadline=None)
@given(st.lists(blanks, min_size=9, max_size=9), st.sampled_from(["", "! ", "* "]))
def test_however_it_was_spaced_it_ends_the_same(gaps, flag):
    a, b, c, d, e, f, g, h, i = gaps
    text = (
        f'2024-01-10 * "某店" "器材"{a.strip(chr(9))}\n'
        f'{b}id:{c}"K1"\n'
        f"{d}{flag}Expenses:501-职工活动支出:50102-文体活动{e}300.00{f}CNY\n"
        f"{g}Assets:101-库存现金{h}-300.00{i}CNY\n"
    )
    once = formatted(text)
    assert formatted(once) == once
    assert meaning(once) == meaning(text)
    assert once == formatted(formatted(text.replace("\t", " ")))


@pytest.mark.parametrize("path", sorted(LEDGERS.rglob("*.beancount")), ids=str)
def test_the_books_keep_their_meaning(path):
    text = path.read_text(encoding="utf-8")
    once = formatted(text)
    assert meaning(once) == meaning(text)
    assert formatted(once) == once


def test_the_command_writes_once_and_checks(tmp_path):
    file = tmp_path / "a.beancount"
    file.write_text(UNTIDY, encoding="utf-8")
    checked = CliRunner().invoke(command, ["--check", str(tmp_path)])
    assert (checked.exit_code, file.read_text("utf-8")) == (1, UNTIDY)
    assert "共 1 个文件，要排 1 个。" in checked.output
    done = CliRunner().invoke(command, [str(tmp_path)])
    assert (done.exit_code, file.read_text("utf-8")) == (0, TIDY)
    assert CliRunner().invoke(command, ["--check", str(file)]).exit_code == 0


def test_what_cannot_be_read_is_said(tmp_path):
    file = tmp_path / "a.beancount"
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(InputError, match="读不出来"):
        format_file(file, check=True)
    assert isinstance(
        CliRunner().invoke(command, [str(tmp_path / "nothing")]).exception, InputError
    )
