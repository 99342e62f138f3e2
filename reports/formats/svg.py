"""Charts as shapes with places, for one small SVG template; nothing is a float."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from fractions import Fraction
from typing import TYPE_CHECKING

from union_ledger.reports.cells import display_width
from union_ledger.reports.cells import value_of
from union_ledger.reports.cells import value_text
from union_ledger.reports.formats.scale import amount
from union_ledger.reports.formats.scale import covering
from union_ledger.reports.formats.scale import px
from union_ledger.reports.formats.scale import tick_text
from union_ledger.reports.tables import cell_text

if TYPE_CHECKING:
    from union_ledger.reports.cells import Kind
    from union_ledger.reports.model import Chart
    from union_ledger.reports.tables import Table

WIDTH = 960
_TOP = 8
_AXIS = 26
_BAR = 14
_GAP = 8
_LABEL_CHARACTERS = 36
_LINE_HEIGHT = 300
_INSET = 20


@dataclass(frozen=True, slots=True)
class Shape:
    """A rectangle, a dot or a piece of text; places are SVG numbers as text."""

    x: str
    y: str
    width: str = "0"
    height: str = "0"
    text: str = ""
    anchor: str = "start"
    series: int = 0


@dataclass(slots=True)
class Drawing:
    """What the template draws: ``grid`` are lines x1 y1 x2 y2, ``lines`` points."""

    title: str
    legend: tuple[str, ...]
    width: int = WIDTH
    height: int = 0
    bars: list[Shape] = field(default_factory=list)
    dots: list[Shape] = field(default_factory=list)
    texts: list[Shape] = field(default_factory=list)
    grid: list[tuple[str, str, str, str]] = field(default_factory=list)
    lines: list[tuple[int, str]] = field(default_factory=list)
    mark: tuple[str, str, str, str] | None = None
    mark_text: str = ""


@dataclass(frozen=True, slots=True)
class _Row:
    label: str
    values: tuple[Fraction | None, ...]
    texts: tuple[str, ...]


def drawing(chart: Chart, table: Table) -> Drawing:
    """Return the chart's shapes; a chart without rows has height 0."""
    columns = [table.columns[table.index(key)] for key in chart.values]
    legend = tuple(column.title for column in columns) if len(columns) > 1 else ()
    result = Drawing(chart.title, legend)
    rows = _rows(chart, table)
    if rows and chart.kind == "line":
        _draw_lines(result, rows, columns[0].kind)
    elif rows:
        mark = amount(chart.mark, columns[0].kind)
        stacked = chart.kind == "stacked-bar"
        _draw_bars(result, rows, columns[0].kind, stacked=stacked, mark=mark)
        if mark is not None:
            result.mark_text = (
                f"{chart.mark_label} {value_text(chart.mark, columns[0].kind)}"
            )
    return result


def _rows(chart: Chart, table: Table) -> list[_Row]:
    label = table.index(chart.label)
    places = [table.index(key) for key in chart.values]
    return [
        _Row(
            cell_text(table.columns[label], row, row.cells[label]),
            tuple(
                amount(value_of(row.cells[i]), table.columns[i].kind) for i in places
            ),
            tuple(cell_text(table.columns[i], row, row.cells[i]) for i in places),
        )
        for row in table.rows
        if row.role == chart.rows
    ]


