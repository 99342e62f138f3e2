"""``union-ledger asset``: what happens to things, one command a step."""

from __future__ import annotations

import click

from union_ledger.cli.lazy_group import LazyGroup

# Name of each command and the module beside this one that holds it.
_COMMANDS: dict[str, str] = {
    "buy": "asset_buy",
    "accept": "asset_custody:accept",
    "move": "asset_custody:move",
    "hand-over": "asset_hand_over",
    "lend": "asset_states:lend",
    "let": "asset_states:let",
    "return": "asset_states:give_back",
    "idle": "asset_states:idle",
    "use": "asset_states:use",
    "repair": "asset_states:repair",
    "retire": "asset_states:retire",
    "raise": "asset_raise",
    "build": "asset_build:build",
    "complete": "asset_build:complete",
    "release": "asset_build:release",
    "receive": "asset_receive:receive",
    "found": "asset_receive:found",
    "opening": "asset_opening",
    "dispose": "asset_leave:dispose",
    "donate": "asset_leave:donate",
    "lost": "asset_leave:lost",
    "write-off": "asset_leave:write_off",
    "stock-in": "asset_stock:stock_in",
    "stock-out": "asset_stock:stock_out",
    "depreciate": "asset_depreciate",
    "count-sheet": "asset_count_sheet",
    "labels": "asset_labels",
    "count-import": "asset_count_import",
    "count-status": "asset_count_status",
}


@click.group("asset", cls=LazyGroup, modules=_COMMANDS)
def command() -> None:
    """固定资产：购置、验收、调拨、出借、盘点、折旧和处置，每一步一个命令。"""
