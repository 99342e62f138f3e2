"""Tampering with a repository is found by verify, whatever git is made to show."""

from __future__ import annotations

import os
import shutil
from datetime import date

os.environ["BEANCOUNT_DISABLE_LOAD_CACHE"] = "1"

import pytest
from tests.history.tamper.base import seal_books
from tests.history.tamper.base import seal_months
from tests.history.tamper.base import write_books
from tests.history.tamper.harmless import HARMLESS
from tests.history.tamper.repository import IN_GIT
from tests.history.tamper.repository import PAYEE
from tests.history.tamper.repository import commit
from tests.history.tamper.repository import git
from tests.history.tamper.table import added
from tests.history.tamper.table import replaced

from union_ledger.core.errors import InputError
from union_ledger.desk.closing import reopen
from union_ledger.history.proof.certificate import certificate
from union_ledger.history.proof.certificate import verdict
from union_ledger.history.proof.verify import verify
from union_ledger.history.revisions.repository import Repository

DAY = date(2024, 5, 6)


@pytest.fixture(scope="session")
def repository(tmp_path_factory):
    """Closed books under git, and the heads on paper."""
    folder = write_books(tmp_path_factory.mktemp("closed") / "books")
    git(folder, "init", "-q", "-b", "main")
    commit(folder, "第一版")
    heads = seal_books(folder)
    commit(folder, "封账")
    return folder, heads


@pytest.fixture
def clone(repository, tmp_path):
    """A copy of them, with its objects."""
    folder = tmp_path / "books"
    shutil.copytree(repository[0], folder)
    return folder


def verified(folder, heads, revision="HEAD", signers=None):
    repository = Repository(folder)
    commit_id = repository.commit_id(revision)
    return verify(repository, commit_id, heads, signers, DAY)


def test_untouched_books_are_proven(repository):
    folder, heads = repository
    made = verified(folder, heads[-1:])
    assert made.is_proven
    assert not made.open
    assert [anchor.month for anchor in made.anchors] == ["2024-03"]
    assert [month.seal.head for month in made.months] == heads


@pytest.mark.parametrize("how", IN_GIT)
def test_tampering_is_found(repository, clone, how):
    IN_GIT[how](clone)
    made = verified(clone, repository[1])
    assert not made.is_proven
    assert not (clone / "ran").exists()
    assert certificate(made)


def test_the_commit_and_its_author_are_named(repository, clone):
    PAYEE(clone)
    bad = commit(clone, "整理")
    made = verified(clone, repository[1])
    named = {one.oid for each in made.differences for one in each.commits}
    assert named == {bad}
    assert {each.month for each in made.differences} == {"2024-01"}


@pytest.mark.parametrize(
    ("how", "subject"),
    [("先改，再另外提交一次挪走文件", "改"), ("删一笔再提交", "整理")],
)
def test_who_only_moved_a_file_is_not_blamed(repository, clone, how, subject):
    added("2024/04.beancount", "; 四月\n")(clone)
    commit(clone, "四月的说明")
    IN_GIT[how](clone)
    made = verified(clone, repository[1])
    named = {one.subject for each in made.differences for one in each.commits}
    assert named == {subject}
    assert all(one.day for each in made.differences for one in each.commits)


def test_a_month_opened_again_is_not_said_to_be_the_one_on_paper(repository, clone):
    """It may be changed then, and stays visible: in words and by its anchor."""
    day = date(2024, 4, 5)
    reopen(clone, date(2024, 3, 1), "发票补到", "T0001", day, dry_run=False)
    replaced("2024/03.beancount", "示例打印店", "别的店")(clone)
    seal_months(clone, 3)
    commit(clone, "重新封账")
    made = verified(clone, repository[1][-1:])
    assert made.is_proven
    assert made.reopened == ["2024-04-05 重新打开 2024-03：发票补到，批准人 T0001"]
    assert made.anchored == ["2024-01", "2024-02"]
    assert "2024-01 至 2024-02" in verdict(made)
    assert "发票补到" in certificate(made).decode()


def test_what_is_odd_in_text_is_remarked_and_is_no_difference(repository, clone):
    added("2024/04.beancount", '2024-04-03 note Assets:101-库存现金 "\u200b"\n')(clone)
    commit(clone, "四月")
    made = verified(clone, repository[1])
    assert made.is_proven
    assert made.remarks


@pytest.mark.parametrize(
    "how",
    [
        "加注释",
        "union-ledger format",
        "几个文件并成一个",
        "在没有封账的月份记账",
        "以后的登记",
        "程序换了新版本",
    ],
)
def test_harmless_commits_are_proven(repository, clone, how):
    HARMLESS[how](clone)
    commit(clone, how)
    assert verified(clone, repository[1]).is_proven


def test_the_work_tree_plays_no_part(repository, clone):
    PAYEE(clone)
    (clone / "2024" / "02.beancount").unlink()
    assert verified(clone, repository[1]).is_proven


def test_another_history_with_the_same_content_is_proven(repository, clone):
    shutil.rmtree(clone / ".git")
    git(clone, "init", "-q", "-b", "main")
    commit(clone, "搬家")
    assert verified(clone, repository[1]).is_proven


def test_later_rules_are_told_and_are_no_tampering(repository, clone):
    path = clone / "rules" / "own.yaml"
    with path.open("a", encoding="utf-8") as file:
        file.write("# 说明\n")
    text = path.read_text(encoding="utf-8").replace(
        "state: illustrative}",
        'state: illustrative}\n      - {from: 2025-01-01, value: "900.00",'
        " state: illustrative}",
    )
    path.write_text(text, encoding="utf-8")
    commit(clone, "2025 年起的新标准")
    made = verified(clone, repository[1])
    assert made.is_proven
    assert [said[:7] for said in made.anew] == ["2024-01", "2024-02", "2024-03"]


def test_a_loosened_rule_is_named(repository, clone):
    IN_GIT["封账以后放宽规则"](clone)
    made = verified(clone, repository[1])
    said = " ".join(each.said for each in made.differences)
    assert "own_prize_limit" in said
    assert "放宽" in said


def test_without_a_head_from_outside_that_is_said(repository):
    made = verified(repository[0], [])
    assert made.is_proven
    assert "封账单" in made.open[0]


def test_an_older_head_leaves_later_months_open(repository):
    folder, heads = repository
    made = verified(folder, heads[:1])
    assert made.is_proven
    assert "2024-02、2024-03" in made.open[0]


@pytest.mark.parametrize("head", ["", "abc", "g" * 64, "0" * 63])
def test_what_is_no_head_is_refused(repository, head):
    with pytest.raises(InputError, match="封账单"):
        verified(repository[0], [head])


def test_books_that_were_never_closed_are_not_proven(tmp_path):
    folder = write_books(tmp_path / "books")
    git(folder, "init", "-q", "-b", "main")
    commit(folder, "第一版")
    made = verified(folder, [])
    assert not made.is_proven
    assert not made.differences
    assert certificate(made)
