"""Invented invoices as PDF pages and pictures, laid out as the tax platform does."""

from __future__ import annotations

import io

import pypdfium2
from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfdoc import PDFArray
from reportlab.pdfbase.pdfdoc import PDFDictionary
from reportlab.pdfbase.pdfdoc import PDFName
from reportlab.pdfbase.pdfdoc import PDFStream
from reportlab.pdfbase.pdfdoc import PDFString
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 595, 397
FONT = "STSong-Light"
registerFont(UnicodeCIDFont(FONT))

UNION = "某某大学工会委员会"
SELLER = "武汉某体育用品有限公司"
NUMBER = "24420000000000000017"
QR = f"01,32,,{NUMBER},339.00,20240506,,A1B2"


def pdf(texts, qr=None, *, info=None, attached=None, lock=None):
    """Return one page; ``texts`` are (x, y from above, text)."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(WIDTH, HEIGHT), invariant=1, encrypt=lock)
    canvas.setFont(FONT, 9)
    for x, y, text in texts:
        canvas.drawString(x, HEIGHT - y, text)
    if qr:
        code = Drawing(60, 60)
        widget = QrCodeWidget(qr)
        left, bottom, right, top = widget.getBounds()
        code.transform = (60 / (right - left), 0, 0, 60 / (top - bottom), 0, 0)
        code.add(widget)
        renderPDF.draw(code, canvas, 20, HEIGHT - 75)
    document = canvas._doc
    if info:
        said = PDFDictionary({key: PDFString(value) for key, value in info.items()})
        document.info.format = said.format
    if attached:
        stream = document.Reference(PDFStream(content=attached))
        spec = PDFDictionary(
            {
                "Type": PDFName("Filespec"),
                "F": PDFString("invoice.xml"),
                "EF": PDFDictionary({"F": stream}),
            }
        )
        names = PDFArray([PDFString("invoice.xml"), spec])
        tree = PDFDictionary({"Names": names})
        document.Catalog.Names = PDFDictionary({"EmbeddedFiles": tree})
    canvas.save()
    return file.getvalue()


def down(x, y, word):
    """Return the letters of a word one below the other."""
    return [(x, y + 12 * step, letter) for step, letter in enumerate(word)]


def digital(**changed):
    """Return the texts of a 数电票; ``changed`` replaces one of its values."""
    said = {
        "number": NUMBER,
        "day": "2024年05月06日",
        "buyer": UNION,
        "seller": SELLER,
        "net": "300.00",
        "tax": "39.00",
        "total": "339.00",
        "capital": "叁佰叁拾玖圆整",
        "remark": "",
    } | changed
    goods = [
        ("*体育用品*羽毛球", "100.00", "13.00"),
        ("*体育用品*球拍", "200.00", "26.00"),
    ]
    rows = [
        (x, 165 + 14 * row, text)
        for row, (name, net, tax) in enumerate(goods)
        for x, text in (
            *((20, name), (130, "A-1"), (200, "个"), (240, "1")),
            *((300, net), (395, net), (470, "13%"), (540, tax)),
        )
    ]
    return [
        (220, 30, "电子发票（普通发票）"),
        (430, 40, "发票号码："),
        (480, 40, said["number"]),
        (430, 55, "开票日期："),
        (480, 55, said["day"]),
        *down(12, 90, "购买方信息"),
        *down(300, 90, "销售方信息"),
        (30, 100, f"名称：{said['buyer']}"),
        (318, 100, f"名称：{said['seller']}"),
        (30, 128, "统一社会信用代码/纳税人识别号：81420000MC00000000"),
        (318, 128, "统一社会信用代码/纳税人识别号：91420000MA00000000"),
        *((30, 150, "项目名称"), (130, 150, "规格型号"), (195, 150, "单 位")),
        *((235, 150, "数 量"), (300, 150, "单 价"), (395, 150, "金 额")),
        *((460, 150, "税率/征收率"), (540, 150, "税 额")),
        *rows,
        (40, 260, "合        计"),
        (390, 260, f"¥{said['net']}"),
        (535, 260, f"¥{said['tax']}"),
        (40, 280, "价税合计（大写）"),
        (170, 280, f"⊗{said['capital']}"),
        (400, 280, "（小写）"),
        (440, 280, f"¥{said['total']}"),
        *down(12, 305, "备注"),
        (30, 310, said["remark"]),
        (60, 370, "开票人："),
        (100, 370, "张三"),
    ]


def older(**changed):
    """Return the texts of a 电子普通发票: the buyer above, the seller below."""
    said = {"seller": "武汉某食品有限公司", "buyer": UNION} | changed
    return [
        (220, 30, "湖北增值税电子普通发票"),
        *((420, 25, "发票代码："), (470, 25, "042001900111")),
        *((420, 38, "发票号码："), (470, 38, "12345678")),
        *((420, 51, "开票日期："), (470, 51, "2021 年 03 月 05 日")),
        *((420, 64, "校 验 码："), (470, 64, "12345 67890 12345 67890")),
        (100, 64, "机器编号： 661500000000"),
        *down(12, 85, "购买方"),
        *down(340, 80, "密码区"),
        (30, 85, f"名        称：{said['buyer']}"),
        (360, 85, "03*8>>6<2-+/*10>4<7+3"),
        (30, 98, "纳税人识别号：81420000MC00000000"),
        (360, 98, "1*8<>9/+-2*0>4>7+3-21"),
        (30, 111, "地 址、电 话："),
        (30, 124, "开户行及账号："),
        *((20, 140, "货物或应税劳务、服务名称"), (150, 140, "规格型号")),
        *((200, 140, "单位"), (240, 140, "数 量"), (300, 140, "单 价")),
        *((395, 140, "金 额"), (460, 140, "税率"), (540, 140, "税 额")),
        *((20, 155, "*食品*大米"), (395, 155, "1000.00"), (465, 155, "免税")),
        (545, 155, "***"),
        *((40, 250, "合        计"), (390, 250, "￥1000.00"), (545, 250, "***")),
        *((40, 270, "价税合计（大写）"), (170, 270, "壹仟圆整")),
        *((400, 270, "（小写）"), (440, 270, "￥1000.00")),
        *down(12, 290, "销售方"),
        *down(340, 290, "备注"),
        (30, 290, f"名        称：{said['seller']}"),
        (30, 303, "纳税人识别号：91420000MA00000001"),
        (30, 316, "地 址、电 话：武汉市某路1号 027-80000000"),
        (30, 329, "开户行及账号：某银行 42000111222233334444"),
        *((30, 370, "收款人：王五"), (150, 370, "复核：赵六")),
        *((260, 370, "开票人：钱七"), (420, 370, "销售方：（章）")),
    ]


def fiscal(**changed):
    """Return the texts of a 财政电子票据."""
    said = {"buyer": UNION, "total": "500.00", "capital": "伍佰元整"} | changed
    return [
        (200, 30, "湖北省资金往来结算票据（电子）"),
        (30, 50, "票据代码：42010124"),
        (300, 50, "票据号码：0001234567"),
        (30, 65, "交款人统一社会信用代码：81420000MC00000000"),
        (300, 65, "校验码：a1b2c3"),
        (30, 80, f"交款人：{said['buyer']}"),
        (300, 80, "开票日期：2024-06-03"),
        *((30, 110, "项目编码"), (120, 110, "项目名称"), (400, 110, "金额（元）")),
        *((30, 125, "1001"), (120, 125, "培训场地使用费"), (400, 125, said["total"])),
        (30, 200, f"金额合计（大写）：{said['capital']}"),
        (300, 200, f"（小写）：{said['total']}"),
        (30, 300, "收款单位（章）：某某培训中心"),
        *((300, 300, "复核人：赵六"), (450, 300, "收款人：王五")),
    ]


def rail(**changed):
    """Return the texts of a 铁路电子客票."""
    said = {"buyer": f"购买方名称：{UNION}"} | changed
    return [
        (200, 30, "电子发票（铁路电子客票）"),
        (30, 50, "发票号码：24429000000000000031"),
        (400, 50, "开票日期：2024年05月10日"),
        *((60, 90, "武汉站"), (280, 90, "G1234"), (450, 90, "北京西站")),
        *((60, 105, "Wuhan"), (450, 105, "Beijingxi")),
        (60, 130, "2024年05月08日 09:30开"),
        *((280, 130, "05车12A号"), (450, 130, "二等座")),
        (60, 150, "票价：￥520.50"),
        (60, 180, "4201061990****0012"),
        (200, 180, "张三丰"),
        (60, 200, "电子客票号：1234567890123456789012"),
        (60, 220, said["buyer"]),
    ]


def picture(data):
    """Return a PNG of the first page, as a scanner or a telephone makes it."""
    page = pypdfium2.PdfDocument(data)[0]
    file = io.BytesIO()
    page.render(scale=2.5).to_pil().save(file, "PNG")
    return file.getvalue()
