"""审计包: it stands alone, leads to every voucher, and is the same every time."""

from __future__ import annotations

import hashlib
import io
import re
import subprocess
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import unquote

import pytest
from docx import Document
from lxml import html
from openpyxl import load_workbook

from union_ledger.core.errors import InputError
from union_ledger.core.ledger import load_ledger
from union_ledger.core.period import parse_period
from union_ledger.desk.audit_package import build
from union_ledger.reports.cases import cases
from union_ledger.rules.loader import load_rulebook

TESTS = Path(__file__).resolve().parents[1]
YEAR = (TESTS / "reports" / "small_year.beancount").read_text(encoding="utf-8")
REGISTERS = (TESTS / "small.beancount").read_text(encoding="utf-8")
# A few rules, so that a new one in the rulebook does not alter the golden files.
RULES = {"D01", "R27", "R34", "R37", "R42", "R11"}
INVOICE = b"%PDF-1.4 an invented invoice"
LIST = "编号,金额\nM00001,300.00\nM00002,300.00\n"
PAPERS = f"""
2024-03-20 * "某文具店" "自己经办自己审批，附件各种各样" ^fp-1
  id: "V6"
  voucher: "现付-0002"
  unit: "007"
  fund: "10"
  handler: "T0001"
  approver: "T0001"
  list: "lists/三八.csv"
  document: "documents/a.pdf"
  document-sha256: "{hashlib.sha256(INVOICE).hexdigest()}"
  document-2: "documents/b.pdf"
  document-2-sha256: "{"0" * 64}"
  document-3: "documents/没有.pdf"
  document-4: "../outside.pdf"
  Expenses:501-职工活动支出:50102-文体活动   600.00 CNY
  Assets:101-库存现金                        -600.00 CNY
2024-03-20 document Assets:101-库存现金 "documents/linked.pdf" ^fp-1
"""
PERIOD = parse_period("2024")


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    """The small year with an entry that has every kind of document, and its rules."""
    folder = tmp_path_factory.mktemp("账")
    main = folder / "main.beancount"
    plugin = 'plugin "union_ledger.plugins" ""\noption "title" "示例工会"\n'
    main.write_text(f"{YEAR}{PAPERS}{REGISTERS}{plugin}", encoding="utf-8")
    (folder.parent / "outside.pdf").write_bytes(b"not ours")
    for place, content in {
        "documents/a.pdf": INVOICE,
        "documents/b.pdf": b"changed since",
        "documents/linked.pdf": b"linked",
        "lists/三八.csv": LIST.encode(),
    }.items():
        (folder / place).parent.mkdir(exist_ok=True)
        (folder / place).write_bytes(content)
    ledger = load_ledger(main)
    ledger = replace(
        ledger,
        revision=None,
        rulebook="测试规则",
        findings=tuple(f for f in ledger.findings if f.rule in RULES),
        silent=(),
    )
    book = load_rulebook(None)
    few = {number: rule for number, rule in book.rules.items() if number in RULES}
    return SimpleNamespace(ledger=ledger, rulebook=replace(book, rules=few))


@pytest.fixture(scope="module")
def package(books, tmp_path_factory):
    """One package, which no test changes."""
    into = tmp_path_factory.mktemp("out") / "审计包"
    build(books.ledger, PERIOD, books.rulebook, into)
    return into


