"""``union-ledger report``: write one report, or all of them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import click

from union_ledger.cli.arguments import BOOKS
from union_ledger.cli.arguments import DAY
from union_ledger.cli.arguments import period_of
from union_ledger.cli.audit_package import NAMES as PACKAGES
from union_ledger.cli.audit_package import TITLE as PACKAGE
from union_ledger.cli.audit_package import command as package
from union_ledger.cli.chinese import Command
from union_ledger.cli.loading import kept_ledger
from union_ledger.cli.progress import working
from union_ledger.core.errors import InputError
from union_ledger.core.money import fen
from union_ledger.reports.catalogue import REPORTS
from union_ledger.reports.formats import BINARY
from union_ledger.reports.formats import FORMATS
from union_ledger.reports.formats import formats_of
from union_ledger.reports.formats import render
from union_ledger.reports.formats import write
from union_ledger.reports.rectification import TITLE as RECTIFICATION
from union_ledger.reports.rectification import rectification
from union_ledger.reports.sample import TITLE as SAMPLE
from union_ledger.reports.sample import Drawing
from union_ledger.reports.sample import sample
from union_ledger.reports.unit_use import unit_use
from union_ledger.reports.utilisation import TITLE as UTILISATION

if TYPE_CHECKING:
    from datetime import date

    from union_ledger.core.ledger import Ledger
    from union_ledger.core.period import Period

_CHOICES = "、".join(
    [
        *(f"{title}（{name}）" for name, (title, _) in REPORTS.items()),
        f"{SAMPLE}（sample）",
        f"{PACKAGE}（audit-package，是一个目录，选项见 report audit-package --help）",
    ]
)
_BY_NAME = REPORTS | {title: (title, make) for title, make in REPORTS.values()}
_SAMPLES = ("sample", SAMPLE)
_DETAILED = ("utilisation", UTILISATION)
_TIMED = ("rectification", RECTIFICATION)


class _Report(Command):
    """Hands the audit package, which takes options of its own, on to its command."""

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,  # noqa: ANN401 - click's own
    ) -> click.Context:
        if args and args[0] in PACKAGES:
            name = f"{info_name} {args[0]}"
            return package.make_context(name, args[1:], parent, **extra)
        if args and args[0].startswith("-") and {*args} & {*PACKAGES}:
            raise InputError(
                f"{PACKAGE}的名字要写在选项前面",
                hint="union-ledger report audit-package 账簿 --period 2024 -o 目录",
            )
        return super().make_context(info_name, args, parent, **extra)


@click.command(
    "report", cls=_Report, help=f"写出一份报表。报表名：{_CHOICES}，中文英文都可以。"
)
@click.argument(
    "name", metavar="报表名", type=click.Choice([*_BY_NAME, *_SAMPLES, *PACKAGES])
)
@BOOKS
@click.option(
    "--period", metavar="期间", help="2024、2024Q1 或 2024-03；默认为账簿最后一年。"
)
@click.option(
    "--unit",
    metavar="单位代码",
    help="经费使用情况（utilisation）、抽样（sample）只看一个单位，如 007。",
)
@click.option(
    "--today",
    type=DAY,
    metavar="日期",
    help="整改台账：逾期算到哪一天；默认为账簿最后一天。",
)
@click.option("--above", metavar="元", help="抽样：这个金额及以上的全部抽取。")
@click.option(
    "--size",
    type=click.IntRange(min=0),
    metavar="件数",
    help="抽样：其余的按单位随机抽取多少件。",
)
@click.option("--seed", metavar="种子", help="抽样：随机种子；种子相同，结果相同。")
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(FORMATS)),
    metavar="|".join(FORMATS),
    help="格式；不写时看 -o 的扩展名，再不然是 md。",
)
@click.option(
    "-o",
    "--output",
    metavar="文件",
    type=click.Path(path_type=Path, dir_okay=False),
    help="写到这个文件；不写时 md、json、html 显示在屏幕上。",
)
def command(  # noqa: PLR0913, PLR0917 - one for each option
    name: str,
    books: Path,
    period: str | None,
    unit: str | None,
    today: date | None,
    above: str | None,
    size: int | None,
    seed: str | None,
    format_: str | None,
    output: Path | None,
) -> None:
    """Write one report of the books; the help is given in Chinese above."""
    chosen = format_ or (output.suffix.lstrip(".").lower() if output else "") or "md"
    if chosen not in FORMATS:
        raise InputError(
            f"不认识格式 {chosen}", hint=f"请用 --format 写明 {'、'.join(FORMATS)}。"
        )
    if unit is not None and name not in {*_DETAILED, *_SAMPLES}:
        raise InputError(
            f"报表 {name} 没有分单位的明细",
            hint="--unit 只用于经费使用情况（utilisation）和抽样（sample）。",
        )
    if today is not None and name not in _TIMED:
        raise InputError(
            f"报表 {name} 不看哪一天", hint="--today 只用于整改台账（rectification）。"
        )
    how = _drawing(name, above, size, seed)
    if how is not None and unit is not None:
        how = replace(how, unit=unit)
    with working("正在读账、编报表"):
        ledger = kept_ledger(books)
        asked = period_of(period, ledger)
        if how is not None:
            made = sample(ledger, asked, how)
        elif unit is not None:
            made = unit_use(ledger, asked, unit)
        elif today is not None:
            made = rectification(ledger, asked, today)
        else:
            made = _BY_NAME[name][1](ledger, asked)
    if output is not None:
        write(made, chosen, output)
        click.echo(f"已写出 {output}")
    elif chosen in BINARY:
        kind = "Excel" if chosen == "xlsx" else "Word"
        raise InputError(f"{kind} 文件不能显示在屏幕上", hint="请用 -o 写明文件名。")
    else:
        click.echo(render(made, chosen).decode("utf-8"))


def _drawing(
    name: str, above: str | None, size: int | None, seed: str | None
) -> Drawing | None:
    """Return how to draw a sample, None where another report is asked for."""
    if name not in _SAMPLES:
        if (above, size, seed) != (None, None, None):
            raise InputError(
                f"报表 {name} 不抽样", hint="--above、--size、--seed 只用于抽样。"
            )
        return None
    if above is None or size is None or not seed:
        raise InputError(
            "抽样要写明金额界限、件数和种子",
            hint="例如 --above 50000 --size 60 --seed 20241231。",
        )
    try:
        limit = fen(Decimal(above))
    except (ArithmeticError, ValueError):
        raise InputError(f"金额“{above}”不对", hint="请写 50000 这样的数。") from None
    return Drawing(limit, size, seed)


def write_all(ledger: Ledger, period: Period, folder: Path) -> list[Path]:
    """Write every report in every format into ``folder``; return the files."""
    written = []
    for title, make in REPORTS.values():
        made = make(ledger, period)
        for format_name in formats_of(made):
            path = folder / f"{title}.{format_name}"
            write(made, format_name, path)
            written.append(path)
    return written
