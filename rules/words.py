"""How a rule reads on paper: what its kind does, and its options, in plain Chinese."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from union_ledger.core.chart import load_chart

if TYPE_CHECKING:
    from union_ledger.rules.models import Rule
    from union_ledger.rules.models import Where

# One sentence for each kind of rule: what is compared with what.
KIND_WORDS: dict[str, str] = {
    "ageing": "逐笔核销往来款项，从发生（或应上缴）之日起超过规定天数未结清的列出。",
    "approval": "把每笔支出的金额与审批人当日岗位的审批权限对照，超出权限的列出。",
    "asset-cards": "把卡片日期与记入它的凭证相比，晚建的、凭证对不上的列出。",
    "asset-custody": "久闲、逾期未还、没有保管人、单位已撤并的资产列出。",
    "asset-disposal": "每次处置对照批准人、日期、文号，先核销后批准的列出。",
    "asset-lots": "逐日对照卡片与账上的资产批次，原值、件数、类别不同的列出。",
    "asset-terms": "对照资产类别和附录 2 看折旧月数，对照单价标准看该不该作固定资产。",
    "before-budget": "预算批准之前的支出，不属于上年结转项目、又没有会议纪要的列出。",
    "budget": "每日终了，分单位额度、预算科目、项目三方面，把累计支出与已批准数对照。",
    "budget-changes": "把全年各次调整与最初批准的预算对照，数额过大、次数过多的列出。",
    "budget-law": "对照登记的预算版本和预算明细，检查编制、审批、调整和公布是否合规。",
    "calendar": "把慰问的日期与规定节日的日期对照，相隔过远的、为其他节日购买的列出。",
    "capitalise": "检查资产购置的四条分录是否齐全，找出单价达标却记作活动支出的物品。",
    "cash-drawn": "按季把从银行提取的现金与现金支付、送存银行数对照，多提的列出。",
    "cash-limit": "加总一张凭证付给一个单位的现金，超过结算起点的列出。",
    "cash-receipts": "把每日的现金收入与缴存银行数对照，收入的现金直接用于支付的列出。",
    "ceiling": "每日终了计算余额，超过限额的列出。",
    "concentration": "按年度、单位、明细科目计算各供应商的份额，集中于一家的列出。",
    "contract": "按合同号加总已付金额，与合同金额和收款人对照。",
    "crowded-accounts": "一个资产科目的批次太多，账簿读起来慢，提示再分明细。",
    "depreciation": "按每张卡片重算每个月的折旧、摊销，与 163、172 对照到分。",
    "dimension": "每笔收支都应写明登记过、当日有效的单位和经费来源。",
    "disposal-tiers": "按处置的原值看应由哪一级批准，与登记的批准人对照。",
    "distribution-list": "把发放名单的人数、金额与分录对照，并核对名单上的人是否登记。",
    "dues-booked": "把登记的全年代扣会费与账上会费收入对照，少入账的列出。",
    "duplicate": "在全部单位、全部年度里查找相同的发票号码，后报销的一笔列出。",
    "duties": "一笔业务中不得兼任的岗位由同一人担任的，或者经手人数不足的，列出。",
    "eligibility": "把领取慰问的人数与本单位当日登记的会员数对照。",
    "event-cap": "以标准乘以分录写明的人数、天数、学时或获奖人次，与实际金额对照。",
    "event-heads": "把分录写明的活动人数与本单位当日登记的会员数对照。",
    "evidence": "按科目和金额检查应有的单据、签字是否登记，缺少的列出。",
    "expected-income": "按登记的工资总额或会员人数算出应收数，与账上实收数对照。",
    "first-digits": "把一年采购金额的首位数字与本福特定律对照，相差过大的提示；"
    "笔数不足、金额跨度不够的不作结论。",
    "forbidden": "查看摘要、收款人和科目，出现不允许的内容的列出；另有正当含义的除外。",
    "holding": "逐日（或年末）比较账内两方的余额，不符合规定关系的列出。",
    "idle-quota": "计算额度下达到第一次使用相隔的天数，过久的列出。",
    "invoice-run": "在全部单位里查找同一收款人的连号发票，分在几张凭证里报销的列出。",
    "late-payment": "查看十二月最后几天的大额支付，没有合同的列出。",
    "legs": "查看同一张凭证的科目搭配，不应同时出现的列出。",
    "member-cap": "按人、按年（或月、次）合计各单位发放的金额，与标准对照；"
    "没有名单的按人均数估算，只作疑点。",
    "member-once": "按人、按年（或月、事、终身）计算享受的次数，重复的列出。",
    "member-units": "查看同一人在同一节日是否在两个单位领取，后领的列出。",
    "milestones": "按进度节点的可付比例算出合同可付数，与累计支付对照。",
    "near-duplicate": "查找收款人、金额相同，日期相近，摘要相似的两笔支出。",
    "near-limit": "按年度、单位比较略低于、略高于限额的笔数，集中在限额以下的列出。",
    "offices": "把签字人与人员登记的岗位和任期对照，未登记或不在岗的列出。",
    "order": "比较业务各环节的日期，先后颠倒的列出。",
    "outlier": "按年度和明细科目推算金额的通常范围，明显偏大的提示；"
    "笔数不足的不作结论。",
    "pace": "在每年最后一个已经结束的季度末，把执行率与时间进度对照，落后过多的列出。",
    "pass-through": "查找进账后不久又按相同金额付出的款项。",
    "per-head": "把各单位全年人均支出与同类单位对照，超出正常范围的列出。",
    "project-stage": "把项目支出、借支和活动的日期与项目阶段、执行期对照，不符的列出。",
    "ratio": "按年（或季、按次）计算两个数之比，与标准对照。",
    "related-party": "把按合同付款的收款人与人员登记对照，是本会人员的列出。",
    "rest-days": "统计各单位在休息日（已考虑调休）办理的占比，远高于其他单位的列出。",
    "restricted": "把支出科目与该项经费登记的可列支科目对照，用途不符的列出。",
    "round-figures": "按年度和单位统计采购金额，整百元过多、元位数字过于集中的提示；"
    "笔数不足的不作结论。",
    "rush": "把节日、换届前一段日子的每日支出与全年每日平均对照，过于集中的列出。",
    "same-day": "查找同一经办人在同一天报销的两场不同活动。",
    "sequence": "逐月查看凭证号，缺号和重号的列出。",
    "small-claims": "统计同一经办人每月的小额支出笔数，明显多于一般的列出，不写姓名。",
    "split": "查找同一单位在一段日子里付给同一收款人、每笔低于限额而合计达到的支出。",
    "statement-months": "查看每个银行账户的对账单是否逐月齐全，缺少月份的列出。",
    "stock-issue": "库存物品每次领用都要有签收单，并冲减资产基金。",
    "stocktake": "逐年逐单位看卡片是否都盘点过，盘点差异是否按时处理。",
    "top-up": "把全年有关支出与会费收入加规定倍数的补充部分对照，超出的列出。",
    "unit-price": "按资产卡片比较同名、同类、同型号物品的单价，明显偏高的列出。",
    "waiting-rows": "查看银行流水中还没有入账的款项，超过规定天数的列出。",
    "waivers": "检查每件豁免和答复是否在有效期内、是否对应得上查出的问题。",
    "works": "在建工程转出时三者相等；已经竣工、仍留在 161 的列出。",
    "year-end": "按年度、单位计算第四季度和十二月支出占全年的比例，过高的列出。",
}

# How to read the handbook: each group of words and what they mean.
READING: dict[str, dict[str, str]] = {
    "程度": {
        "违规": "分录本身足以证明违反规定，应当纠正。",
        "疑点": "按词语、人均数或缺少的记录推断，需要经办人说明。",
        "提示": "提请留意，不作为问题。",
    },
    "数额状态": {
        "已确认": "有文件依据，可以据以检查。",
        "已确认【依据待核对】": "已据以检查，但数额尚未与原文核对，采用前应核对。",
        "【示例值】": "只用于演示，不是任何文件的规定；"
        "正式采用前必须换成文件规定的数额。",
        "【缺失】": "没有取得文件。数额留空，有关规则暂不执行，由人工检查。",
    },
    "核对程度": {
        "原文": "已与文件原文核对。",
        "转引": "见于其他资料对文件的引用，没有见到原文。",
        "待核对": "尚未与原文逐条核对，采用前应核对。",
    },
}
SOURCE_NOTE = (
    "本手册由规则库直接生成，内容与记账系统检查时所用的完全一致。"
    "改动规则库以后应重新生成，旧版停止使用。"
)
TIME_NOTE = (
    "“现行”“已被替代”“尚未施行”以封面所写日期为准。"
    "每笔业务按发生当日有效的规则和数额检查。"
)
CASES_NOTE = (
    "案例是检查规则是否准确的样例：“不查出”的是合规的业务，“查出”的是应当被发现的业务。"
)
CHECKLIST_NOTE = (
    "下列事项系统不能判定，或只能判定一部分，由检查人逐项查看材料，在右栏写明结果。"
)
COVERAGE_NOTE = "“全部”指分录和登记如实填写时，系统能够判定；单据本身的真伪仍由人负责。"
FIGURES_NOTE = (
    "各项数额以最低一级有数值的为准。【缺失】的由规定的机关或本会补齐后，"
    "有关规则才开始执行。"
)

# What the bookkeeper writes beside an entry, in the words of the paper form.
KEY_WORDS: dict[str, str] = {
    "acceptance": "验收单号",
    "approved": "审批日期",
    "approver": "审批人",
    "attachments": "附单据张数",
    "awarded": "获奖人次",
    "base": "计算基数",
    "basis": "依据文号",
    "bookkeeper": "记账人",
    "budget-line": "预算明细",
    "budget-version": "预算版本",
    "cashier": "出纳",
    "contract": "合同号",
    "contract-amount": "合同金额",
    "contract-date": "合同日期",
    "day": "记账日期",
    "days": "天数",
    "due": "到期日",
    "event": "活动编号",
    "event-date": "活动日期",
    "festival": "节日",
    "filed": "备案日期",
    "fund": "经费来源",
    "handler": "经办人",
    "headcount": "人数",
    "invoice": "发票号码",
    "invoice-date": "开票日期",
    "list": "发放名单",
    "member": "会员编号",
    "minutes": "会议纪要",
    "minutes-date": "会议日期",
    "months": "月数",
    "note": "说明",
    "opening": "期初",
    "pad": "补平余额",
    "paid": "付款日期",
    "payee": "收款人",
    "person": "人员登记",
    "project": "项目",
    "published": "公布日期",
    "quantity": "数量",
    "receipt": "收据",
    "reviewer": "审核人",
    "sessions": "学时",
    "settlement": "结算单",
    "split-slip": "分割单",
    "stage": "阶段",
    "title": "职称",
    "unit": "单位",
}
_KEY = "|".join(sorted(map(re.escape, KEY_WORDS), key=len, reverse=True))
_BEFORE, _AFTER = r"(?<![A-Za-z0-9_-])", r"(?![A-Za-z0-9_-])"
_BRACKETED = re.compile(rf"（(?:{_KEY})(?:、(?:{_KEY}))*）")
_EXPLAINED = re.compile(rf" ?{_BEFORE}(?:{_KEY})（([^（）]+)）")
_BARE = re.compile(rf" ?{_BEFORE}({_KEY}){_AFTER} ?")

_LABELS = {
    "words": "摘要中的词语",
    "payees": "收款人名称中的词语",
    "others": "不属于规定节日",
    "allow": "以下说法除外",
    "codes": "不得使用的科目",
    "tickets": "摘要中车票的词语",
    "except_payees": "收款人名称中有下列词语的除外",
}
_KEYED = {
    "unless": "写明下列之一的除外",
    "apart": "写明下列不同内容的除外",
    "factors": "标准乘以",
    "need": "应登记",
}
_PAIRED = {
    "apart": ("不得由同一人担任", "与"),
    "order": ("先后次序", "不晚于"),
}
_COUNTED = {
    "days": "{} 日内",
    "within": "节日前后 {} 日",
    "similar_percent": "摘要相似 {}% 以上",
    "floor_percent": "每笔不低于限额的 {}%",
    "tolerance_percent": "相差 {}% 以内不计",
    "least": "{} 元以上",
    "least_people": "至少 {} 人经手",
    "gap": "号码相差 {} 以内",
    "band_percent": "限额上下 {}% 以内",
    "payments": "至少 {} 笔",
    "own_payments": "同一家至少 {} 笔",
    "comparable": "至少 {} 件可比",
    "years": "前后 {} 年内",
    "after": "当月 {} 日以后",
    "span": "金额跨度至少 {} 倍",
    "share_least": "整百元至少 {} 笔才统计",
    "digits_least": "元位数字至少 {} 笔才检验",
}
_CLASSES = {
    "1": "全部资产科目",
    "2": "全部负债科目",
    "3": "全部净资产科目",
    "4": "全部收入科目",
    "5": "全部支出科目",
}


def plain(text: str) -> str:
    """Return ``text`` with the keys of the books replaced by words of the paper."""
    said = _EXPLAINED.sub(r"“\1”", _BRACKETED.sub("", text))
    return _BARE.sub(lambda found: f"“{_word(found[1])}”", said)


def details_of(rule: Rule) -> list[tuple[str, str]]:
    """Return what a rule says beyond its kind, as pairs of heading and text."""
    options = rule.options
    said = [("适用范围", scope) for scope in [scope_of(rule.where)] if scope]
    said += [
        (heading, "、".join(map(str, options[name])))
        for name, heading in _LABELS.items()
        if options.get(name)
    ]
    said += [
        (heading, "、".join(map(_word, options[name])))
        for name, heading in _KEYED.items()
        if _are_words(options.get(name))
    ]
    said += [
        (heading, "；".join(joint.join(map(_word, pair)) for pair in options[name]))
        for name, (heading, joint) in _PAIRED.items()
        if options.get(name) and not _are_words(options[name])
    ]
    counts = [
        words.format(options[name])
        for name, words in _COUNTED.items()
        if isinstance(options.get(name), int | str)
    ]
    if counts:
        said.append(("界限", "；".join(counts)))
    sides = options.get("pairs")
    if isinstance(sides, list):
        said.append(("核对", "、".join(str(pair["name"]) for pair in sides)))
    papers = options.get("require")
    if isinstance(papers, list):
        said.append(("应有单据和签字", "、".join(str(need["name"]) for need in papers)))
    return said


def scope_of(where: Where) -> str:
    """Return what a rule looks at, accounts with their statutory names."""
    parts = []
    if where.codes:
        parts.append("、".join(map(account_name, where.codes)))
    if where.except_codes:
        parts.append(f"不含 {'、'.join(map(account_name, where.except_codes))}")
    if where.funds:
        parts.append(f"经费来源 {'、'.join(where.funds)}")
    if where.units:
        parts.append(f"单位 {'、'.join(where.units)}")
    return "；".join(parts)


def account_name(code: str) -> str:
    """Return a code with the name of its account, or of the account it is part of."""
    if code in _CLASSES:
        return _CLASSES[code]
    chart = load_chart()
    name = chart.name(code)
    if code in chart.by_code:
        return f"{code} {name}"
    return f"{code}（{name}的明细）" if name else code


def _word(key: str) -> str:
    return KEY_WORDS.get(key, key)


def _are_words(value: object) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(item, str) for item in value)
    )
