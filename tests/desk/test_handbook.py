"""The handbook: every rule is in it, nothing missing looks settled, nothing escapes."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from html.parser import HTMLParser

import pytest
from docx import Document

from union_ledger.desk.handbook import handbook_html
from union_ledger.desk.handbook_content import Handbook
from union_ledger.desk.handbook_docx import handbook_docx
from union_ledger.plugins.kinds import KINDS
from union_ledger.rules.coverage import load_coverage
from union_ledger.rules.loader import load_rulebook
from union_ledger.rules.words import KIND_WORDS
from union_ledger.rules.words import details_of
from union_ledger.rules.words import plain

DAY = date(2024, 12, 31)
BOOK = load_rulebook(None)
LOCAL = """
document: {document: 示例学校工会规定, number: 校工字〔2024〕1号}
parameters:
  - key: birthday_cap_year
    title: 生日慰问每人每年上限
    values:
      - {from: 2023-01-01, value: "200.00", state: illustrative}
      - from: 2024-01-01
        value: "300.00"
        state: illustrative
        loosens: 经省总工会批准
      - {from: 2025-01-01, value: "350.00", state: illustrative}
rules:
  - id: R121
    title: 生日<b>慰问</b>每人每年一次
    kind: member-once
    severity: 违规
    with: {per: year}
    replaces: 本会另有规定 & 更严
    effective: 2024-01-01
    expires: 2025-12-31
    reviewed_on: 2024-02-01
    message: "{voucher}"
