"""Problems planted for the rules to find, and entries that only look wrong.

Each plant has a key; after vouchers are numbered the list of them is written with
the voucher each one got.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from benchmarks.invent.days import workday
from benchmarks.invent.desk import Spend
from benchmarks.invent.world import CHAIR

if TYPE_CHECKING:
    from benchmarks.invent.desk import Desk
    from benchmarks.invent.entry import Entry

VIOLATION, DOUBT = "违规", "疑点"


@dataclass(slots=True)
class Plant:
    """One planted problem: the rule that should speak, how loud, and why."""

    rule: str
    key: str
    severity: str
    why: str
    neighbour: str = ""


class Planter:
    """Plants on a desk, and keeps the list."""

    def __init__(self, desk: Desk) -> None:
        """Begin with nothing planted."""
        self.desk = desk
        self.year = desk.world.year
        self.plants: list[Plant] = []
        self.entries: dict[str, Entry] = {}

    def plant(self, rule: str, key: str, spend: Spend, why: str, **more: str) -> Entry:
        """Book ``spend`` and list it; returns the entry, to be spoiled."""
        spend.key = key
        entry = self.desk.spend(spend)
        self.entries[key] = entry
        if rule:
            severity = more.get("severity", DOUBT if rule == "R01" else VIOLATION)
            neighbour = more.get("neighbour", "")
            self.plants.append(Plant(rule, key, severity, why, neighbour))
        return entry

    def second(self, rule: str, key: str, spend: Spend, why: str) -> None:
        """Plant a pair: the first of a key is lawful, the second one is listed."""
        first = f"{key}_first"
        if first in self.entries:
            self.plant(rule, key, spend, why, neighbour=first)
        else:
            self.plant("", first, spend, "")

    def spend(  # noqa: PLR0913
        self,
        month: int,
        day: int,
        unit: str,
        yuan_fen: int,
        what: str,
        *,
        fund: str = "10",
        code: str = "50102",
        payee: str = "",
        via: str = "icbc",
        heads: int = 20,
    ) -> Spend:
        """Return an ordinary expense of a unit, to be planted."""
        payee = payee or self.desk.world.company("文体")
        when = workday(date(self.year, month, day))
        found = Spend(when, unit, fund, code, yuan_fen, payee, what, via)
        found.event, found.heads = f"{when:%Y-%m} {what}", heads
        return found

    def dimensions(self) -> None:
        """D01: no unit, a closed unit, an unknown fund, a closed fund."""
        what = "羽毛球训练用球"
        entry = self.plant(
            *("D01", "d01_no_unit", self.spend(3, 14, "021", 48000, what)),
            "支出没有写 unit，归不到任何单位",
        )
        del entry.meta["unit"]
        self.plant(
            *("D01", "d01_closed_unit", self.spend(9, 12, "058", 36000, what)),
            "058 远程教育中心工会已于 2024-07-01 并入 061，不能再列支",
        )
        why = "经办人、审核人随 058 撤并离任，还在签字"
        self.plants.append(Plant("R341", "d01_closed_unit", DOUBT, why))
        entry = self.plant(
            *("D01", "d01_unknown_fund", self.spend(5, 16, "014", 52000, what)),
            "经费来源 99 没有登记",
        )
        entry.meta["fund"] = "99"
        entry = self.plant(
            *("D01", "d01_closed_fund", self.spend(4, 16, "035", 41000, what)),
            "经费来源 15 已于 2023-12-31 停用",
        )
        entry.meta["fund"] = "15"

    def overspent(self) -> None:
        """R37: over a unit's quota, over a 科目 line, over a project."""
        spend = self.spend(12, 18, "023", 0, "冬季越野赛物资")
        spend.loose = True
        self.plant(
            "R37", "r37_quota_023", spend, "光电中心工会基础活动经费额度已用完仍列支"
        )
        spend = self.spend(12, 20, "041", 0, "年末兴趣小组材料", via="cash")
        spend.fund, spend.loose, spend.code = "20", True, "50106"
        self.plant("R37", "r37_quota_041", spend, "生殖所工会会费返还额度已用完仍列支")
        spend = self.spend(11, 20, "000", 980000, "职工书屋追加购书", code="50304")
        spend.payee, spend.loose = "武汉枕石示例书店有限公司", True
        why = "50304 职工书屋全年预算 50,000.00，本笔使累计支出 55,680.00"
        self.plant("R37", "r37_line_50304", spend, why)
        spend = self.spend(
            12, 12, "000", 680000, "交友联谊圣诞场", fund="30", code="50305"
        )
        spend.project, spend.loose = "P2024-09", True
        why = "项目 P2024-09 交友联谊预算 50,000.00，本笔使累计支出 52,800.00"
        self.plant("R37", "r37_project_09", spend, why)

    def restricted(self) -> None:
        """R39: restricted money for what it was not given for."""
        spend = self.spend(6, 18, "000", 1860000, "教代会会务费", fund="40")
        spend.code, spend.payee = "50502", "武汉知行示例职工培训中心"
        self.plant(
            "R39",
            "r39_fund40",
            spend,
            "行政补助专项（40）只能用于文体、建家和资本性支出",
        )
        spend = self.spend(9, 26, "000", 1240000, "国庆慰问品", fund="45")
        spend.code, spend.payee = "5010501", "武汉稻香里示例食品有限公司"
        spend.heads, spend.event = 62, "2024国庆节慰问"
        self.plant(
            "R39",
            "r39_fund45",
            spend,
            "上级补助专项（45）用于帮扶和创新工作室，不得用于节日慰问",
        )

    def invoices(self) -> None:
        """R33: an invoice number twice: same unit, other unit, in disguise."""
        pairs = (
            ("r33_same_unit", "007", "007", "同一单位 4 月和 6 月两次报销同一张发票"),
            ("r33_other_unit", "017", "026", "两个单位报销同一张发票"),
            ("r33_disguised", "030", "030", "同一票据号改成小写、前后加空格再报一次"),
            ("r33_fullwidth", "016", "009", "同一发票号改用全角数字，由另一单位再报"),
        )
        for number, (key, first, second, why) in enumerate(pairs):
            spend = self.spend(4, 17 + number, first, 128000 + number * 7000, "拔河绳")
            original = self.plant("", f"{key}_first", spend, "")
            spend = self.spend(6, 12 + number, second, 128000 + number * 7000, "拔河绳")
            again = self.plant("R33", key, spend, why, neighbour=f"{key}_first")
            if key == "r33_disguised":
                original.meta["invoice"] = f"EH{self.year}A0007315B"
                again.meta["invoice"] = f" eh{self.year}a0007315b "
            elif key == "r33_fullwidth":
                plain = str(original.meta["invoice"])
                wide = {48 + digit: 0xFF10 + digit for digit in range(10)}
                again.meta["invoice"] = plain.translate(wide)
            else:
                again.meta["invoice"] = original.meta["invoice"]

    def evidence(self) -> None:
        """R31: a voucher without invoice, attachments, handler or approver."""
        wanting = (
            ("r31_no_invoice", "011", "invoice", "没有发票"),
            ("r31_no_attachments", "013", "attachments", "没有附单据张数"),
            ("r31_no_handler", "015", "handler", "没有经办人"),
            ("r31_no_approver", "022", "approver", "没有审批人"),
        )
        for number, (key, unit, missing, why) in enumerate(wanting):
            spend = self.spend(
                5, 13 + number, unit, 76000 + number * 3100, "跳绳比赛奖品"
            )
            entry = self.plant("R31", key, spend, why)
            del entry.meta[missing]

    def duties(self) -> None:
        """R34: one person in two places of the chain."""
        spend = self.spend(5, 21, "024", 64000, "棋类比赛奖品")
        entry = self.plant(
            "R34", "r34_handler_approver", spend, "经办人和审批人是同一人"
        )
        entry.meta["handler"] = CHAIR
        spend = self.spend(4, 10, "034", 71000, "棋类比赛奖品")
        entry = self.plant(
            "R34", "r34_handler_reviewer", spend, "经办人和审核人是同一人"
        )
        entry.meta["handler"] = entry.meta["reviewer"]
        spend = self.spend(10, 15, "027", 58000, "棋类比赛奖品")
        entry = self.plant("R34", "r34_book_cash", spend, "记账人和出纳是同一人")
        entry.meta["cashier"] = entry.meta["bookkeeper"]
        why = "记账人没有登记出纳岗位"
        self.plants.append(Plant("R341", "r34_book_cash", DOUBT, why))
        spend = self.spend(6, 6, "000", 80000, "住院慰问", fund="50", code="5010505")
        spend.member, spend.payee, spend.heads = CHAIR, CHAIR, 0
        self.plant("R34", "r34_payee", spend, "审批人就是领款的会员本人")

    def holidays(self) -> None:
        """R09: over the cap for certain, and where averages only suggest it."""
        why = "12 名会员全年节日慰问 28,000.00，人均 2,333.33，必有人超过 2,000.00"
        for month, name in ((4, "劳动节"), (9, "国庆节")):
            spend = self.spend(month, 24, "057", 1400000, f"{name}会员慰问品", heads=12)
            spend.code, spend.event = "5010501", f"{self.year}{name}慰问"
            spend.payee = self.desk.world.company("食品")
            spend.contract = f"HT-{self.year}-057-{month}"
            self.second("R09", "r09_unit_057", spend, why)
        person = self.desk.world.member("031")
        why = f"会员 {person} 全年节日慰问 2,300.00，超过 2,000.00"
        for month, name, fen in ((6, "端午节", 120000), (9, "中秋节", 110000)):
            spend = self.spend(month, 4, "031", fen, "节日慰问（个人）", code="5010501")
            spend.member, spend.payee, spend.heads = person, person, 0
            spend.event = f"{self.year}{name}慰问"
            self.second("R09", "r09_member", spend, why)
        events = (
            (4, "清明节", 480000, 20),
            (5, "劳动节", 480000, 20),
            (6, "端午节", 480000, 20),
            (9, "国庆节", 1320000, 30),
        )
        for number, (month, name, fen, heads) in enumerate(events):
            last = number == len(events) - 1
            spend = self.spend(month, 20, "049", fen, f"{name}慰问品", heads=heads)
            spend.code, spend.event = "5010501", f"{self.year}{name}慰问"
            spend.payee = self.desk.world.company("食品")
            spend.contract = f"HT-{self.year}-049-{month}"
            why = "校工会与本单位各次慰问的人均相加超过 2,000.00，是否同一批人无从确认"
            key = "r09_doubt_049" if last else f"r09_doubt_049_{number + 1}"
            rule = "R09" if last else ""
            entry = self.plant(rule, key, spend, why, severity=DOUBT)
            entry.meta["event-date"] = spend.day

    def cash(self) -> None:
        """R27: more than 1,000 yuan in cash to an organisation."""
        why = "现金支付单位超过 1,000.00 结算起点"
        spend = self.spend(5, 23, "000", 128000, "宣传横幅制作", code="50103")
        spend.via, spend.payee = "cash", "武汉春晖示例广告有限公司"
        self.plant("R27", "r27_1280", spend, why)
        spend = self.spend(10, 23, "000", 360000, "展板租用", code="50103", via="cash")
        spend.payee = "武汉墨池示例印务有限公司"
        self.plant("R27", "r27_3600", spend, why)

    def split(self) -> None:
        """A03: one purchase in parts that each stay below 10,000."""
        parts = (980000, 965000, 972000)
        for number, fen in enumerate(parts):
            spend = self.spend(10, 9 + number * 6, "000", fen, "秋季活动服装")
            spend.payee, spend.handler = "武汉化整示例服饰有限公司", "T0006"
            last = number == len(parts) - 1
            key = "a03_payee" if last else f"a03_payee_{number + 1}"
            why = "30 天内同一收款单位三笔均低于 10,000.00，合计 29,170.00"
            self.plant("A03" if last else "", key, spend, why, severity=DOUBT)
        for number, fen in enumerate((584000, 590000)):
            spend = self.spend(5, 14 + number * 8, "049", fen, "运动会器材")
            spend.payee, spend.handler = "武汉零散示例体育用品有限公司", "T0491"
            key = "a03_unit" if number else "a03_unit_1"
            why = "30 天内同一收款单位两笔均低于 10,000.00，合计 11,740.00"
            self.plant("A03" if number else "", key, spend, why, severity=DOUBT)

    def forbidden(self) -> None:
        """R01 and R03: what 八不准 names."""
        spend = self.spend(
            4, 26, "000", 268000, "宴请兄弟高校工会来访人员", code="50503"
        )
        spend.payee = "武汉江月示例酒楼"
        self.plant("R01", "r01_banquet", spend, "请客送礼：宴请")
        spend = self.spend(10, 28, "000", 320000, "走访外单位送礼品", code="50503")
        spend.payee = "武汉雅集示例工艺品店"
        self.plant("R01", "r01_gift", spend, "请客送礼：向外单位送礼品")
        spend = self.spend(6, 27, "040", 96000, "外单位来访接待餐", code="50106")
        spend.payee = "武汉江月示例酒楼"
        self.plant("R01", "r01_reception", spend, "请客送礼：接待餐")
        for key, unit, month, fen, payee, what in (
            ("r03_ktv", "019", 11, 168000, "武汉星潮示例量贩KTV", "小组联欢"),
            ("r03_club", "010", 6, 420000, "武汉云顶示例会所", "小组活动场地"),
            ("r03_golf", "025", 10, 380000, "武汉碧坡示例高尔夫俱乐部", "球类体验"),
        ):
            spend = self.spend(month, 18, unit, fen, what, payee=payee)
            self.plant("R03", key, spend, f"高消费娱乐健身：{payee}")

    def hidden_assets(self) -> None:
        """R42: equipment booked as an activity, and 507 without the other legs."""
        payee = "武汉零壹示例科技有限公司"
        spend = self.spend(6, 17, "036", 480000, "活动用投影仪1台", payee=payee)
        why = "4,800.00 的投影仪列入文体活动，未记固定资产"
        self.plant("R42", "r42_projector", spend, why, severity=DOUBT)
        spend = self.spend(11, 6, "030", 460000, "宣传用数码相机1台", payee=payee)
        spend.code = "50103"
        why = "4,600.00 的相机列入宣传活动，未记固定资产"
        self.plant("R42", "r42_camera", spend, why, severity=DOUBT)
        spend = self.spend(
            10, 30, "000", 438000, "购置碎纸机1台", fund="60", payee=payee
        )
        spend.code = "50702"
        why = "列支 507 却没有 162 和 30104 分录，也没有卡片"
        self.plant("R42", "r42_no_legs", spend, why)

    def all(self) -> None:
        """Plant everything but the spoiled voucher numbers."""
        for plant in (
            *(self.dimensions, self.overspent, self.restricted, self.invoices),
            *(self.evidence, self.duties, self.holidays, self.cash, self.split),
            *(self.forbidden, self.hidden_assets),
        ):
            plant()
