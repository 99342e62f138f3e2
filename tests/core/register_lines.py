"""Every register line with every field, in one small union."""

from __future__ import annotations

BASE = """
2020-01-01 open Assets:102-银行存款:01-工行基本户 CNY
2020-01-01 custom "unit" "007" "机械学院工会"
2020-01-01 custom "unit" "058" "档案馆工会"
2020-01-01 custom "unit" "059" "校史馆工会"
2020-01-01 custom "unit" "061" "档案与校史馆工会"
2020-01-01 custom "fund" "10" "基础活动经费"
2020-01-01 custom "project" "P2024-03" "团结杯"
2023-12-05 custom "budget-version" "2024" "V1"
  stage: "草案"
2024-01-01 custom "asset" "FA-2024-0002" "打印机"
  class: "通用设备"
  cost: 1200.00 CNY
  unit: "007"
"""

# Every register line of the design with every field it may have.
WHOLE = {
    "unit": """
        2020-01-01 custom "unit" "008" "电气学院工会"
          kind: "独立核算"
          short: "电气学院 电气"
          category: "院系"
          closed: 2030-06-30
          note: "有自己的账户"
        """,
    "group": """
        2020-01-01 custom "group" "007-03" "第三工会小组"
          leader: "T0007"
          closed: 2025-01-01
        """,
    "members": """
        2024-01-01 custom "members" "007" 412
          note: "年初名册"
        """,
    "unit-change": """
        2024-07-01 custom "unit-change" "merge"
          from: "058 059"
          to: "061"
          decision: "校工会〔2024〕3号"
          shares: "061:1"
          note: "并入"
        """,
    "fund": """
        2020-01-01 custom "fund" "50" "困难帮扶经费"
          restricted: TRUE
          source: "402 405"
          accounts: "504 50305"
          lapses: FALSE
          closed: 2030-12-31
        """,
    "project": """
        2024-03-21 custom "project" "P2024-04" "新年音乐会"
          unit: "007"
          fund: "10"
          program: "阵地平台建设工程"
          line: "文体"
          stage: "执行"
          start: 2024-04-01
          end: 2024-12-31
          nature: "基本支出"
        """,
    "budget-version": """
        2024-06-05 custom "budget-version" "2024" "V2"
          stage: "备案"
          reviewed: 2024-06-06
          approved: 2024-06-10
          filed: 2024-06-20
          published: 2024-06-25
          minutes: "校工委会〔2024〕6号"
        """,
    "budget-line": """
        2024-01-01 custom "budget-line" "2024" "50102" 120000.00 CNY
          version: "V1"
          unit: "007"
          fund: "10"
          project: "P2024-03"
          previous: 110000.00 CNY
          note: "比上年增加一项比赛"
        """,
    "share": """
        2020-01-01 custom "share" "自主拨缴" 0.60
          remit: "季"
          note: "上级文件"
        """,
    "person": """
        2020-01-01 custom "person" "T0412"
          unit: "007"
          roles: "handler custodian"
          to: 2026-08-31
        """,
    "asset": """
        2024-05-06 custom "asset" "FA-2024-0001" "笔记本电脑"
          class: "通用设备"
          gb: "A02010105"
          cost: 8999.00 CNY
          quantity: 2
          funding: "402"
          unit: "007"
          custodian: "T0412"
          place: "东三楼 201"
          model: "14 英寸"
          measure: "台"
          method: "购置"
          state: "在用"
          life: 72
          acquired: 2024-05-06
          started: 2024-05-06
          depreciated: 125.00 CNY
          voucher: "2024-05 银付-0004"
          contract: "HT-2024-02"
          serial: "SN123"
          photo: "photos/1.jpg"
          owner: "工会"
        """,
    "asset-accept": """
        2024-05-08 custom "asset-accept" "FA-2024-0002"
          by: "T0412"
        """,
    "asset-state": """
        2024-06-01 custom "asset-state" "FA-2024-0002" "出借"
          to: "后勤集团工会"
          until: 2024-09-01
          minutes: "校工委会〔2024〕6号"
          contract: "JY-2024-01"
          by: "T0412"
        """,
    "asset-raise": """
        2024-08-01 custom "asset-raise" "FA-2024-0002" 1200.00 CNY
          remaining: 60
          voucher: "2024-08 银付-0007"
          by: "T0412"
        """,
    "asset-dispose": """
        2024-12-01 custom "asset-dispose" "FA-2024-0002"
          how: "报废"
          reason: "主板损坏，修理不合算"
          quantity: 1
          approver: "校工会委员会"
          approved: 2024-11-28
          minutes: "校工委会〔2024〕11号"
          appraisal: "技术鉴定意见 2024-17"
          voucher: "2024-12 转-0003"
          by: "T0412"
        """,
    "asset-move": """
        2024-07-01 custom "asset-move" "FA-2024-0002"
          unit: "007"
          custodian: "T0412"
          place: "西一楼 101"
          by: "T0412"
        """,
    "count": """
        2024-11-30 custom "count" "FA-2024-0002"
          result: "位置不符"
          by: "T0412"
          name: "打印机"
          state: "闲置"
          unit: "007"
          custodian: "T0412"
          place: "西一楼 102"
          quantity: 1
          sheet: "PD-2024-007"
        """,
    "close": """
        2024-04-03 custom "close" 2024-03-31
          seal: "9f2c"
          number: 3
          file: "seals/2024-03.json"
          by: "T0003"
          accepted: "violations"
          reason: "已交整改"
          approver: "T0001"
        """,
    "reopen": """
        2024-05-08 custom "reopen" 2024-03-31
          number: 3
          after: "9f2c"
          reason: "发票补到"
          approver: "T0001"
        """,
    "waiver": """
        2024-05-10 custom "waiver" "R27"
          subject: "某店"
          finding: "R27-0a1b2c3d"
          limit: 1500.00 CNY
          approver: "T0001"
          minutes: "校工委会〔2024〕5号"
          expires: 2024-12-31
        """,
    "milestone": """
        2024-05-01 custom "milestone" "P2024-03" "竣工验收"
          contract: "HT-2024-G01"
          planned: 2024-10-31
          done: 2024-11-15
          share: 0.95
          note: "四方验收"
        """,
    "answer": """
        2024-06-01 custom "answer" "R33-0a1b2c3d"
          owner: "T0412"
          state: "整改"
          due: 2024-06-30
          by: "T0001"
          reason: "原件已核对"
          amount: 1200.00 CNY
          note: "退回重复的一笔"
        """,
    "statement": """
        2024-03-31 custom "statement" "Assets:102-银行存款:01-工行基本户" 936281.07 CNY
          own-account: "0001"
          first: 2024-03-01
          opening: 900000.00 CNY
          rows: 12
          source-file: "工行_202403.xlsx"
          document: "documents/0001/2024-03-31.工行_202403.xlsx"
          sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
        """,
    "bank-row": """
        2024-03-29 custom "bank-row" "Assets:102-银行存款:01-工行基本户" -88.00 CNY
          id: "0001-93b3e30caa141d88"
          payee: "某公司"
          narration: "货款"
          source-file: "工行_202403.xlsx"
        """,
    "payroll": """
        2024-02-05 custom "payroll" "2024-01" 41000000.00 CNY
          note: "人事处工资表"
        """,
    "dues": """
        2024-11-30 custom "dues" "007" "2024-11" 525.50 CNY
          members: 27
          base: 105100.00 CNY
          source-sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15"
        """,
}
