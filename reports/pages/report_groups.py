"""The reports in the groups that people look for them in."""

from __future__ import annotations

GROUPS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "会计报表",
        (
            ("balance-sheet", "工会01表：期末有什么、欠什么、余多少"),
            ("income-statement", "工会02表：本期和本年的收入、支出"),
            ("notes", "报表的文字说明，可下载 Word 继续写"),
            ("custodial", "代管的钱收了多少、付了多少、还有多少"),
        ),
    ),
    (
        "预算、决算",
        (
            ("budget", "本年预算和编制说明"),
            ("final-accounts", "预算与决算对照，以及说明"),
            ("project-budget", "项目预算调整了什么、执行了多少"),
        ),
    ),
    (
        "经费使用",
        (
            ("overview", "主席看的一页"),
            ("utilisation", "各单位、各类经费的额度和使用"),
            ("projects", "每个项目的进度和支出"),
            ("notice", "发给各二级工会的使用情况通报"),
            ("effect", "钱用到了哪里、多少人受益"),
            ("brief", "一页的经费简报"),
            ("disclosure", "向会员公开的内容"),
        ),
    ),
    (
        "监督、审计",
        (
            ("findings", "全部检查发现"),
            ("rectification", "问题的责任人、期限和整改经过"),
            ("supervision", "关键人、关键处、关键事、关键时"),
            ("reconciliation", "每个银行户每月末的调节和未达账项"),
        ),
    ),
    (
        "资产",
        (
            ("asset-register", "每张资产卡片"),
            ("depreciation", "本期计提和累计折旧"),
            ("asset-changes", "本期增加、减少和变动"),
            ("stocktaking", "盘点的结果和差异"),
            ("idle-assets", "闲置的、超过使用年限的资产"),
        ),
    ),
)
"""(group, ((name of the report, what it tells), …)); every report stands in one."""
