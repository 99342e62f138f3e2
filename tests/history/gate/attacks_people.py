"""Attacks on who may change and who approves; on what must not go together."""

from __future__ import annotations

from tests.history.gate.attacks_history import MARCH
from tests.history.gate.attacks_history import PAPER
from tests.history.gate.attacks_history import spent
from tests.history.gate.books import spend
from tests.history.gate.scene import Scene
from tests.history.gate.scene import git
from tests.history.gate.table import attack

REVIEW = "rules/review.yaml"
LOCAL = "rules/local.yaml"
LOOSER = '      - {from: 2099-01-01, value: "900.00"}\n\nrules:'


def looser(scene: Scene) -> dict[str, str]:
    """Return a rule change that is fine by itself: a figure from a day far ahead."""
    return scene.replace(LOCAL, "\nrules:", LOOSER)


@attack("mixed", "放宽规则和它要放行的支出在同一个提交里")
def rule_beside_spending(scene):
    scene.commit("T0008", "规则和支出", looser(scene) | {MARCH: spend()})
    scene.approve("T0010")
    scene.merge("T0003")


@attack("mixed", "放宽规则和支出分成两个提交，一次合并")
def rule_then_spending(scene):
    scene.commit("T0008", "规则", looser(scene))
    spent(scene)
    scene.approve("T0010")
    scene.merge("T0003")


@attack("mixed", "多报会员人数和人均超支的支出一起进来")
def headcount_beside_spending(scene):
    scene.commit(
        "T0004",
        "人数和支出",
        scene.replace("registers/units.beancount", "412", "812") | {MARCH: spend()},
    )
    scene.merge("T0003")


@attack("mixed", "给自己加职责和支出一起进来")
def role_beside_spending(scene):
    own = scene.replace(REVIEW, "roles: cashier", "roles: cashier reviewer")
    scene.commit("T0008", "名单", own)
    spent(scene)
    scene.approve("T0010")
    scene.merge("T0001")


@attack("role", "经办人直接改账目")
def handler_books(scene):
    spent(scene, "T0006")
    scene.merge("T0003")


@attack("role", "出纳改登记册里的人数")
def cashier_registers(scene):
    more = scene.replace("registers/units.beancount", "412", "413")
    scene.commit("T0005", "人数", more)
    scene.merge("T0003")


@attack("role", "会计改总文件")
def bookkeeper_sets_up(scene):
    scene.commit("T0004", "设置", scene.append("main.beancount", "\n"))
    scene.approve("T0010")
    scene.merge("T0001")


@attack("role", "会计改复核办法")
def bookkeeper_policy(scene):
    scene.commit("T0004", "名单", scene.append(REVIEW, "# \n"))
    scene.approve("T0010")
    scene.merge("T0001")


@attack("not-reviewed", "不经复核直接推送到主分支")
def direct(scene):
    spent(scene)


@attack("not-reviewed", "批准以后又加一笔支出")
def after_approval(scene):
    spent(scene)
    scene.approve("T0003")
    scene.commit("T0004", "再一笔", {"2024/04.beancount": spend("2024-04-02", key="V")})


@attack("not-reviewed", "批准标签打在以前的提交上")
def tag_before(scene):
    scene.commit("T0005", "附件", {PAPER: "%PDF\n"})
    scene.tag("T0003", "approve/old")
    spent(scene)
    scene.push = (f"{scene.head}:refs/heads/main", "refs/tags/approve/old")


@attack("own-approval", "自己记账自己合并")
def own_merge(scene):
    spent(scene)
    scene.merge("T0004")


@attack("own-approval", "改名单的人自己批准自己的改动")
def own_approval(scene):
    more = scene.replace(REVIEW, "roles: handler maintainer", "roles: chair maintainer")
    scene.commit("T0008", "名单", more)
    scene.approve("T0008")


@attack("own-approval", "批准的人就是支出的经办人")
def handler_approves(scene):
    scene.commit("T0004", "三月支出", {MARCH: spend(handler="T0003", reviewer="T0002")})
    scene.merge("T0003")


@attack("approver-role", "由没有复核职责的人合并")
def handler_merges(scene):
    spent(scene)
    scene.merge("T0007")


@attack("approver-role", "规则由主席批准，经审会没有批准")
def rule_without_audit(scene):
    scene.commit("T0008", "规则", looser(scene))
    scene.merge("T0001")


@attack("approver-role", "整改答复由复核人批准，经审会没有批准")
def answer_without_audit(scene):
    more = '2024-03-01 custom "answer" "R31-ba385aed"\n  owner: "T0008"\n'
    path = "registers/answers.beancount"
    scene.commit("T0004", "答复", scene.append(path, f'{more}  state: "整改"\n'))
    scene.merge("T0003")


@attack("statement-only", "伪造“Approved-by”说别人批准了")
def forged_trailer(scene):
    said = "三月支出\n\nApproved-by: T0003"
    scene.commit("T0004", said, {MARCH: spend()})


@attack("own-approval", "自己合并，在说明里写别人批准了")
def forged_trailer_in_merge(scene):
    spent(scene)
    scene.merge("T0004", message="合并\n\nApproved-by: T0003 <t0003@example.org>")


