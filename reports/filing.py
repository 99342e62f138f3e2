"""What makes a table a form that is filed: its head, its checks and who signs it."""

from __future__ import annotations

from dataclasses import dataclass

from union_ledger.core.money import yuan_text

BLANK = "＿＿＿＿＿＿＿＿"
STATEMENT_SIGNERS = (
    "法定代表人（工会主席）",
    "主管会计工作负责人",
    "会计机构负责人（会计主管人员）",
    "制表",
)
BUDGET_SIGNERS = ("工会主席", "经费审查委员会主任", "财务负责人", "制表")


@dataclass(frozen=True, slots=True)
class Check:
    """Two figures in fen that must agree（勾稽）, or of which one must be enough.

    ``left`` and ``right`` name them as people say it; with ``at_least`` the left one
    may be the larger.
    """

    left: str
    left_fen: int
    right: str
    right_fen: int
    at_least: bool = False

    @property
    def holds(self) -> bool:
        """Tell whether the figures are as they must be."""
        if self.at_least:
            return self.left_fen >= self.right_fen
        return self.left_fen == self.right_fen

    @property
    def text(self) -> str:
        """The check as one line: verdict, both sides, and by how much they differ."""
        sign = "≥" if self.at_least else "＝"
        said = (
            f"{self.left} {yuan_text(self.left_fen)} {sign} "
            f"{self.right} {yuan_text(self.right_fen)}"
        )
        if self.holds:
            return f"［相符］{said}"
        return f"［不符］{said}，相差 {yuan_text(self.left_fen - self.right_fen)}"


@dataclass(frozen=True, slots=True)
class Filing:
    """Head and foot of a form.

    ``number`` is the form's own, such as 工会01表, ``day`` the day or period it is
    of, ``signers`` who signs it. ``upright`` prints it on A4 portrait, and every
    filing on one page, unless it is ``long``. ``remarks`` stand below the checks.
    """

    day: str
    signers: tuple[str, ...]
    number: str = ""
    sealed: bool = False
    upright: bool = True
    long: bool = False
    checks: tuple[Check, ...] = ()
    remarks: tuple[str, ...] = ()

    def owner(self, entity: str) -> str:
        """Return the line that names the union, with room for its seal."""
        return f"编制单位{'（公章）' if self.sealed else ''}：{entity}"

    @property
    def signed(self) -> tuple[str, ...]:
        """Who signs, each with room for the name."""
        return tuple(f"{name}：{BLANK}" for name in self.signers)

    @property
    def lines(self) -> tuple[str, ...]:
        """What stands below the table, above the signatures."""
        checks = (f"{n}. {check.text}" for n, check in enumerate(self.checks, 1))
        return (*checks, *self.remarks)
