"""验证证书: one page that says what was proved of the books, to be kept and signed."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import Environment
from jinja2 import StrictUndefined

from union_ledger.core.seal import grouped
from union_ledger.history.proof.head_code import head_code

if TYPE_CHECKING:
    from union_ledger.history.proof.verification import Verification

# A page holds no more; the rest is in the text and the JSON.
_SHOWN = 3


def certificate(made: Verification) -> bytes:
    """Return the page as HTML that needs no other file."""
    text = files(__package__).joinpath("templates", "certificate.html")
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    page = environment.from_string(text.read_text("utf-8")).render(
        made=made,
        verdict=verdict(made),
        head=grouped(made.head),
        anchors=[(grouped(one.head), one) for one in made.anchors],
        entries=sum(len(month.seal.entries) for month in made.months),
        documents=sum(len(month.seal.documents) for month in made.months),
        signatures=sum(
            not one.fault for month in made.months for one in month.signatures
        ),
        differences=made.differences[:_SHOWN],
        more=max(len(made.differences) - _SHOWN, 0),
        code=head_code(made.head),
    )
    return page.encode("utf-8")


def verdict(made: Verification) -> str:
    """Return the outcome in a sentence."""
    if not made.months and not made.differences:
        return "这套账还没有封过账，没有可以验证的。"
    if made.differences:
        return f"与封账时不一致，有 {len(made.differences)} 处，见下。"
    held = made.anchored
    if len(held) == len(made.months):
        return "已封账的各月与封账时完全相同，与外面保存的封印一致。"
    if held:
        span = held[0] if len(held) == 1 else f"{held[0]} 至 {held[-1]}"
        return (
            f"已封账的各月与仓库里的封印一致；{span} 与外面保存的封印一致，"
            "以后的月份没有外面的封印可对。"
        )
    return "已封账的各月与仓库里的封印一致；没有与外面保存的封印核对。"
