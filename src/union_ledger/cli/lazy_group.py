"""A group of commands whose modules are imported only when they are asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING
from typing import Any

from union_ledger.cli.chinese import Group

if TYPE_CHECKING:
    from collections.abc import Mapping

    import click


class LazyGroup(Group):
    """Commands by name: each is ``command`` in a module beside this one.

    ``check`` need not wait for Fava, nor ``rules`` for openpyxl. Where a module holds
    several commands, the value is ``module:attribute``.
    """

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - click's own
        modules: Mapping[str, str],
        **kwargs: Any,  # noqa: ANN401 - click's own
    ) -> None:
        """Remember in which module each command is."""
        super().__init__(*args, **kwargs)
        self._modules = modules

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names of the commands, in the order they are told in."""
        return list(self._modules)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:  # noqa: ARG002
        """Return a command; None where there is none of that name."""
        if name not in self._modules:
            return None
        module, _, attribute = self._modules[name].partition(":")
        found: click.Command = getattr(
            import_module(f"union_ledger.cli.{module}"), attribute or "command"
        )
        return found
