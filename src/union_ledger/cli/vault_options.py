"""Options that the ``vault`` commands have in common."""

from __future__ import annotations

from pathlib import Path

import click

VAULT = click.option(
    "--vault",
    "folder",
    metavar="目录",
    envvar="UNION_LEDGER_VAULT",
    required=True,
    type=click.Path(path_type=Path),
    help="保险柜；也可以写在环境变量 UNION_LEDGER_VAULT 里。",
)
IDENTITY = click.option(
    "--identity",
    metavar="文件",
    envvar="UNION_LEDGER_IDENTITY",
    required=True,
    type=click.Path(path_type=Path),
    help="自己的私钥；也可以写在环境变量 UNION_LEDGER_IDENTITY 里。",
)
BY = click.option(
    "--by", metavar="人员编号", required=True, help="谁办的，记入台账，如 T0412。"
)
REASON = click.option(
    "--reason", metavar="文字", required=True, help="为什么，记入台账；不要写名字。"
)
PERSON = click.argument("person", metavar="假名")
RECIPIENT = click.option(
    "--recipient",
    "recipients",
    metavar="公钥",
    multiple=True,
    required=True,
    help="能打开的人的公钥（age1…），至少写两次：帮扶专干和经审会。",
)
