"""附件: the documents that entries refer to, and whether they are in the package."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Literal

from union_ledger.reports.model import Column
from union_ledger.reports.model import Figure
from union_ledger.reports.model import Link
from union_ledger.reports.model import Linked
from union_ledger.reports.model import Report
from union_ledger.reports.model import Row
from union_ledger.reports.model import Table
from union_ledger.reports.source import provenance_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from union_ledger.core.ledger import Ledger
    from union_ledger.core.period import Period

TITLE = "附件清单"
State = Literal["已附", "校验不符", "缺失", "名单未附", "账簿目录之外", "留在账簿"]
STATES: tuple[State, ...] = (
    "已附",
    "校验不符",
    "缺失",
    "名单未附",
    "账簿目录之外",
    "留在账簿",
)
WORDS: dict[State, str] = {
    "已附": "已复制到本包；账簿登记了哈希值的，与登记相符。",
    "校验不符": "已复制到本包，但内容与账簿登记的哈希值不符：登记之后文件被改过。",
    "缺失": "账簿提到这个文件，但找不到。",
    "名单未附": "发放名单列有领取人编号，没有复制；原件在账簿目录，可凭哈希值核对。",
    "账簿目录之外": "文件不在账簿目录里，没有复制。",
    "留在账簿": "银行对账单原件，列有往来个人，没有复制；可凭哈希值核对。",
}


@dataclass(frozen=True, slots=True)
class Paper:
    """One document of one entry or bank statement.

    ``said`` is how the books name it, ``sha256`` of its content, empty where there is
    none, ``noted`` the hash that the books hold, ``place`` its copy in the package.
    ``owner`` names the voucher or the statement, ``owner_place`` leads to it.
    """

    owner: str
    owner_place: str
    said: str
    state: State
    sha256: str = ""
    noted: str = ""
    place: str = ""


def paper_list(ledger: Ledger, period: Period, papers: Sequence[Paper]) -> Report:
    """Return the list of all documents, those that are missing too."""
    rows = tuple(
        Row(
            (
                Linked(each.owner, Link("file", each.owner_place))
                if each.owner_place
                else each.owner,
                Linked(each.said, Link("file", each.place))
                if each.place
                else each.said,
                each.state,
                _against(each),
                each.sha256 or None,
            )
        )
        for each in papers
    )
    columns = (
        Column("owner", "凭证或事项", "link", width=24),
        Column("said", "文件（账簿里的写法）", "link", width=44),
        Column("state", "情况", width=14),
        Column("against", "与登记的哈希值", width=14),
        Column("sha256", "SHA-256", "code", width=66),
    )
    return Report(
        title=TITLE,
        entity=ledger.entity,
        period=period.label,
        provenance=provenance_of(ledger),
        tables=(Table(TITLE, columns, rows, empty="问题涉及的凭证没有登记附件。"),),
        figures=tuple(
            Figure(state, sum(each.state == state for each in papers), "count")
            for state in STATES
            if state in {"已附", "校验不符", "缺失"}
            or any(each.state == state for each in papers)
        ),
        notes=tuple(f"{state}：{WORDS[state]}" for state in STATES),
        unit_note="",
    )


def _against(paper: Paper) -> str:
    if not paper.noted:
        return "没有登记"
    if not paper.sha256:
        return "无从核对"
    return "相符" if paper.sha256 == paper.noted else "不符"
