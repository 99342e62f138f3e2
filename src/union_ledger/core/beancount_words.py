"""Beancount's own error messages, said in Chinese where an accountant meets them."""

from __future__ import annotations

import re

_SAID: tuple[tuple[str, str], ...] = (
    (
        r"Balance failed for '(.+?)': expected (.+?) != accumulated (.+?) \((\S+) too",
        r"余额不符：\1 应为 \2，账上为 \3，相差 \4",
    ),
    (r"Transaction does not balance: \((.+)\)", r"借贷不平，差额 \1"),
    (r"Transaction does not balance: (.+)", r"借贷不平，差额 \1"),
    (
        r"Invalid reference to (?:unknown|undefined) account '(.+?)'",
        r"科目 \1 没有启用（open）",
    ),
    (
        r"Invalid reference to inactive account '(.+?)'",
        r"科目 \1 在这一天还没有启用，或已经停用",
    ),
    (r"Duplicate open directive for (.+)", r"科目 \1 启用（open）了两次"),
    (r"Unopened account (.+) is being closed", r"科目 \1 没有启用就停用"),
    (r"Invalid currency (\S+) for account '(.+?)'", r"科目 \2 不能用币种 \1"),
    (r"Invalid account name: '?(.+?)'?$", r"科目名 \1 不合写法：每段以代码开头"),
    (r"Invalid token: '(.*)'", r"这里有不认识的写法 \1"),
    (r"ValueError: Invalid number format: '(.*)'", r"数字 \1 的写法不对"),
    (r"syntax error, unexpected (\w+).*", r"语法不对，这里不该出现 \1"),
    (
        r"File glob \"([^\"*?\[]+)\" does not match any files",
        r"include 的文件 \1 不存在；路径从写这一行的文件所在的目录算起",
    ),
    (
        r"File glob \"(.*?)\" does not match any files",
        r"include 的 \1 一个文件也没有；路径从写这一行的文件所在的目录算起",
    ),
    (r"File \"(.+?)\" does not exist", r"文件 \1 不存在"),
    (
        r"Duplicate filename parsed: \"(.+?)\"",
        r"文件 \1 被 include 了两次，请只留一行",
    ),
    (r"Error importing \"(.+?)\".*", r"插件 \1 找不到，或载入不了"),
    (r"Error applying plugin \"(.+?)\".*", r"插件 \1 运行出错"),
    (r"No position matches \"(.+?)\".*", r"没有与 \1 相符的资产批次"),
    (r"Unused Pad entry", "pad 没有用上"),
    (r"Invalid lot matching.*", "资产批次对不上"),
    (
        r"Too many missing numbers.*",
        "缺的金额太多，程序推不出来；每笔最多省略一个金额",
    ),
    (r"Document (?:file|path).*", "凭证文件找不到，或路径写法不对"),
    (
        r"UnicodeDecodeError.*|.*codec can't decode.*",
        "文件不是 UTF-8 编码，请另存为 UTF-8",
    ),
)
_PATTERNS = [(re.compile(pattern, re.DOTALL), said) for pattern, said in _SAID]


def in_chinese(message: str) -> str:
    """Return a message of Beancount in Chinese; one that is not known as it stands."""
    for pattern, said in _PATTERNS:
        found = pattern.search(message)
        if found:
            return found.expand(said)
    return message
