"""The accounts of the reference union, named from the statutory chart."""

from __future__ import annotations

from union_ledger.core.chart import load_chart

_CHART = load_chart()
_ROOTS = {
    "1": "Assets",
    "2": "Liabilities",
    "3": "Equity",
    "4": "Income",
    "5": "Expenses",
}
ICBC_NUMBER = "42000188600987650001"
CCB_NUMBER = "42000199300123450002"


def statutory(code: str) -> str:
    """Return the full account of a listed code, such as ``50102``."""
    first = _CHART.by_code[code[:3]]
    parts = [_ROOTS[code[0]], f"{first.code}-{first.name}"]
    if len(code) > 3:
        parts.append(f"{code[:5]}-{_CHART.by_code[code[:5]].name}")
    return ":".join(parts)


ICBC = f"{statutory('102')}:01-工行基本户"
ICBC_OWN = f"{ICBC}:1-自有"
ICBC_HELD = f"{ICBC}:2-代管"
CCB = f"{statutory('102')}:02-建行会费户"
CCB_OWN = f"{CCB}:1-自有"
CASH = statutory("101")
LOANS = f"{statutory('135')}:13501-职工借款"
CAMPUS = f"{statutory('135')}:13502-校内经费项目"
UNKNOWN_OUT = f"{statutory('135')}:13599-待查"
UNKNOWN_IN = f"{statutory('215')}:21599-待查"
RETENTION = f"{statutory('215')}:21501-质保金"
MUTUAL = f"{statutory('221')}:01-大病医疗互助"
STOCK = f"{statutory('141')}:01-慰问品"
WORKS = f"{statutory('161')}:01-建筑安装工程投资"
SYSTEMS = f"{statutory('161')}:02-设备投资"
PENDING_VALUE = f"{statutory('182')}:01-待处理财产价值"
PENDING_NET = f"{statutory('182')}:02-处理净收入"
RECEIVABLE = statutory("13102")
UPPER = statutory("211")
STOCK_FUND = statutory("30101")
WORKS_FUND = statutory("30103")
ASSET_FUND = statutory("30104")
INTANGIBLE = "无形资产"
SOFTWARE_FUND = statutory("30105")
SUBSIDY_WORKS = f"{statutory('405')}:01-活动中心改造"
SUBSIDY_SPORTS = f"{statutory('405')}:02-教职工文体活动"
SUBSIDY_HOMES = f"{statutory('405')}:03-教职工小家建设"

_MEMBER_ACTIVITIES = {
    "5010501": "节日慰问",
    "5010502": "生日慰问",
    "5010503": "观影演出",
    "5010504": "春秋游",
    "5010505": "婚育病丧退慰问",
}
ASSET_CLASSES = {
    "房屋及构筑物": "01-房屋及构筑物",
    "专用设备": "02-专用设备",
    "通用设备": "03-通用设备",
    "文物和陈列品": "04-文物和陈列品",
    "图书档案": "05-图书档案",
    "家具用具装具及动植物": "06-家具用具装具及动植物",
}
EXPENSE_CODES = (
    *("50101", "50102", "50103", "50104", *_MEMBER_ACTIVITIES, "50106"),
    *("50301", "50302", "50303", "50304", "50305"),
    *("50401", "50402", "50403", "50404", "50405", "50406"),
    *("50501", "50502", "50503", "50504"),
    *("50702", "50703", "50705", "50706", "50707", "50801", "510"),
)
INCOME_CODES = ("401", "402", "40302", "405", "408")


def expense(code: str) -> str:
    """Return the account of an expense code, the union's own 明细 included."""
    account = statutory(code)
    if code in _MEMBER_ACTIVITIES:
        return f"{account}:{code}-{_MEMBER_ACTIVITIES[code]}"
    return account


def asset_account(class_: str, year: int) -> str:
    """Return the 162 or 171 account of a class and year of acquisition."""
    if class_ == INTANGIBLE:
        return f"{statutory('171')}:01-软件:{year}"
    return f"{statutory('162')}:{ASSET_CLASSES[class_]}:{year}"


def depreciation_account(class_: str) -> str:
    """Return the 163 or 172 account of a class."""
    if class_ == INTANGIBLE:
        return f"{statutory('172')}:01-软件"
    return f"{statutory('163')}:{ASSET_CLASSES[class_]}"


def plain_accounts() -> list[str]:
    """Return every account but 162 and 163, in order of code."""
    net = ("32101", "32102", "32103", "32104")
    rest = ("32201", "32202", "32203", "32204", "32205")
    return [
        *(CASH, ICBC, ICBC_OWN, ICBC_HELD, CCB, CCB_OWN, RECEIVABLE),
        *(LOANS, CAMPUS, UNKNOWN_OUT, STOCK, WORKS, SYSTEMS),
        *(PENDING_VALUE, PENDING_NET, UPPER, RETENTION, UNKNOWN_IN, MUTUAL),
        *(STOCK_FUND, WORKS_FUND, ASSET_FUND, SOFTWARE_FUND),
        *(statutory(code) for code in (*net, *rest)),
        *(statutory("401"), statutory("402"), statutory("40302")),
        *(SUBSIDY_WORKS, SUBSIDY_SPORTS, SUBSIDY_HOMES, statutory("408")),
        *(expense(code) for code in EXPENSE_CODES),
    ]
