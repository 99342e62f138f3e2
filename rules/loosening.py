"""What a lower layer may say of a parameter（从严自由，放宽须有理由）."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from decimal import Decimal
    from pathlib import Path

    from union_ledger.rules.models import Citation
    from union_ledger.rules.models import Parameter

    # What each layer says of one parameter, with the citation of its document; the
    # highest layer first.
    Layers = list[tuple[str, Parameter, Citation]]


@dataclass(frozen=True, slots=True)
class Looser:
    """A value that allows more than the layer above on ``day``, without a reason.

    ``place`` is its number among the parameter's values.
    """

    day: date
    value: Decimal
    above: Decimal
    place: int


def alike(parameter: Parameter, layers: Layers, path: Path, line: int) -> Parameter:
    """Return a parameter with the unit and the direction of its first definition.

    Raises:
        InputError: It says others of its own, at ``line`` of ``path``.
    """
    if not layers:
        return parameter
    first = layers[0][1]
    for name, called in (("unit", "单位"), ("tighter", "从严方向")):
        said, meant = getattr(parameter, name), getattr(first, name)
        if name in parameter.model_fields_set and said != meant:
            raise InputError(
                f"参数 {parameter.key} 的{called}（{name}）写的是“{said}”，"
                f"上一层是“{meant}”",
                file=path,
                line=line,
                hint=f"请删去 {name}，或改成一致。",
            )
    return parameter.model_copy(update={"unit": first.unit, "tighter": first.tighter})


def loosened(own: Parameter, layers: Layers) -> Iterator[Looser]:
    """Yield where a lower layer loosens without saying why.

    Every day counts on which a value begins: a layer above that tightens later
    leaves a value looser that was not when it was written.
    """
    days = {dated.since for dated in own.values}
    days |= {dated.since for _, parameter, _ in layers for dated in parameter.values}
    for day in sorted(days):
        above = _above(layers, day)
        dated = own.in_force(day)
        if above is None or dated is None or dated.value is None or dated.loosens:
            continue
        lower = own.tighter == "lower"
        if dated.value > above if lower else dated.value < above:
            yield Looser(day, dated.value, above, own.values.index(dated))


def _above(layers: Layers, day: date) -> Decimal | None:
    """Return the value that the layers have in force on a day."""
    for _, parameter, _ in reversed(layers):
        dated = parameter.in_force(day)
        if dated is not None and dated.value is not None:
            return dated.value
    return None
