"""Statistics of many payments: the arithmetic by hand, and when they stay silent."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest

from union_ledger.cli.check import as_data
from union_ledger.cli.check import as_lines
from union_ledger.core.period import parse_period
from union_ledger.plugins.cases import try_case
from union_ledger.plugins.kinds.first_digits import EXPECTED
from union_ledger.plugins.kinds.first_digits import deviation
from union_ledger.plugins.kinds.outlier import upper_limit
from union_ledger.plugins.kinds.round_figures import chi_square
from union_ledger.reports.findings import findings_report
from union_ledger.rules.loader import load_rulebook
from union_ledger.rules.models import Case
from union_ledger.rules.models import Sample

BOOK = load_rulebook(None)
LAST = """\
2024-12-30 * "某某文具公司" "比赛用品"
  id: "K1"
  unit: "007"
  fund: "10"
  Expenses:501-职工活动支出:50102-文体活动     {} CNY
  Assets:102-银行存款:01-基本户
"""
FIRST_DIGITS = [301, 176, 125, 97, 79, 67, 58, 51, 46]


def tried(rule, amount, sample):
    """Return what a rule finds in the sample and one last payment after it."""
    samples = (Sample(amounts=sample),)
    case = Case(name="", ledger=LAST.format(amount), sample=samples)
    return try_case(BOOK.rules[rule], BOOK, case).findings


def spread(counts):
    """Return payments with these first digits, from tens to tens of thousands."""
    return {
        f"{digit * 10**power}.50": count // 4 + (power <= count % 4)
        for digit, count in enumerate(counts, 1)
        for power in (1, 2, 3, 4)
    }


def test_the_expected_shares_are_those_of_the_law():
    """log10(1 + 1/d), to six decimals; they fill the whole but for the rounding."""
    for digit, share in enumerate(EXPECTED, 1):
        exact = (1 + Decimal(1) / digit).log10()
        assert abs(exact - share) <= Decimal("0.0000005")
    assert abs(sum(EXPECTED) - 1) < Decimal("0.000005")


def test_the_deviation_of_equal_shares_by_hand():
    """A ninth each: 0.189919, 0.064980, 0.013828 … 0.065354, on average 0.059717."""
    found = deviation(Counter(dict.fromkeys(range(1, 10), 100)))
    assert round(found, 6) == Decimal("0.059717")


def test_the_deviation_of_only_ones_by_hand():
    """(0.698970 + 0.698970) / 9: what the ones have too much, the others lack."""
    found = deviation(Counter({1: 40}))
    assert round(found, 5) == Decimal("0.15533")


def test_chi_square_by_hand():
    """Eight digits 20 times, one 40 times: n = 200, (9 x 4800 - 40000) / 200 = 16."""
    counts = Counter(dict.fromkeys(range(1, 9), 20)) + Counter({9: 40})
    assert chi_square(counts) == 16
    assert chi_square(Counter(dict.fromkeys(range(1, 10), 7))) == 0
    assert chi_square(Counter()) == 0


def test_the_upper_limit_by_hand():
    """Median 100 yuan, half the sums within a factor of 2: 100 x 2^(3.5 / 0.6745)."""
    amounts = [5000, 5000, 10000, 10000, 20000, 20000, 900000]
    times = Decimal(2) ** (Decimal("3.5") / Decimal("0.6745"))
    assert upper_limit(amounts, Decimal("3.5")) == int(10000 * times) == 364798


def test_where_most_sums_are_equal_none_is_far_out():
    assert upper_limit([5000] * 30 + [900000], Decimal("3.5")) == 900000


@pytest.mark.parametrize(("others", "struck"), [(28, 0), (29, 1)])
def test_round_sums_need_thirty_payments(others, struck):
    assert len(tried("A17", "100.00", {"100.00": others})) == struck


@pytest.mark.parametrize(("eights", "struck"), [(38, 0), (39, 1)])
def test_last_digits_need_two_hundred_payments(eights, struck):
    """The last payment and 160 others are even; with 39 eights they are 200."""
    sample = {f"12{digit}.40": 20 for digit in range(1, 9)} | {"138.40": eights}
    assert len(tried("A17", "129.40", sample)) == struck


@pytest.mark.parametrize(("missing", "struck"), [(1, 0), (0, 1)])
def test_first_digits_need_five_hundred_payments(missing, struck):
    sample = spread([56] * 8 + [51 - missing])
    assert sum(sample.values()) == 499 - missing
    assert len(tried("A18", "123.40", sample)) == struck


def test_sums_that_grow_freely_conform():
    assert tried("A18", "123.40", spread(FIRST_DIGITS)) == ()


@pytest.mark.parametrize(("others", "struck"), [(28, 0), (29, 1)])
def test_an_outlier_needs_thirty_payments(others, struck):
    sample = {"80.00": 10, "100.00": 10, "120.00": others - 20}
    assert len(tried("A22", "90000.00", sample)) == struck


@pytest.mark.parametrize(
    ("rule", "amount", "sample"),
    [
        ("A17", "100.00", {"100.00": 40}),
        ("A18", "123.40", spread([60] * 9)),
        ("A22", "90000.00", {"80.00": 10, "100.00": 10, "120.00": 10}),
    ],
)
def test_statistics_name_no_payee_and_stay_a_hint(rule, amount, sample):
    (found,) = tried(rule, amount, sample)
    said = " ".join((found.message, found.subject, *found.evidence))
    assert "某" not in said
    assert found.severity == "提示"


def test_what_is_paid_to_a_person_is_no_sample(ledger):
    """
    2020-01-01 custom "person" "T0412"
      unit: "007"
    2024-05-10 * "T0412" "垫付材料"
      Expenses:501-职工活动支出:50102-文体活动   100.00 CNY
      Assets:102-银行存款:01-基本户             -100.00 CNY
    """
    assert dict(ledger.idle)["A17"].startswith("样本不足（没有可检验的支付）")


def test_no_conclusion_is_said(ledger):
    """
    2024-05-10 * "某商贸公司" "活动用水"
      Expenses:501-职工活动支出:50102-文体活动   100.00 CNY
      Assets:102-银行存款:01-基本户             -100.00 CNY
    """
    said = dict(ledger.idle)
    assert said["A17"] == "样本不足（2024 年 0 笔），至少要有 200 笔才检验"
    assert said["A18"] == "样本不足（2024 年 1 笔），至少要有 500 笔才检验"
    assert said["A22"].startswith("样本不足（1 组）")
    reason = f"规则 A18 没有下结论：{said['A18']}。"
    assert reason in list(as_lines(ledger, []))
    told = {"rule": "A18", "reason": said["A18"]}
    assert told in as_data(ledger, [])["not_concluded"]
    assert reason in findings_report(ledger, parse_period("2024")).notes
