"""Hostile workbooks by name: what each is, and what must come of it.

Bombs are small: what counts is the ratio, not the patience.
"""

from __future__ import annotations

import random
import struct
import zipfile
from functools import partial

from tests.core.hostile.other import OTHERS
from tests.core.hostile.other import Hostile
from tests.core.hostile.parts import BOOK
from tests.core.hostile.parts import HEAD
from tests.core.hostile.parts import LINKS
from tests.core.hostile.parts import MAIN
from tests.core.hostile.parts import OFFICE
from tests.core.hostile.parts import PLAIN
from tests.core.hostile.parts import SHEET
from tests.core.hostile.parts import STRINGS
from tests.core.hostile.parts import book
from tests.core.hostile.parts import links
from tests.core.hostile.parts import packed
from tests.core.hostile.parts import parts
from tests.core.hostile.parts import sheet
from tests.core.hostile.parts import strings
from tests.core.hostile.parts import two_sheets
from tests.core.hostile.parts import types
from tests.core.hostile.parts import with_parts


def _row(cells: str) -> str:
    return PLAIN + f'<row r="3">{cells}</row>'


def _doctype(body: str, root: str = "worksheet") -> str:
    return f"{HEAD}<!DOCTYPE {root} [{body}]>" + sheet(PLAIN).removeprefix(HEAD)


def _laughs() -> bytes:
    lines = ['<!ENTITY a0 "哈">']
    lines += [
        f'<!ENTITY a{n} "{"&a" + str(n - 1) + ";" * 1}{f"&a{n - 1};" * 9}">'
        for n in range(1, 10)
    ]
    return book(sheet=_doctype("".join(lines)))


def _overlapping() -> bytes:
    """Let two entries of the directory share the bytes of one part."""
    data = bytearray(with_parts({"xl/a.xml": " " * 9000, "xl/b.xml": " " * 9000}))
    first, second = _entry(data, b"xl/a.xml"), _entry(data, b"xl/b.xml")
    data[second + 42 : second + 46] = data[first + 42 : first + 46]
    return bytes(data)


def _entry(data: bytes, name: bytes) -> int:
    return data.rindex(name) - 46


def _twice(name: str) -> bytes:
    import io
    import warnings

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for each, content in parts().items():
            archive.writestr(each, content)
        archive.writestr(name, sheet(PLAIN.replace("12.5", "666")))
    return buffer.getvalue()


def _marked(flag: int) -> bytes:
    """Set a flag of every entry, as an encrypted archive has it."""
    data = bytearray(book())
    for head, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = -1
        while (start := data.find(head, start + 1)) >= 0:
            data[start + place] |= flag
    return bytes(data)


def _lying_size(size: int) -> bytes:
    """Let the directory tell another size of the sheet than it has."""
    data = bytearray(book())
    entry = _entry(data, SHEET.encode())
    data[entry + 24 : entry + 28] = struct.pack("<I", size)
    return bytes(data)


def _flipped(seed: int) -> bytes:
    data = bytearray(book())
    shake = random.Random(seed)
    for _ in range(8):
        data[shake.randrange(4, len(data))] ^= 1 << shake.randrange(8)
    return bytes(data)


def _many_strings() -> bytes:
    """Point many cells at one long text: little in the file, much in memory."""
    cells = "".join(
        f'<row r="{line}"><c r="A{line}" t="s"><v>0</v></c></row>'
        for line in range(1, 20_001)
    )
    return book(cells, strings=strings("长" * 100_000))


def _noise(size: int) -> str:
    return random.Random(size).randbytes(size).hex()


def _relation(kind: str, target: str, *, outside: bool = False) -> bytes:
    whole = parts()
    body = str(whole[LINKS]).replace(
        "</Relationships>",
        links(("rId7", kind, target), outside=outside).partition('relationships">')[2],
    )
    return packed(whole | {LINKS: body})


def _external() -> bytes:
    part = f'{HEAD}<externalLink {MAIN} xmlns:r="{OFFICE}"/>'
    return with_parts({"xl/externalLinks/externalLink1.xml": part})


VALUE = '<c r="A3"><v>7</v></c>'
DEEP = "<is>" * 100_000 + "</is>" * 100_000
BOMB = " " * (30 << 20)

