"""A voucher journal into the books: whole vouchers, mapped and tied to the fen."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from union_ledger.core.chart import code_of
from union_ledger.core.errors import InputError
from union_ledger.desk.intake_result import ImportResult
from union_ledger.desk.intake_rows import BOOKED
from union_ledger.desk.voucher_text import voucher_rows
from union_ledger.desk.voucher_text import voucher_text
from union_ledger.importers.entries import UNPROVEN
from union_ledger.importers.existing import place
from union_ledger.importers.mapping import NAME
from union_ledger.importers.mapping import read_mapping
from union_ledger.importers.vouchers.entries import Made
from union_ledger.importers.vouchers.entries import Maker
from union_ledger.importers.vouchers.history import History
from union_ledger.importers.vouchers.identity import by_stem
from union_ledger.importers.vouchers.identity import stem_of
from union_ledger.importers.vouchers.identity import voucher_id
from union_ledger.importers.vouchers.proof import prove_vouchers
from union_ledger.importers.vouchers.reading import vouchers_of
from union_ledger.importers.vouchers.record import voucher_record
from union_ledger.importers.vouchers.subjects import Subjects
from union_ledger.importers.vouchers.tying import refuse_changed
from union_ledger.importers.vouchers.tying import untied

if TYPE_CHECKING:
    from collections.abc import Sequence

    from union_ledger.core.tables import Table
    from union_ledger.desk.journal import Journal
    from union_ledger.desk.open_books import OpenBooks
    from union_ledger.desk.original import Original
    from union_ledger.importers.header import Header
    from union_ledger.importers.mapping import Mapping
    from union_ledger.importers.vouchers.voucher import VoucherList

_ARCHIVE = "序时账"
_BANK = "102"


def take_vouchers(
    original: Original,
    tables: Sequence[Table],
    header: Header,
    books: OpenBooks,
    journal: Journal | None,
) -> ImportResult:
    """Read, prove and book one voucher journal; its original is kept with the books.

    One that does not prove out is booked only where the books were opened with a
    reason, and then only the vouchers that are whole.

    Raises:
        InputError: The file is no journal that can be read.
    """
    found = vouchers_of(tables, header, books.period)
    proof = prove_vouchers(found)
    result = ImportResult(voucher_record(found, proof))
    if proof.why and not books.unproven:
        result.rows = voucher_rows(found, {}, set(), "整个文件没有通过核对")
        return result
    said = {"source-sha256": original.sha256}
    if proof.why:
        result.accepted = said[UNPROVEN] = books.unproven
    made: list[Made] = []
    known: set[str] = set()
    why = "只核对，未入账"
    try:
        mapping = _mapping(books)
        if mapping is not None:
            made = _made(found, mapping, books, result, said)
            known = {m.import_id for m in made} & books.existing.entries.keys()
            _check(made, mapping, books)
            file = _File(original, found, mapping, made, known)
            _book(file, result, books, journal)
            _say(file, result, books)
    except InputError as exc:
        result.problem, why = str(exc), f"{exc.message}（见上）"
        made = [m for m in made if m.import_id in books.existing.entries]
    lines = {leg.line.line: each for each in made for leg in each.legs}
    result.rows = voucher_rows(found, lines, known, why)
    fresh = [m for m in made if m.import_id not in known]
    result.booked, result.known = len(fresh), len(known)
    unknown = {r.import_id for r in result.rows if r.unknown and r.state == BOOKED}
    result.unknown = len(unknown)
    return result


@dataclass(frozen=True, slots=True)
class _File:
    """One journal on its way into the books."""

    original: Original
    found: VoucherList
    mapping: Mapping
    made: list[Made]
    known: set[str]


def _mapping(books: OpenBooks) -> Mapping | None:
    """Return the mapping; ``None`` where a dry run has no books.

    Raises:
        InputError: There is none, it is wrong, or these books make their own vouchers.
    """
    if books.books_dir is None or books.book is None:
        return None
    path = books.books_dir / NAME
    if not path.is_file():
        raise InputError(
            f"账簿里没有 {NAME}，不知道各凭证归哪个单位和经费",
            file=path,
            hint='请新建，至少写一行 default: {unit: "000", fund: "10"}。',
        )
    mapping = read_mapping(path)
    if mapping.mode == "正式账":
        raise InputError(
            "这套账簿是正式账（mode: 正式账），凭证在这里填制，序时账只核对不入账",
            file=path,
            hint="若法定账簿在别处，请写 mode: 监督账。",
        )
    return mapping


def _made(
    found: VoucherList,
    mapping: Mapping,
    books: OpenBooks,
    result: ImportResult,
    said: dict[str, str],
) -> list[Made]:
    existing = books.existing
    subjects = Subjects(existing.opens, mapping.accounts)
    ids = {voucher_id(voucher, mapping.books) for voucher in found.vouchers}
    before = (e for key, e in existing.entries.items() if key not in ids)
    history = History(existing.opens, before)
    maker = Maker(found, mapping, subjects, existing.units, history)
    by_day = sorted(found.vouchers, key=lambda v: (v.day, v.key))
    made = [maker.make(v, said) for v in by_day if v.whole and v.lines]
    if unplaced := maker.unplaced:
        result.details += [
            f"科目 {each.code} {each.name}（第 {each.lines[0]} 行等 "
            f"{len(each.lines)} 行）：{each.why}"
            for each in unplaced
        ]
        raise InputError(
            f"有 {len(unplaced)} 个科目在账簿里找不到对应的科目",
            file=found.file,
            line=unplaced[0].lines[0],
            hint=f"逐个列在下面；请 open 科目，或在 {NAME} 的 accounts 里写明。",
        )
    if maker.strangers:
        result.details.append(
            f"签章的人有 {len(maker.strangers)} 个没有编号，姓名没有写进账簿；"
            f"请在 {NAME} 的 people 里写明编号"
        )
    return [each for each in made if each is not None]


def _check(made: list[Made], mapping: Mapping, books: OpenBooks) -> None:
    existing = books.existing
    stems = by_stem(existing.entries.items())
    history = History(existing.opens)
    for each in made:
        known = existing.entries.get(each.import_id)
        refuse_changed(each, mapping.books, stems, known, history)
    if mapping.bank == "statements":
        _refuse_second_bank(
            [m for m in made if m.import_id not in existing.entries], books
        )


def _refuse_second_bank(fresh: list[Made], books: OpenBooks) -> None:
    """Refuse to book on a bank account what its statement has booked already."""
    touched = {
        (f"{each.voucher.day:%Y-%m}", _bank_of(leg.account)): each
        for each in fresh
        for leg in each.legs
        if code_of(leg.account).startswith(_BANK)
    }
    for import_id, entry in books.existing.entries.items():
        if "source-line" not in entry.meta or import_id.startswith("pz-"):
            continue
        for posting in entry.postings:
            each = touched.get((f"{entry.date:%Y-%m}", _bank_of(posting.account)))
            if each is not None:
                raise InputError(
                    f"{posting.account} 的 {entry.date:%Y-%m} 已按银行流水入账"
                    f"（{place(entry)}），再导入凭证会把同一笔钱记两次",
                    file=each.entry.meta["filename"],
                    line=each.entry.meta["lineno"],
                    hint=f"若以凭证为准，请删去这些流水分录，在 {NAME} 写 "
                    "bank: vouchers，以后流水只用来对账。",
                )


def _bank_of(account: str) -> str:
    """Return the bank account: 自有 and 代管 below it are one."""
    return ":".join(account.split(":")[:3])


def _book(
    file: _File, result: ImportResult, books: OpenBooks, journal: Journal | None
) -> None:
    months: dict[str, list[Made]] = defaultdict(list)
    for each in file.made:
        if each.import_id not in books.existing.entries:
            months[f"{each.voucher.day:%Y-%m}"].append(each)
    source = file.found.layout.source
    places = {
        month: books.place(source, month, (m.import_id for m in part))
        for month, part in sorted(months.items())
    }
    parts = {
        month: sorted(months[month], key=lambda m: (m.voucher.day, m.voucher.key))
        for month in places
    }
    if places and journal is not None and books.books_dir is not None:
        last = max(voucher.day for voucher in file.found.vouchers)
        kept = file.original.path(_ARCHIVE, last)
        with journal.step():
            file.original.keep(books.books_dir, kept, journal)
            for month, path in places.items():
                text = voucher_text(file.found, month, parts[month])
                journal.write_new(path, text)
        result.kept = kept
    for month, path in places.items():
        result.written.append(path)
        books.existing.add(each.entry for each in parts[month])


def _say(file: _File, result: ImportResult, books: OpenBooks) -> None:
    """Say whether every account ties, and what the mapping does not cover."""
    found, made, mapping = file.found, file.made, file.mapping
    existing = books.existing
    wrong = untied(made, existing.entries, History(existing.opens))
    codes = {line.code for each in made for line in each.voucher.lines}
    result.details += [f"差异：{text}" for text in wrong] or [
        f"按科目核对：{len(codes)} 个科目，文件与账簿逐分相符"
    ]
    left = [voucher.name for voucher in found.vouchers if not voucher.whole]
    if left:
        result.details.append(f"不完整、没有入账的凭证：{'、'.join(left)}")
    months = {f"{voucher.day:%Y%m}" for voucher in found.vouchers}
    held = by_stem(existing.entries.items())
    here = {stem_of(voucher, mapping.books) for voucher in found.vouchers}
    gone = [
        f"{stem.split('-', 2)[2]}（{place(entry)}）"
        for stem, entry in sorted(held.items())
        if stem.startswith(f"pz-{mapping.books}-")
        and stem.split("-")[2] in months
        and stem not in here
    ]
    if gone:
        result.details.append(
            f"账簿里有、这个文件里没有的同月凭证 {len(gone)} 张："
            + "、".join(gone[:10])
        )
    open_lines = sum(
        leg.whose is not None and leg.whose.line is None
        for each in made
        if each.import_id not in file.known
        for leg in each.legs
    )
    if open_lines:
        default = mapping.default
        result.details.append(
            f"{NAME} 没有覆盖的收支 {open_lines} 行，暂记单位 {default.unit}、"
            f"经费 {default.fund}，凭证标 !，逐行列在下面"
        )
