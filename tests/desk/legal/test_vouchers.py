"""The legal books' vouchers, booked whole, mapped, and tied to the fen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from union_ledger.core.ledger import load_ledger
from union_ledger.desk.intake import run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Write = Callable[..., Path]
    Read = Callable[[Path, str], str]


def plain(text: str) -> str:
    """Return a text without the hash of the original, which a comma would change."""
    return re.sub(r'source-sha256: "[0-9a-f]{64}"', 'source-sha256: "…"', text)


def test_vouchers_become_whole_entries(
    books: Path, journal: Write, text_of: Read, file_regression: object
) -> None:
    """Two months: mapped, red, four legs, one line that nothing covers."""
    (result,) = run([journal()], books)
    assert result.problem == ""
    assert (result.booked, result.unknown) == (7, 1)
    text = plain(text_of(books, "*vouchers*"))
    file_regression.check(text, extension=".beancount", encoding="utf-8")


def test_the_plugin_is_content(books: Path, journal: Write) -> None:
    """Accounts, registers, quota, the year-end closing: nothing is refused."""
    run([journal()], books)
    ledger = load_ledger(books)
    assert [problem.message for problem in ledger.problems] == []


def test_the_account_says_what_a_person_must_look_at(
    books: Path, journal: Write, file_regression: object
) -> None:
    """The list of lines that nothing covers, with 科目, department and words."""
    (result,) = run([journal()], books)
    lines = [f"第 {r.line} 行 {r.why}：{r.text}" for r in result.rows if r.unknown]
    text = "\n".join([*result.details, *lines, ""])
    file_regression.check(text, extension=".txt", encoding="utf-8")


def test_the_same_vouchers_are_booked_once(
    books: Path, journal: Write, november: list[str], december: list[str]
) -> None:
    """A second import, and one that overlaps, add only what is new."""
    (first,) = run([journal(november)], books)
    (again,) = run([journal(november)], books)
    (longer,) = run([journal([*november, *december], "更长.csv")], books)
    assert (first.booked, first.known) == (5, 0)
    assert (again.booked, again.known) == (0, 5)
    assert (longer.booked, longer.known) == (2, 5)


def test_another_column_order_gives_the_same_ids(
    books: Path, journal: Write, export: Write, november: list[str]
) -> None:
    """The id knows the voucher, not the package's way to print it."""
    run([journal(november)], books)
    flag = ["日期,凭证号数,科目编码,科目名称,摘要,方向,金额"]
    for line in november:
        day, number, _, words, code, name, debit, credit, *_ = line.split(",")
        side, amount = ("借", debit) if debit else ("贷", credit)
        row = (day.replace("-", "."), number, code, name, words, side, amount)
        flag.append(",".join(row))
    (again,) = run([export(flag, "方向.csv")], books)
    assert (again.booked, again.known) == (0, 5)


def test_a_changed_voucher_is_refused_with_both_places(
    books: Path, journal: Write, november: list[str]
) -> None:
    """A number that was used anew, or an amount that was corrected afterwards."""
    run([journal(november)], books)
    changed = [line.replace("420.50", "421.50") for line in november]
    changed[2] = changed[2].replace("300.00", "301.00")
    (result,) = run([journal(changed, "改过.csv")], books)
    assert re.search(
        r"改过\.csv：第 4 行：凭证 2024-11 记-0002 已记在 .*2024-11-vouchers.*:\d+，"
        r"内容与文件不同（10201 文件 -421.50 账簿 -420.50，"
        r"50102 文件 301.00 账簿 300.00）",
        result.problem,
    )
    assert result.booked == 0


def test_an_entry_changed_in_the_books_is_refused(
    books: Path, journal: Write, november: list[str]
) -> None:
    """The other way round: the file is as it was, the books are not."""
    run([journal(november)], books)
    (path,) = (books / "2024").glob("*vouchers*")
    text = path.read_text(encoding="utf-8").replace("300.00 CNY", "301.00 CNY")
    path.write_text(text.replace("-420.50", "-421.50"), encoding="utf-8")
    (result,) = run([journal(november)], books)
    assert "但账簿里改过" in result.problem


def test_a_line_may_be_moved_to_another_detail(
    books: Path, journal: Write, november: list[str]
) -> None:
    """A person who corrects the account leaves the legal books' code beside it."""
    run([journal(november)], books)
    (path,) = (books / "2024").glob("*vouchers*")
    text = path.read_text(encoding="utf-8")
    moved = re.sub(
        r"50102-文体活动(\s+300.00 CNY)",
        r'50105-会员活动\1\n    source-code: "50102"',
        text,
    )
    assert moved != text
    path.write_text(moved, encoding="utf-8")
    (again,) = run([journal(november)], books)
    assert (again.problem, again.known) == ("", 5)


def test_subjects_without_an_account_are_listed_and_nothing_is_booked(
    books: Path, journal: Write, november: list[str]
) -> None:
    """A voucher is booked whole or not at all; each 科目 says what to add."""
    lines = [
        x.replace("16203,固定资产\\通用设备", "16209,固定资产\\家具") for x in november
    ]
    (result,) = run([journal(lines)], books)
    assert "有 1 个科目在账簿里找不到对应的科目" in result.problem
    (said,) = result.details
    assert said.startswith("科目 16209 固定资产\\家具（第 13 行等 1 行）：账簿里没有")
    assert (result.booked, list((books / "2024").glob("*vouchers*"))) == (0, [])
    assert {row.state for row in result.rows} == {"未入账"}


