"""A ledger loaded from its main file: books, findings and what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from typing import Any

from beancount import loader
from beancount.parser.parser import parse_file

from union_ledger.core.beancount_words import in_chinese
from union_ledger.core.build import build_books
from union_ledger.core.errors import InputError
from union_ledger.core.explain import os_problem
from union_ledger.core.findings import Finding
from union_ledger.core.findings import unpack
from union_ledger.core.includes import IncludeLines
from union_ledger.core.revision import Revision
from union_ledger.core.revision import revision_of

if TYPE_CHECKING:
    from pathlib import Path

    from union_ledger.core.books import Books

OPTIONS_KEY = "union_ledger"


@dataclass(frozen=True, slots=True)
class LedgerProblem:
    """An error of the books that is no rule's finding; ``kind`` is its class name."""

    kind: str
    filename: str
    lineno: int
    message: str

    @property
    def is_unreadable(self) -> bool:
        """Tell whether the books or the rulebook could not be read at all."""
        return self.kind in {
            "IncludeError",
            "LexerError",
            "LoadError",
            "ParserError",
            "ParserSyntaxError",
            "RegisterError",
            "RulebookError",
        }


@dataclass(frozen=True, slots=True)
class UnitShare:
    """What one unit's own ledger was told of the whole books, being a part of them.

    ``purposes`` are the account codes that a budget names, by year and version.
    ``cases`` are the unit's open ones: the score as text, and the days of what was
    found. ``ends`` is the day of the last entry, ``known`` that of the last entry,
    card or line about an asset; None where there are none.
    """

    unit: str
    purposes: dict[str, tuple[str, ...]]
    cases: tuple[tuple[str, tuple[date, ...]], ...]
    ends: date | None
    known: date | None


@dataclass(frozen=True, slots=True)
class Ledger:
    """One loaded ledger.

    ``silent`` are rules that could not be enforced, with the parameters they miss;
    ``idle`` those that could not conclude from these books, with the reason. ``share``
    is there where the ledger is cut out of the whole books for one unit. ``files`` are
    all that was read, the rulebook's among them.
    """

    main: Path
    entity: str
    books: Books
    findings: tuple[Finding, ...]
    problems: tuple[LedgerProblem, ...]
    rulebook: str
    silent: tuple[tuple[str, str], ...]
    revision: Revision | None
    idle: tuple[tuple[str, str], ...] = ()
    share: UnitShare | None = None
    files: tuple[str, ...] = ()


def main_file(books: Path) -> Path:
    """Return the main file of ``books``, a folder with main.beancount or a file.

    Raises:
        InputError: There is none.
    """
    path = books / "main.beancount" if books.is_dir() else books
    if not path.is_file():
        raise InputError(
            "找不到账簿",
            file=path,
            hint="请给出账簿目录（内有 main.beancount）或主文件的路径。",
        )
    return path.resolve()


def rulebook_index(main: Path) -> Path | None:
    """Return the local rulebook's index, which the plugin line names; else None."""
    plugins = parse_file(str(main))[2]["plugin"]
    config = (dict(plugins).get("union_ledger.plugins", "") or "").strip()
    return main.parent / config if config else None


def load_ledger(path: Path, more: str = "") -> Ledger:
    """Load the books at ``path`` with the plugin line they carry.

    ``more`` is text that is read as if one more of their files held it: what a
    command is about to write is tried before it is written.

    Raises:
        InputError: There are no books there, or they lack the plugin line.
    """
    main = main_file(path)
    try:
        if more:
            sources = [(str(main), True), (more, False)]
            loaded = loader._load(sources, None, None, None)  # noqa: SLF001 - no other way
        else:
            loaded = loader.load_file(str(main))
        entries, errors, options = loaded
    except OSError as exc:
        name = str(exc.filename or main)
        file, line = IncludeLines(main).place_of_subject(name)
        raise InputError(
            f"账簿里有读不了的文件 {name}（{os_problem(exc)}）",
            file=file,
            line=line,
            hint="include 到的应是文件，不是目录；请检查权限。",
        ) from None
    if OPTIONS_KEY not in options:
        failed = [e for e in errors if type(e).__name__ == "LoadError"]
        last = failed[0].message.strip().splitlines()[-1] if failed else ""
        raise InputError(
            f"监督插件运行失败（{last}）" if failed else "账簿没有运行监督插件",
            file=main,
            hint="这是程序的缺陷，请把这行字交给维护人员。"
            if failed
            else '请在主文件里写 plugin "union_ledger.plugins" "rules/index.yaml"。',
        )
    return ledger_of(main, entries, errors, options)


def ledger_of(
    main: Path, entries: list[Any], errors: list[Any], options: dict[str, Any]
) -> Ledger:
    """Put together what a load gave; Fava's loads come in here too."""
    left = options.get(OPTIONS_KEY, {})
    includes = IncludeLines(main)
    return Ledger(
        main=main,
        entity=str(options.get("title") or main.parent.name),
        books=build_books(entries),
        findings=tuple(unpack(left.get("findings", ()))),
        problems=tuple(
            _problem(error, includes)
            for error in errors
            if type(error).__name__ != "RuleError"
        ),
        rulebook=str(left.get("rulebook", "")),
        silent=tuple(left.get("silent", ())),
        revision=revision_of(main.parent),
        idle=tuple(left.get("idle", ())),
        share=_share(left.get("share")),
        files=tuple(map(str, options.get("include", ()))),
    )


def _share(told: dict[str, Any] | None) -> UnitShare | None:
    if told is None:
        return None
    return UnitShare(
        unit=told["unit"],
        purposes={key: tuple(codes) for key, codes in told["purposes"].items()},
        cases=tuple(
            (score, tuple(map(date.fromisoformat, days)))
            for score, days in told["cases"]
        ),
        ends=_day(told["ends"]),
        known=_day(told["known"]),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _problem(
    error: Any,  # noqa: ANN401 - Beancount has many kinds
    includes: IncludeLines,
) -> LedgerProblem:
    source = error.source or {}
    message = str(error.message)
    place = str(source.get("filename", "")), int(source.get("lineno") or 0)
    if place[0] == "<load>":
        place = includes.place_of(message)
    return LedgerProblem(type(error).__name__, *place, in_chinese(message))