@attack("unsigned", "伪造别人的批准提交")
def forged_approval(scene):
    spent(scene)
    scene.approve("T0003", key="")


@attack("statement-only", "用没有签名的标签冒充批准")
def forged_tag(scene):
    spent(scene)
    scene.tag("T0003", "approve/march", signed=False)
    scene.push = (f"{scene.head}:refs/heads/main", "refs/tags/approve/march")


@attack("more-approvals", "大额支出只有一个人批准")
def large(scene):
    scene.commit("T0004", "大额", {MARCH: spend(amount="60000.00")})
    scene.merge("T0003")


@attack("more-approvals", "大额支出拆成两笔付给同一家")
def large_split(scene):
    halves = spend(amount="30000.00") + spend(amount="30000.00", key="V0302")
    scene.commit("T0004", "两笔", {MARCH: halves})
    scene.merge("T0003")


@attack("more-approvals", "大额支出拆成两笔，收款人的写法差一个空格")
def large_spaced(scene):
    first = spend(amount="30000.00", payee="示例 Gym")
    scene.commit(
        "T0004",
        "两笔",
        {MARCH: first + spend(amount="30000.00", payee="示例ＧＹＭ", key="V0302")},
    )
    scene.merge("T0003")


@attack("more-approvals", "大额付款不记支出，记成应收款")
def large_loan(scene):
    entry = spend(amount="60000.00").replace(
        "Expenses:501-职工活动支出:50102-文体活动",
        "Assets:135-其他应收款:13501-职工借款",
    )
    scene.commit("T0004", "借款", {MARCH: entry})
    scene.merge("T0003")


@attack("statement-only", "大额支出的第二个批准只是文字")
def large_trailer(scene):
    scene.commit("T0004", "大额", {MARCH: spend(amount="60000.00")})
    scene.merge("T0003", message="合并\n\nApproved-by: T0001")


@attack("more-approvals", "一个人既合并又批准，当作两个人")
def large_one_person(scene):
    scene.commit("T0004", "大额", {MARCH: spend(amount="60000.00")})
    scene.approve("T0003")
    scene.merge("T0003")


@attack("more-approvals", "改职责只有主席一个人批准")
def role_one_approval(scene):
    own = scene.replace(REVIEW, "roles: handler maintainer", "roles: chair maintainer")
    scene.commit("T0008", "名单", own)
    scene.merge("T0001")


@attack("more-approvals", "换经审会的密钥，由经审会本人批准")
def concerned_approves(scene):
    old, new = scene.public["T0010"], scene.public["stranger"]
    scene.commit("T0008", "名单", scene.replace(REVIEW, old, new))
    scene.approve("T0010")
    scene.merge("T0001")


@attack("people-unreadable", "把复核办法改成读不懂的，以后什么都判断不了")
def broken_policy(scene):
    scene.commit("T0008", "名单", {REVIEW: "people: []\n"})
    scene.approve("T0010")
    scene.merge("T0001")


@attack("segregation", "经办人和审批人是同一个人")
def handler_is_approver(scene):
    scene.commit("T0004", "支出", {MARCH: spend(handler="T0001")})
    scene.merge("T0003")


@attack("segregation", "提交的人把自己写成审批人")
def author_is_approver(scene):
    entry = spend(approver="T0004").replace('  bookkeeper: "T0004"\n', "")
    scene.commit("T0004", "支出", {MARCH: entry})
    scene.merge("T0003")


@attack("people-unreadable", "让出纳兼任会计")
def cashier_keeps_books(scene):
    own = scene.replace(REVIEW, "roles: cashier", "roles: cashier bookkeeper")
    scene.commit("T0008", "名单", own)
    scene.approve("T0010")
    scene.merge("T0001")


@attack("people-unreadable", "拿掉经审会的密钥，以后没有人能批准封账")
def audit_without_key(scene):
    key = scene.public["T0010"]
    text = scene.text(REVIEW)
    own = text.replace(f', keys: [{{key: "{key}", from: 2020-01-01}}]', "")
    assert own != text
    scene.commit("T0008", "名单", {REVIEW: own})
    scene.approve("T0010")
    scene.merge("T0001")


@attack("segregation", "记账人兼出纳")
def bookkeeper_is_cashier(scene):
    scene.commit("T0004", "支出", {MARCH: spend(cashier="T0004")})
    scene.merge("T0003")


@attack("not-the-bookkeeper", "记账人写成别人")
def other_bookkeeper(scene):
    spent(scene, "T0005")
    scene.merge("T0003")


@attack("mixed", "改了又改回来的规则混在支出的分支里")
def rule_there_and_back(scene):
    old = scene.text(LOCAL)
    scene.commit("T0008", "规则", looser(scene))
    spent(scene)
    scene.commit("T0008", "规则", {LOCAL: old})
    scene.merge("T0003")


@attack("own-approval", "自己的两个分支互相合并，当作复核过")
def merge_of_own_branches(scene):
    one = scene.commit("T0004", "支出", {MARCH: spend()})
    scene.head = scene.base
    two = scene.commit("T0004", "附件", {PAPER: "%PDF\n"})
    tree = git(scene.folder, "merge-tree", "--write-tree", two, one)
    scene.commit("T0004", "合并", parents=(two, one), tree=tree)
    scene.merge("T0004")
