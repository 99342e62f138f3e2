"""Filled forms come back: every row is answered, and nothing is taken by guess."""

from __future__ import annotations

import shutil
from datetime import date

import pytest
from openpyxl import load_workbook

BOOKED, KNOWN = "入账", "已在账"


def test_a_form_on_which_all_matches_is_booked_whole(filled, take, counts):
    """Each thing gets one line with form, day and person."""
    outcomes, _ = take(filled.save())
    assert [row.state for row in outcomes[0].rows] == [BOOKED] * 4
    assert [(c.number, c.result, c.by, c.since) for c in counts()] == [
        (number, "相符", "T0072", date(2024, 11, 29))
        for number in ("FA-2023-0001", "FA-2023-0002", "FA-2023-0003", "XZ-2023-0001")
    ]
    assert {c.sheet for c in counts()} == {outcomes[0].title[4:22]}


def test_differences_are_classified_with_what_to_do(
    filled, take, counts, file_regression
):
    """Every kind of difference on one form; what was found without a card as well."""
    filled.sheet["D3"] = "2024.12.05"
    filled.answer("FA-2023-0001", "位置不符", None, "图书馆 305", None, "闲置")
    filled.answer("FA-2023-0002", "盘亏", 18, None, None, None, "两把找不到")
    filled.answer("FA-2023-0003", "损毁", None, None, None, None, "灯泡坏")
    filled.answer("XZ-2023-0001", "盘亏")
    filled.new(1, "打印机", "盘盈", 1, "机械楼 202", "T0071", None, "退休教师留下")
    filled.new(3, "旧沙发", "账外", 2)
    outcomes, text = take(filled.save())
    written = outcomes[0].written.read_text(encoding="utf-8")
    assert len(counts()) == 6
    body = written[written.index("\n\n") :]
    file_regression.check(f"{text}\n{body}", encoding="utf-8")


def test_a_dry_run_writes_nothing(filled, take, counts):
    outcomes, text = take(filled.save(), dry_run=True)
    assert "将写入" in text
    assert outcomes[0].is_clear
    assert counts() == []


def _added(form):
    """A row typed below the last one."""
    sheet = form.sheet
    row = next(
        r for r in range(6, 60) if str(sheet.cell(r, 1).value).startswith("签字")
    )
    for column, value in ((1, 99), (3, "FA-2023-0009"), (4, "私加"), (12, "相符")):
        sheet.cell(row + 2, column).value = value


def _deleted(form):
    form.sheet.delete_rows(form.row("FA-2023-0002")[0].row)


def _renamed(form):
    form.row("FA-2023-0001")[2].value = "FA-2023-0011"


def _twice(form):
    """The row of one thing copied over the blank row of another."""
    source = form.row("FA-2023-0001")
    target = form.row("FA-2023-0003")
    for cell, to in zip(source, target, strict=True):
        to.value = cell.value
        to.data_type = cell.data_type  # openpyxl would make a formula of =T14


def _twice_differently(form):
    _twice(form)
    form.sheet.cell(8, 12).value = "盘亏"


def _other_units_row(form):
    for cell, value in zip(form.row("FA-2023-0003"), OTHER_ROW, strict=True):
        cell.value = value


def _locked_number(form):
    form.row("FA-2023-0001")[7].value = 128


def _locked_quantity(form):
    form.row("FA-2023-0002")[6].value = 18


def _check(form):
    form.row("FA-2023-0002")[17].value = "00000000"


def _answering(*values, number="FA-2023-0002"):
    return lambda form: form.answer(number, *values)


def _new(*values):
    return lambda form: form.new(2, *values)


def _new_in_locked_cell(form):
    form.new(2, "打印机", "盘盈", 1)
    row = next(c for c in form.sheet.iter_rows(min_row=6) if c[0].value == "新2")
    row[7].value = 800


OTHER_ROW = (
    *(1, None, "FA-2023-0004", "跑步机", None, "专用设备", 1, 11564, "电气楼 101"),
    *("T0071", "在用", "相符", None, None, None, None, None, "12345678"),
)
BAD = {
    "added_row": _added,
    "deleted_row": _deleted,
    "renamed_row": _renamed,
    "twice_the_same": _twice,
    "twice_differently": _twice_differently,
    "row_of_another_form": _other_units_row,
    "number_in_locked_cell": _locked_number,
    "quantity_in_locked_cell": _locked_quantity,
    "check_changed": _check,
    "text_in_number": _answering("盘亏", "两把"),
    "fraction": _answering("盘亏", 1.5),
    "negative": _answering("盘亏", -1),
    "unknown_result": _answering("都在"),
    "empty_result": _answering(None),
    "answer_without_result": _answering(None, 3),
    "more_than_registered": _answering("相符", 21),
    "fewer_but_matched": _answering("相符", 19),
    "short_but_all_there": _answering("盘亏", 20),
    "matched_elsewhere": _answering("相符", None, "图书馆"),
    "elsewhere_without_place": _answering("位置不符"),
    "elsewhere_at_home": _answering("位置不符", None, "教工之家"),
    "same_custodian": _answering("保管人不符", None, None, "T0071"),
    "custodian_by_name": _answering("保管人不符", None, None, "张三"),
    "unknown_state": _answering("相符", None, None, None, "凑合"),
    "found_without_name": _new("", "盘盈", 1),
    "found_without_result": _new("打印机", None, 1),
    "found_none": _new("打印机", "盘盈", 0),
    "found_in_locked_cell": _new_in_locked_cell,
    "found_as_matched": _new("打印机", "相符", 1),
}


