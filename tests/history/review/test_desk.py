"""submit and approve: people who know no git hand changes in and agree to them."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from click.testing import CliRunner
from tests.history.review.scratch import Scratch

from union_ledger.cli.approve import command as approve
from union_ledger.cli.submit import command as submit

pytestmark = pytest.mark.skipif(
    not shutil.which("ssh-keygen"), reason="needs ssh-keygen"
)
PEOPLE = {
    "T0001": "chair approver",
    "T0002": "reviewer",
    "T0004": "bookkeeper",
    "T0010": "auditor",
}
POLICY = """title: 示例
signatures: required
people:
{people}
areas:
  - {{title: 复核办法, kind: people, paths: [rules/review.yaml],
     change: chair, approve: [chair, auditor]}}
  - {{title: 账目, kind: entries, paths: ["2024/*.beancount"],
     change: bookkeeper, approve: [reviewer approver],
     directives: [transaction, balance, document, note]}}
  - {{title: 登记册, kind: registers, paths: [registers.beancount],
     change: bookkeeper, approve: [chair, auditor],
     directives: [open, custom unit, custom fund, custom members, custom person]}}
  - {{title: 规则, kind: rules, paths: ["rules/*.yaml"],
     change: auditor, approve: [chair]}}
  - {{title: 程序设置, kind: setup, paths: [main.beancount],
     change: chair, approve: [auditor]}}
"""
SPENT = """2024-02-05 * "示例球馆" "场地费"
  id: "OUT-3"
  voucher: "银付-0001"
  unit: "007"
  fund: "10"
  invoice: "24420000000000000031"
  attachments: 1
  handler: "T0006"
  approver: "T0001"
  bookkeeper: "T0004"
  Expenses:501-职工活动支出:50102-文体活动  800.00 CNY
  Assets:102-银行存款:01-基本户  -800.00 CNY
"""


@pytest.fixture(scope="session")
def keys(tmp_path_factory):
    folder = tmp_path_factory.mktemp("keys")
    for name in PEOPLE:
        words = ("-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(folder / name))
        subprocess.run(["ssh-keygen", *words], check=True)
    return folder


@pytest.fixture
def desk(tmp_path, keys, monkeypatch):
    """The books with a policy, and a server that others clone from."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    books = Scratch(tmp_path / "books")
    people = ""
    for name, roles in PEOPLE.items():
        key = " ".join((keys / f"{name}.pub").read_text(encoding="utf-8").split()[:2])
        mail = f"{name.lower()}@union.invalid"
        people += f"  - {{id: {name}, email: {mail}, roles: {roles}, "
        people += f"keys: [{{key: {key}}}]}}\n"
    books.write("rules/review.yaml", POLICY.format(people=people.rstrip()))
    books.add(
        "registers.beancount",
        '2023-01-01 custom "person" "T0006"\n  unit: "007"\n  roles: "handler"\n',
    )
    books.base = books.commit("复核办法")
    return Desk(books, keys)


class Desk:
    """Runs both commands as one of the people."""

    def __init__(self, books, keys):
        self.books = books
        self.keys = keys

    def submit(self, person, *words, given=""):
        return self._run(submit, person, [str(self.books.folder), *words], given)

    def approve(self, person, *words, given=""):
        words = ("--books", str(self.books.folder), *words)
        return self._run(approve, person, list(words), given)

    def _run(self, command, person, words, given):
        who = ["--as", person, "--key", str(self.keys / person)]
        return CliRunner().invoke(command, [*words, *who], input=given)

    def handed_in(self, name="2024/02.beancount", text=SPENT, person="T0004"):
        self.books.add(name, text)
        done = self.submit(person, "-m", "场地费", "--yes")
        assert done.exit_code == 0, (done.output, done.exception)
        return self.books.git("rev-parse", "HEAD")


