"""click's own words, in Chinese."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable

_HEADINGS = {"Options": "选项", "Commands": "命令"}
_PIECES = {"[OPTIONS]": "[选项]", "COMMAND [ARGS]...": "命令 [参数]…"}


class _Formatter(click.HelpFormatter):
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or "用法：")

    def write_heading(self, heading: str) -> None:
        self.write(f"{'':>{self.current_indent}}{_HEADINGS.get(heading, heading)}：\n")

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        told = [(name, text.replace("  [required]", "（必填）")) for name, text in rows]
        super().write_dl(told, col_max, col_spacing)


class _Context(click.Context):
    formatter_class = _Formatter


class _Chinese(click.Command):
    """A command whose help is Chinese throughout."""

    context_class = _Context

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return the parts of the usage line, click's own words translated."""
        pieces = super().collect_usage_pieces(ctx)
        return [_PIECES.get(piece, piece) for piece in pieces]

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return ``--help`` with Chinese words."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示这段说明。"
        return option


class Command(_Chinese):
    """A command of ours."""


class Group(_Chinese, click.Group):
    """A group of commands of ours."""

    command_class = Command


Group.group_class = Group


def said(error: click.ClickException) -> str:
    """Say in Chinese what click found wrong with the command line."""
    if isinstance(error, click.NoSuchOption):
        return f"没有选项 {error.option_name}。{_help(error)}"
    if isinstance(error, click.MissingParameter):
        return f"缺少参数 {_name(error)}。{_help(error)}"
    if isinstance(error, click.BadParameter):
        wrong = f"参数 {_name(error)} 的值不对：{_value_problem(error)}"
        return f"{wrong}。{_help(error)}"
    if isinstance(error, click.exceptions.NoSuchCommand):
        return f"没有命令 {error.command_name}。{_help(error)}"
    if isinstance(error, click.UsageError):
        return f"{error.format_message()} {_help(error)}"
    return error.format_message()


def _name(error: click.BadParameter) -> str:
    if isinstance(error.param, click.Option):
        return error.param.opts[0]
    return error.param.human_readable_name if error.param else ""


def _value_problem(error: click.BadParameter) -> str:
    kind = error.param.type if error.param else None
    if isinstance(kind, click.Choice):
        return f"只能是 {'、'.join(map(str, kind.choices))}"
    if isinstance(kind, click.IntRange):
        least = "" if kind.min is None else f"，不小于 {kind.min}"
        most = "" if kind.max is None else f"，不大于 {kind.max}"
        return f"应是整数{least}{most}"
    if isinstance(kind, click.Path):
        return "找不到这个文件或目录，或没有权限"
    return error.message


def _help(error: click.UsageError) -> str:
    command = error.ctx.command_path if error.ctx else "union-ledger"
    return f"用 {command} --help 查看用法。"