@pytest.mark.parametrize("change", BAD.values(), ids=BAD.keys())
def test_bad_rows_are_answered_and_nothing_is_written(
    change, filled, take, counts, file_regression
):
    """The row report of each kind of bad input, row by row."""
    change(filled)
    outcomes, text = take(filled.save())
    file_regression.check(text, encoding="utf-8")
    assert not outcomes[0].is_clear
    assert counts() == []


@pytest.mark.parametrize("change", [BAD["empty_result"], BAD["text_in_number"]])
def test_partial_books_the_clear_rows(change, filled, take, counts):
    """What was not counted stays open, and is never taken as 相符."""
    change(filled)
    take(filled.save(), partial=True)
    assert [c.number for c in counts()] == [
        "FA-2023-0001",
        "FA-2023-0003",
        "XZ-2023-0001",
    ]


def test_the_rest_follows_a_partial_import(filled, take, counts):
    """The same form again, completed: only what was open is booked."""
    filled.answer("FA-2023-0002", None)
    take(filled.save(), partial=True)
    filled.answer("FA-2023-0002", "相符")
    outcomes, _ = take(filled.save())
    assert [row.state for row in outcomes[0].rows] == [KNOWN, BOOKED, KNOWN, KNOWN]
    assert len(counts()) == 4


def test_the_same_form_twice_books_nothing(filled, take, counts, file_regression):
    path = filled.save()
    take(path)
    _, text = take(path)
    file_regression.check(text, encoding="utf-8")
    assert len(counts()) == 4


def test_the_same_form_with_another_result_is_refused(filled, take, counts):
    take(filled.save())
    filled.answer("FA-2023-0001", "损毁")
    outcomes, text = take(filled.save())
    assert not outcomes[0].is_clear
    assert "那次是相符，这次是损毁" in text
    assert len(counts()) == 4


def test_two_forms_that_contradict_each_other(filled, take, counts):
    """In one run or in two, the second form does not overrule the first in silence."""
    first = filled.save()
    second = filled.path.with_name("另一份.xlsx")
    shutil.copy(first, second)
    filled.answer("FA-2023-0001", "盘亏")
    outcomes, text = take(second, filled.save())
    assert "那次是相符，这次是盘亏（实有 0）" in text
    assert counts() == []
    assert not outcomes[1].is_clear


def test_another_form_of_the_same_day_contradicts(filled, add, printed, take, counts):
    """A form printed after a new card has another number, and the same things."""
    take(filled.save())
    add(
        '2024-11-20 custom "asset" "FA-2024-0001" "书架"\n'
        '  class: "家具用具装具及动植物"\n  cost: 900.00 CNY\n  unit: "007"\n'
    )
    again = type(filled)(printed(name="又一份.xlsx")).all_match()
    again.answer("FA-2024-0001", "相符")
    again.answer("FA-2023-0003", "损毁")
    _, text = take(again.save())
    assert "损毁，与PD-2024-007-" in text
    assert "的相符矛盾，请核实" in text
    assert len(counts()) == 4


def test_a_later_count_replaces_an_earlier_one(filled, printed, take, counts):
    """A second look on a later day is a recount, and is said to be."""
    filled.answer("FA-2023-0001", "盘亏")
    take(filled.save())
    again = type(filled)(printed(day=date(2024, 12, 20), name="复盘.xlsx")).all_match()
    _, text = take(again.save())
    assert "相符，复盘，取代PD-2024-007-" in text
    assert [c.result for c in counts() if c.number == "FA-2023-0001"] == [
        "盘亏",
        "相符",
    ]


MOVED = '2024-12-02 custom "asset-move" "FA-2023-0001"\n  unit: "008"\n'
MOVED_WITHIN = (
    '2024-12-02 custom "asset-move" "FA-2023-0001"\n'
    '  unit: "007"\n  custodian: "T0071"\n  place: "图书馆"\n'
)
DISPOSED = '2024-12-02 custom "asset-dispose" "FA-2023-0001"\n  how: "报废"\n'
BACKDATED = (
    '2024-11-20 custom "asset-dispose" "FA-2023-0002"\n  how: "盘亏"\n  quantity: 2\n'
)