def test_a_change_is_handed_in_and_merged(desk):
    change = desk.handed_in()
    books = desk.books
    assert books.git("rev-parse", "main") == books.base
    done = desk.approve("T0002", "--yes")
    assert "已批准，并入账簿" in done.output, (done.output, done.exception)
    parents = books.git("show", "-s", "--format=%P", "main").split()
    assert parents == [books.base, change]
    # Whoever handed it in still stands on his branch, and nothing of his is touched.
    assert books.git("status", "--porcelain") == ""
    assert "已经并入账簿" in desk.submit("T0004", "--update").output
    assert books.git("rev-parse", "--abbrev-ref", "HEAD") == "main"


def test_nobody_agrees_to_what_he_made_himself(desk):
    desk.handed_in()
    done = desk.approve("T0004", "--yes")
    assert done.exit_code == 1
    assert "own-approval" in done.output
    assert desk.books.git("rev-parse", "main") == desk.books.base


def test_who_may_not_approve_is_refused(desk):
    desk.handed_in()
    done = desk.approve("T0010", "--yes")
    assert "还要别人批准" in done.output
    assert desk.books.git("rev-parse", "main") == desk.books.base


def test_two_people_agree_one_after_the_other(desk):
    text = '2024-02-01 custom "members" "007" 130\n'
    desk.handed_in("registers.beancount", text)
    first = desk.approve("T0001", "--yes")
    assert "还要别人批准" in first.output, (first.output, first.exception)
    assert desk.books.git("rev-parse", "main") == desk.books.base
    second = desk.approve("T0010", "--yes")
    assert "已批准，并入账簿" in second.output, (second.output, second.exception)


def test_a_change_is_sent_back_corrected_and_merged(desk):
    desk.handed_in()
    done = desk.approve("T0002", given="退回\n发票号不对\n")
    assert "已退回" in done.output, (done.output, done.exception)
    assert "发票号不对" in desk.submit("T0004", "--update").output
    assert "等提交的人改" in desk.approve("T0002", "--list").output
    desk.books.replace(
        "2024/02.beancount", "24420000000000000031", "24420000000000000032"
    )
    assert desk.submit("T0004", "-m", "改发票号", "--yes").exit_code == 0
    done = desk.approve("T0002", given="同意\n")
    assert "已批准，并入账簿" in done.output, (done.output, done.exception)


def test_what_is_looked_at_again_later_stays_as_it_is(desk):
    change = desk.handed_in()
    assert "没有表态" in desk.approve("T0002", given="再看\n").output
    assert desk.books.git("rev-parse", "HEAD") == change


def test_a_change_with_a_new_violation_cannot_be_merged(desk):
    desk.handed_in(text=SPENT.replace("800.00", "90000.00"))
    done = desk.approve("T0002", "--yes")
    assert done.exit_code == 1
    assert "还不能合并" in done.output
    assert desk.books.git("rev-parse", "main") == desk.books.base


def test_a_change_goes_by_file_where_there_is_no_server(desk, tmp_path):
    books, bundle = desk.books, tmp_path / "改动.bundle"
    other = tmp_path / "other"
    books.git("clone", "-q", str(books.folder), str(other))
    subprocess.run(["git", "-C", str(other), "remote", "remove", "origin"], check=True)
    books.add("2024/02.beancount", SPENT)
    done = desk.submit("T0004", "-m", "场地费", "--yes", "--bundle", str(bundle))
    assert "已写成" in done.output, (done.output, done.exception)
    words = [str(bundle), "--books", str(other), "--yes"]
    who = ["--as", "T0002", "--key", str(desk.keys / "T0002")]
    done = CliRunner().invoke(approve, [*words, *who])
    assert "已批准，并入账簿" in done.output, (done.output, done.exception)


def test_nothing_changed_is_said(desk):
    done = desk.submit("T0004", "-m", "空", "--yes")
    assert done.exit_code == 0
    assert "没有改动" in done.output