def files_of(folder):
    """Return every file below a folder by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def page_of(path):
    """Parse a page of the package."""
    return html.fromstring(path.read_bytes())


def target_of(page, href):
    """Return the file a link leads to and the anchor in it."""
    name, _, anchor = href.partition("#")
    path = page.parent / unquote(name) if name else page
    return path.resolve(), unquote(anchor)


def test_twice_the_same_bytes(books, package, tmp_path):
    """Pages, workbooks, Word files and the manifest."""
    build(books.ledger, PERIOD, books.rulebook, tmp_path / "again")
    first, second = files_of(package), files_of(tmp_path / "again")
    assert [*first] == [*second]
    assert [name for name in first if first[name] != second[name]] == []


def test_the_manifest_is_what_sha256sum_reads(package):
    """Every file but itself, in order; the tool says OK to each."""
    lines = (package / "MANIFEST").read_text(encoding="utf-8").splitlines()
    names = [line.partition("  ")[2] for line in lines]
    assert names == sorted({*files_of(package)} - {"MANIFEST"})
    done = subprocess.run(
        ["sha256sum", "--quiet", "-c", "MANIFEST"], cwd=package, check=False
    )
    assert done.returncode == 0


def test_every_link_of_every_page_leads_somewhere(package):
    """Files and anchors exist, inside the package; there is nothing from outside."""
    ids = {}
    count = 0
    for page in sorted(package.rglob("*.html")):
        tree = page_of(page)
        assert not tree.xpath("//script | //img | //link | //iframe")
        for href in tree.xpath("//@href"):
            count += 1
            assert not re.match(r"[a-z]+:|/", href), (page, href)
            path, anchor = target_of(page, href)
            assert path.is_relative_to(package.resolve()), (page, href)
            assert path.is_file(), (page, href)
            if anchor:
                known = ids.setdefault(path, {*page_of(path).xpath("//@id")})
                assert anchor in known, (page, href)
    assert count > 100


def test_every_link_of_every_workbook_leads_somewhere(package):
    """They are seen from the workbook, as Excel does."""
    count = 0
    for path in sorted(package.rglob("*.xlsx")):
        book = load_workbook(path)
        links = [
            cell.hyperlink
            for sheet in book.worksheets
            for row in sheet.iter_rows()
            for cell in row
            if cell.hyperlink and cell.hyperlink.target
        ]
        for link in links:
            count += 1
            name, _, anchor = link.target.partition("#")
            found = path.parent / name
            assert found.is_file(), (path, link.target)
            if anchor:
                assert anchor in page_of(found).xpath("//@id"), (path, link.target)
    assert count >= 10


def test_each_case_leads_to_its_vouchers_in_two_clicks(books, package):
    """From its line in the index straight, or by way of where the case is told."""
    index = package / "index.html"
    told = cases(books.ledger, PERIOD)
    entries = {entry.id: entry for entry in books.ledger.books.entries}
    assert len(told) >= 4
    lines = page_of(index).xpath("//h2[@id='cases']/following::tbody[1]/tr")
    assert len(lines) == len(told)
    for case, line in zip(told, lines, strict=True):
        assert case.lead.message in line.text_content()
        clicks = {target_of(index, href) for href in line.xpath(".//@href")}
        for path, anchor in [*clicks]:
            if path.name == "问题清单.html":
                section = page_of(path).get_element_by_id(anchor)
                clicks |= {target_of(path, href) for href in section.xpath(".//@href")}
        shown = {
            page_of(path).get_element_by_id(anchor).text_content()
            for path, anchor in clicks
            if path.parent.name == "04-凭证" and anchor
        }
        for entry in (entries[own] for own in case.entry_ids if own in entries):
            found = [text for text in shown if entry.narration in text]
            place = f".beancount:{entry.lineno}"
            assert any(place in text for text in found), (case.id, entry.id)


def test_golden_index(package, file_regression):
    """What an auditor reads first; hashes and sizes are left out."""
    main = page_of(package / "index.html").find(".//main")
    lines = [
        line
        for row in main.xpath(".//h1 | .//h2 | .//h3 | .//dl | .//p | .//li | .//tr")
        if (line := " ".join(" ".join(row.itertext()).split()))
    ]
    text = re.sub(r" [\d,]+ [0-9a-f]{64}", " …", "\n".join(lines))
    text = re.sub(r"\.[0-9a-f]{8}\.pdf", ".….pdf", text)
    file_regression.check(text, extension=".txt", encoding="utf-8")


def test_golden_draft(package, file_regression):
    """The draft: figures filled in, judgement left to people."""
    file = next(package.glob("01-审计报告/*.docx"))
    document = Document(io.BytesIO(file.read_bytes()))
    lines = []
    for part in document.iter_inner_content():
        if hasattr(part, "rows"):
            lines += [" | ".join(cell.text for cell in row.cells) for row in part.rows]
        elif part.text:
            lines.append(part.text)
    file_regression.check("\n".join(lines), extension=".txt", encoding="utf-8")
    text = "\n".join(lines)
    assert "征求意见稿" in text
    assert text.count("〔请填写：定性〕") == text.count("\n事实：") > 0
    assert "四、审计评价\n〔请填写" in text


def test_documents_are_copied_or_said_to_be_missing(package):
    """Right, changed, missing, outside; a list of names only by its hash."""
    book = load_workbook(package / "05-附件" / "附件清单.xlsx")
    rows = [
        [cell.value for cell in row][1:4]
        for row in book["附件清单"].iter_rows(min_row=4)
        if row[2].value
    ]
    assert rows == [
        ["documents/a.pdf", "已附", "相符"],
        ["documents/b.pdf", "校验不符", "不符"],
        ["documents/没有.pdf", "缺失", "没有登记"],
        ["outside.pdf", "账簿目录之外", "没有登记"],
        ["lists/三八.csv", "名单未附", "没有登记"],
        ["documents/linked.pdf", "已附", "没有登记"],
    ]
    copied = {path.read_bytes() for path in package.glob("05-附件/*.pdf")}
    assert copied == {INVOICE, b"changed since", b"linked"}
    assert not [*package.rglob("*.csv")]
    shown = page_of(package / "04-凭证" / "2024-03.html").text_content()
    assert "documents/没有.pdf（缺失）" in "".join(shown.split())


def test_lists_of_names_are_copied_when_asked_for(books, tmp_path):
    into = tmp_path / "包"
    build(books.ledger, PERIOD, books.rulebook, into, with_lists=True)
    (copied,) = into.rglob("*.csv")
    assert copied.read_text(encoding="utf-8") == LIST


def test_nothing_tells_where_the_books_lie_on_this_machine(books, package):
    """Nor who may be on a list."""
    folder = str(books.ledger.main.parent).encode()
    for name, content in files_of(package).items():
        assert folder not in content, name
        assert b"M00001" not in content, name


def test_the_case_papers_ask_what_a_report_needs(package):
    """事实、金额、凭证号、违反条款、定性、处理意见, and room to sign."""
    first = min(package.glob("02-问题/取证单和底稿/*.xlsx"))
    book = load_workbook(first)
    assert book.sheetnames == ["取证单", "工作底稿", "凭证明细"]
    asked = {
        str(cell.value)
        for name in book.sheetnames[:2]
        for row in book[name].iter_rows(min_row=3)
        for cell in row
        if cell.value
    }
    for words in ("事实摘要", "凭证号", "违反条款", "定性", "处理意见", "复核意见"):
        assert words in asked
    assert any(text.startswith("证据提供单位（盖章）") for text in asked)


def test_the_journal_holds_every_posting_of_the_period(books, package):
    """Its sums are those of the books."""
    (path,) = package.glob("04-凭证/*.xlsx")
    sheet = load_workbook(path, data_only=True).worksheets[0]
    rows = [row for entry in books.ledger.books.entries for row in entry.rows]
    assert sheet.max_row == 3 + len(rows)
    assert round(sheet["H2"].value * 100) == sum(row.debit for row in rows)
    assert sheet["H2"].value == sheet["I2"].value


def test_a_folder_with_something_else_in_it_is_left_alone(books, tmp_path):
    """Also with --force, which is for packages."""
    (tmp_path / "照片.jpg").write_bytes(b"mine")
    for force in (False, True):
        with pytest.raises(InputError, match="目录里有别的文件"):
            build(books.ledger, PERIOD, books.rulebook, tmp_path, force=force)
    assert [path.name for path in tmp_path.iterdir()] == ["照片.jpg"]


def test_an_earlier_package_is_replaced_only_with_force(books, tmp_path):
    """And not where somebody has written in it."""
    into = tmp_path / "包"
    into.mkdir()
    build(books.ledger, PERIOD, books.rulebook, into)
    with pytest.raises(InputError, match="已有一个审计包"):
        build(books.ledger, PERIOD, books.rulebook, into)
    build(books.ledger, PERIOD, books.rulebook, into, force=True)
    assert [path.name for path in tmp_path.iterdir()] == ["包"]
    draft = next(into.glob("01-审计报告/*.docx"))
    draft.write_bytes(b"two days of work")
    with pytest.raises(InputError, match="1 个文件是后来加的或改过的"):
        build(books.ledger, PERIOD, books.rulebook, into, force=True)
    assert draft.read_bytes() == b"two days of work"


def test_what_breaks_off_leaves_nothing(books, tmp_path):
    """No half of a package, under any name."""

    def stop(done, _whole):
        if done == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(books.ledger, PERIOD, books.rulebook, tmp_path / "包", told=stop)
    assert [*tmp_path.iterdir()] == []


def test_books_without_problems_give_a_package_too(books, tmp_path, write_books):
    """It says that there are none."""
    ledger = load_ledger(write_books("; 没有分录"))
    ledger = replace(ledger, findings=())
    build(ledger, PERIOD, books.rulebook, tmp_path / "包")
    text = page_of(tmp_path / "包" / "index.html").text_content()
    assert "本期没有发现问题。" in text
