"""The command line: ``union-ledger``.

Exit 0: fine; 1: violations found; 2: wrong usage or unreadable input.
"""

from __future__ import annotations

import os

# A planted pickle beside the books would run its code and could lie about them.
os.environ["BEANCOUNT_DISABLE_LOAD_CACHE"] = "1"

import sys

import click

from union_ledger import __version__
from union_ledger.cli.chinese import said
from union_ledger.cli.lazy_group import LazyGroup
from union_ledger.core.errors import InputError

# Each command's module is imported when the command is asked for: `check` need not
# wait for Fava, nor `rules` for openpyxl.
_COMMANDS = {
    "demo": "demo",
    "init": "init",
    "import": "intake",
    "check": "check",
    "answer": "answer",
    "close": "close",
    "format": "format",
    "gate": "gate",
    "lint": "lint",
    "guard": "guard",
    "report": "report",
    "review": "review",
    "rules": "rules",
    "asset": "asset",
    "verify": "verify",
    "submit": "submit",
    "vault": "vault",
    "approve": "approve",
    "serve": "serve",
    "user": "user",
}


@click.group(cls=LazyGroup, modules=_COMMANDS)
@click.version_option(__version__, message="%(version)s", help="显示版本号。")
def cli() -> None:
    """工会明账：高校工会经费与资产的监督账。"""


def main() -> None:
    """Run the command line; every expected error is one Chinese line, exit 2."""
    try:
        # A shell may stand in a folder that was deleted, where no path means anything.
        os.getcwd()  # noqa: PTH109 - only whether there is one
    except FileNotFoundError:
        click.echo("错误：现在所在的目录已经不在了。请换到别的目录再运行。", err=True)
        sys.exit(2)
    try:
        code = cli.main(standalone_mode=False)
    except InputError as exc:
        click.echo(f"错误：{exc}", err=True)
        code = 2
    except click.exceptions.NoArgsIsHelpError as exc:
        click.echo(exc.format_message())
        code = 2
    except click.ClickException as exc:
        click.echo(f"用法不对：{said(exc)}", err=True)
        code = 2
    except click.Abort:
        click.echo("已中断。", err=True)
        code = 130
    except BrokenPipeError:
        # The reader of our output went away, as `head` does.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    sys.exit(code or 0)
