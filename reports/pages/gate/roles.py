"""What each role（角色） may open, beyond what nobody may."""

from __future__ import annotations

from typing import Literal

Role = Literal["officer", "accountant", "auditor", "leadership"]
ROLE_NAMES: dict[Role, str] = {
    "officer": "单位经办人",
    "accountant": "会计",
    "auditor": "经审人员",
    "leadership": "领导",
}
WHOLE = "全账"
CLOSED_KEY = "union_ledger.closed"
"""Where a request's closed addresses stand in its environment, for Fava's guard."""
BAR_KEY = "union_ledger.bar"
"""Where the line about the reader stands there, as markup."""
_NOTHING: frozenset[str] = frozenset()
# Papers and free text name the people who were helped; what leaders decide on are
# pages and the journal behind them.
_NOT_FOR_LEADERS = frozenset(
    {
        "document",
        "download_journal",
        "download_query",
        "json_api.get_context",
        "json_api.get_documents",
        "json_api.get_query",
        "json_api.get_source",
        "json_api.get_source_slice",
        "statement",
        "report:documents",
        "report:editor",
        "report:query",
    }
)


def closed_to(role: Role) -> frozenset[str]:
    """Return the endpoints, and ``report:<name>``, that are shut for a role."""
    return _NOT_FOR_LEADERS if role == "leadership" else _NOTHING
