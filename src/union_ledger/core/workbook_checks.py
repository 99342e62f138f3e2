"""Whether an .xlsx is safe to open, and whether its values are all it holds.

Its directory is looked over before anything reads it; its parts while they are
unpacked, bit by bit, so that a bomb ends where it passes a limit.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING
from xml.parsers import expat

from union_ledger.core.container import LIMITS
from union_ledger.core.container import NO_ZIP
from union_ledger.core.container import RESAVE
from union_ledger.core.container import declares_entities
from union_ledger.core.errors import InputError
from union_ledger.core.explain import zip_problem
from union_ledger.core.sheet_scan import COLUMNS
from union_ledger.core.sheet_scan import ROWS
from union_ledger.core.sheet_scan import Census
from union_ledger.core.sheet_scan import CensusTaker
from union_ledger.core.sheet_scan import SheetScan
from union_ledger.core.sheet_scan import named
from union_ledger.core.workbook_parts import Sheet
from union_ledger.core.workbook_parts import active_content
from union_ledger.core.workbook_parts import active_part
from union_ledger.core.workbook_parts import sheets_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import NoReturn

    from union_ledger.core.container import Limits
    from union_ledger.core.sheetreader import SheetRows

PASTE_VALUES = (
    "请在 Excel 里选中这些单元格，复制后“选择性粘贴”为“数值”，另存后再导入；"
    "银行和系统的原始导出没有公式。"
)
TYPES = "[Content_Types].xml"
BOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
_CHUNK = 1 << 20
_SMALL = 16 << 20  # no part but sheets and strings is larger
_BINARY = re.compile(r"\.(?:bin|bmp|emf|gif|ico|jpe?g|png|tiff?|wdp|wmf)$")
_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([^"']*)""")
_UTF8 = {b"utf-8", b"utf8", b"us-ascii", b"ascii"}
_OTHERS = {
    "xl/workbook.bin": "二进制工作簿（xlsb）",
    "word/document.xml": " Word 文档",
    "ppt/presentation.xml": "演示文稿",
    "content.xml": " OpenDocument 文件（ods）",
    "OFD.xml": " OFD 文件",
}