FILES: dict[str, Hostile] = {
    # Bombs, and what spreads or hangs.
    "bomb in the sheet": Hostile(lambda: book(_row("") + BOMB), "压缩炸弹"),
    "bomb in the strings": Hostile(lambda: book(strings=BOMB), "压缩炸弹"),
    "bomb in a picture": Hostile(
        lambda: with_parts({"xl/media/image1.png": BOMB}), "压缩炸弹"
    ),
    "bomb beneath the ratio": Hostile(
        lambda: with_parts({f"xl/p{n}.xml": " " * 1_000_000 for n in range(450)}),
        "压缩炸弹",
    ),
    "60,000 parts": Hostile(
        lambda: packed(parts() | {f"xl/{n}.xml": "" for n in range(60_000)}), "部件太多"
    ),
    "overlapping parts": Hostile(_overlapping, "互相重叠"),
    "far cell": Hostile(
        lambda: book(PLAIN + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        "范围太大",
    ),
    "far rows and wide rows": Hostile(
        lambda: book(
            '<row r="1"><c r="XFD1"><v>1</v></c></row>'
            '<row r="9000"><c r="A9000"><v>1</v></c></row>'
        ),
        "范围太大",
    ),
    "row number beyond 32 bits": Hostile(
        lambda: book(
            PLAIN + '<row r="4294967297"><c r="A4294967297"><v>9</v></c></row>'
        ),
        "工作簿|工作表",
    ),
    "column of nine letters": Hostile(
        lambda: book(_row('<c r="ZZZZZZZZZ3"><v>7</v></c>')), "工作"
    ),
    "100,000 elements deep": Hostile(lambda: book(_row(DEEP)), None),
    "one long text in 20,000 cells": Hostile(_many_strings, ""),
    "one text of 30 MB": Hostile(lambda: book(strings=strings(_noise(15 << 20))), None),
    "400,000 empty cells": Hostile(
        lambda: book(PLAIN + '<row r="3">' + '<c r="A3"/>' * 400_000 + "</row>"),
        "压缩炸弹",
    ),
    # XML that declares or includes.
    "billion laughs": Hostile(_laughs, "DOCTYPE"),
    "quadratic blowup": Hostile(
        lambda: book(
            sheet=_doctype(f'<!ENTITY a "{"哈" * 50_000}">').replace(
                "日期", "&a;" * 2000
            )
        ),
        "DOCTYPE",
    ),
    "outside entity": Hostile(
        lambda: book(
            strings=_doctype('<!ENTITY x SYSTEM "file:///etc/passwd">', "sst")
        ),
        "DOCTYPE",
    ),
    "document type in UTF-16": Hostile(
        lambda: book(sheet=_doctype('<!ENTITY a "b">').encode("utf-16")), "DOCTYPE"
    ),
    "document type in the relations": Hostile(
        lambda: book(links="<!DOCTYPE a>" + str(parts()[LINKS])), "DOCTYPE"
    ),
    "sheet in UTF-16": Hostile(
        lambda: book(sheet=sheet(PLAIN).encode("utf-16")), "不是 UTF-8"
    ),
    "sheet in UTF-7": Hostile(
        lambda: book(sheet=sheet(PLAIN).replace("UTF-8", "UTF-7")), "不是 UTF-8"
    ),
    # The archive itself.
    "sheet there twice": Hostile(lambda: _twice(SHEET), "重名"),
    "sheet there twice, in capitals": Hostile(lambda: _twice(SHEET.upper()), "重名"),
    "part outside the folder": Hostile(
        lambda: with_parts({"../../../tmp/evil.xml": "x"}), "不正常的部件名"
    ),
    "part from the root": Hostile(
        lambda: with_parts({"/etc/cron.d/evil": "x"}), "不正常的部件名"
    ),
    "part with a drive letter": Hostile(
        lambda: with_parts({"C:evil.xml": "x"}), "不正常的部件名"
    ),
    "locked archive": Hostile(lambda: _marked(1), "加了密码"),
    "size told too small": Hostile(lambda: _lying_size(10), "工作簿"),
    "size told too large": Hostile(lambda: _lying_size(1 << 30), "工作簿|炸弹"),
    "odd compression": Hostile(
        lambda: packed(parts(), zipfile.ZIP_LZMA), "不常见的压缩"
    ),
    "sheet missing": Hostile(
        lambda: packed({k: v for k, v in parts().items() if k != SHEET}), "缺少工作表"
    ),
    "relations missing": Hostile(
        lambda: packed({k: v for k, v in parts().items() if k != LINKS}), "工作表的目录"
    ),
    # What the cells hold.
    "formula without a value": Hostile(
        lambda: book(_row('<c r="A3"><f>SUM(B2:B2)</f></c>')), "公式（A3）"
    ),
    "formula with a lying value": Hostile(
        lambda: book(_row('<c r="A3"><f>1+1</f><v>999999</v></c>')), "公式（A3）"
    ),
    "formula with a prefix": Hostile(
        lambda: book(
            _row(
                f'<c r="A3"><x:f {MAIN.replace("xmlns", "xmlns:x")}>1+1</x:f>'
                "<v>999999</v></c>"
            )
        ),
        "公式（A3）",
    ),
    "formula in one line of blanks": Hostile(
        lambda: book(_row('<c r="A3"><f\n>1+1</f><v>999999</v></c>')), "公式（A3）"
    ),
    "shared formula": Hostile(
        lambda: book(
            _row(
                '<c r="A3"><f t="shared" ref="A3:B3" si="0">B2*2</f><v>25</v></c>'
                '<c r="B3"><f t="shared" si="0"/><v>50</v></c>'
            )
        ),
        "公式（A3、B3）",
    ),
    "array formula": Hostile(
        lambda: book(_row('<c r="A3"><f t="array" ref="A3">B2*2</f><v>25</v></c>')),
        "公式（A3）",
    ),
    "error": Hostile(
        lambda: book(_row('<c r="A3" t="e"><v>#REF!</v></c>')), "错误值（A3）"
    ),
    "error, quoted otherwise": Hostile(
        lambda: book(_row("<c r='A3' t = 'e'><v>#REF!</v></c>")), "错误值（A3）"
    ),
    "value cut by a comment": Hostile(
        lambda: book(_row('<c r="A3"><v>1<!-- -->2</v></c>')), "截断的单元格（A3）"
    ),
    "value cut by an instruction": Hostile(
        lambda: book(_row('<c r="A3"><v>1<?x y?>2</v></c>')), "截断的单元格（A3）"
    ),
    "value in a CDATA section": Hostile(
        lambda: book(_row('<c r="A3"><v><![CDATA[1]]>2</v></c>')), "截断的单元格（A3）"
    ),
    "value around an element": Hostile(
        lambda: book(_row('<c r="A3"><v>1<b/>2</v></c>')), "截断的单元格（A3）"
    ),
    "two cells at one place": Hostile(
        lambda: book(_row(VALUE + VALUE.replace("7", "8"))), "重复或错位"
    ),
    "two rows of one number": Hostile(
        lambda: book(PLAIN + f'<row r="2">{VALUE.replace("A3", "A2")}</row>'),
        "重复或错位",
    ),
    "two sets of rows": Hostile(
        lambda: book(PLAIN + f'</sheetData><sheetData><row r="3">{VALUE}</row>'),
        "重复或错位",
    ),
    "number beyond all bounds": Hostile(
        lambda: book(_row('<c r="A3"><v>1e400</v></c>')), "不是数的数"
    ),
    "no number": Hostile(lambda: book(_row('<c r="A3"><v>NaN</v></c>')), "不是数的数"),
    "number in words": Hostile(
        lambda: book(_row('<c r="A3" t="n"><v>1,2</v></c>')), "损坏"
    ),
    "unknown kind of cell": Hostile(
        lambda: book(_row('<c r="A3" t="&#101;"><v>#REF!</v></c>')), "错误值|损坏"
    ),
    "text beyond the strings": Hostile(
        lambda: book(_row('<c r="A3" t="s"><v>99</v></c>')), "损坏"
    ),
    "negative row": Hostile(
        lambda: book(PLAIN + '<row r="-1"><c r="A-1"><v>7</v></c></row>'), "工作"
    ),
    # What a workbook does by itself, or hides.
    "macro": Hostile(lambda: with_parts({"xl/vbaProject.bin": "x"}), "宏"),
    "macro by its type alone": Hostile(
        lambda: packed(
            parts(
                types=types(
                    '<Override PartName="/xl/a.bin" '
                    'ContentType="application/vnd.ms-office.vbaProject"/>'
                )
            )
            | {"xl/a.bin": "x"}
        ),
        "宏",
    ),
    "sheet of old macros": Hostile(
        lambda: with_parts({"xl/macrosheets/sheet1.xml": "<x/>"}), "宏"
    ),
    "embedded object": Hostile(
        lambda: with_parts({"xl/embeddings/oleObject1.bin": "x"}), "嵌入的文件"
    ),
    "control": Hostile(lambda: with_parts({"xl/activeX/activeX1.xml": "<x/>"}), "控件"),
    "link to another book": Hostile(_external, "链接"),
    "link by its relation alone": Hostile(
        lambda: _relation("externalLinkPath", "http://x.invalid/a.xlsx", outside=True),
        "链接",
    ),
    "picture from outside": Hostile(
        lambda: with_parts(
            {
                "xl/drawings/_rels/drawing1.xml.rels": links(
                    ("rId1", "image", "http://x.invalid/a.png"), outside=True
                )
            }
        ),
        "链接",
    ),
    "data connection": Hostile(
        lambda: with_parts({"xl/connections.xml": f"<connections {MAIN}/>"}), "数据连接"
    ),
    "web extension": Hostile(
        lambda: with_parts({"xl/webextensions/webextension1.xml": "<x/>"}), "加载项"
    ),
    "hidden sheet with data": Hostile(lambda: two_sheets("hidden", PLAIN), "底稿"),
    "sheet hidden twice with data": Hostile(
        lambda: two_sheets("veryHidden", PLAIN), "底稿"
    ),
}
FILES |= {
    f"cut off at {tenth}0 %": Hostile(
        partial(lambda tenth: book()[: len(book()) * tenth // 10], tenth), "不完整"
    )
    for tenth in range(1, 10)
}
FILES |= OTHERS
FILES |= {f"flipped bits {n}": Hostile(partial(_flipped, n), None) for n in range(6)}
assert {BOOK, STRINGS} <= parts().keys()
