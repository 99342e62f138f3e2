"""Every step writes what its golden file says, and leaves books that are in order."""

from __future__ import annotations

import pytest

from union_ledger.core.errors import InputError

BUY = (
    "buy --date 2024-02-10 --cost 9000 --name 笔记本电脑 --class 通用设备 "
    "--unit 007 --custodian T0071 --fund 10 --supplier 武汉某公司"
)
DECIDED = "--approver 校工会委员会 --approved 2024-06-01 --minutes 纪要〔2024〕3号"
GONE = f"dispose FA-2022-0001 --date 2024-06-03 --how 出售 --reason 更新 {DECIDED}"
PART = (
    "build --unit 007 --fund 10 --project P2024-01 --account 50705 "
    "--contract HT-9 --supplier 某建筑公司"
)
STEPS = {
    "buy": [BUY],
    "buy-all-told": [
        f"{BUY} --retention 500 --place 教工之家 --model X1 --serial SN1 "
        "--gb A02010108 --contract HT-1 --voucher 银付-0002 --invoice 24420000001 "
        "--attachments 3 --handler T0071 --approver T0081 --note 第一台 --photo a.jpg "
        "--acceptance 验-1 --due 2025-02-10 --minutes 纪要2"
    ],
    "buy-on-three-cards": [f"{BUY} --cards 3"],
    "buy-in-bulk": [
        "buy --date 2024-02-10 --cost 1000 --quantity 3 --name 折叠椅 "
        "--class 家具用具装具及动植物 --unit 007 --fund 10"
    ],
    "buy-software": [
        "buy --date 2024-02-10 --cost 12000 --name 会员管理软件 --class 无形资产 "
        "--unit 007 --fund 10 --life 60"
    ],
    "accept": ["accept FA-2022-0001 --date 2024-02-11 --by T0071"],
    "move": [
        "move FA-2022-0001 FA-2022-0002 --date 2024-02-11 --unit 008 "
        "--custodian T0081 --place 三楼 --by T0071"
    ],
    "move-all": ["move --all-of 058 --date 2024-07-01 --unit 008 --note 撤并"],
    "hand-over": ["hand-over --from T0071 --to T0081 --date 2024-02-11"],
    "lend": [
        "lend FA-2022-0001 --date 2024-02-11 --to 后勤集团 --until 2024-02-20 "
        "--minutes 纪要1"
    ],
    "let": [
        "let FA-2022-0001 --date 2024-02-11 --to 某公司 --until 2024-12-31 "
        "--contract HT-2 --minutes 纪要1"
    ],
    "return": [
        "lend FA-2022-0001 --date 2024-02-11 --to 后勤集团 --until 2024-02-20",
        "return FA-2022-0001 --date 2024-02-19 --by T0071",
    ],
    "idle": ["idle FA-2022-0001 --date 2024-02-11 --note 无人使用"],
    "use": [
        "idle FA-2022-0001 --date 2024-02-11",
        "use FA-2022-0001 --date 2024-03-01",
    ],
    "repair": ["repair FA-2022-0001 --date 2024-02-11"],
    "retire": ["retire FA-2022-0001 --date 2024-02-11 --minutes 申请1"],
    "raise": [
        "raise FA-2022-0001 --date 2024-03-05 --amount 800 --unit 007 --fund 10 "
        "--remaining 60"
    ],
    "raise-in-bulk": [
        "raise FA-2022-0002 --date 2024-03-05 --amount 11 --unit 007 --fund 10"
    ],
    "receive": [
        "receive --how 捐赠 --date 2024-03-05 --value 3000 --name 空调 "
        "--class 通用设备 --unit 007 --custodian T0071 --from 校友会 "
        "--fees 120 --fund 10"
    ],
    "receive-nominal": [
        "receive --how 调入 --date 2024-03-05 --nominal --name 石刻 "
        "--class 文物和陈列品 --unit 007 --custodian T0071"
    ],
    "receive-for-reference": [
        "receive --how 行政提供 --date 2024-03-05 --value 3000 --name 空调 "
        "--class 通用设备 --unit 007 --custodian T0071"
    ],
    "found": [
        "found --date 2024-03-05 --value 1500 --name 打印机 --class 通用设备 "
        "--unit 007 --custodian T0071 --life 40",
        f"write-off FA-2024-0001 --date 2024-06-05 {DECIDED}",
    ],
    "lost": ["lost FA-2022-0001 --date 2024-06-03 --reason 盘点没有找到"],
    "dispose": [
        "dispose FA-2022-0001 --date 2024-06-03 --how 报废 --reason 主板烧毁 "
        "--appraisal 无修复价值 --by T0071",
        f"write-off FA-2022-0001 --date 2024-06-05 {DECIDED}",
    ],
    "dispose-some": [
        "dispose FA-2022-0002 --quantity 1 --date 2024-06-03 --how 毁损 --reason 压坏",
        f"write-off FA-2022-0002 --date 2024-06-05 {DECIDED}",
        "dispose FA-2022-0002 --date 2024-06-20 --how 毁损 --reason 压坏",
    ],
    "dispose-for-reference": [
        "dispose FA-2022-0003 --date 2024-06-03 --how 调出 --reason 行政收回 " + DECIDED
    ],
    "hand-on": [
        f"dispose FA-2022-0001 --date 2024-06-03 --how 调出 --reason 调剂 {DECIDED}"
    ],
    "sell": [
        GONE,
        f"write-off FA-2022-0001 --date 2024-06-05 {DECIDED} --proceeds 600 --costs 50 "
        "--unit 007 --fund 10",
    ],
    "sell-at-a-loss": [
        GONE,
        f"write-off FA-2022-0001 --date 2024-06-05 {DECIDED} --proceeds 10 --costs 50 "
        "--unit 007 --fund 10",
    ],
    "sell-for-others": [
        GONE,
        f"write-off FA-2022-0001 --date 2024-06-05 {DECIDED} --proceeds 600 "
        "--owed-to 21599",
    ],
    "build": [f"{PART} --date 2024-03-01 --amount 8000 --milestone 开工"],
    "complete": [
        f"{PART} --date 2024-03-01 --amount 8000 --milestone 开工",
        f"{PART} --date 2024-05-01 --amount 12000 --retention 600 --milestone 完工",
        "complete --project P2024-01 --date 2024-06-01 --name 活动中心装修 "
        "--class 房屋及构筑物 --unit 007 --custodian T0071 --life 96",
        "release --date 2024-11-30 --amount 600 --project P2024-01 --supplier 建筑公司",
    ],
    "stock": [
        "stock-in --date 2024-03-01 --name 运动会奖品 --amount 600 --unit 007 "
        "--fund 10 --account 50102 --supplier 某商场",
        "stock-out --date 2024-03-09 --name 运动会奖品 --amount 450.5 --list 领-7 "
        "--unit 007 --event 运动会",
    ],
    "donate": [
        "donate FA-2022-0001 --date 2024-06-03 --to 希望小学 --reason 支援教育 "
        + DECIDED
    ],
}