class WorkbookChecks:
    """Looks one workbook over, in the two steps that reading it needs.

    Args:
        data: The bytes of the file.
        path: Its name, for messages.
        limits: How much it may weigh, unpack to and spread.

    Raises:
        InputError: Its directory alone shows that it cannot be read, or is hostile.
    """

    def __init__(self, data: bytes, path: Path, limits: Limits = LIMITS) -> None:
        """Look over the directory."""
        self._path = path
        self._limits = limits
        self._scans: dict[str, SheetScan] = {}
        self._sheets: list[Sheet] = []
        try:
            self._book = zipfile.ZipFile(io.BytesIO(data))
        except NO_ZIP as exc:
            self._damaged(exc)
        self._infos = self._book.infolist()
        self._check_directory()
        self.unpacked = sum(info.file_size for info in self._infos)

    def look_over(self) -> None:
        """Unpack every part and look it over.

        Raises:
            InputError: It is damaged or a bomb, declares a document type, does
                something by itself, or is written in another way than any export.
        """
        try:
            self._sheets = self._read_structure()
            parts = {sheet.part for sheet in self._sheets}
            total = 0
            for info in self._infos:
                total += self._look_over_part(info, is_sheet=info.filename in parts)
                if total > self._limits.total:
                    self._refuse("解压后太大，疑似压缩炸弹")
        except NO_ZIP as exc:
            self._damaged(exc)
        except expat.ExpatError:
            self._refuse("工作簿已损坏，读不出来", RESAVE)

    def agree(self, found: list[SheetRows]) -> None:
        """Hold what the reader found against what was seen.

        Raises:
            InputError: There are formulas or errors among the cells, or cells that the
                reader lost.
        """
        filled = {sheet.name: sheet.filled for sheet in found}
        known = {sheet.name for sheet in self._sheets}
        if len(known) != len(self._sheets) or not known.issuperset(filled):
            self._refuse("工作簿的工作表目录前后不一致", RESAVE)
        for sheet in self._sheets:
            scan = self._scans.get(sheet.part)
            if scan is None or scan.agrees(filled.get(sheet.name, 0)):
                continue
            census = self._census(sheet)
            if not census.agrees(filled.get(sheet.name, 0)):
                self._refuse(f"工作表 {sheet.name} 里有读不全的单元格", RESAVE)

    def explain(self) -> None:
        """Look for what made a reader give up.

        Raises:
            InputError: It was found.
        """
        for sheet in self._sheets:
            if sheet.part in self._scans:
                self._census(sheet)

    def _check_directory(self) -> None:
        infos = self._infos
        names = [info.filename for info in infos]
        if len(names) > self._limits.parts:
            self._refuse(f"工作簿里的部件太多（{len(names)} 个）")
        if len({name.lower() for name in names}) != len(names):
            self._refuse("工作簿里有重名部件，不是正常导出的文件")
        if any(info.flag_bits & 1 for info in infos):
            self._refuse("压缩包加了密码，读不了", RESAVE)
        if TYPES not in names or BOOK not in names:
            self._refuse_other(names)
        self._check_names(names)
        if any(info.compress_type not in {0, 8} for info in infos):
            self._refuse("工作簿用了不常见的压缩方式", RESAVE)
        spans = sorted((each.header_offset, each.compress_size) for each in infos)
        ends = [start + size for start, size in spans]
        if any(e > s for e, (s, _) in zip(ends, spans[1:], strict=False)):
            self._refuse("工作簿里的部件互相重叠，不是正常导出的文件")
        for info in infos:
            self._check_size(info, info.file_size)
        if sum(info.file_size for info in infos) > self._limits.total:
            self._refuse("解压后太大，疑似压缩炸弹")

    def _check_names(self, names: list[str]) -> None:
        for name in names:
            steps = name.split("/")
            if name.startswith("/") or ".." in steps or re.search(r"[\\:]", name):
                self._refuse(f"工作簿里有写法不正常的部件名（{name[:40]}）")
            self._refuse_active(active_part(f"/{name}"))

    def _refuse_other(self, names: list[str]) -> None:
        for name, said in _OTHERS.items():
            if name in names:
                self._refuse(f"这是{said}，不是 .xlsx 工作簿", RESAVE)
        self._refuse(
            "这是压缩包，但里面没有 Excel 工作簿", "请先解压，再导入其中的表格文件。"
        )

    def _read_structure(self) -> list[Sheet]:
        small = {}
        for info in self._infos:
            name = info.filename
            if name in {TYPES, BOOK} or name.endswith(".rels"):
                if info.file_size > _SMALL:
                    self._refuse("解压后太大，疑似压缩炸弹")
                small[name] = b"".join(self._pieces(info))
                self._check_xml(name, small[name], first=True)
                if name != BOOK:
                    self._refuse_active(active_content(small[name]))
        if RELATIONS not in small:
            self._refuse("工作簿已损坏，读不出来（缺少工作表的目录）", RESAVE)
        sheets = sheets_of(small[BOOK], small[RELATIONS])
        names = {info.filename for info in self._infos}
        if any(sheet.part not in names for sheet in sheets):
            self._refuse("工作簿不完整，缺少工作表", "请重新导出或重新下载。")
        return sheets

    def _look_over_part(self, info: zipfile.ZipInfo, *, is_sheet: bool) -> int:
        """Go through one part; return its unpacked size in bytes."""
        if is_sheet:
            return self._look_over_sheet(info)
        if _BINARY.search(info.filename.lower()):
            return sum(map(len, self._pieces(info)))
        size, tail = 0, b""
        for piece in self._pieces(info):
            self._check_xml(info.filename, tail + piece, first=not size)
            size += len(piece)
            tail = piece[-32:]
        return size

    def _look_over_sheet(self, info: zipfile.ZipInfo) -> int:
        """Go through a sheet once; again only if it has what may be a declaration."""
        scan = self._scans[info.filename] = SheetScan()
        size = 0
        for piece in self._pieces(info):
            if not size or b"\0" in piece:
                self._check_xml(info.filename, piece, first=not size)
            size += len(piece)
            scan.feed(piece)
        scan.finish()
        if scan.marked:
            self._look_over_part(info, is_sheet=False)
        return size

    def _pieces(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        size = 0
        with self._book.open(info) as part:
            while piece := part.read(_CHUNK):
                size += len(piece)
                self._check_size(info, size)
                yield piece

    def _check_size(self, info: zipfile.ZipInfo, size: int) -> None:
        packed = max(info.compress_size, 1)
        bomb = size > 1 << 20 and size / packed > self._limits.ratio
        if bomb or size > self._limits.one:
            self._refuse("解压后太大，疑似压缩炸弹")

    def _check_xml(self, name: str, data: bytes, *, first: bool) -> None:
        notes = name.startswith("customXml/")  # nothing that reads cells reads these
        if b"<!" in data and declares_entities(data):
            self._refuse("工作簿的 XML 里有 DOCTYPE/ENTITY 声明，可能有害")
        if b"\0" in data:
            if declares_entities(data):
                self._refuse("工作簿的 XML 里有 DOCTYPE/ENTITY 声明，可能有害")
            if not notes:
                self._refuse(f"工作簿的部件 {name} 不是 UTF-8 文字", RESAVE)
        if first and not notes:
            said = _ENCODING.match(data.removeprefix(b"\xef\xbb\xbf"))
            if said and said[1].lower() not in _UTF8:
                self._refuse(f"工作簿的部件 {name} 不是 UTF-8 文字", RESAVE)

    def _census(self, sheet: Sheet) -> Census:
        """Go through a sheet with the parser, and refuse what it is wrong with."""
        taker = CensusTaker()
        try:
            for piece in self._pieces(self._book.getinfo(sheet.part)):
                taker.feed(piece)
            census = taker.result()
        except (expat.ExpatError, *NO_ZIP):
            self._refuse(f"工作表 {sheet.name} 已损坏，读不出来", RESAVE)
        rows, columns = census.rows, census.columns
        where = f"工作表 {sheet.name} "
        if rows > ROWS or columns > COLUMNS or rows * columns > self._limits.cells:
            self._refuse(
                f"{where}的表格范围太大（{rows} 行 × {columns} 列）",
                "表外可能有误填的单元格，请删去后另存。",
            )
        if census.formulas:
            self._refuse(
                f"{where}里有公式（{named(census.formulas)}），存的数不一定是真的",
                PASTE_VALUES,
            )
        if census.errors:
            self._refuse(
                f"{where}里有错误值（{named(census.errors)}）",
                "请在原系统重新导出，或改正这些单元格后另存。",
            )
        if census.doubled:
            self._refuse(
                f"{where}里有重复或错位的行或单元格（{named(census.doubled)}）", RESAVE
            )
        if census.broken:
            self._refuse(
                f"{where}里有值被截断的单元格（{named(census.broken)}）", RESAVE
            )
        return census

    def _refuse_active(self, said: str | None) -> None:
        if said:
            self._refuse(
                f"工作簿里有{said}，不能导入",
                "请把数据“选择性粘贴”为“数值”到新的工作簿，另存为 .xlsx 再导入。",
            )

    def _damaged(self, exc: Exception) -> NoReturn:
        self._refuse(
            f"工作簿不完整或已损坏（{zip_problem(exc)}）", "请重新导出或重新下载。"
        )

    def _refuse(self, what: str, hint: str | None = None) -> NoReturn:
        raise InputError(what, file=self._path, hint=hint) from None
