"""Registers asked by date: who is open, how many members, which budget and share."""

from __future__ import annotations

import datetime as dt
import textwrap

import pytest
from beancount.parser.parser import parse_string

from union_ledger.core.registers import read_registers

BASE = """
2020-01-01 custom "unit" "007" "机械学院工会"
2020-01-01 custom "unit" "058" "档案馆工会"
2020-01-01 custom "unit" "059" "校史馆工会"
2020-01-01 custom "unit" "061" "档案与校史馆工会"
2020-01-01 custom "fund" "10" "基础活动经费"
2020-01-01 custom "fund" "50" "困难帮扶经费"
  accounts: "504 50305"
2020-01-01 custom "project" "P1" "团结杯"
2024-03-21 custom "project" "P2" "新年音乐会"
  start: 2024-04-01
  end: 2024-12-31
"""


def good(text):
    """Read registers in which nothing is wrong."""
    entries, errors, _ = parse_string(textwrap.dedent(text))
    assert not errors
    registers, problems = read_registers(entries)
    assert problems == []
    return registers


def day(text):
    """Read a date."""
    return dt.date.fromisoformat(text)


def change(kind, more):
    """Return a unit-change of 1 July with its decision."""
    lines = "".join(f"  {line}\n" for line in more)
    head = f'2024-07-01 custom "unit-change" "{kind}"\n  decision: "校"\n'
    return BASE + head + lines


@pytest.mark.parametrize(
    ("kind", "more", "closed", "still_open"),
    [
        ("merge", ['from: "058 059"', 'to: "061"'], ["058", "059"], ["061", "007"]),
        ("merge", ['from: "058 061"', 'to: "061"'], ["058"], ["061", "059"]),
        ("split", ['from: "061"', 'to: "058 059"'], ["061"], ["058", "059"]),
        ("split", ['from: "061"', 'to: "061 059"'], [], ["061", "059"]),
        ("dissolve", ['from: "058"'], ["058"], ["059"]),
        ("rename", ['from: "058"', 'name: "新馆工会"'], [], ["058"]),
    ],
)
def test_a_change_closes_those_that_end_and_no_other(kind, more, closed, still_open):
    """Their last day is the one before; who goes on is open ever after."""
    registers = good(change(kind, more))
    for code in closed:
        assert registers.units[code].is_open(day("2024-06-30"))
        assert not registers.units[code].is_open(day("2024-07-01"))
    for code in still_open:
        assert registers.units[code].is_open(day("2024-07-01"))


def test_a_written_closing_day_is_kept():
    """The register's own ``closed`` stands, a change does not move it."""
    text = BASE.replace('"档案馆工会"\n', '"档案馆工会"\n  closed: 2024-08-31\n')
    assert text != BASE
    registers = good(text + change("dissolve", ['from: "058"'])[len(BASE) :])
    assert registers.units["058"].closed == day("2024-08-31")


def test_a_unit_is_called_what_it_was_called_on_the_day():
    """Old reports keep the old name; without a day it is the newest."""
    text = change("rename", ['from: "058"', 'name: "新馆工会"'])
    later = text.replace("2024-07-01", "2026-01-01").replace("新馆", "大馆")
    registers = good(text + later[len(BASE) :])
    named = registers.unit_name
    assert named("058", day("2024-06-30")) == "档案馆工会"
    assert named("058", day("2024-07-01")) == "新馆工会"
    assert named("058", day("2026-01-01")) == "大馆工会"
    assert named("058") == "大馆工会"
    assert named("999") == "999"


def test_every_name_a_unit_goes_by_is_known_longest_first():
    """Rules that look for words leave them out: short, bare and new names as well."""
    text = change("rename", ['from: "007"', 'name: "计算机学院工会"'])
    names = good(text.replace('"校史馆工会"\n', '"校史馆工会"\n  short: "史馆 老馆"\n'))
    assert {"档案馆工会", "档案馆", "史馆", "老馆"} <= set(names.unit_names)
    lengths = [len(name) for name in names.unit_names]
    assert lengths == sorted(lengths, reverse=True)


def test_a_unit_s_new_name_is_one_it_goes_by():
    """After a rename the entries are written with the new name."""
    text = change("rename", ['from: "007"', 'name: "计算机学院工会"'])
    assert {"计算机学院工会", "计算机学院"} <= set(good(text).unit_names)


HEADS = (
    BASE
    + """
2024-01-01 custom "members" "007" 100
2024-07-01 custom "members" "007" 200
2024-12-31 custom "members" "007" 50
"""
)