@pytest.mark.parametrize("name", STEPS)
def test_a_step(name, asset, asset_books, whole, file_regression):
    """What is said and written, word for word; card, lot and account agree after it."""
    said = "\n".join(asset(words) for words in STEPS[name]).splitlines()
    whole(asset_books)
    # What the rules find then is theirs to test.
    kept = [line for line in said if not line.startswith("写入后")]
    file_regression.check("\n".join(kept) + "\n", encoding="utf-8")


def test_what_is_written_can_be_seen_before(asset, asset_books, texts):
    """A dry run shows the same text and touches no file."""
    before = texts(asset_books)
    seen = asset(f"{BUY} --dry-run")
    assert texts(asset_books) == before
    done = asset(BUY)
    assert seen.split("未写入")[0] == done.split("已写入")[0]
    written = texts(asset_books)["2024/02-assets.beancount"]
    assert seen.split("未写入")[0].strip() in written


def test_a_whole_life(asset, asset_books, whole, texts):
    """Bought, taken, moved, lent, brought back, raised, thrown away, written off.

    The books are in order after each step: `whole` holds 162 - 163 + 182 = 30104 on
    every day and each lot to its card.
    """
    number = "FA-2024-0001"
    for words in (
        BUY,
        f"accept {number} --date 2024-02-11 --by T0071",
        f"move {number} --date 2024-03-01 --unit 008 --custodian T0081",
        f"lend {number} --date 2024-03-05 --to 后勤集团 --until 2024-03-20",
        f"return {number} --date 2024-03-19",
        f"raise {number} --date 2024-04-02 --amount 1000 --unit 007 --fund 10",
        f"dispose {number} --date 2024-06-02 --how 报废 --reason 烧毁 --appraisal 无",
        f"write-off {number} --date 2024-06-05 {DECIDED}",
    ):
        asset(words)
        ledger = whole(asset_books)
    life = ledger.books.lives[number]
    assert not life.on(ledger.books.entries[-1].day).is_held
    pending = [row.amount for row in ledger.books.of_code("182")]
    # 9,000 over 72 months: twice 125.00; then 9,750 over the 70 left: twice 139.29.
    assert pending == [947142, -947142]
    assert [name for name in texts(asset_books) if "-assets" in name] == [
        f"2024/0{month}-assets.beancount" for month in (2, 3, 4, 6)
    ]


