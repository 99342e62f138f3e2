"""``union-ledger vault``: who the persons behind the pseudonyms are, outside git."""

from __future__ import annotations

import click

from union_ledger.cli.lazy_group import LazyGroup

# Name of each command and the module beside this one that holds it.
_COMMANDS: dict[str, str] = {
    "key": "vault_setup:key",
    "init": "vault_setup:init",
    "hand-over": "vault_setup:hand_over",
    "add": "vault_people:add",
    "show": "vault_people:show",
    "erase": "vault_people:erase_person",
    "evidence": "vault_evidence:keep",
    "read": "vault_evidence:read",
    "check": "vault_check",
}


@click.group("vault", cls=LazyGroup, modules=_COMMANDS)
def command() -> None:
    """保险柜：帮扶对象是谁，加密存在 git 以外；账里只写假名。"""
