"""封账: what is changed behind a seal is found, what is only tidied is not."""

from __future__ import annotations

import json
import os
import re
import textwrap
from datetime import date

os.environ["BEANCOUNT_DISABLE_LOAD_CACHE"] = "1"

import pytest
from click.testing import CliRunner
from tests.desk.closing_books import ADDED
from tests.desk.closing_books import CHART
from tests.desk.closing_books import FEBRUARY
from tests.desk.closing_books import JANUARY
from tests.desk.closing_books import MAIN
from tests.desk.closing_books import TAMPERED
from tests.desk.closing_books import UNITS

from union_ledger.cli.close import command
from union_ledger.core.errors import InputError
from union_ledger.core.ledger import load_ledger
from union_ledger.desk.closing import Accepted
from union_ledger.desk.closing import close
from union_ledger.desk.closing import reopen
from union_ledger.desk.journal import Journal
from union_ledger.history.proof.closed_books import read_closed_books

NOBODY = Accepted()


def differences(books):
    """Return what closed months no longer are, the load's words left out."""
    held = read_closed_books(books / "main.beancount")
    return [(one.month, one.said) for one in held.faults() if one.part != "load"]


@pytest.fixture
def books(tmp_path):
    """Books of two months without rules of their own; violations are accepted."""
    for name in ("registers", "2024", "documents"):
        (tmp_path / name).mkdir()
    write = {
        "main.beancount": MAIN,
        "chart.beancount": CHART,
        "registers/units.beancount": UNITS,
        "2024/01.beancount": JANUARY,
        "2024/02.beancount": FEBRUARY,
        "documents/a.pdf": "%PDF",
    }
    for name, text in write.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def shut(books, month, accepted=("violations",), *, dry_run=False):
    """Close a month, with what the small books cannot have."""
    return close(
        books,
        date(2024, month, 1),
        Accepted(accepted, "小账", "T0001") if accepted else NOBODY,
        "T0001",
        dry_run=dry_run,
    )


@pytest.fixture
def sealed(books):
    shut(books, 1)
    shut(books, 2)
    return books


def broken(books):
    return [p.message for p in load_ledger(books).problems if p.kind == "SealError"]


def change(books, file, old, new, count=1):
    path = books / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, count), encoding="utf-8")


def test_a_sealed_month_is_as_it_was(sealed):
    assert broken(sealed) == []
    assert differences(sealed) == []
    seal = json.loads((sealed / "seals/2024-01.json").read_text("utf-8"))
    assert list(seal["documents"]) == ["documents/a.pdf"]
    assert "2024-01-10 现付-0001" in seal["entries"].values()


@pytest.mark.parametrize("how", TAMPERED)
def test_what_is_changed_behind_a_seal_is_an_error(sealed, how):
    change(sealed, *TAMPERED[how])
    assert broken(sealed)


@pytest.mark.parametrize("what", ADDED)
def test_what_is_put_into_a_sealed_month_is_an_error(sealed, what):
    """Also in a file of an open month."""
    (sealed / "2024" / "03.beancount").write_text(ADDED[what], encoding="utf-8")
    (said,) = [m for m in broken(sealed) if "封账以后" in m]
    assert "已经封账，这一笔" in said


def test_the_entry_and_the_month_are_named(sealed):
    change(sealed, "2024/01.beancount", "300.00 CNY\n", "301.00 CNY\n")
    ledger = load_ledger(sealed)
    found = [p for p in ledger.problems if p.kind == "SealError"]
    by_file = {p.filename.rpartition("/")[2]: p for p in found}
    assert by_file["01.beancount"].lineno == 7
    assert "2024-01 已经封账，这一笔（2024-01-10 现付-0001）" in (
        by_file["01.beancount"].message
    )
    gone = by_file["close-0001-2024-01.beancount"].message
    assert "2024-01 封账时有、现在没有或改了：2024-01-10 现付-0001" in gone


LATER = {
    "a document's content": ("documents/a.pdf", "%PDF", "%PDX", "附件"),
    "a unit of old": (
        "registers/units.beancount",
        '"机械学院工会"',
        '"机械工会"',
        "月末有效的科目和登记",
    ),
    "an option": (
        "main.beancount",
        'option "title" "示例工会"',
        'option "title" "示例工会二"',
        "账簿选项和插件",
    ),
}


