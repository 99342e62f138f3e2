"""Nobody is paid by two units for one festival（一人一节不在两个单位领取）."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pydantic import Field

from union_ledger.core.money import yuan_text
from union_ledger.plugins.kinds.member_once import standing
from union_ledger.plugins.kinds.options import KindOptions
from union_ledger.plugins.recipients import givens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.findings import Finding
    from union_ledger.plugins.check import Check
    from union_ledger.plugins.recipients import Given

PARAMETERS: tuple[str, ...] = ()
FIELDS = ("who", "festival", "units", "first")


class Options(KindOptions):
    """``festivals`` are looked for in ``festival``, ``event`` and the narration.

    Names of one festival stand together with blanks between: ``劳动节 五一``.
    Two gifts for a festival of one name are for the same one when their events lie
    no more than ``days`` apart. What 校本级 gives is no unit's.
    """

    festivals: tuple[str, ...] = Field(min_length=1)
    days: int = Field(default=120, gt=0)


def check(check: Check, options: Options) -> Iterator[Finding]:
    """Yield a finding where a named member has a second unit's gift."""
    names = {name: one for one in options.festivals for name in one.split()}
    word = re.compile("|".join(map(re.escape, names)))
    seen: dict[str, dict[str, list[tuple[str, Given]]]] = {}
    for given in givens(check.books, check.rows()):
        entry = given.entry
        text = f"{entry.text_of('festival')} {entry.text_of('event')} {entry.narration}"
        found = word.search(text)
        if found is None:
            continue
        had = seen.setdefault(names[found.group()], {})
        for unit, own in given.homes():
            for member in own:
                earlier = had.get(member)
                if earlier is None:
                    had[member] = [(unit, given)]
                    continue
                if any(other != unit for other, _ in earlier):
                    yield from _twice(check, options, given, member, unit, earlier)
                earlier.append((unit, given))


def _twice(  # noqa: PLR0913, PLR0917 - whose, when and where
    check: Check,
    options: Options,
    given: Given,
    member: str,
    unit: str,
    earlier: list[tuple[str, Given]],
) -> Iterator[Finding]:
    day = given.entry.event_date
    near = [
        (other, one)
        for other, one in earlier
        if other != unit and (day - one.entry.event_date).days <= options.days
    ]
    left = standing((one for _, one in near), member)
    if not left or given.share_of(member) <= 0 or not check.applies(given.entry):
        return
    first = left[0]
    other = next(code for code, one in near if one is first)
    registers = check.books.registers
    names = [f"{code} {registers.unit_name(code, day)}" for code in (other, unit)]
    yield check.finding(
        given.row,
        subject=f"会员 {member}",
        amount=round(given.share_of(member)),
        others=(first.entry,),
        evidence=[
            f"{one.entry.event_date} {one.entry.name} {name} "
            f"{yuan_text(round(one.share_of(member)))} 元"
            for one, name in zip((first, given), names, strict=True)
        ],
        who=f"会员 {member}",
        festival=given.entry.text_of("event") or given.entry.narration,
        units="、".join(names),
        first=first.entry.name,
    )
