"""Who has a benefit is a member of the unit（享受资格）, as far as registers tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.plugins.kinds.options import NoOptions as Options
from union_ledger.plugins.recipients import givens
from union_ledger.plugins.recipients import members_on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.findings import Finding
    from union_ledger.plugins.check import Check
    from union_ledger.plugins.recipients import Given

__all__ = ["FIELDS", "PARAMETERS", "Options", "check"]

PARAMETERS: tuple[str, ...] = ()
FIELDS = ("why",)


def check(check: Check, _options: Options) -> Iterator[Finding]:
    """Yield a finding for more recipients than members, and for former members."""
    for given in givens(check.books, check.rows()):
        if given.amount <= 0 or not check.applies(given.entry):
            continue
        yield from _too_many(check, given)
        yield from _former(check, given)


def _too_many(check: Check, given: Given) -> Iterator[Finding]:
    """Hold recipients against the members of their unit.

    New members may be registered between the event and its payment; the larger of
    both days' numbers decides.
    """
    if given.basis == "当日会员":
        return
    registers = check.books.registers
    day, paid = given.entry.event_date, given.entry.day
    heads = {given.row.unit: given.heads}
    if given.basis == "名单":
        heads = {unit: len(own) for unit, own in given.by_unit.items()}
    for unit, number in sorted(heads.items()):
        members = max(members_on(registers, unit, on) for on in (day, paid))
        if members and number > members:
            name = f"{unit} {registers.unit_name(unit, day)}"
            yield check.finding(
                given.row,
                subject=unit,
                unit=unit,
                amount=round(given.amount),
                evidence=(
                    f"{given.basis} {number} 人",
                    f"{name} 登记会员 {members} 人（活动 {day}、付款 {paid} 取多者）",
                ),
                why=f"{name} 领取 {number} 人，多于登记会员 {members} 人",
            )


def _former(check: Check, given: Given) -> Iterator[Finding]:
    """Find recipients whose register line as a member ended before the event."""
    registers = check.books.registers
    day = given.entry.event_date
    for own in given.by_unit.values():
        for member in sorted(own.keys() & registers.persons.keys()):
            lines = [p for p in registers.persons[member] if "member" in p.roles]
            ended = [line.to for line in lines if line.to is not None]
            if ended and len(ended) == len(lines) and max(ended) < day:
                yield check.finding(
                    given.row,
                    subject=f"会员 {member}",
                    amount=round(given.share_of(member)),
                    evidence=(f"会员身份登记到 {max(ended)}", f"活动日期 {day}"),
                    why=f"会员 {member} 的会员身份已于 {max(ended)} 终止",
                )