def test_a_server_that_refuses_leaves_everybody_where_he_was(desk, tmp_path):
    """The remote is asked first; what could not be sent is sent the next time."""
    books, server = desk.books, tmp_path / "server.git"
    books.git("clone", "-q", "--bare", str(books.folder), str(server))
    books.git("remote", "add", "origin", str(server))
    hook = server / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\necho 不收 >&2\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    books.add("2024/02.beancount", SPENT)
    assert "不收" in str(desk.submit("T0004", "-m", "场地费", "--yes").exception)
    hook.unlink()
    assert "现在已推送" in desk.submit("T0004", "-m", "x", "--yes").output
    hook.write_text("#!/bin/sh\necho 不收 >&2\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    assert "不收" in str(desk.approve("T0002", "--yes").exception)
    assert books.git("rev-parse", "main") == books.base
    hook.unlink()
    assert "已批准，并入账簿" in desk.approve("T0002", "--yes").output
    served = books.git("--git-dir", str(server), "rev-parse", "main")
    assert served == books.git("rev-parse", "main")


def test_an_unfinished_merge_is_not_handed_in(desk):
    books = desk.books
    books.git("switch", "-q", "-c", "other")
    books.replace("2024/01.beancount", "打印通知", "打印海报")
    books.commit("一")
    books.git("switch", "-q", "main")
    books.replace("2024/01.beancount", "打印通知", "打印手册")
    books.commit("二")
    with pytest.raises(subprocess.CalledProcessError):
        books.git("merge", "-q", "other")
    done = desk.submit("T0004", "-m", "x", "--yes")
    assert "还没有做完" in str(done.exception)


def test_books_that_cannot_be_read_are_not_handed_in(desk):
    desk.books.add("2024/02.beancount", "2024-02-01 * 缺引号\n")
    done = desk.submit("T0004", "-m", "x", "--yes")
    assert "读不了" in str(done.exception)
    assert desk.books.git("rev-parse", "HEAD") == desk.books.base


def test_changes_that_contradict_each_other_are_sent_back(desk):
    books = desk.books
    desk.handed_in("2024/01.beancount", SPENT)
    books.git("switch", "-q", "main")
    books.add(
        "2024/01.beancount", SPENT.replace("OUT-3", "OUT-9").replace("800", "700")
    )
    assert desk.submit("T0004", "-m", "另一笔", "--yes").exit_code == 0
    names = [
        line.split("　")[0] for line in desk.approve("T0002", "--list").output.split()
    ]
    assert len([name for name in names if name.startswith("submit/")]) == 2
    assert "不止一个" in str(desk.approve("T0002", "--yes").exception)
    branches = sorted({name for name in names if name.startswith("submit/")})
    desk.approve("T0002", branches[0], "--yes")
    done = desk.approve("T0002", branches[1], "--yes")
    assert "冲突" in str(done.exception) or done.exit_code == 1


def test_without_a_policy_there_is_nothing_to_judge_by(tmp_path):
    books = Scratch(tmp_path / "books")
    books.add("2024/02.beancount", SPENT)
    done = CliRunner().invoke(submit, [str(books.folder), "-m", "x", "--yes"])
    assert "没有复核办法" in str(done.exception)


def test_someone_not_on_the_list_is_told_who_is(desk):
    desk.books.add("2024/02.beancount", SPENT)
    words = [str(desk.books.folder), "--as", "T0099", "-m", "x", "--yes"]
    done = CliRunner().invoke(submit, words)
    assert "T0099" in str(done.exception)
    assert "T0001、T0002" in str(done.exception)


def test_questions_are_asked_where_nothing_was_said(desk):
    desk.books.add("2024/02.beancount", SPENT)
    done = desk.submit("T0004", given="二月场地费\ny\n")
    assert "已提交" in done.output, (done.output, done.exception)
    assert desk.books.git("log", "-1", "--format=%s") == "二月场地费"


def test_who_says_no_hands_nothing_in(desk):
    desk.books.add("2024/02.beancount", SPENT)
    done = desk.submit("T0004", given="二月场地费\nn\n")
    assert "没有提交" in done.output
    assert desk.books.git("rev-parse", "HEAD") == desk.books.base
