"""The approved budget: two versions, income and expense lines, lines of projects."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from benchmarks.invent.entry import code_of
from benchmarks.invent.entry import is_expense
from benchmarks.invent.entry import is_income
from benchmarks.invent.text import custom_text
from benchmarks.invent.text import money

if TYPE_CHECKING:
    from benchmarks.invent.entry import Entry

REVISED = (7, 12)
# Lines that a planted expense passes, and lines lower or higher until July.
FIXED = {"50304": 5000000}
FIXED_PROJECTS = {("P2024-09", "50305"): 5000000}
LATER = {"50302": 6000000, "50103": 4000000, "50501": 3000000, "50706": -5000000}


def _up(fen: int, step: int) -> int:
    return -(-fen // step) * step


class Budget:
    """Lines in fen: ``first`` and ``second`` are V1 and V2 by code."""

    def __init__(
        self, entries: list[Entry], year: int, *, planted: bool = True
    ) -> None:
        """Draw up the lines from what the year brings and spends.

        ``planted`` sets the lines that planted expenses pass.
        """
        self.year = year
        lawful = [entry for entry in entries if not entry.loose]
        spent: dict[str, int] = defaultdict(int)
        income: dict[str, int] = defaultdict(int)
        self.projects: dict[tuple[str, str], int] = defaultdict(int)
        for entry in lawful:
            for leg in entry.legs:
                code = code_of(leg.account)[:5]
                if is_expense(leg):
                    spent[code] += leg.fen
                    project = entry.dimension(leg, "project")
                    if project:
                        self.projects[project, code] += leg.fen
                elif is_income(leg):
                    income[code_of(leg.account)[:5]] -= leg.fen
        self.income = {code: _line(fen, 99) for code, fen in sorted(income.items())}
        self.second = {code: _line(fen, 112) for code, fen in sorted(spent.items())}
        self.second |= FIXED if planted else {}
        for (project, code), fen in self.projects.items():
            self.projects[project, code] = _up(fen * 108 // 100, 100000)
        self.projects |= FIXED_PROJECTS if planted else {}
        later = LATER if planted else {}
        self.first = {c: max(f - later.get(c, 0), 0) for c, f in self.second.items()}

    def expense_total(self, lines: dict[str, int]) -> int:
        """Return what the lines allow the reporting units, 508 aside."""
        return sum(fen for code, fen in lines.items() if code[:3] != "508")

    def text(self, opening_surplus: int) -> str:
        """Return the register: versions, then the lines of each."""
        year = str(self.year)
        before = self.year - 1
        parts = [
            ";; 年度预算。带 project 的行是“其中”：已包含在同一科目的总数里。",
            f";; 上年累计结余 {money(opening_surplus)} 元，弥补收支差额后不列赤字。",
        ]
        stages = {
            "V1": (date(before, 12, 5), date(before, 12, 12), date(before, 12, 20)),
            "V2": (
                date(self.year, 7, 2),
                date(self.year, 7, 8),
                date(self.year, 7, 10),
            ),
        }
        filed = {"V1": date(self.year, 1, 4), "V2": date(self.year, 7, 22)}
        published = {"V1": date(self.year, 1, 10), "V2": date(self.year, 7, 24)}
        notes = {"V2": "按上半年执行情况增列支出，资金来源为当年收入"}
        for version, (drawn, reviewed, approved) in stages.items():
            minutes = f"校工委会〔{approved.year}〕{'21' if version == 'V1' else '8'}号"
            parts.append(
                custom_text(
                    drawn,
                    "budget-version",
                    (f'"{year}"', f'"{version}"'),
                    {
                        "stage": "备案",
                        "reviewed": reviewed,
                        "approved": approved,
                        "filed": filed[version],
                        "published": published[version],
                        "minutes": minutes,
                        **({"note": notes[version]} if version in notes else {}),
                    },
                )
            )
        for version, lines in (("V1", self.first), ("V2", self.second)):
            day = date(self.year, 1, 1) if version == "V1" else stages["V2"][2]
            parts += self._lines(day, version, lines)
        return "\n\n".join(parts) + "\n"

    def _lines(self, day: date, version: str, lines: dict[str, int]) -> list[str]:
        kind = f";; {version}：{'年初批复' if version == 'V1' else '年中调整'}"
        parts = [kind]
        whole = {**self.income, **lines}
        for code, fen in sorted(whole.items()):
            before = _up(fen * (88 + int(code[-1]) * 2) // 100, 100000)
            parts.append(self._line(day, version, code, fen, previous=before))
        for (project, code), fen in sorted(self.projects.items()):
            parts.append(self._line(day, version, code, fen, project=project))
        return parts

    def _line(  # noqa: PLR0913
        self,
        day: date,
        version: str,
        code: str,
        fen: int,
        *,
        previous: int = 0,
        project: str = "",
    ) -> str:
        values = (f'"{self.year}"', f'"{code}"', f"{money(fen)} CNY")
        head = custom_text(day, "budget-line", values, {"version": version})
        if project:
            head += f'\n  project: "{project}"'
        if previous:
            head += f"\n  previous: {money(previous)} CNY"
        return head


def _line(fen: int, percent: int) -> int:
    wanted = fen * percent // 100
    return _up(wanted, 1000000 if wanted >= 100000000 else 200000)
