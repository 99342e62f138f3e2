"""The statutory chart of accounts（会计科目表）.

《工会会计制度》 财会〔2021〕7号, 第二、三部分: 24 accounts for a 基层工会 and those of
县级以上工会, which a 基层工会 may use when it needs one. Codes of the 2010 制度
(财会〔2009〕7号) that mean something else today are kept beside it, for messages
(财会〔2021〕16号, 科目对照表).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

ROOT_OF_CLASS = {
    "资产": "Assets",
    "负债": "Liabilities",
    "净资产": "Equity",
    "收入": "Income",
    "支出": "Expenses",
}
QUOTA_PREFIX = "Equity:Q0"


@dataclass(frozen=True, slots=True)
class Subject:
    """One line of the chart（科目）.

    ``code`` is empty for the few 明细 the 制度 lists by name only. ``normal`` is the
    side of the balance: 借 or 贷. ``who`` is 基层 or 县级以上.
    """

    code: str
    parent: str
    name: str
    class_: str
    who: str
    normal: str
    note: str


@dataclass(frozen=True, slots=True)
class OldSubject:
    """A code of the 2010 制度 and what became of it (empty: abolished)."""

    code: str
    name: str
    code2021: str
    name2021: str


class Chart:
    """The chart, looked up by code or by name."""

    def __init__(self, subjects: list[Subject], old: list[OldSubject]) -> None:
        """Index the lines."""
        self.subjects = tuple(subjects)
        self.by_code = {s.code: s for s in subjects if s.code}
        self.old_by_code = {s.code: s for s in old}
        self.details: dict[str, list[Subject]] = {}
        for subject in subjects:
            if subject.parent:
                self.details.setdefault(subject.parent, []).append(subject)

    def name(self, code: str) -> str:
        """Return the listed name of ``code``, or of its nearest listed parent."""
        while code and code not in self.by_code:
            code = code[:-1]
        return self.by_code[code].name if code else ""

    def problem(self, account: str) -> str | None:
        """Say in Chinese why ``account`` is not in the chart; None when it is."""
        root, *parts = account.split(":")
        if not parts:
            return f"科目 {account} 缺少一级科目，写法如 Assets:102-银行存款"
        code, name = split(parts[0])
        subject = self.by_code.get(code)
        if subject is None or subject.parent:
            return f"科目 {account}：{code or parts[0]} 不是一级科目代码" + (
                self._hint(code, name)
            )
        if name != subject.name:
            return (
                f"科目 {account}：{code} 的名称应为“{subject.name}”，"
                f"不是“{name}”{self._hint(code, name)}"
            )
        if ROOT_OF_CLASS[subject.class_] != root:
            right = ROOT_OF_CLASS[subject.class_]
            return f"科目 {account}：{code} 是{subject.class_}类，应写在 {right} 下"
        if len(parts) > 1 and code in self.details:
            return self._detail_problem(account, code, parts[1])
        return None

    def _detail_problem(self, account: str, parent: str, part: str) -> str | None:
        code, name = split(part)
        listed = self.details[parent]
        coded = [s for s in listed if s.code]
        if not coded:
            if name in {s.name for s in listed}:
                return None
            allowed = "、".join(s.name for s in listed)
            return f"科目 {account}：{parent} 的明细只有 {allowed}"
        subject = self.by_code.get(code)
        if subject is None or subject.parent != parent:
            allowed = "、".join(f"{s.code}-{s.name}" for s in coded)
            return f"科目 {account}：{parent} 的明细只有 {allowed}"
        if name != subject.name:
            return f"科目 {account}：{code} 的名称应为“{subject.name}”，不是“{name}”"
        return None

    def _hint(self, code: str, name: str) -> str:
        old = self.old_by_code.get(code)
        if old is None or old.name != name:
            same = [s for s in self.subjects if s.name == name and s.code]
            return f"（“{name}”的代码是 {same[0].code}）" if same else ""
        if not old.code2021:
            return f"（{code} {name} 是 2010 年制度的科目，2021 年制度已取消）"
        return (
            f"（{code} {name} 是 2010 年制度的科目，"
            f"2021 年制度为 {old.code2021} {old.name2021}）"
        )


def split(part: str) -> tuple[str, str]:
    """Split ``501-职工活动支出`` into code and name; no code gives an empty one."""
    code, dash, name = part.partition("-")
    return (code, name) if dash and code.isdigit() else ("", part)


@cache
def code_of(account: str) -> str:
    """Return the deepest code of ``account`` that continues its statutory code.

    ``Expenses:501-…:50105-…:5010501-节日慰问`` gives ``5010501``;
    ``Assets:102-银行存款:01-工行基本户`` gives ``102``.
    """
    best = ""
    for part in account.split(":")[1:]:
        code = split(part)[0]
        if not code.startswith(best):
            break
        best = code
    return best


@cache
def label(account: str) -> str:
    """Return the account as an accountant reads it: ``50102 文体活动``."""
    code = code_of(account)
    name = code
    for part in account.split(":")[1:]:
        part_code, part_name = split(part)
        if part_code == code:
            name = part_name
    return f"{code} {name}".strip()


@cache
def load_chart() -> Chart:
    """Return the chart that ships with the package."""
    data = files("union_ledger") / "data"
    with (data / "chart.csv").open(encoding="utf-8") as file:
        subjects = [
            Subject(
                row["code"],
                row["parent"],
                row["name"],
                row["class"],
                row["who"],
                row["normal"],
                row["note"],
            )
            for row in csv.DictReader(file)
        ]
    with (data / "chart2010.csv").open(encoding="utf-8") as file:
        old = [OldSubject(**row) for row in csv.DictReader(file)]
    return Chart(subjects, old)
