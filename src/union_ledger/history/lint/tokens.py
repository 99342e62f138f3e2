"""Words of ledger text, as Beancount's own lexer tells them apart."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from beancount.parser import lexer

from union_ledger.history.lint.characters import is_plain_account
from union_ledger.history.lint.paths import is_inside
from union_ledger.history.lint.paths import is_run_by_browsers
from union_ledger.history.lint.strings import string_faults

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from union_ledger.history.lint.error import Fault

_PLACE = "这一行只能写在账簿的主文件里"
_NEVER = {
    "PUSHTAG": ("push", "pushtag 会给后面的分录都加上标签，不准用"),
    "POPTAG": ("push", "poptag 不准用"),
    "PUSHMETA": ("push", "pushmeta 会改后面所有分录，不准用"),
    "POPMETA": ("push", "popmeta 不准用"),
    "PAD": ("pad", "pad 会凭空补出金额，不准用"),
    "QUERY": ("query", "query 不准写在账簿里"),
}
_MAIN_ONLY = {"PLUGIN": "plugin", "INCLUDE": "include", "OPTION": "option"}
_ARITHMETIC = {"LPAREN", "RPAREN", "SLASH"}
_SIGNS = {"PLUS", "MINUS"}
_OWN_KEYS = {"filename", "lineno"}
_MOST = Decimal(100_000_000_000)  # yuan
_NUMBER = re.compile(rb"[\d,]{1,19}(?:\.\d{0,12})?")


class Token(NamedTuple):
    """A word: its kind, its line, how it is typed and what it is read as."""

    kind: str
    line: int
    raw: bytes
    value: Any


def tokens_of(text: str) -> list[Token]:
    """Return the words of a text; nothing is looked up or run."""
    return [Token(*found) for found in lexer.lex_iter_string(text)]  # type: ignore[no-untyped-call]


def token_faults(
    tokens: Sequence[Token], folder: str, *, is_main: bool
) -> Iterator[Fault]:
    """Yield what the single words tell; ``folder`` is where their file stands."""
    before = Token("EOL", 0, b"", None)
    yield from _document_faults(tokens, folder)
    yield from _account_faults(tokens)
    for token in tokens:
        kind = token.kind
        if kind in _NEVER:
            yield (token.line, *_NEVER[kind])
        elif kind in _MAIN_ONLY and not is_main:
            yield token.line, _MAIN_ONLY[kind], f"{_MAIN_ONLY[kind]} {_PLACE}"
        elif kind == "STRING":
            raw = token.raw.decode("utf-8", "replace")
            for code, message in string_faults(raw, str(token.value)):
                yield token.line, code, message
        elif kind == "KEY" and token.value in _OWN_KEYS:
            message = f"{token.value} 是程序自用的键，写了会冒充别的出处"
            yield token.line, "internal-key", message
        elif kind == "NUMBER" and not _NUMBER.fullmatch(token.raw):
            yield token.line, "number", "数字的位数太多"
        elif kind == "NUMBER" and token.value > _MOST:
            yield token.line, "amount", f"{token.value} 太大，不可能"
        elif _is_reckoned(before, token):
            yield token.line, "computed-amount", "金额要直接写出，不能写成算式"
        before = token


def statements(tokens: Sequence[Token], kind: str) -> Iterator[tuple[int, list[str]]]:
    """Yield line and strings of each ``option``, ``plugin`` or ``include``."""
    for place, token in enumerate(tokens):
        if token.kind == kind:
            said = []
            for following in tokens[place + 1 : place + 4]:
                if following.kind != "STRING":
                    break
                said.append(str(following.value))
            yield token.line, said


def _document_faults(tokens: Sequence[Token], folder: str) -> Iterator[Fault]:
    for place, token in enumerate(tokens):
        if token.kind == "DOCUMENT":
            for following in tokens[place + 1 : place + 3]:
                if following.kind != "STRING":
                    continue
                if not is_inside(str(following.value), folder):
                    yield token.line, "document", "附件只能是账簿目录里的文件"
                elif is_run_by_browsers(str(following.value)):
                    message = "网页类的文件会在浏览器里运行，不能当附件"
                    yield token.line, "document", message


def _account_faults(tokens: Sequence[Token]) -> Iterator[Fault]:
    lines: dict[str, int] = {}
    for token in tokens:
        if token.kind == "ACCOUNT":
            lines.setdefault(str(token.value), token.line)
    for account, line in lines.items():
        if not is_plain_account(account):
            yield line, "account", f"科目 {account} 里有不该有的字母或数字"


def _is_reckoned(before: Token, token: Token) -> bool:
    if token.kind in _ARITHMETIC:
        return True
    if token.kind == "ASTERISK":
        return before.kind in {"NUMBER", "RPAREN"}
    return token.kind in _SIGNS and before.kind in {"NUMBER", "RPAREN", *_SIGNS}
