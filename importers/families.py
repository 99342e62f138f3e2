"""The layouts that ship with the package, each family read by its own model."""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file
from importlib.resources import files
from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError
from union_ledger.core.yamlfile import read_model
from union_ledger.core.yamlfile import read_yaml
from union_ledger.importers.balances.layout import BalanceLayout
from union_ledger.importers.lists.layout import AssetLayout
from union_ledger.importers.lists.layout import DuesLayout
from union_ledger.importers.lists.layout import MembersLayout
from union_ledger.importers.lists.layout import ProjectBalanceLayout
from union_ledger.importers.lists.layout import RemittanceLayout
from union_ledger.importers.statement_layout import StatementLayout
from union_ledger.importers.vouchers.layout import VoucherLayout

if TYPE_CHECKING:
    from union_ledger.importers.layout import Layout

FAMILIES: tuple[type[Layout], ...] = (
    StatementLayout,
    DuesLayout,
    AssetLayout,
    MembersLayout,
    RemittanceLayout,
    ProjectBalanceLayout,
    VoucherLayout,
    BalanceLayout,
)


@cache
def load_layouts() -> tuple[Layout, ...]:
    """Return all layouts of all families, by family and id.

    Raises:
        InputError: A declaration has an unknown or missing key, or an id twice.
    """
    layouts: dict[str, Layout] = {}
    with as_file(files("union_ledger.importers") / "layouts") as folder:
        for model in FAMILIES:
            for path in sorted((folder / model.family).glob("*.yaml")):
                layout = read_model(model, read_yaml(path), path)
                if layout.id != path.stem:
                    raise InputError(
                        f"版式 id {layout.id} 应与文件名相同", file=path, line=1
                    )
                if layouts.setdefault(layout.id, layout) is not layout:
                    raise InputError(f"版式 id {layout.id} 有两个", file=path, line=1)
    return tuple(layouts.values())


@cache
def statement_layouts() -> tuple[StatementLayout, ...]:
    """Return the layouts of statements.

    Raises:
        InputError: See ``load_layouts``.
    """
    return tuple(each for each in load_layouts() if isinstance(each, StatementLayout))
