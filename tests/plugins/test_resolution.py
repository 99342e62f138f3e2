"""Waivers and answers: what settles a finding, who may, and that its id stays."""

from __future__ import annotations

import pytest

from union_ledger.core.findings import finding_id
from union_ledger.core.ledger import load_ledger

# 1,200 in cash to a shop (R27, 1,200 yuan) by one who approves himself (R34).
BOOKS = """
2024-05-10 * "某文具店" "用品"
  id: "V1"
  voucher: "现付-0001"
  handler: "T0001"
  approver: "T0001"
  Expenses:501-职工活动支出:50102-文体活动    1200.00 CNY
  Assets:101-库存现金                        -1200.00 CNY
2020-01-01 custom "person" "T0001"
  unit: "007"
  roles: "handler approver"
2020-01-01 custom "person" "T0002"
  unit: "000"
  roles: "chair"
2020-01-01 custom "person" "T0008"
  unit: "000"
  roles: "auditor"
"""
R34 = finding_id("R34", ("V1",), "")
WAIVER = """
2024-05-12 custom "waiver" "R34"
  {what}
  approver: "T0002"
  minutes: "校工委会〔2024〕5号"
  expires: {expires}
"""
ANSWER = """
{day} custom "answer" "{id}"
  owner: "T0001"
  state: "{state}"
  by: "{by}"
"""


@pytest.fixture
def state(write_books):
    """Load the books with more lines; return the states by rule, and the errors."""

    def load(more="", books=BOOKS):
        ledger = load_ledger(write_books(books + more))
        assert ledger.problems == ()
        return {f.rule: f.state for f in ledger.findings}

    return load


def errors_of(main):
    """Return the messages of the rule errors that Beancount itself shows."""
    from beancount import loader

    _, errors, _ = loader.load_file(str(main))
    return [e.message for e in errors if type(e).__name__ == "RuleError"]


def test_without_a_word_a_finding_is_open(state):
    """The books below are wrong in two ways, and both are still to be dealt with."""
    found = state()
    assert (found["R27"], found["R34"]) == ("待处理", "待处理")


@pytest.mark.parametrize(
    ("what", "expires", "expected"),
    [
        (f'finding: "{R34}"', "2024-12-31", "已豁免"),
        (f'finding: "{R34}"', "2024-05-10", "已豁免"),
        (f'finding: "{R34}"', "2024-05-09", "待处理"),
        ('finding: "R34-00000000"', "2024-12-31", "待处理"),
        (f'finding: "{R34}"\n  limit: 1200.00 CNY', "2024-12-31", "已豁免"),
        (f'finding: "{R34}"\n  limit: 1199.99 CNY', "2024-12-31", "待处理"),
        (f'finding: "{R34}"\n  subject: "别的"', "2024-12-31", "待处理"),
    ],
)
def test_a_waiver_holds_for_its_finding_its_time_and_its_limit(
    state, what, expires, expected
):
    """The last day counts, a fen over the limit does not; no other rule is touched."""
    found = state(WAIVER.format(what=what, expires=expires))
    assert found["R34"] == expected
    assert found["R27"] == "待处理"


def test_a_waiver_by_subject_holds_for_every_finding_about_it(write_books):
    """One decision for an account or a project; another account stays open."""
    text = """
2024-05-10 * "某店" "无归属的支出"
  id: "V1"
  Expenses:501-职工活动支出:50102-文体活动    10.00 CNY
  Assets:101-库存现金                        -10.00 CNY
2024-06-10 * "某店" "又一笔"
  id: "V2"
  Expenses:501-职工活动支出:50102-文体活动    10.00 CNY
  Assets:101-库存现金                        -10.00 CNY
2024-06-11 * "某店" "会费无归属"
  id: "V3"
  Income:401-会费收入    -10.00 CNY
  Assets:101-库存现金     10.00 CNY
2024-05-12 custom "waiver" "D01"
  subject: "Expenses:501-职工活动支出:50102-文体活动 没有写单位（unit）"
  approver: "T0002"
  minutes: "校工委会〔2024〕5号"
  expires: 2024-12-31
2020-01-01 custom "person" "T0002"
  unit: "000"
  roles: "chair"
"""
    ledger = load_ledger(write_books(text))
    states = [(f.entry_ids[0], f.state) for f in ledger.findings if f.rule == "D01"]
    assert sorted(states) == [("V1", "已豁免"), ("V2", "已豁免"), ("V3", "待处理")]