@pytest.mark.parametrize("how", LATER)
def test_what_a_load_does_not_reckon_is_found_by_verify(sealed, how):
    file, old, new, said = LATER[how]
    change(sealed, file, old, new)
    assert broken(sealed) == []
    found = [told for month, told in differences(sealed) if month == "2024-01"]
    assert any(told.startswith(f"{said}与封账时不同") for told in found)


@pytest.mark.parametrize(
    "tidy",
    [
        lambda text: text.replace("  Assets", "      Assets"),
        lambda text: text.replace("; 一月的活动\n", ";; 另一句说明\n;; 两行\n"),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\n\n\n" + text.replace("\n\n", "\n\n\n"),
        lambda text: "\n\n".join(reversed(text.strip().split("\n\n"))) + "\n",
        lambda text: text.replace("#ball ^c-1", "^c-1   #ball"),
        lambda text: text.replace("2024-01", "2024/01"),
        lambda text: text.replace(
            '  voucher: "现付-0001"\n  unit: "007"\n',
            '  unit: "007"\n  voucher: "现付-0001"\n',
        ),
    ],
)
def test_tidying_breaks_no_seal(sealed, tidy):
    """Blanks, comments, line ends, order of entries, tags and keys."""
    path = sealed / "2024" / "01.beancount"
    text = path.read_text(encoding="utf-8")
    assert tidy(text) != text
    path.write_text(tidy(text), encoding="utf-8")
    assert broken(sealed) == []
    assert differences(sealed) == []


def test_moving_an_entry_to_another_file_breaks_none(sealed):
    path = sealed / "2024" / "01.beancount"
    first, *others = path.read_text(encoding="utf-8").split("\n\n")
    path.write_text("\n\n".join(others), encoding="utf-8")
    (sealed / "2024" / "moved.beancount").write_text(first + "\n", encoding="utf-8")
    assert broken(sealed) == []
    assert differences(sealed) == []


def test_later_months_are_free(sealed):
    """And accounts may be opened for the whole year."""
    text = '2024-01-01 open Assets:141-库存物品:01-奖品 CNY\n2024-03-01 * "三月"\n'
    text += '  id: "K3"\n  Assets:101-库存现金  5.00 CNY\n'
    text += "  Equity:322-工会资金结余:32205-累计结余  -5.00 CNY\n"
    (sealed / "2024" / "03.beancount").write_text(text, encoding="utf-8")
    assert broken(sealed) == []
    assert differences(sealed) == []


def test_months_are_closed_in_turn(books):
    with pytest.raises(InputError, match="应先封 2024-01，再封 2024-02"):
        shut(books, 2)
    shut(books, 1)
    with pytest.raises(InputError, match="2024-01 已经封账"):
        shut(books, 1)


def test_a_dry_run_writes_nothing(books):
    before = sorted(p.name for p in books.rglob("*"))
    assert shut(books, 1, dry_run=True).seal.number == 1
    assert sorted(p.name for p in books.rglob("*")) == before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            '2024-01-25 ! "未定"\n  id: "X"\n  Assets:101-库存现金  1.00 CNY\n'
            "  Equity:322-工会资金结余:32205-累计结余  -1.00 CNY\n",
            "没有标 ! 的分录",
        ),
        (
            '2024-01-25 * "待查"\n  id: "X"\n  Assets:101-库存现金  -1.00 CNY\n'
            "  Assets:135-其他应收款:13599-待查  1.00 CNY\n",
            "13599 余 1.00 元",
        ),
        (
            '2024-01-25 * "存入"\n  id: "X"\n  Assets:101-库存现金  -1.00 CNY\n'
            "  Assets:102-银行存款:01-基本户  1.00 CNY\n",
            "没有对账单",
        ),
        ("2024-01-32 x\n", "账簿没有错误"),
    ],
)
def test_what_is_not_done_is_asked_for(books, text, said):
    path = books / "2024" / "01b.beancount"
    path.write_text(text, encoding="utf-8")
    if "balance" not in text:
        change(books, "2024/01.beancount", "2024-01-31 balance", "2024-01-02 balance")
        change(books, "2024/01.beancount", "89700.00 CNY\n", "0.00 CNY\n")
    with pytest.raises(InputError, match=said):
        shut(books, 1)
    assert not (books / "seals").exists()