def _draw_bars(
    result: Drawing,
    rows: list[_Row],
    kind: Kind,
    *,
    stacked: bool,
    mark: Fraction | None,
) -> None:
    labels = max(display_width(_short(row.label)) for row in rows) * 7 + 12
    figures = 0 if stacked else max(len(t) for row in rows for t in row.texts) * 8
    if stacked:
        ends = [end for row in rows for end in _stack_ends(row)]
    else:
        ends = [value for row in rows for value in row.values if value is not None]
    if mark is not None:
        ends.append(mark)
    scale = covering(ends, labels, WIDTH - labels - figures - 24)
    per_row = 1 if stacked else len(rows[0].values)
    pitch = per_row * _BAR + _GAP
    bottom = _TOP + pitch * len(rows)
    result.height = bottom + _AXIS
    for tick in scale.ticks:
        x = px(scale.place(tick))
        result.grid.append((x, str(_TOP), x, str(bottom)))
        result.texts.append(
            Shape(x, str(bottom + 17), text=tick_text(tick, kind), anchor="middle")
        )
    if mark is not None:
        x = px(scale.place(mark))
        result.mark = (x, str(_TOP), x, str(bottom))
    for number, row in enumerate(rows):
        top = _TOP + number * pitch + _GAP // 2
        middle = str(top + per_row * _BAR // 2 + 4)
        label = _short(row.label)
        result.texts.append(Shape(str(labels - 8), middle, text=label, anchor="end"))
        positive = negative = Fraction(0)
        for series, (value, text) in enumerate(zip(row.values, row.texts, strict=True)):
            size = value or Fraction(0)
            start = Fraction(0)
            if stacked:
                start = positive if size >= 0 else negative
            left, right = sorted((scale.place(start), scale.place(start + size)))
            y = top if stacked else top + series * _BAR
            name = f"{row.label} {text}"
            result.bars.append(
                Shape(
                    px(left),
                    str(y + 1),
                    px(right - left),
                    str(_BAR - 2),
                    name,
                    series=series,
                )
            )
            if size >= 0:
                positive += size
            else:
                negative += size
            if not stacked:
                result.texts.append(Shape(px(right + 5), str(y + 11), text=text))


def _stack_ends(row: _Row) -> tuple[Fraction, Fraction]:
    present = [value for value in row.values if value is not None]
    return (
        sum((value for value in present if value < 0), Fraction(0)),
        sum((value for value in present if value > 0), Fraction(0)),
    )


def _draw_lines(result: Drawing, rows: list[_Row], kind: Kind) -> None:
    values = [value for row in rows for value in row.values if value is not None]
    bottom = _TOP + _LINE_HEIGHT
    scale = covering(values, bottom, -_LINE_HEIGHT)
    widest = max(display_width(_short(row.label)) for row in rows) * 7 + 8
    ticks = max(len(tick_text(tick, kind)) for tick in scale.ticks) * 8 + 12
    # Half of the first and of the last label hang over the ends.
    left = max(ticks, widest // 2 - _INSET)
    right = WIDTH - max(_INSET, widest // 2 - _INSET)
    result.height = bottom + _AXIS
    for tick in scale.ticks:
        y = px(scale.place(tick))
        result.grid.append((str(left), y, str(right), y))
        result.texts.append(
            Shape(
                str(left - 6),
                px(scale.place(tick) + 4),
                text=tick_text(tick, kind),
                anchor="end",
            )
        )
    gap = Fraction(right - left - 2 * _INSET, max(1, len(rows) - 1))
    # Labels that would run into each other are left out, evenly.
    every = -(-widest // max(1, int(gap)))
    points: dict[int, list[str]] = {}
    for number, row in enumerate(rows):
        x = px(left + _INSET + gap * number)
        if number % every == 0:
            result.texts.append(
                Shape(x, str(bottom + 17), text=_short(row.label), anchor="middle")
            )
        for series, (value, text) in enumerate(zip(row.values, row.texts, strict=True)):
            if value is None:
                result.lines.append((series, " ".join(points.pop(series, []))))
                continue
            y = px(scale.place(value))
            points.setdefault(series, []).append(f"{x},{y}")
            name = f"{row.label} {text}"
            result.dots.append(Shape(x, y, text=name, series=series))
    result.lines += [(series, " ".join(each)) for series, each in points.items()]


def _short(label: str) -> str:
    if display_width(label) <= _LABEL_CHARACTERS:
        return label
    while display_width(label) > _LABEL_CHARACTERS - 2:
        label = label[:-1]
    return f"{label}…"
