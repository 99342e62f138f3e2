"""Nothing of a person enters git: files of any kind, the index, whole ranges."""

from __future__ import annotations

import subprocess

import pytest
from openpyxl import Workbook

from union_ledger.core.health_words import health_of_a_person
from union_ledger.history.guard.guard import guard_files
from union_ledger.history.guard.guard import guard_range
from union_ledger.history.guard.guard import guard_staged
from union_ledger.history.guard.personal_scan import scan
from union_ledger.history.revisions.repository import Repository

# Invented; the id's and the card's check digits are right.
MOBILE = "13800001234"
PERSON = "420106199003074519"
CARD = "6222020000000000000"


@pytest.fixture(autouse=True)
def _right_numbers():
    """The numbers planted here are such as are found at all."""
    assert [n.kind for n in scan("a.txt", PERSON.encode()).numbers] == ["身份证号"]
    assert [n.kind for n in scan("a.txt", CARD.encode()).numbers] == ["银行卡号"]


def found(path, text):
    return [(n.line, n.kind) for n in scan(path, text.encode("utf-8")).numbers]


@pytest.mark.parametrize(
    "path", ["a.beancount", "rules/a.yaml", "README.md", "a.txt", "CODEOWNERS", "a.py"]
)
def test_each_kind_of_text_is_read_line_by_line(path):
    assert found(path, f"一\n电话 {MOBILE}\n二\n证 {PERSON}") == [
        (2, "手机号"),
        (4, "身份证号"),
    ]


def test_numbers_of_papers_are_allowed_in_the_ledger_only():
    """Under `invoice`, `serial` and the like; the same in a note is not."""
    text = f'2024-05-06 * "一" "二"\n  serial: "{CARD}"\n  remark: "{CARD}"\n'
    assert found("2024/05.beancount", text) == [(3, "银行卡号")]
    assert found("notes.txt", text) == [(2, "银行卡号"), (3, "银行卡号")]


def test_other_encodings_are_read():
    data = f"姓名，电话{MOBILE}".encode("gb18030")
    assert [n.kind for n in scan("名单.txt", data).numbers] == ["手机号"]


def test_columns_of_papers_numbers_are_allowed_in_tables():
    """An 18-digit order number may look like a card; an id number is told anywhere."""
    table = f"交易流水号,对方账号\n{CARD},{CARD}\n{PERSON},1\n"
    assert found("a.csv", table) == [(2, "银行卡号"), (3, "身份证号")]


def test_workbooks_are_read(tmp_path):
    book = Workbook()
    book.active.append(["姓名", "电话"])
    book.active.append(["甲", MOBILE])
    book.create_sheet("二").append([f"证件 {PERSON}"])
    book.save(tmp_path / "名单.xlsx")
    report = guard_files([tmp_path])
    assert [(n.line, n.kind) for n in report.numbers] == [
        (2, "手机号"),
        (1, "身份证号"),
    ]


@pytest.mark.parametrize("name", ["a.docx", "a.zip", "a.pdf", "a.png", "a.xlsx"])
def test_what_cannot_be_read_is_told(name):
    """A person has to look; broken workbooks too."""
    assert scan(name, b"PK\x03\x04\x00\x00").unread


def test_a_files_name_is_looked_at():
    assert found(f"{PERSON}.txt", "") == [(0, "身份证号")]


def test_health_is_told_beside_a_person_only():
    """The word alone is a purpose of spending; beside a name it is a secret."""
    assert health_of_a_person("慰问张三丰同志，因肺癌住院")
    assert health_of_a_person("李雷（糖尿病）")
    assert not health_of_a_person("大病医疗互助，糖尿病讲座")
    assert not health_of_a_person("慰问张三丰同志。残疾人日活动")


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """An empty repository with its own settings; returns a way to run git in it."""
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, "/dev/null")

    def git(*words):
        return subprocess.run(
            ["git", "-C", tmp_path, *words], check=True, capture_output=True, text=True
        ).stdout.strip()

    git("init", "-q", "-b", "main")
    for key, value in {"user.name": "T1", "user.email": "t1@example.org"}.items():
        git("config", key, value)
    git.folder = tmp_path

    def commit(message, **files):
        for name, text in files.items():
            path = tmp_path / name.replace("__", "/").replace("_", ".")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        git("add", "-A")
        git("commit", "-q", "--allow-empty", "-m", message)
        return git("rev-parse", "HEAD")

    git.commit = commit
    return git