@pytest.mark.parametrize(
    "later",
    [MOVED, MOVED_WITHIN, DISPOSED, BACKDATED],
    ids=["moved", "moved_within", "disposed", "backdated"],
)
def test_what_happened_since_the_print_is_said(  # noqa: PLR0917
    later, filled, add, take, counts, file_regression
):
    """A thing that was moved or disposed between print and count is not 相符."""
    filled.sheet["D3"] = date(2024, 12, 5)
    path = filled.save()
    add(later)
    _, text = take(path)
    file_regression.check(text, encoding="utf-8")
    assert counts() == []


def test_what_is_gone_need_not_be_counted(filled, add, take, counts):
    """A thing disposed since the print, left empty, holds nothing up."""
    filled.sheet["D3"] = date(2024, 12, 5)
    filled.answer("FA-2023-0001", None)
    path = filled.save()
    add(DISPOSED)
    outcomes, _ = take(path)
    assert outcomes[0].is_clear
    assert outcomes[0].rows[0].why == "已于 2024-12-02 处置（报废），不用盘"
    assert len(counts()) == 3


def test_a_disposal_after_the_count_changes_nothing(filled, add, take, counts):
    """Counted on 11-29, disposed on 12-02, imported later: it was there."""
    path = filled.save()
    add(DISPOSED)
    take(path)
    assert len(counts()) == 4


def _foreign_union(form):
    line = form.sheet["A4"].value.replace("GH", "GH0", 1)
    form.sheet["A4"] = line


def _no_identity(form):
    form.sheet["A4"] = None
    form.book["备查"]["A4"] = None


def _heading(form):
    form.sheet["C5"] = "编号"


def _day(form):
    form.sheet["D3"] = "年底"


def _year(form):
    form.sheet["D3"] = "2025-01-03"


def _stranger(form):
    form.sheet["I3"] = "张三"


REFUSED = {
    "identity_changed": (_foreign_union, "识别码改过或不全"),
    "no_identity": (_no_identity, "不是盘点表，也没有标签的二维码"),
    "heading": (_heading, "没有表头"),
    "day": (_day, "“盘点日期”的“年底”不是日期"),
    "year": (_year, "盘点日期 2025-01-03 与基准日 2024-11-29 不在同一年"),
    "stranger": (_stranger, "“盘点人编号”的“张三”不是登记过的人员编号"),
}


@pytest.mark.parametrize(("change", "said"), REFUSED.values(), ids=REFUSED.keys())
def test_a_form_that_cannot_be_told_is_refused_whole(
    change, said, filled, take, counts
):
    change(filled)
    outcomes, text = take(filled.save(), partial=True)
    assert said in outcomes[0].problem
    assert said in text
    assert counts() == []


def test_another_unions_form_is_refused(filled, books, take, counts):
    """The same cards in the books of another union are other things."""
    path = filled.save()
    main = books / "main.beancount"
    text = main.read_text(encoding="utf-8")
    main.write_text(text.replace('"校本级"', '"别校工会"'), encoding="utf-8")
    outcomes, _ = take(path, partial=True)
    assert "这是别的工会的盘点表" in outcomes[0].problem
    assert counts() == []


def test_another_units_form_is_refused_where_one_was_asked_for(filled, take, counts):
    outcomes, _ = take(filled.save(), unit="008", partial=True)
    assert "这是 007 单位的盘点表，不是 008 的" in outcomes[0].problem
    assert counts() == []


def test_one_bad_form_holds_back_the_good_one(filled, printed, take, counts):
    """Nothing is written until all files of a run are clear."""
    other = type(filled)(printed("008", name="八.xlsx"))
    other.answer("FA-2023-0004", "不知道")
    outcomes, text = take(filled.save(), other.save())
    assert "什么也没有写" in text
    assert {row.state for row in outcomes[0].rows} == {"未入账"}
    assert counts() == []


def test_a_workbook_with_a_formula_is_refused(filled, take):
    """A formula's stored value proves nothing."""
    filled.answer("FA-2023-0001", '="相"&"符"')
    outcomes, _ = take(filled.save())
    assert "公式" in outcomes[0].problem


def test_extra_sheets_are_said_to_be_unread(filled, take):
    filled.book.create_sheet("草稿")["A1"] = "记事"
    _, text = take(filled.save())
    assert "工作表 草稿 不是盘点表的一部分，没有读" in text


def test_what_stands_beside_the_form_is_said_to_be_unread(filled, take):
    filled.sheet["T7"] = "另有两把在仓库"
    _, text = take(filled.save())
    assert "表的各栏以外还写了东西，没有读：盘点表 第 7 行" in text


def test_the_cells_to_fill_are_the_only_open_ones(printed):
    sheet = load_workbook(printed())["盘点表"]
    assert sheet.protection.sheet
    open_cells = {c.coordinate for row in sheet for c in row if not c.protection.locked}
    assert {"D3", "I3", "L6", "Q8"} <= open_cells
    assert not open_cells & {"A6", "C6", "H6", "R6", "A4"}