"""


@pytest.fixture(scope="module")
def local(tmp_path_factory):
    folder = tmp_path_factory.mktemp("rules")
    (folder / "own.yaml").write_text(LOCAL, encoding="utf-8")
    (folder / "index.yaml").write_text(
        'title: 示例工会规则\nversion: "2024.1"\nparts: [own.yaml]\n', encoding="utf-8"
    )
    return load_rulebook(folder / "index.yaml")


@pytest.fixture(scope="module")
def page():
    return handbook_html(BOOK, "示例大学工会", DAY)


class Anchors(HTMLParser):
    """What a page defines, and what it leads to."""

    def __init__(self):
        super().__init__()
        self.ids = []
        self.targets = []
        self.tags = set()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        said = dict(attrs)
        if "id" in said:
            self.ids.append(said["id"])
        self.targets += [said[key] for key in ("href", "src") if key in said]


def article(page, rule_id):
    """The part of the page that is about one rule, without tags."""
    part = page.split(f'<article id="{rule_id}">')[1].split("</article>")[0]
    return re.sub(r"<[^>]+>", "", part)


def test_every_kind_has_its_sentence():
    """A kind added without one would stop the handbook."""
    assert KIND_WORDS.keys() == KINDS.keys()
    assert all(words.endswith("。") for words in KIND_WORDS.values())


def test_every_rule_is_in_it_and_every_link_leads_somewhere(page):
    anchors = Anchors()
    anchors.feed(page)
    assert BOOK.rules.keys() <= set(anchors.ids)
    assert len(set(anchors.ids)) == len(anchors.ids)
    assert {target.removeprefix("#") for target in anchors.targets} <= set(anchors.ids)
    # Nothing comes from elsewhere, and nothing runs.
    assert all(target.startswith("#") for target in anchors.targets)
    assert not anchors.tags & {"script", "link", "img", "iframe"}
    assert "url(" not in page
    assert "@import" not in page


def test_a_rule_says_what_it_is(page):
    text = article(page, "R27")
    for words in ("现金支付不超过结算起点", "〔违规〕", KIND_WORDS["cash-limit"]):
        assert words in text
    for words in ("1,000.00 元", "已确认", "《现金管理暂行条例》", "核对程度：原文"):
        assert words in text
    assert "案例" in text


def test_what_is_missing_is_left_blank_and_marked(page):
    text = article(page, "R09")
    assert "【缺失】" in text
    assert "＿＿＿" in text
    assert "【数额缺失，暂不执行】" in text


def test_a_value_from_memory_is_not_taken_for_settled(page):
    assert "已确认【依据待核对】" in article(page, "R22").replace("\n", "")
    assert "依据待核对" not in article(page, "R27")


def test_an_example_value_is_marked_with_its_time(local):
    text = article(handbook_html(local, "示例大学工会", DAY), "R12")
    assert "【示例值】" in text
    assert "【按示例值执行，数额未经确认】" in text
    assert "缺失" not in text
    times = {"200.00 元": "已被替代", "300.00 元": "现行", "350.00 元": "尚未施行"}
    for value, time in times.items():
        assert re.search(rf"{time}\s+{value}", text)


def test_the_day_decides_what_is_in_force(local):
    figures = Handbook(local, "示例大学工会", date(2026, 1, 1)).figures
    line = figures["birthday_cap_year"]
    assert [one.time for one in line] == ["已被替代", "已被替代", "现行"]
    page = handbook_html(local, "示例大学工会", date(2026, 1, 1))
    assert "【不在有效期】" in article(page, "R121")


def test_text_from_the_rulebook_cannot_become_markup(local):
    union = 'A"; } body { display: none } <script>'
    page = handbook_html(local, union, DAY)
    assert "生日&lt;b&gt;慰问&lt;/b&gt;" in page
    assert "本会另有规定 &amp; 更严" in page
    assert "<script" not in page
    assert 'content: "A\\000022\\00003b \\00007d body' in page


def test_a_replaced_rule_gives_its_reason(local):
    page = handbook_html(local, "示例大学工会", DAY)
    last = page.split('id="loosened"')[1]
    assert "R121" in last
    assert "更严" in last


def test_a_value_that_loosens_gives_its_reason(local):
    page = handbook_html(local, "示例大学工会", DAY)
    assert page.split('id="loosened"')[1].count("经省总工会批准") == 1
    none = handbook_html(BOOK, "示例大学工会", DAY)
    assert "没有比上级规定放宽的数额" in none.split('id="loosened"')[1]


def test_the_checklist_has_what_people_must_look_at(page):
    part = page.split('id="checklist"')[1].split('id="coverage"')[0]
    for row in load_coverage():
        assert (row.check in part) == (row.how != "enforced") or not row.check


def test_keys_of_the_books_become_words():
    """A committee does not know what ``headcount`` is."""
    assert plain("补写 headcount、days；") == "补写“人数”、“天数”；"
    assert plain("写会议纪要的文号（minutes）。") == "写会议纪要的文号。"
    assert plain("写 due（到期日）。") == "写“到期日”。"
    assert plain("拍 KTV") == "拍 KTV"


@pytest.mark.parametrize("loaded", BOOK.rules.values(), ids=list(BOOK.rules))
def test_no_rule_reads_like_a_program(loaded):
    rule = loaded.rule
    said = plain(rule.remedy + rule.mistaken) + str(
        [text for _, text in details_of(rule)]
    )
    assert not re.search(r"[a-z_]{3,}|[{}]", said)


def test_the_document_opens_and_has_every_rule():
    document = Document(io.BytesIO(handbook_docx(BOOK, "示例大学工会", DAY)))
    headings = [
        paragraph.text.split("　")[0]
        for paragraph in document.paragraphs
        if paragraph.style.name == "Heading 2"
    ]
    assert BOOK.rules.keys() <= set(headings)
    cells = [cell.text for table in document.tables for cell in table._cells]
    assert "【缺失】" in cells
    assert all(row.check in cells for row in load_coverage() if row.check)


def test_the_document_is_the_same_every_time(local):
    first = handbook_docx(local, "示例大学工会", DAY)
    assert first == handbook_docx(local, "示例大学工会", DAY)
    with zipfile.ZipFile(io.BytesIO(first)) as packed:
        body = packed.read("word/document.xml").decode()
        footer = "".join(
            packed.read(name).decode() for name in packed.namelist() if "footer" in name
        )
    assert "生日&lt;b&gt;慰问" in body
    assert "NUMPAGES" in footer