def test_accepting_needs_a_reason_and_somebody(books):
    with pytest.raises(InputError, match="要写 --reason"):
        close(
            books, date(2024, 1, 1), Accepted(("violations",)), "T0001", dry_run=False
        )
    with pytest.raises(InputError, match="--accept waiting 用不着"):
        shut(books, 1, ("violations", "waiting"))
    with pytest.raises(InputError, match="违规都已处理"):
        shut(books, 1, ())


def test_opening_again_stays_for_ever(sealed):
    """The month and those after it are open, and are sealed anew with the reopening."""
    reopen(
        sealed, date(2024, 1, 1), "发票补到", "T0001", date(2024, 3, 5), dry_run=False
    )
    change(sealed, "2024/01.beancount", '"器材"', '"体育器材"')
    assert broken(sealed) == []
    with pytest.raises(InputError, match="应先封 2024-01"):
        shut(sealed, 2)
    shut(sealed, 1)
    shut(sealed, 2)
    assert broken(sealed) == []
    assert differences(sealed) == []
    assert (sealed / "seals" / "2024-01-2.json").exists()
    (line,) = (sealed / "registers").glob("reopen-*")
    text = line.read_text(encoding="utf-8")
    line.write_text(text.replace("发票补到", "没有原因"), encoding="utf-8")
    assert any("重新打开过月份" in message for message in broken(sealed))
    line.unlink()
    assert any(
        "已经封过" in m or "对不上" in m or "不一样" in m for m in broken(sealed)
    )


def test_a_closing_that_was_cut_off_is_undone(books, monkeypatch):
    """Stopped between its two files: the month is open, whatever happens to it."""

    def cut_off(_journal, _path, _text):
        raise KeyboardInterrupt

    monkeypatch.setattr(Journal, "write_new", cut_off)
    with pytest.raises(KeyboardInterrupt):
        shut(books, 1)
    monkeypatch.undo()
    assert not (books / "seals" / "2024-01.json").exists()
    assert broken(books) == []
    change(books, "2024/01.beancount", '"器材"', '"体育器材"')
    shut(books, 1)
    assert broken(books) == []
    assert differences(books) == []


def test_a_silent_reopening_is_found(sealed):
    """Deleting the last closings is what only the paper finds; all else is found."""
    (sealed / "registers" / "close-0001-2024-01.beancount").unlink()
    assert any("次序断了" in message for message in broken(sealed))


def test_the_last_head_on_paper_finds_a_chain_cut_short(sealed):
    head = shut_head(sealed)
    (sealed / "registers" / "close-0002-2024-02.beancount").unlink()
    (sealed / "seals" / "2024-02.json").unlink()
    assert broken(sealed) == []
    assert shut_head(sealed) != head


def shut_head(books):
    done = CliRunner().invoke(command, ["--verify", str(books)])
    return re.search(r"最后一个封印 ([0-9a-f ]+)，", done.output)[1]


def test_the_command_tells_and_prints_a_sheet(books, tmp_path):
    sheet = tmp_path / "封账单.html"
    options = ["--accept", "violations", "--reason", "小账", "--approver", "T0001"]
    done = CliRunner().invoke(
        command, ["2024-01", str(books), *options, "-o", str(sheet)]
    )
    assert done.exit_code == 0, done
    assert "√ 待查科目没有余额" in done.output
    head = re.search(r"封印 ([0-9a-f ]{79})", done.output)[1]
    page = sheet.read_text(encoding="utf-8")
    assert head in page
    assert "<svg" in page
    listed = CliRunner().invoke(command, ["--list", str(books)]).output
    assert f"1　2024-01　{head}" in listed
    verified = CliRunner().invoke(command, ["--verify", str(books)])
    assert (verified.exit_code, "与封印全部相符" in verified.output) == (0, True)
    change(books, "2024/01.beancount", '"器材"', '"茶具"')
    assert CliRunner().invoke(command, ["--verify", str(books)]).exit_code == 1


def test_the_sheets_code_is_the_head(books):
    import segno

    from union_ledger.desk.closing_sheet import closing_sheet

    done = shut(books, 1)
    page = closing_sheet(done, (), "", "").decode("utf-8")
    made = segno.make(done.seal.head, error="m", micro=False)
    path = re.search(r'<path[^>]* d="([^"]+)"', made.svg_inline(border=1))[1]
    assert path in page


def test_the_month_must_be_one(books):
    done = CliRunner().invoke(command, ["2024-13", str(books)])
    assert isinstance(done.exception, InputError)
    assert textwrap.shorten(str(done.exception), 40).startswith("要写封哪个月")
