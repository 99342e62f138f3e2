"""What the rulebook covers（覆盖情况）: every requirement, and what is left to people.

The requirements are those of the documents a union must keep, R01–R50 on spending and
L01–L21 on the budget; D, W and H are what the books ask of themselves, and A01–A33 the
methods of an audit. A row says which rules serve it and, unless they decide all of it,
what a person must look at.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated
from typing import Literal

from pydantic import BaseModel
from pydantic import ConfigDict
from pydantic import Field
from pydantic import model_validator

from union_ledger.core.errors import InputError
from union_ledger.core.yamlfile import line_of
from union_ledger.core.yamlfile import read_model
from union_ledger.core.yamlfile import read_yaml

How = Literal["enforced", "partly", "by-hand"]
HOW_NAMES: dict[How, str] = {"enforced": "全部", "partly": "部分", "by-hand": "人工"}


class Row(BaseModel):
    """One requirement（一项要求） and how far the rules decide it.

    ``rules`` are ids of rules. ``why`` says what entries cannot prove, ``check`` what a
    person must look at instead; only a row that is enforced goes without.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, Field(pattern=r"^([RLAZ]\d{2}|[DWH])$")]
    title: str
    how: How
    rules: tuple[str, ...] = ()
    why: str = ""
    check: str = ""
    citation: str

    @model_validator(mode="after")
    def _leaves_nothing_open(self) -> Row:
        if self.how != "enforced" and not (self.why and self.check):
            raise ValueError("不是全部由系统检查的，要写 why（原因）和 check（看什么）")
        if (self.how == "by-hand") == bool(self.rules):
            raise ValueError("人工检查的不写 rules，其他的必须写")
        return self


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    rows: tuple[Row, ...] = Field(min_length=1)


def load_coverage() -> tuple[Row, ...]:
    """Return every requirement, in the order it is shown.

    Raises:
        InputError: A row says something that is not allowed, or stands twice; the
            message names file and line.
    """
    return coverage_in(Path(str(files("union_ledger.rules") / "coverage.yaml")))


@cache
def coverage_in(path: Path) -> tuple[Row, ...]:
    """Return the rows of a file like ``coverage.yaml``.

    Raises:
        InputError: A row says something that is not allowed, or stands twice.
    """
    node = read_yaml(path)
    rows = read_model(_Table, node, path).rows
    seen: set[str] = set()
    for number, row in enumerate(rows):
        if row.id in seen:
            raise InputError(
                f"{row.id} 写了两次", file=path, line=line_of(node, "rows", number)
            )
        seen.add(row.id)
    return rows