def test_only_what_is_staged_counts(repository):
    """Before the first commit and after it; the index, not the work tree."""
    folder = repository.folder
    (folder / "a.txt").write_text(MOBILE)
    assert guard_staged(Repository(folder)).files == 0
    repository("add", "a.txt")
    (folder / "a.txt").write_text("改好了")
    assert [n.path for n in guard_staged(Repository(folder)).numbers] == ["a.txt"]
    repository.commit("一")
    assert guard_staged(Repository(folder)).files == 0


def test_a_number_that_was_taken_out_again_is_still_told(repository):
    """Git keeps it: every commit of the range is looked at, messages too."""
    base = repository.commit("一", a_txt="好")
    repository.commit("二", a_txt=MOBILE, b_txt="好")
    repository.commit(f"删去 {CARD}", a_txt="好")
    report = guard_range(Repository(repository.folder), base, "HEAD")
    assert [n.kind for n in report.numbers] == ["手机号", "银行卡号"]
    assert report.files == 3
    assert guard_range(Repository(repository.folder), "HEAD~1", "HEAD").files == 1


def test_the_first_commit_is_looked_at_too(repository):
    repository.commit("一", a_txt=MOBILE)
    assert len(guard_range(Repository(repository.folder), "", "HEAD").numbers) == 1


@pytest.mark.parametrize(
    "name",
    [
        ".writing-05.beancount",
        "2024/a.lock",
        "~$名单.xlsx",
        ".main.picklecache",
        ".union-ledger-unfinished/1.json",
    ],
)
def test_half_written_files_are_refused(repository, name):
    """Taking one out again is allowed."""
    (repository.folder / name).parent.mkdir(exist_ok=True)
    (repository.folder / name).write_text("一")
    repository("add", "-f", name)
    report = guard_staged(Repository(repository.folder))
    assert [path for path, _ in report.unwanted] == [name]
    repository.commit("一")
    repository("rm", "-q", name)
    assert guard_staged(Repository(repository.folder)).is_clean


def test_what_a_closing_wrote_stays_as_it_is(repository):
    """It may be added; changed, moved or deleted it is refused."""
    close = "registers/close-0001-2024-01.beancount"
    for name in ("seals/2024-01.json", close):
        path = repository.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("一")
    repository("add", "-A")
    assert guard_staged(Repository(repository.folder)).is_clean
    repository.commit("一")
    (repository.folder / "seals/2024-01.json").write_text("二")
    repository("rm", "-q", close)
    repository("add", "-A")
    report = guard_staged(Repository(repository.folder))
    assert [path for path, _ in report.unwanted] == [close, "seals/2024-01.json"]
    assert not report.is_clean


def test_card_numbers_may_be_let_pass_by_name_of_file(repository):
    """Bank statements kept in the repository; persons' other numbers never."""
    folder = repository.folder
    (folder / "documents").mkdir()
    (folder / "documents/流水.csv").write_text(f"对方账号,电话\n{CARD},{MOBILE}\n")
    (folder / "a.txt").write_text(CARD)
    repository("add", "-A")
    report = guard_staged(Repository(folder))
    report.let_cards_pass(["documents/*"])
    assert [(n.path, n.kind) for n in report.numbers] == [
        ("a.txt", "银行卡号"),
        ("documents/流水.csv", "手机号"),
    ]
    assert len(report.let_pass) == 1
