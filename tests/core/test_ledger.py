"""A loaded ledger: what is not one, and the table an accountant would recognise."""

from __future__ import annotations

import pytest

from union_ledger.core.errors import InputError
from union_ledger.core.ledger import load_ledger


def sides(ledger):
    """Return (code, 借, 贷) in yuan of every posting."""
    return [
        (row.code, row.debit / 100, row.credit / 100)
        for entry in ledger.books.entries
        for row in entry.rows
    ]


def test_books_without_the_plugin_line_are_told_what_to_write(tmp_path):
    """Figures without a rule applied must not pass for checked ones."""
    main = tmp_path / "main.beancount"
    main.write_text("2020-01-01 open Assets:101-库存现金 CNY\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_ledger(tmp_path)
    said = str(caught.value)
    assert "main.beancount：账簿没有运行监督插件" in said
    assert 'plugin "union_ledger.plugins" "rules/index.yaml"' in said


def test_a_plugin_line_in_an_included_file_is_none(tmp_path):
    """Beancount ignores it there without a word, so we say it."""
    (tmp_path / "main.beancount").write_text('include "a.beancount"\n')
    (tmp_path / "a.beancount").write_text('plugin "union_ledger.plugins"\n')
    with pytest.raises(InputError, match="账簿没有运行监督插件"):
        load_ledger(tmp_path)


@pytest.mark.parametrize("name", ["没有", "没有.beancount", "."])
def test_no_books_there(tmp_path, name):
    """A wrong path, a wrong file, a folder without a main file."""
    with pytest.raises(InputError, match="找不到账簿。请给出账簿目录"):
        load_ledger(tmp_path / name)


def test_folder_and_main_file_give_the_same_books(write_books, tmp_path):
    """The title names the union; without one the folder does."""
    main = write_books("")
    assert load_ledger(main).main == load_ledger(tmp_path).main == main.resolve()
    assert load_ledger(main).entity == "示例工会"
    main.write_text('plugin "union_ledger.plugins"\n', encoding="utf-8")
    assert load_ledger(main).revision is None
    assert load_ledger(main).books.entries == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('2024-01-05 * "没有写完\n', "LexerError"),
        ('include "没有.beancount"', "LoadError"),
        ('2024-01-05 custom "unit" "9" "短"', "RegisterError"),
    ],
)
def test_what_cannot_be_read_is_unreadable(write_books, text, kind):
    """Exit code 2 rests on this: half a ledger proves nothing."""
    ledger = load_ledger(write_books(text))
    assert any(p.is_unreadable for p in ledger.problems), ledger.problems
    assert kind in {p.kind for p in ledger.problems}


def test_an_include_that_leads_nowhere_is_at_its_own_line(write_books, tmp_path):
    """Beancount says ``<load>:0``; here each is at the line it was written on."""
    (tmp_path / "a.beancount").write_text(
        '\ninclude "没有.beancount"\n', encoding="utf-8"
    )
    main = write_books(
        """
        include "a.beancount"
        include "没有.beancount"
        include "空/*.beancount"
        include "a.beancount"
        include "main.beancount"
        """
    )
    problems = load_ledger(main).problems
    where = "；路径从写这一行的文件所在的目录算起"
    a = str(tmp_path / "a.beancount")
    said = {(p.filename, p.lineno, p.message) for p in problems}
    twice = "被 include 了两次，请只留一行"
    assert said == {
        (str(main), 2, f"include 的文件 没有.beancount 不存在{where}"),
        (str(main), 3, f"include 的 空/*.beancount 一个文件也没有{where}"),
        (str(main), 4, f"文件 {a} {twice}"),
        (str(main), 5, f"文件 {main} {twice}"),
        (a, 2, f"include 的文件 没有.beancount 不存在{where}"),
    }
    assert {p.kind for p in problems} == {"LoadError"}


