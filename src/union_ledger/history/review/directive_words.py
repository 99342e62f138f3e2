"""How people call the kinds of directives（各种指令的名称）."""

from __future__ import annotations

KIND_NAMES = {
    "open": "开户",
    "close": "销户",
    "balance": "余额核对",
    "document": "附件",
    "note": "备注",
    "event": "事件",
    "commodity": "币种",
    "custom unit": "单位",
    "custom group": "工会小组",
    "custom members": "会员人数",
    "custom unit-change": "撤并",
    "custom fund": "经费来源",
    "custom project": "项目",
    "custom budget-version": "预算版本",
    "custom budget-line": "预算",
    "custom share": "拨缴比例",
    "custom milestone": "进度节点",
    "custom person": "人员",
    "custom asset": "资产卡片",
    "custom close": "封账",
    "custom reopen": "重新打开",
    "custom waiver": "豁免",
    "custom answer": "答复",
    "custom payroll": "工资总额",
    "custom dues": "会费",
    "custom statement": "对账单",
    "custom bank-row": "待查流水",
}
