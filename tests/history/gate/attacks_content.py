"""Attacks on evidence, closed months, seals and ledger text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.history.gate.attacks_history import MARCH
from tests.history.gate.books import ASIDE
from tests.history.gate.books import FEBRUARY
from tests.history.gate.books import FIRST
from tests.history.gate.books import SECOND
from tests.history.gate.books import SECOND_ASIDE
from tests.history.gate.books import close_line
from tests.history.gate.books import reopen_line
from tests.history.gate.books import seal
from tests.history.gate.books import spend
from tests.history.gate.table import attack

if TYPE_CHECKING:
    from tests.history.gate.scene import Scene

INVOICE = "documents/2024-02-16.invoice.pdf"
EXPORT = "exports/bank-202402.csv"
JANUARY_FILE = "2024/01.beancount"
FIRST_LINE = "registers/close-0001-2024-01.beancount"
SECOND_LINE = "registers/close-0002-2024-02.beancount"


def booked(scene: Scene, files: dict[str, str | None], person: str = "T0004") -> None:
    """Have the bookkeeper commit and a reviewer merge."""
    scene.commit(person, "改动", files)
    scene.merge("T0003")


def closed(scene: Scene, files: dict[str, str | None]) -> None:
    """Have closings changed and the audit committee agree."""
    scene.commit("T0004", "封账", files)
    scene.merge("T0010")


def set_up(scene: Scene, files: dict[str, str | None]) -> None:
    """Have the set-up changed, with both approvals it needs."""
    scene.commit("T0008", "设置", files)
    scene.approve("T0010")
    scene.merge("T0001")


@attack("evidence-changed", "换掉一张发票的图像")
def other_invoice(scene):
    booked(scene, {INVOICE: "%PDF other\n"})


@attack("evidence-changed", "删除一个附件")
def no_invoice(scene):
    booked(scene, {INVOICE: None})


@attack("evidence-changed", "改动银行导出文件")
def other_export(scene):
    booked(scene, scene.replace(EXPORT, "-700", "-70"))


@attack("evidence-changed", "给附件改名，分录里的引用就断了")
def renamed_invoice(scene):
    booked(scene, {INVOICE: None, "documents/x.pdf": scene.text(INVOICE)})


@attack("no-evidence", "支出不写发票，也没有附单据")
def no_papers(scene):
    booked(scene, {MARCH: spend(papers='event: "球赛"')})


@attack("no-evidence", "附单据张数写 0")
def zero_papers(scene):
    booked(scene, {MARCH: spend(papers="attachments: 0")})


@attack("no-evidence", "说是银行导入的，原件却不在账簿里")
def no_original(scene):
    papers = f'source-sha256: "{"0" * 64}"'
    booked(scene, {MARCH: spend(papers=papers).replace(" * ", " ! ")})


@attack("no-evidence", "附单据张数写负数")
def negative_papers(scene):
    booked(scene, {MARCH: spend(papers="attachments: -1")})


@attack("closed-month", "改封账月份里的金额")
def closed_amount(scene):
    text = scene.text(JANUARY_FILE).replace("500.00", "900.00")
    booked(scene, {JANUARY_FILE: text})


@attack("closed-month", "改封账月份里的审批人")
def closed_approver(scene):
    booked(scene, scene.replace(JANUARY_FILE, "T0001", "T0002"))


@attack("closed-month", "改封账月份里的摘要")
def closed_words(scene):
    booked(scene, scene.replace(JANUARY_FILE, "场地租用", "场地租金"))


@attack("closed-month", "删除封账月份里的一笔")
def closed_delete(scene):
    text = scene.text(JANUARY_FILE)
    booked(scene, {JANUARY_FILE: text[: text.index("2024-01-20")]})


@attack("closed-month", "删除封账月份的整个文件")
def closed_file(scene):
    booked(scene, {JANUARY_FILE: None})


@attack("closed-month", "在封账月份里补一笔")
def closed_insert(scene):
    booked(scene, scene.append(JANUARY_FILE, spend("2024-01-25", key="V0103")))


@attack("closed-month", "同一笔在封账月份里再写一遍")
def closed_double(scene):
    text = scene.text(JANUARY_FILE)
    booked(scene, {JANUARY_FILE: text + text[: text.index("2024-01-20")]})


@attack("closed-month", "把封账月份的一笔写在没有封账月份的文件里")
def closed_elsewhere(scene):
    booked(scene, {MARCH: spend("2024-01-25", key="V0103")})


@attack("closed-month", "日期写成 2024/01/25，躲过按字面查")
def closed_slash(scene):
    booked(scene, {MARCH: spend("2024/01/25", key="V0103")})


@attack("closed-month", "写在第一个封账月份以前")
def before_all(scene):
    booked(scene, {MARCH: spend("2023-12-25", key="V1299")})


@attack("closed-month", "把没有封账的一笔移进封账月份")
def into_closed(scene):
    booked(scene, scene.replace("2024/02.beancount", "2024-02-16", "2024-01-16"))


@attack("closed-month", "把封账月份的一笔移出来")
def out_of_closed(scene):
    booked(scene, scene.replace(JANUARY_FILE, "2024-01-20", "2024-02-20"))


@attack("closed-month", "改封账月份起用的会员人数")
def closed_headcount(scene):
    booked(scene, scene.replace("registers/units.beancount", "412", "812"))


@attack("closed-month", "倒填一条说明")
def closed_note(scene):
    said = '2024-01-31 note Assets:101-库存现金 "已核对"\n'
    booked(scene, {MARCH: said})


@attack("closed-month", "倒填一条余额断言")
def closed_balance(scene):
    said = "2024-01-31 balance Assets:101-库存现金 0.00 CNY\n"
    booked(scene, {MARCH: said})


@attack("closed-month", "在总文件里去掉 include，整个月就不进账了")
def include_dropped(scene):
    own = scene.replace("main.beancount", '"2024/*.beancount"', '"2024/02.beancount"')
    set_up(scene, own)


@attack("closed-month", "把封账月份的文件移到不带入的目录")
def moved_away(scene):
    text = scene.text(JANUARY_FILE)
    booked(scene, {JANUARY_FILE: None, "2023/01.beancount": text})


@attack("closed-month", "同一次推送里先重新打开再改")
def reopen_at_once(scene):
    path = "registers/reopen-0001-0.beancount"
    scene.commit("T0004", "重新打开", {path: reopen_line("2024-01-31", FIRST)})
    scene.approve("T0010")
    opened = scene.merge("T0001")
    scene.commit("T0004", "补记", {MARCH: spend("2024-01-25", key="V0103")})
    scene.merge("T0003", opened)


@attack("seal-changed", "改封存文件")
def seal_file(scene):
    closed(scene, scene.replace("seals/2024-01.json", "V0101", "V0109"))


@attack("seal-changed", "删除封存文件")
def seal_gone(scene):
    closed(scene, {"seals/2024-01.json": None})


@attack("seal-changed", "删除封账行，月份就又打开了")
def close_gone(scene):
    closed(scene, {FIRST_LINE: None})


@attack("seal-changed", "封账行和封存文件一起换成重算的")
def seal_again(scene):
    forged = seal("2024-01", 1, "", {"x": "2024-01-15 V0109"})
    line = {FIRST_LINE: close_line("2024-01-31", forged)}
    closed(scene, line | {"seals/2024-01.json": forged.text()})


@attack("seal-changed", "新的封印接不上前一个")
def broken_chain(scene):
    loose = seal("2024-02", 2, "0" * 64, {})
    line = {SECOND_LINE: close_line("2024-02-29", loose)}
    closed(scene, line | {"seals/2024-02.json": loose.text()})


@attack("seal-changed", "封账行没有封存文件")
def no_seal(scene):
    closed(scene, {SECOND_LINE: close_line("2024-02-29", SECOND)})


@attack("seal-changed", "封账行没有封印")
def close_without_seal(scene):
    closed(scene, {SECOND_LINE: '2024-02-29 custom "close" 2024-02-29\n'})


@attack("seal-changed", "月份还没有过完就封账")
def close_future(scene):
    ahead = seal("2098-12", 2, FIRST.head, {})
    path = "registers/close-0002-2098-12.beancount"
    line = {path: close_line("2098-12-31", ahead)}
    closed(scene, line | {"seals/2098-12.json": ahead.text()})


@attack("more-approvals", "带着没有做到的项目封账，写的批准人没有批准")
def aside_alone(scene):
    line = {SECOND_LINE: close_line("2024-02-29", SECOND_ASIDE, ASIDE)}
    closed(scene, line | {"seals/2024-02.json": SECOND_ASIDE.text()})


@attack("more-approvals", "重新打开封账月份只有经审会批准，主席没有批准")
def reopen_alone(scene):
    path = "registers/reopen-0001-0.beancount"
    scene.commit("T0004", "重新打开", {path: reopen_line("2024-01-31", FIRST)})
    scene.merge("T0010")


@attack("directive-kind", "把重新打开的登记藏在账目文件里")
def hidden_reopen(scene):
    booked(scene, {MARCH: reopen_line("2024-01-31", FIRST)})


@attack("directive-kind", "把额度下达藏在账目文件里")
def hidden_quota(scene):
    booked(scene, {MARCH: scene.text("2024/quota.beancount").replace("02-01", "03-01")})


@attack("directive-kind", "把会员人数藏在账目文件里")
def hidden_headcount(scene):
    booked(scene, {MARCH: '2024-03-01 custom "members" "007" 900\n'})


@attack("directive-kind", "把豁免藏在登记册里")
def hidden_waiver(scene):
    said = (
        '2024-03-01 custom "waiver" "R901"\n  subject: "007"\n  approver: "T0001"\n'
        '  minutes: "无"\n  expires: 2024-12-31\n'
    )
    booked(scene, scene.append("registers/units.beancount", said))


@attack("ledger-text", "在账目文件里写 include")
def include_line(scene):
    booked(scene, {MARCH: 'include "../documents/more.txt"\n'})


@attack("ledger-text", "在账目文件里写 plugin，读账时就运行代码")
def plugin_line(scene):
    booked(scene, {MARCH: 'plugin "evil"\n'})


@attack("ledger-text", "在账目文件里改选项")
def option_line(scene):
    booked(scene, {MARCH: 'option "inferred_tolerance_default" "CNY:100"\n'})


@attack("ledger-text", "用 pushmeta 改后面所有分录")
def push_meta(scene):
    booked(scene, {MARCH: f'pushmeta fund: "20"\n{spend()}popmeta fund:\n'})


@attack("ledger-text", "收款人里藏着零宽字符")
def zero_width(scene):
    booked(scene, {MARCH: spend(payee="示例\u200b球馆")})


@attack("ledger-text", "收款人里写网页代码")
def markup(scene):
    booked(scene, {MARCH: spend(payee="<img src=x onerror=alert(1)>")})


@attack("ledger-text", "金额空着，由程序补上")
def no_amount(scene):
    booked(scene, {MARCH: spend().replace("-800.00 CNY", "")})


@attack("ledger-text", "在总文件里加一个插件")
def more_plugins(scene):
    set_up(scene, scene.append("main.beancount", 'plugin "evil"\n'))


@attack("ledger-text", "在总文件里去掉检查的插件")
def no_plugin(scene):
    line = 'plugin "union_ledger.plugins" "rules/index.yaml"\n'
    set_up(scene, scene.replace("main.beancount", line, ""))


@attack("ledger-text", "总文件带入账簿以外的文件")
def include_outside(scene):
    set_up(scene, scene.append("main.beancount", 'include "/etc/*.beancount"\n'))


@attack("include", "写在总文件不带入的文件里，看起来记了账")
def unread_file(scene):
    booked(scene, {"2025/01.beancount": FEBRUARY.replace("2024-02", "2025-01")})


@attack("personal-data", "摘要里写慰问对象的身份证号")
def id_number(scene):
    entry = spend().replace("场地租用", "慰问 11010519491231002X")
    booked(scene, {MARCH: entry})


@attack("personal-data", "先写上手机号，下一个提交再删掉，历史里还在")
def phone_in_history(scene):
    scene.commit("T0004", "支出", {MARCH: spend(payee="13800138000")})
    scene.commit("T0004", "支出", {MARCH: spend()})
    scene.merge("T0003")


@attack("personal-data", "提交的说明里写手机号")
def phone_in_message(scene):
    scene.commit("T0004", "联系人 13800138000", {MARCH: spend()})
    scene.merge("T0003")