def test_a_folder_included_as_a_file_is_told_with_its_line(write_books, tmp_path):
    """Beancount fails on it altogether."""
    (tmp_path / "登记").mkdir()
    main = write_books('2024-01-01 note Assets:101-库存现金 "记"\ninclude "登记"')
    with pytest.raises(InputError, match="登记（是目录，不是文件）") as caught:
        load_ledger(main)
    assert (caught.value.file, caught.value.line) == (str(main), 2)


def test_what_does_not_balance_is_wrong_but_readable(ledger):
    """
    2024-01-05 * "提现"
      Assets:101-库存现金              10.00 CNY
      Assets:102-银行存款:01-基本户   -10.01 CNY
    """
    assert [(p.lineno, p.is_unreadable) for p in ledger.problems] == [(1, False)]


def test_red_figures_stay_on_the_side_where_the_account_grows(ledger):
    """
    2024-01-05 * "支出、冲回、会费、退会费"
      Expenses:501-职工活动支出:50102-文体活动    10.00 CNY
      Expenses:501-职工活动支出:50102-文体活动    -4.00 CNY
      Income:401-会费收入                         -8.00 CNY
      Income:401-会费收入                          2.00 CNY
      Assets:101-库存现金                          3.00 CNY
      Assets:102-银行存款:01-基本户               -3.00 CNY
    """
    assert sides(ledger) == [
        ("50102", 10, 0),
        ("50102", -4, 0),
        ("401", 0, 8),
        ("401", 0, -2),
        ("101", 3, 0),
        ("102", 0, 3),
    ]


def test_a_side_written_on_the_posting_decides(ledger):
    """
    2024-01-05 * "按来源账的借贷方"
      Assets:101-库存现金             -5.00 CNY
        side: "借"
      Assets:102-银行存款:01-基本户    3.00 CNY
        side: "贷"
      Expenses:501-职工活动支出:50102-文体活动    2.00 CNY
        side: "贷"
    """
    assert sides(ledger) == [("101", -5, 0), ("102", 0, -3), ("50102", 0, -2)]


def test_a_closing_entry_is_written_on_the_other_side(ledger):
    """
    2024-12-30 * "会费和支出"
      Expenses:501-职工活动支出:50102-文体活动    4.00 CNY
      Income:401-会费收入                         -8.00 CNY
      Assets:101-库存现金                          4.00 CNY
    2024-12-31 * "年末结转"
      closing: "2024"
      Expenses:501-职工活动支出:50102-文体活动   -4.00 CNY
      Income:401-会费收入                          8.00 CNY
      Equity:322-工会资金结余:32203-本年收支结转  -4.00 CNY
    """
    assert sides(ledger)[3:] == [("50102", 0, 4), ("401", 8, 0), ("32203", 0, 4)]
    assert {e.closing for e in ledger.books.entries} == {"", "2024"}


def test_a_lot_has_its_number_its_pieces_and_its_cost_in_fen(ledger):
    """
    2024-05-06 * "某公司" "三台电脑"
      Assets:162-固定资产:03-通用设备   3 PC {8999.50 CNY, 2024-05-01, "FA-2024-01"}
      Equity:301-资产基金:30104-固定资产   -26998.50 CNY
    """
    lot, fund = ledger.books.entries[0].rows
    assert (lot.lot, lot.quantity, lot.commodity) == ("FA-2024-01", 3, "PC")
    assert (lot.amount, lot.debit, lot.credit) == (2699850, 2699850, 0)
    assert (fund.lot, fund.quantity, fund.commodity) == ("", 0, "CNY")


def test_a_thing_without_a_price_is_refused(ledger):
    """
    2024-05-06 * "某公司" "没有写单价"
      Assets:162-固定资产:03-通用设备    1 PC
      Equity:301-资产基金:30104-固定资产  -1 PC
    """
    assert "PC 没有以 CNY 计的单价，不能入账。" in [p.message for p in ledger.problems]