def test_members_on_a_day():
    """The last line up to that day; before the first one nobody knows."""
    members = good(HEADS).members
    assert members("007", day("2023-12-31")) is None
    assert members("007", day("2024-01-01")) == 100
    assert members("007", day("2024-06-30")) == 100
    assert members("007", day("2024-07-01")) == 200
    assert members("007", day("2030-01-01")) == 50
    assert members("058", day("2024-01-01")) is None


def test_members_averaged_over_the_days():
    """182 days of 100, 183 of 200 and one of 50, over 366 days: 149.6, so 150."""
    average = good(HEADS).average_members
    assert average("007", day("2024-01-01"), day("2024-12-31")) == 150
    assert average("007", day("2024-06-30"), day("2024-07-01")) == 150
    assert average("007", day("2024-01-01"), day("2024-03-31")) == 100
    # Days before the first line are not counted as days without members.
    assert average("007", day("2023-01-01"), day("2024-01-31")) == 100
    assert average("007", day("2023-01-01"), day("2023-12-31")) is None
    assert average("058", day("2024-01-01"), day("2024-12-31")) is None


def test_most_members_between_two_days():
    """What was known before the first day counts for it."""
    most = good(HEADS).most_members
    assert most("007", day("2024-01-01"), day("2024-12-31")) == 200
    assert most("007", day("2024-02-01"), day("2024-06-30")) == 100
    assert most("007", day("2025-01-01"), day("2025-12-31")) == 50
    assert most("007", day("2023-01-01"), day("2023-12-31")) is None
    assert most("058", day("2024-01-01"), day("2024-12-31")) is None


def test_the_budget_in_force_is_the_last_approved():
    """A draft is not in force, nor a version before its approval, nor another year."""
    registers = good(
        """
        2023-12-05 custom "budget-version" "2024" "V1"
          stage: "委员会审批"
          reviewed: 2023-12-10
          approved: 2023-12-20
        2024-06-05 custom "budget-version" "2024" "V2"
          stage: "委员会审批"
          reviewed: 2024-06-08
          approved: 2024-06-10
        2024-09-05 custom "budget-version" "2024" "V3"
          stage: "草案"
        """
    )

    def in_force(year, text):
        version = registers.budget_in_force(year, day(text))
        return version and version.version

    assert in_force("2024", "2023-12-19") is None
    assert in_force("2024", "2023-12-20") == "V1"
    assert in_force("2024", "2024-06-09") == "V1"
    assert in_force("2024", "2024-06-10") == "V2"
    assert in_force("2024", "2024-12-31") == "V2"
    assert in_force("2025", "2025-06-01") is None


def test_the_share_of_the_day():
    """A new share from July leaves the first half-year as it was."""
    registers = good(
        """
        2024-01-01 custom "share" "自主拨缴" 0.60
        2024-07-01 custom "share" "代收返拨" 0.70
          remit: "月"
        """
    )
    assert registers.share(day("2023-12-31")) is None
    assert str(registers.share(day("2024-06-30")).own) == "0.60"
    assert registers.share(day("2024-07-01")).route == "代收返拨"


def test_a_person_s_last_line_is_what_holds():
    """Roles are taken apart; a later line moves the person to another unit."""
    registers = good(
        BASE
        + """
2020-01-01 custom "person" "T0001"
  unit: "007"
  roles: "handler  custodian"
2024-07-01 custom "person" "T0001"
  unit: "058"
  roles: "approver"
2020-01-01 custom "person" "T0002"
  unit: "007"
"""
    )
    assert registers.persons["T0001"][-1].unit == "058"
    assert registers.persons["T0001"][-1].roles == ("approver",)
    assert registers.persons["T0002"][-1].roles == ()


def test_a_project_is_open_from_start_to_end():
    """Both days included; without a start it is open from the line's own date."""
    registers = good(BASE)
    project = registers.projects["P2"]
    assert not project.is_open(day("2024-03-31"))
    assert project.is_open(day("2024-04-01"))
    assert project.is_open(day("2024-12-31"))
    assert not project.is_open(day("2025-01-01"))
    assert registers.projects["P1"].is_open(day("2020-01-01"))
    assert not registers.projects["P1"].is_open(day("2019-12-31"))


def test_a_fund_pays_what_its_prefixes_say():
    """504 covers 50404; a fund that names none pays anything."""
    registers = good(BASE)
    fund = registers.funds["50"]
    assert fund.may_pay("50404")
    assert fund.may_pay("50305")
    assert not fund.may_pay("50302")
    assert registers.funds["10"].may_pay("50302")
