"""Pushes that must be taken: a gate that refuses everything would pass the others."""

from __future__ import annotations

import hashlib

from tests.history.gate.attacks_content import INVOICE
from tests.history.gate.attacks_content import JANUARY_FILE
from tests.history.gate.attacks_content import SECOND_LINE
from tests.history.gate.attacks_history import MARCH
from tests.history.gate.attacks_history import PAPER
from tests.history.gate.attacks_history import spent
from tests.history.gate.attacks_people import LOCAL
from tests.history.gate.attacks_people import REVIEW
from tests.history.gate.attacks_people import looser
from tests.history.gate.books import ASIDE
from tests.history.gate.books import FIRST
from tests.history.gate.books import SECOND
from tests.history.gate.books import SECOND_ASIDE
from tests.history.gate.books import close_line
from tests.history.gate.books import reopen_line
from tests.history.gate.books import spend
from tests.history.gate.scene import git
from tests.history.gate.table import good


@good("会计记一笔支出，附上发票，复核人合并")
def spending(scene):
    paper = '2024-03-06 document Assets:101-库存现金 "../documents/{name}"\n'
    text = spend() + paper.format(name="2024-03-06.invoice.pdf")
    scene.commit("T0004", "三月支出", {MARCH: text, PAPER: "%PDF\n"})
    scene.merge("T0003")


@good("大额支出，复核人批准，主席合并")
def large_spending(scene):
    scene.commit("T0004", "大额", {MARCH: spend(amount="60000.00")})
    scene.approve("T0003")
    scene.merge("T0001")


@good("大额支出，主席用签名的标签批准，复核人合并")
def large_tagged(scene):
    scene.commit("T0004", "大额", {MARCH: spend(amount="60000.00")})
    scene.tag("T0001", "approve/march-large")
    scene.merge("T0003")
    scene.push = (f"{scene.head}:refs/heads/main", "refs/tags/approve/march-large")


@good("维护人员加一个今后的数额，经审会批准")
def future_rule(scene):
    scene.commit("T0008", "规则", looser(scene))
    scene.merge("T0010")


@good("维护人员加一条今后的规则，经审会批准")
def future_new_rule(scene):
    text = scene.text(LOCAL)
    block = text[text.index("  - id: R901") :].replace("R901", "R902")
    later = block.replace("effective: 2023-01-01", "effective: 2099-01-01")
    scene.commit("T0008", "规则", {LOCAL: text + later})
    scene.merge("T0010")


@good("规则的说明改得更清楚")
def wording(scene):
    more = scene.replace(LOCAL, "message: 每人超过上限", "message: 人均超过上限")
    scene.commit("T0008", "规则", more)
    scene.merge("T0010")


@good("规则从今后某天起停用")
def rule_ended(scene):
    more = "effective: 2023-01-01\n    expires: 2098-12-31"
    scene.commit("T0008", "规则", scene.replace(LOCAL, "effective: 2023-01-01", more))
    scene.merge("T0010")


@good("会计封二月的账，经审会批准")
def closing(scene):
    line = {SECOND_LINE: close_line("2024-02-29", SECOND)}
    scene.commit("T0004", "封账", line | {"seals/2024-02.json": SECOND.text()})
    scene.merge("T0010")


@good("会计带着没有做到的项目封账，写的批准人批准了，经审会合并")
def closing_aside(scene):
    line = {SECOND_LINE: close_line("2024-02-29", SECOND_ASIDE, ASIDE)}
    scene.commit("T0004", "封账", line | {"seals/2024-02.json": SECOND_ASIDE.text()})
    scene.approve("T0001")
    scene.merge("T0010")


@good("经主席和经审会批准，重新打开一月")
def reopening(scene):
    path = "registers/reopen-0001-0.beancount"
    scene.commit("T0004", "重新打开", {path: reopen_line("2024-01-31", FIRST)})
    scene.approve("T0010")
    scene.merge("T0001")


@good("经办人补交附件")
def evidence(scene):
    scene.commit("T0006", "附件", {PAPER: "%PDF\n"})
    scene.merge("T0003")