def answered(*answers):
    """Return answers to the finding: (day, state, by)."""
    return "".join(
        ANSWER.format(day=day, id=R34, state=state, by=by) for day, state, by in answers
    )


def led_to(*answers):
    """Return the whole way from 核实 to 复核, and what comes after it."""
    way = (("2024-05-20", "核实"), ("2024-05-21", "确认"), ("2024-05-22", "整改"))
    return answered(
        *((day, state, "") for day, state in way),
        ("2024-05-23", "复核", ""),
        *answers,
    )


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([("2024-06-01", "销号", "T0008")], "已销号"),
        # He who spent the money may not, nor one whom no register knows.
        ([("2024-06-01", "销号", "T0001")], "复核"),
        ([("2024-06-01", "销号", "T9999")], "复核"),
        ([("2024-06-01", "销号", "")], "复核"),
        ([("2024-06-01", "整改", "T0008")], "整改"),
        # Opened again after the auditor had struck it off.
        ([("2024-06-01", "销号", "T0008"), ("2024-07-01", "核实", "T0008")], "核实"),
    ],
)
def test_only_an_auditor_strikes_a_finding_off(state, answers, expected):
    """The last answer that counts decides, and only 销号 by an auditor settles."""
    assert state(led_to(*answers))["R34"] == expected


def test_a_finding_cannot_be_struck_off_out_of_hand(state):
    """Without verifying, putting right and looking again it stays to be dealt with."""
    found = state(answered(("2024-06-01", "销号", "T0008")))
    assert found["R34"] == "待处理"


def test_what_an_auditor_struck_off_stays_so_when_the_office_passes_on(state):
    """The role on the day of the answer decides, not who holds it years later."""
    moved = '2025-01-01 custom "person" "T0008"\n  unit: "007"\n  roles: "member"\n'
    assert state(led_to(("2024-06-01", "销号", "T0008")) + moved)["R34"] == "已销号"


def test_nobody_strikes_off_before_the_office_is_theirs(state):
    """An auditor of next year could otherwise bless this year's books backwards."""
    later = '2025-01-01 custom "person" "T0001"\n  unit: "000"\n  roles: "auditor"\n'
    assert state(led_to(("2024-06-01", "销号", "T0001")) + later)["R34"] == "复核"


@pytest.mark.parametrize(
    "more",
    [
        WAIVER.format(what=f'finding: "{R34}"', expires="2024-12-31"),
        led_to(("2024-06-01", "销号", "T0008")),
    ],
    ids=["waived", "struck off"],
)
def test_what_is_settled_leaves_bean_check_and_stays_in_the_findings(write_books, more):
    """Stock bean-check shows the open one only; the report still lists both."""
    open_ = errors_of(write_books(BOOKS))
    assert sum(f"〔{R34}〕" in message for message in open_) == 1
    main = write_books(BOOKS + more)
    settled = errors_of(main)
    assert not any("[R34]" in message for message in settled)
    assert any("[R27]" in message for message in settled)
    kept = [f for f in load_ledger(main).findings if f.id == R34]
    assert len(kept) == 1
    assert not kept[0].is_open_violation


def test_moved_lines_and_renumbered_vouchers_keep_the_id(write_books):
    """So the answer still finds its finding after the month was put in order."""

    def ids(text):
        findings = load_ledger(write_books(text)).findings
        return sorted(f.id for f in findings if f.rule in {"R27", "R34"})

    before = ids(BOOKS)
    head, _, rest = BOOKS.strip().partition("\n2020-01-01")
    moved = f"\n\n2020-01-01{rest}\n\n{head}\n"
    assert ids(moved) == before
    assert ids(BOOKS.replace("现付-0001", "现付-0009")) == before
    assert ids(BOOKS.replace('"V1"', '"V2"')) != before


def test_without_a_written_id_the_content_gives_one(write_books):
    """Moving such an entry changes nothing; changing what it says does."""

    def ids(text):
        findings = load_ledger(write_books(text)).findings
        return sorted(f.id for f in findings if f.rule == "R34")

    nameless = BOOKS.replace('  id: "V1"\n', "")
    before = ids(nameless)
    assert ids("\n\n; 上面多了几行\n" + nameless) == before
    assert ids(nameless.replace("现付-0001", "现付-0009")) == before
    assert ids(nameless.replace("用品", "办公用品")) != before