def test_what_the_rules_say_of_it(asset):
    """What is raised has its four legs, and a disposal is decided when written off."""
    raised = asset(
        "raise FA-2022-0001 --date 2024-03-05 --amount 800 --unit 007 --fund 10"
    )
    assert "四分录" not in raised
    assert "资产只增加" not in raised
    assert "写入后违规：R31" in raised  # the papers, which it was given none of
    said = asset(
        "dispose FA-2022-0001 --date 2024-06-03 --how 报废 --reason 烧毁 --appraisal 无"
    )
    said += asset(f"write-off FA-2022-0001 --date 2024-06-05 {DECIDED}")
    assert "没有写明" not in said


def test_an_acceptance_may_be_noted_afterwards(asset, asset_books, whole):
    """It changes nothing about the thing, so that later lines do not forbid it."""
    asset("move FA-2022-0001 --date 2024-03-01 --unit 008 --custodian T0081")
    asset("accept FA-2022-0001 --date 2024-02-11 --by T0071")
    whole(asset_books)


def test_found_on_three_cards_is_settled_card_by_card(asset, asset_books, whole):
    """Each card waits in 182 with its own cost."""
    asset(
        "found --date 2024-03-05 --value 4500 --cards 3 --name 打印机 "
        "--class 通用设备 --unit 007 --custodian T0071"
    )
    asset(f"write-off FA-2024-0002 --date 2024-06-05 {DECIDED}")
    ledger = whole(asset_books)
    pending = [row.amount for row in ledger.books.of_code("182")]
    assert pending == [-150000, -150000, -150000, 150000]


def test_an_advance_is_settled(asset, asset_books, whole):
    """What was bought with borrowed money goes against the advance, not the bank."""
    (asset_books / "2024" / "02.beancount").write_text(
        """\
2024-02-05 * "T0071" "借款购置"
  id: "JK-2024-001"
  unit: "007"
  fund: "10"
  Assets:135-其他应收款:13501-职工借款  9000.00 CNY
  Assets:102-银行存款:01-工行基本户:1-自有  -9000.00 CNY
""",
        encoding="utf-8",
    )
    asset(f"{BUY} --advance JK-2024-001")
    ledger = whole(asset_books)
    assert sum(row.amount for row in ledger.books.of_code("135")) == 0
    assert sum(row.amount for row in ledger.books.of_code("102")) == 4100000


def test_the_list_to_be_signed(asset, tmp_path):
    """The handover list holds every thing of the person, and is written in a dry run.

    It is signed first and the books are changed after it.
    """
    target = tmp_path / "清单.html"
    words = "hand-over --from T0071 --to T0081 --date 2024-02-11 --dry-run"
    asset(f"{words} -o {target}")
    page = target.read_text(encoding="utf-8")
    for said in ("FA-2022-0001", "FA-2022-0003", "67,200.00", "接收人（签字）"):
        assert said in page
    assert "FA-2022-0002" not in page
    with pytest.raises(InputError, match="不认识的扩展名"):
        asset(f"{words} -o {tmp_path / '清单.pdf'}")


def test_who_must_approve(asset, asset_books):
    """Tiers of the local layer decide; an example value is called one."""
    rules = asset_books / "rules"
    rules.mkdir()
    (rules / "index.yaml").write_text(
        'title: 本级\nversion: "1"\nparts: [tiers.yaml]\n', encoding="utf-8"
    )
    (rules / "tiers.yaml").write_text(
        """\
document: {document: 示例}
parameters:
  - key: disposal_tier_committee
    title: 集体研究
    values: [{from: 2018-01-01, value: "5000.00", state: illustrative}]
  - key: disposal_tier_superior
    title: 上级批准
    values: [{from: 2018-01-01, value: "50000.00", state: illustrative}]
""",
        encoding="utf-8",
    )
    main = asset_books / "main.beancount"
    text = main.read_text(encoding="utf-8")
    text = text.replace('plugins" ""', 'plugins" "rules/index.yaml"')
    main.write_text(text, encoding="utf-8")
    said = asset(f"{GONE} --dry-run")
    assert "达到 5,000.00 元，须由工会委员会集体研究决定（示例值" in said
    said = asset(
        "lost FA-2022-0002 --date 2024-06-03 --reason 找不到 --quantity 1 --dry-run"
    )
    assert "由工会主席或其授权的人批准（示例值" in said