def test_unit_and_fund_come_from_the_posting_then_the_entry_then_the_project(ledger):
    """
    2024-01-01 custom "project" "P1" "甲项目"
      unit: "008"
      fund: "20"
    2024-01-01 custom "project" "P2" "乙项目"
    2024-05-06 * "只写项目"
      project: "P1"
      Expenses:501-职工活动支出:50102-文体活动    1.00 CNY
      Expenses:501-职工活动支出:50102-文体活动    1.00 CNY
        unit: "007"
      Expenses:501-职工活动支出:50102-文体活动    1.00 CNY
        project: "P2"
      Assets:101-库存现金                        -3.00 CNY
    2024-05-07 * "整笔的经费先于项目的"
      project: "P1"
      fund: "10"
      Expenses:501-职工活动支出:50102-文体活动    1.00 CNY
      Assets:101-库存现金                        -1.00 CNY
    """
    rows = [row for row in ledger.books.rows if row.code == "50102"]
    assert [(row.unit, row.fund, row.project) for row in rows] == [
        ("008", "20", "P1"),
        ("007", "20", "P1"),
        ("", "", "P2"),
        ("008", "10", "P1"),
    ]


def test_rows_are_found_by_the_beginning_of_their_code(ledger):
    """
    2024-05-06 * "几个科目"
      Expenses:501-职工活动支出:50102-文体活动    1.00 CNY
      Expenses:507-资本性支出:50702-办公设备      2.00 CNY
      Assets:101-库存现金                        -3.00 CNY
    """
    of_code = ledger.books.of_code

    def amounts(*prefixes):
        return [row.amount for row in of_code(*prefixes)]

    assert amounts("5") == [100, 200]
    assert amounts("50102") == [100]
    assert amounts("50103") == []
    assert amounts("501", "50102", "5") == [100, 200]
    assert amounts("50702", "101") == [200, -300]


def test_an_entry_is_called_by_its_voucher_and_month_else_by_its_id(ledger):
    """
    2024-05-06 * "某店" "有凭证号"
      id: "V1"
      voucher: "银付-0012"
      Assets:101-库存现金             -1.00 CNY
      Assets:102-银行存款:01-基本户    1.00 CNY
    2024-05-07 * "没有凭证号"
      id: "V2"
      invoice: " 1  2 "
      event-date: 2023-12-31
      Assets:101-库存现金             -1.00 CNY
      Assets:102-银行存款:01-基本户    1.00 CNY
    """
    one, two = ledger.books.entries
    assert (one.name, two.name) == ("2024-05 银付-0012", "V2")
    assert two.words_of("invoice") == ["1", "2"]
    assert (one.event_date.year, two.event_date.year) == (2024, 2023)
    assert (one.text, two.text) == ("某店 有凭证号", " 没有凭证号")


def test_text_can_be_tried_before_it_is_written(write_books):
    """It is read as one more file: its problems are told, its lines counted."""
    main = write_books('2024-01-01 custom "close" 2023-12-31')
    before = load_ledger(main)
    good = load_ledger(main, '2024-02-01 custom "members" "007" 5\n')
    assert good.problems == before.problems == ()
    assert [line.count for line in good.books.registers.member_lines][:2] == [412, 5]
    bad = load_ledger(main, '\n\n2024-02-01 custom "members" "999" 5\n')
    assert [(p.lineno, p.message) for p in bad.problems] == [(3, "单位 999 没有登记。")]
    assert (
        load_ledger(main).books.registers.members(
            "007", before.books.opened["Assets:101-库存现金"]
        )
        == 412
    )


def test_pieces_that_do_not_share_a_cost_evenly(write_books):
    """Three pieces for 100.00 are 100.00, though one of them is a number without end.

    A half fen is still refused.
    """
    uneven = """
        2024-01-05 * "受赠"
          Assets:162-固定资产:03-通用设备  3 PC {{%s CNY, 2024-01-05, "FA-1"}}
          Equity:301-资产基金:30104-固定资产  -%s CNY
        """
    ledger = load_ledger(write_books(uneven % ("100.00", "100.00")))
    assert [row.amount for row in ledger.books.of_code("162")] == [10000]
    assert ledger.problems == ()
    ledger = load_ledger(write_books(uneven % ("100.005", "100.005")))
    assert any("不足一分" in problem.message for problem in ledger.problems)