@good("登记新的会员人数")
def members(scene):
    more = '2024-03-01 custom "members" "007" 415\n'
    scene.commit("T0004", "人数", scene.append("registers/units.beancount", more))
    scene.merge("T0003")


@good("答复检查发现")
def answer(scene):
    more = '2024-03-01 custom "answer" "R31-ba385aed"\n  owner: "T0008"\n'
    path = "registers/answers.beancount"
    scene.commit("T0004", "答复", scene.append(path, f'{more}  state: "整改"\n'))
    scene.merge("T0010")


@good("排版、加注释，封账的月份也在内")
def formatted(scene):
    said = scene.text(JANUARY_FILE).replace("    500.00", "          500.00")
    scene.commit("T0004", "排版", {JANUARY_FILE: f";; 一月\n\n{said}"})
    scene.merge("T0003")


@good("整套账一次排版")
def formatted_all(scene):
    paths = (JANUARY_FILE, "2024/quota.beancount", "chart.beancount")
    files = {path: f";; 排过\n{scene.text(path)}" for path in paths}
    scene.commit("T0004", "排版", files)
    scene.merge("T0003")


@good("导入银行流水，没有票据的标 !，原件一起进来")
def imported(scene):
    export = "日期,金额\n2024-03-06,-800.00\n"
    digest = hashlib.sha256(export.encode()).hexdigest()
    entry = spend(papers=f'source-sha256: "{digest}"').replace(" * ", " ! ")
    files = {MARCH: entry, f"exports/bank.{digest[:8]}.csv": export}
    scene.commit("T0004", "导入", files)
    scene.merge("T0003")


@good("把封账月份的分录移到另一个带入的文件")
def moved(scene):
    text = scene.text(JANUARY_FILE)
    place = text.index("2024-01-20")
    files = {JANUARY_FILE: text[:place], "2024/01-b.beancount": text[place:]}
    scene.commit("T0004", "分开", files)
    scene.merge("T0003")


@good("在没有封账的月份写一笔更正")
def correction(scene):
    entry = spend("2024-03-09", "-50.00", key="V0309").replace("--", "")
    scene.commit("T0004", "更正", {MARCH: entry})
    scene.merge("T0003")


@good("改没有封账的月份里的一笔")
def open_month(scene):
    more = scene.replace("2024/02.beancount", "场地租用", "球馆场地租用")
    scene.commit("T0004", "摘要", more)
    scene.merge("T0003")


@good("改职责，主席和经审会两个人批准")
def role(scene):
    own = scene.replace(REVIEW, "roles: cashier", "roles: cashier custodian")
    scene.commit("T0008", "名单", own)
    scene.approve("T0010")
    scene.merge("T0001")


@good("不用合并：提交以后由复核人的批准提交收尾")
def approved_run(scene):
    spent(scene)
    scene.approve("T0003")


@good("一次推送两次改动，各有各的复核")
def two_changes(scene):
    spent(scene)
    first = scene.merge("T0003")
    scene.commit("T0004", "附件", {PAPER: "%PDF\n"})
    scene.merge("T0002", first)


@good("分支中途并入了主分支")
def main_merged_in(scene):
    spent(scene)
    first = scene.merge("T0003")
    scene.head = scene.base
    own = scene.commit("T0005", "附件", {PAPER: "%PDF\n"})
    tree = git(scene.folder, "merge-tree", "--write-tree", own, first)
    scene.commit("T0005", "并入主分支", parents=(own, first), tree=tree)
    scene.merge("T0002", first)


@good("推送还没有复核的分支")
def side_branch(scene):
    spent(scene)
    scene.push = (f"{scene.head}:refs/heads/2024-03",)


@good("同一张发票再存一份，原来的不动")
def another_copy(scene):
    scene.commit("T0004", "附件", {"documents/copy.pdf": scene.text(INVOICE)})
    scene.merge("T0003")


@good("更换总文件的标题，主席和经审会批准")
def set_up(scene):
    more = scene.replace("main.beancount", "示例工会", "示例大学工会")
    scene.commit("T0008", "设置", more)
    scene.approve("T0010")
    scene.merge("T0001")
