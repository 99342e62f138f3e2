"""Well-known metadata keys（约定的元数据键） and what each of them holds."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

DATES = (
    "submitted",
    "approved",
    "paid",
    "event-date",
    "due",
    "invoice-date",
    "invoice-verified",
    "minutes-date",
    "contract-date",
    "bank-date",
)
NUMBERS = (
    "attachments",
    "headcount",
    "days",
    "sessions",
    "awarded",
    "months",
    "contract-amount",
)
CODES = ("unit", "fund")
PEOPLE = ("handler", "reviewer", "approver", "bookkeeper", "cashier")
TEXTS = (
    "id",
    "voucher",
    "invoice",
    "invoice-blue",
    "invoice-verify",
    "member",
    "title",
    "festival",
    "basis",
    "event",
    "list",
    "issue-list",
    "receipt",
    "settlement",
    "minutes",
    "contract",
    "acceptance",
    "import-ids",
    "bank-rows",
    "bank-balance",
    "batch",
    "suggested",
    "asset",
    "vault-evidence",
)
HOLDS: dict[str, type] = (
    dict.fromkeys(DATES, date)
    | dict.fromkeys(NUMBERS, Decimal)
    | dict.fromkeys((*CODES, *TEXTS, *PEOPLE), str)
)
# What nearly every entry says; Beancount's own keys stand beside them.
USUAL = (
    *("unit", "fund", "id", "voucher", "invoice", "attachments", "headcount"),
    *("event", "event-date", "submitted", "approved", "paid"),
    *PEOPLE,
)

# How people call the keys（中文名）.
KEY_NAMES = {
    "id": "编号",
    "voucher": "凭证号",
    "unit": "单位",
    "fund": "经费来源",
    "project": "项目",
    "event": "活动",
    "event-date": "活动日期",
    "headcount": "人数",
    "member": "会员编号",
    "list": "发放名单",
    "invoice": "发票号码",
    "invoice-date": "开票日期",
    "attachments": "附单据张数",
    "contract": "合同号",
    "contract-date": "合同日期",
    "contract-amount": "合同金额",
    "minutes": "会议纪要",
    "minutes-date": "会议日期",
    "submitted": "报销日期",
    "approved": "审批日期",
    "paid": "付款日期",
    "handler": "经办人",
    "reviewer": "审核人",
    "approver": "审批人",
    "bookkeeper": "记账人",
    "cashier": "出纳",
    "reserve": "冲销的借款或占用",
    "closing": "结转年度",
    "quota": "额度业务",
    "acceptance": "验收单号",
    "settlement": "结算单",
    "receipt": "收据",
    "festival": "节日",
    "basis": "依据文号",
    "due": "到期日",
    "title": "职称",
    "split-slip": "分割单",
    "bank-date": "银行日期",
    "bank-rows": "银行流水",
    "batch": "导入批次",
    "vault-evidence": "封存的证据",
}
