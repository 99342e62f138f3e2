"""A dues list: sums and head counts into the register, persons nowhere."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from union_ledger.desk.intake import run
from union_ledger.desk.intake_text import summary
from union_ledger.desk.original import Original

if TYPE_CHECKING:
    from pathlib import Path

RECEIVED = """\
2024-12-09 * "学校财务处" "代扣会费"
  id: "k1"
  unit: "000"
  fund: "20"
  Assets:102-银行存款:01-基本户   75.50 CNY
  Income:401-会费收入            -75.50 CNY
"""


def test_sums_by_unit_go_into_the_register(
    *, books: Path, save, dues_table, written, errors, file_regression
) -> None:
    """The new file as people read it; the books take it without an error."""
    path = save("会费_202411.xlsx", dues_table)
    (result,) = run([path], books)
    assert (result.booked, result.known, result.failed) == (2, 0, False)
    ((name, text),) = written().items()
    text = text.replace(Original.of(path).sha256, "…")
    file_regression.check(f"==> {name}\n{text}", extension=".txt", encoding="utf-8")
    assert errors() == []


def test_importing_twice_registers_nothing_twice(
    books: Path, save, dues_table, written
) -> None:
    """The second run knows both sums."""
    path = save("会费_202411.xlsx", dues_table)
    run([path], books)
    before = written()
    (again,) = run([path], books)
    assert (again.booked, again.known, again.written) == (0, 2, [])
    assert written() == before


def test_a_corrected_list_is_not_put_beside_the_old(
    books: Path, save, dues_table, written
) -> None:
    """Another sum for a month that is registered is told, with both figures."""
    run([save("会费_202411.xlsx", dues_table)], books)
    before = written()
    dues_table[4][6], dues_table[5][6] = 21, 76.5
    (again,) = run([save("会费_202411更正.xlsx", dues_table)], books)
    assert "008 2024-11 登记 20.00，清单 21.00" in again.problem
    assert again.failed
    assert written() == before


def test_the_receipt_is_named(books: Path, book, save, dues_table) -> None:
    """The one entry that received the same sum is the list's."""
    path = save("会费_202411.xlsx", dues_table)
    (result,) = run([path], books, dry_run=True)
    assert any(
        line.startswith("提示：2024-11 至次月账上没有收到 75.50")
        for line in result.details
    )
    book(RECEIVED)
    (result,) = run([path], books, dry_run=True)
    assert any("与到账相符：2024-12-09" in line for line in result.details)
    book(RECEIVED + RECEIVED.replace("k1", "k2"))
    (result,) = run([path], books, dry_run=True)
    assert any("有 2 笔到账同数" in line for line in result.details)


def test_a_wrong_total_is_not_registered(
    books: Path, save, dues_table, written
) -> None:
    """The total row is held against the rows."""
    dues_table[5][6] = 75.6
    (result,) = run([save("会费_202411.xlsx", dues_table)], books)
    assert result.record["verdict"] == "unproven"
    assert "会费金额合计 75.60，各行相加是 75.50" in result.record["why"]
    assert written() == {}


def test_with_a_reason_it_is_registered_all_the_same(
    books: Path, save, dues_table, written
) -> None:
    """The reason stands in the file."""
    dues_table[5][6] = 75.6
    path = save("会费_202411.xlsx", dues_table)
    (result,) = run([path], books, unproven="财务处的合计少算一人")
    assert not result.failed
    assert "登记的原因：财务处的合计少算一人" in next(iter(written().values()))


def test_an_unknown_unit_stops_the_whole_list(
    books: Path, save, dues_table, written
) -> None:
    """Sums of some units only would not be the total; what is near is told."""
    dues_table[4][3] = "电气工程学院"
    (result,) = run([save("会费_202411.xlsx", dues_table)], books)
    assert "“电气工程学院”没有登记，是不是 008 电气学院工会？" in result.problem
    assert "short（简称）" in result.problem
    assert written() == {}


def test_what_a_person_should_look_at(books: Path, save, dues_table) -> None:
    """Negative, zero and twice: rows are named by their line, never by the person."""
    head, total = dues_table[:2], dues_table[-1]
    rows = [
        *dues_table[2:5],
        [4, "20110007", "欧阳试一", "机械学院工会", "202411", 0, -5],
        [5, "20110009", "李试四", "电气学院", "202411", 0, 0],
    ]
    total[6] = 70.5
    (result,) = run([save("会费.xlsx", [*head, *rows, total])], books, dry_run=True)
    assert result.record["notes"] == [
        "会费是负数（退会费）：1 行（第 6 行）",
        "会费是零：1 行（第 7 行）",
        "同一工号同月出现 2 次：第 3、6 行",
        "会费合计是基数合计 15,100.00 的 5.00‰",
    ]


def test_a_payroll_sheet(books: Path, save) -> None:
    """Year and month in columns of their own; the sum is of 工会扣除."""
    table = [
        ["用户名", "年份", "月份", "基本工资", "应发工资", "工会扣除", "实发工资"],
        ["欧阳试一", 2024, 8, 6000, 6000, 30, 5970],
        ["张试二", 2024, 8, 5000, 5000, 25, 4975],
    ]
    (result,) = run([save("工资.xlsx", table)], books)
    assert (result.record["sum"], result.record["months"]) == ("55.00", ["2024-08"])
    assert "没有写单位" in result.problem


def test_no_person_is_printed_or_written(
    *, save, dues_table, command, written, people
) -> None:
    """Neither text nor JSON, nor any new file, holds a name or a number."""
    dues_table.insert(5, [4, "20120089", "赵试五", "电气学院", "202411", 1, "面议"])
    path = save("会费_202411.xlsx", dues_table)
    shown = [command(path, "--rows")[1], command(path, "--format", "json")[1]]
    del dues_table[5]
    path = save("会费_202411.xlsx", dues_table)
    shown += [command(path, "--rows")[1], command(path, "--format", "json")[1]]
    assert json.loads(shown[3])[0]["sum"] == "75.50"
    assert "欧**一" in shown[2]
    assert "张*二" in shown[2]
    texts = [*shown, *written().values()]
    assert len(texts) == 5
    for person in people:
        assert not [text for text in texts if person in text], person


def test_without_masks_a_person_would_be_seen(
    *, save, dues_table, command, people, monkeypatch
) -> None:
    """The control of the test above: what it looks for is there to be found."""
    monkeypatch.setattr("union_ledger.importers.lists.reading.masked_name", str)
    shown = command(save("会费_202411.xlsx", dues_table), "--rows")[1]
    assert people[0] in shown


def test_summary_in_chinese(books: Path, save, dues_table, file_regression) -> None:
    """What the terminal shows."""
    results = run([save("会费_202411.xlsx", dues_table)], books)
    for result in results:
        result.written = [path.relative_to(books) for path in result.written]
        result.details = [line.split("（sha256")[0] for line in result.details]
    text = summary(results, dry_run=False, rows=True)
    file_regression.check(text, extension=".txt", encoding="utf-8")
