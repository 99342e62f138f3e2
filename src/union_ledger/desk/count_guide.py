"""The second sheet of a stocktaking form: how it is filled in（填表说明）."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.worksheet.properties import PageSetupProperties

from union_ledger.desk import count_looks as looks
from union_ledger.reports.formats.workbook.text import cell_at
from union_ledger.reports.formats.workbook.text import put_text

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from union_ledger.desk.count_form import CountForm

_GUIDE = (
    ("怎么填", ""),
    ("1", "先填表头的“盘点日期”（如 2024-12-05，不填就是基准日）和“盘点人编号”。"),
    ("2", "逐件看实物、对标签。只填黄色的格子；其余格子锁住了，改了会被退回。"),
    ("3", "“盘点结果”从下拉里选。没有盘到、还没盘的不要选：空着就是没盘，不当作相符。"),
    ("4", "不要增行、删行、排序，不要把别的表的行贴进来。登记有错的写在备注里。"),
    ("5", "填好存成 .xlsx，打印签字，电子版交校工会财务，由财务导入。"),
    ("盘点结果", ""),
    ("相符", "东西在，数量、地点、保管人都与登记一致。"),
    ("盘亏", "找不到，或数量少了。“实有数量”填找到几件，一件没有填 0。"),
    ("损毁", "东西在，坏了不能用。备注里写坏在哪里。"),
    ("位置不符", "东西在，不在登记地点。“实际地点”必填。"),
    ("保管人不符", "东西在，管的人换了。“实际保管人”填人员编号，不写姓名。"),
    ("盘盈、账外", "表上没有、实际有的，写在表下面的空行里，来历写在备注里。"),
    ("　盘盈", "是本会的东西，没有登记。"),
    ("　账外", "说不清来历，或早该登记而没有登记的。"),
    ("其他各栏", ""),
    ("实有数量", "整数。与登记数量一样可以不填。多出来的不要加在这里，写成盘盈。"),
    ("现状", "与登记状态不同时选：在用、闲置、出租、出借、维修、待报废。"),
    ("备查", "行政提供和租入的东西不是工会资产，另有一张“备查”表，填法相同。"),
    ("二维码", "只有资产编号和本会代号。手机扫到的文字一行一个存成表，也能导入。"),
)


def add_guide(sheet: Worksheet, form: CountForm) -> None:
    """Write the guide, with the custodians that the unit has registered."""
    sheet.column_dimensions["A"].width = 14
    sheet.column_dimensions["B"].width = 100
    put_text(cell_at(sheet, 1, 1), f"填表说明　{form.identity.number}")
    cell_at(sheet, 1, 1).font = looks.TITLE_FONT
    sheet.row_dimensions[1].height = 30
    known = "、".join(form.custodians) or "没有"
    rows = (*_GUIDE, ("保管人编号", f"本单位登记的保管人：{known}。"))
    for row, (name, said) in enumerate(rows, 3):
        first, second = cell_at(sheet, row, 1), cell_at(sheet, row, 2)
        put_text(first, name)
        first.font = looks.FACT_FONT if said else looks.SECTION_FONT
        first.alignment = looks.FLOWING
        if said:
            put_text(second, said)
            second.font, second.alignment = looks.FACT_FONT, looks.LEFT
            # Some programs do not grow a row to its text.
            sheet.row_dimensions[row].height = 18 if len(said) < 50 else 34
        else:
            sheet.row_dimensions[row].height = 26
    sheet.protection.sheet = True
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