def test_an_unbalanced_voucher_stops_the_file(
    books: Path, journal: Write, november: list[str]
) -> None:
    """With a reason the whole ones are booked, flagged, and the other is named."""
    lines = [line.replace("-50.00,,07", "-51.00,,07") for line in november]
    (result,) = run([journal(lines)], books)
    assert result.record["unbalanced_vouchers"] == ["202411-记-0004"]
    assert (result.failed, result.booked) == (True, 0)
    (taken,) = run([journal(lines)], books, unproven="原账更正中")
    assert (taken.failed, taken.booked) == (False, 4)
    assert "不完整、没有入账的凭证：记-0004" in taken.details
    (path,) = (books / "2024").glob("*vouchers*")
    text = path.read_text(encoding="utf-8")
    assert text.count('unproven: "原账更正中"') == text.count("\n2024-11-") == 4
    assert "2024-11-04 !" in text


STATEMENT = (
    "交易时间,借贷标志,转出金额,转入金额,余额,本方账号,对方单位,摘要,用途\n"
    "2024-11-08 10:00:00,借,420.50,,4579.50,42008888,某店,报销,活动\n"
)


def test_bank_entries_and_vouchers_are_not_booked_both(
    books: Path, journal: Write, tmp_path: Path, november: list[str]
) -> None:
    """One payment is in the statement and in a voucher; the union says which counts."""
    statement = tmp_path / "流水.csv"
    statement.write_text(STATEMENT, encoding="utf-8")
    (books / "2024" / "bank.beancount").write_text(
        '2024-11-08 ! "某店" "报销"\n  id: "8888-1"\n  source-line: 2\n'
        "  Assets:102-银行存款:01-基本户  -420.50 CNY\n"
        "  Assets:135-其他应收款:13501-职工借款\n",
        encoding="utf-8",
    )
    (result,) = run([journal(november)], books)
    assert "已按银行流水入账" in result.problem
    assert "bank: vouchers" in result.problem
    mapping = books / "mapping.yaml"
    text = mapping.read_text(encoding="utf-8")
    mapping.write_text(f"bank: vouchers\n{text}", encoding="utf-8")
    (taken,) = run([journal(november)], books)
    assert (taken.problem, taken.booked) == ("", 5)


def test_books_that_make_vouchers_take_none(books: Path, journal: Write) -> None:
    """正式账: the journal is read and proved, and that is all."""
    mapping = books / "mapping.yaml"
    text = mapping.read_text(encoding="utf-8")
    mapping.write_text(f"mode: 正式账\n{text}", encoding="utf-8")
    (result,) = run([journal()], books)
    assert result.record["verdict"] == "proven"
    assert "凭证在这里填制，序时账只核对不入账" in result.problem
    assert list((books / "2024").glob("*vouchers*")) == []


def test_without_a_mapping_it_says_what_to_write(books: Path, journal: Write) -> None:
    """The least that is needed is one line."""
    (books / "mapping.yaml").unlink()
    (result,) = run([journal()], books)
    assert 'default: {unit: "000", fund: "10"}' in result.problem


def test_odd_words_come_out_as_they_went_in(
    books: Path, journal: Write, november: list[str]
) -> None:
    """Quotes and backslashes in a 摘要 are the text of an entry, not its syntax."""
    odd = [line.replace("拔河比赛", '"拔""河\\"""') for line in november]
    odd = [line.replace("支付活动费用", "付\\款") for line in odd]
    run([journal(odd)], books)
    ledger = load_ledger(books)
    assert [problem.message for problem in ledger.problems] == []
    (entry,) = (e for e in ledger.books.entries if e.voucher == "记-0002")
    assert entry.narration == '拔"河\\"'
    assert entry.rows[-1].meta["summary"] == "付\\款"
    (again,) = run([journal(odd)], books)
    assert (again.booked, again.known) == (0, 5)


def test_names_of_people_stay_out_of_the_books(
    books: Path, journal: Write, text_of: Read
) -> None:
    """Only who has an id is written; the others are counted."""
    (result,) = run([journal()], books)
    text = text_of(books, "*vouchers*")
    assert 'bookkeeper: "T0001"' in text
    assert not re.search("张甲|李乙", text)
    assert any("有 1 个没有编号" in line for line in result.details)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ('default: {unit: "000"}', "缺少字段 default.fund"),
        ('default: {unit: "000", fund: "10"}\nmode: 其他', "mode"),
        (
            'default: {unit: "000", fund: "10"}\n'
            'lines: [{name: 甲, when: {code: "501"}, then: {unit: "007"}}]',
            "要么写 unit 和 fund，要么写 project",
        ),
        (
            'default: {unit: "000", fund: "10"}\n'
            "lines: [{name: 甲, when: {side: 借}, then: {project: P1}}]",
            "至少要有 code",
        ),
        (
            'default: {unit: "000", fund: "10"}\n'
            'lines: [{name: 甲, when: {code: "501"}, then: {project: P1}, '
            'cases: [{code: "503"}]}]',
            "“甲”的例子 1 不符：没有任何一条规则符合",
        ),
    ],
)
def test_a_wrong_mapping_names_its_line(
    books: Path, journal: Write, line: str, why: str
) -> None:
    """As classify.yaml: unknown or missing keys and cases that come out otherwise."""
    (books / "mapping.yaml").write_text(line + "\n", encoding="utf-8")
    (result,) = run([journal()], books)
    assert "mapping.yaml：第" in result.problem
    assert why in result.problem
