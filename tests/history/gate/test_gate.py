"""What the gate says apart from a push: statements, keys from outside, the command."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.history.gate import attacks_content  # noqa: F401 - enters the table
from tests.history.gate import attacks_history  # noqa: F401
from tests.history.gate import attacks_people  # noqa: F401
from tests.history.gate import attacks_rules  # noqa: F401
from tests.history.gate import good_pushes  # noqa: F401
from tests.history.gate.attacks_history import MARCH
from tests.history.gate.attacks_history import spent
from tests.history.gate.books import spend
from tests.history.gate.scene import Scene
from tests.history.gate.scene import git
from tests.history.gate.table import ATTACKS
from tests.history.gate.table import GOOD

from union_ledger.cli import cli
from union_ledger.core.errors import InputError
from union_ledger.history.gate.approvals import approvals_of
from union_ledger.history.gate.approvals import stated_in
from union_ledger.history.gate.change_steps import steps_of
from union_ledger.history.gate.commit_people import People
from union_ledger.history.gate.gate import gate
from union_ledger.history.gate.pushed_refs import PushedRef
from union_ledger.history.gate.pushed_refs import push_refusals
from union_ledger.history.gate.pushed_refs import pushed_refs
from union_ledger.history.gate.refusal import CODES
from union_ledger.history.gate.refusal import Refusal
from union_ledger.history.gate.review_policy import read_policy
from union_ledger.history.gate.signers import signers_of
from union_ledger.history.revisions.repository import Repository

TODAY = date(2026, 11, 23)
DOCUMENT = Path(__file__).parents[3] / "docs" / "复核办法.md"


def codes(scene, **more):
    repository = Repository(scene.folder)
    found = gate(repository, scene.base, scene.head, TODAY, **more)
    return {one.code for one in found}


def approvals(scene):
    repository = Repository(scene.folder)
    policy = read_policy(repository, scene.base)
    commits = repository.commits(scene.base, scene.head)
    with signers_of(repository, policy, day=TODAY) as signers:
        people = People(policy, signers)
        (step,) = steps_of(repository, scene.base, scene.head, commits)
        return [
            re.sub(" [0-9a-f]{10}", "", str(one))
            for one in approvals_of(repository, people, step)
        ]


@pytest.fixture(scope="module")
def open_scene(tmp_path_factory):
    """Return books whose policy does not ask for signatures."""
    return Scene.make(tmp_path_factory.mktemp("open"), "optional")


def test_there_are_enough_attacks():
    """And every code but two that no push can have is in the table."""
    assert len(ATTACKS) >= 48
    assert len(GOOD) >= 8
    names = [push.name for push in (*ATTACKS, *GOOD)]
    assert len(names) == len(set(names))
    never = {"no-base", "no-policy"}
    assert {push.code for push in ATTACKS} == CODES.keys() - never


def test_the_document_lists_every_attack():
    """The lists in docs are those of the tables, line by line."""
    text = DOCUMENT.read_text(encoding="utf-8")
    refused = [f"| {one.said} | `{one.code}` |" for one in ATTACKS]
    taken = [f"- {one.said}" for one in GOOD]
    known = [f"| `{code}` | {said} |" for code, said in CODES.items()]
    for lines in (refused, taken, known):
        assert "\n".join(lines) in text


def test_statements_count_where_signatures_are_optional(open_scene):
    open_scene.begin()
    spent(open_scene, key="")
    open_scene.merge("T0003", key="")
    assert codes(open_scene) == set()


def test_a_trailer_counts_where_signatures_are_optional(open_scene):
    open_scene.begin()
    said = "大额\n\nApproved-by: 张三 <t0001@example.org>"
    open_scene.commit("T0004", said, {MARCH: spend(amount="60000.00")}, key="")
    open_scene.merge("T0003", key="")
    assert codes(open_scene) == set()
    assert approvals(open_scene) == [
        "T0003（合并，仅为文字声明）",
        "T0001（文字，仅为文字声明）",
    ]


def test_everything_else_holds_where_signatures_are_optional(open_scene):
    open_scene.begin()
    files = {MARCH: spend("2024-01-25", key="V0103", papers="attachments: 0")}
    open_scene.commit("T0004", "补记", files, key="")
    open_scene.merge("T0004", key="")
    assert codes(open_scene) == {"closed-month", "no-evidence", "own-approval"}


def test_an_unknown_mail_is_refused_where_signatures_are_optional(open_scene):
    open_scene.begin()
    spent(open_scene, "T0099", key="")
    open_scene.merge("T0003", key="")
    assert "identity" in codes(open_scene)


def test_a_signature_is_still_told_from_a_statement(open_scene):
    open_scene.begin()
    spent(open_scene, key="")
    open_scene.approve("T0002")
    open_scene.merge("T0003", key="")
    assert approvals(open_scene) == [
        "T0003（合并，仅为文字声明）",
        "T0002（批准提交，已核验签名）",
        "T0002（文字，仅为文字声明）",
    ]


def test_the_four_ways_to_approve(scene):
    spent(scene)
    scene.tag("T0001", "approve/four-ways")
    scene.approve("T0002")
    scene.merge("T0003", message="合并\n\nApproved-by: T0010")
    assert approvals(scene) == [
        "T0003（合并，已核验签名）",
        "T0002（批准提交，已核验签名）",
        "T0001（批准标签，已核验签名）",
        "T0002（文字，仅为文字声明）",
        "T0010（文字，仅为文字声明）",
    ]


def test_a_tag_approves_only_what_it_stands_on(scene):
    spent(scene)
    scene.tag("T0001", "approve/the-tip")
    scene.tag("T0002", "v1")
    scene.merge("T0003")
    assert approvals(scene) == [
        "T0003（合并，已核验签名）",
        "T0001（批准标签，已核验签名）",
    ]


def test_keys_from_outside_replace_those_of_the_books(scene, tmp_path):
    """An auditor trusts his own list: a key only the books name is none of it."""
    spent(scene)
    scene.merge("T0003")
    file = tmp_path / "allowed_signers"
    lines = [f'T0004 namespaces="git" {scene.public["T0004"]}']
    file.write_text("\n".join(lines), encoding="utf-8")
    assert "bad-signature" in codes(scene, outside=file)
    lines.append(f"t0003@example.org {scene.public['T0003']}")
    file.write_text("\n".join(lines), encoding="utf-8")
    assert codes(scene, outside=file) == set()
    lines[1] = f't0003@example.org valid-before="20251231" {scene.public["T0003"]}'
    file.write_text("\n".join(lines), encoding="utf-8")
    assert "bad-signature" in codes(scene, outside=file)


def test_keys_from_outside_must_be_there(scene, tmp_path):
    spent(scene)
    with pytest.raises(InputError, match="签名人名单"):
        codes(scene, outside=tmp_path / "none")


def test_without_a_policy_nothing_enters(scene):
    empty = scene.commit("T0004", "空", {"README.md": "x\n"}, parents=())
    spent(scene)
    found = gate(Repository(scene.folder), empty, scene.head, TODAY)
    assert [one.code for one in found] == ["no-policy"]


def test_the_first_version_of_the_branch_is_for_the_administrator(scene):
    ref = PushedRef("0" * 40, scene.base, "refs/heads/main")
    found = push_refusals(Repository(scene.folder), [ref], "main", TODAY)
    assert [one.code for one in found] == ["no-base"]


def test_a_line_that_git_never_sends():
    with pytest.raises(InputError, match="看不懂"):
        pushed_refs(["main\n"])


def test_nothing_new_is_nothing_wrong(scene):
    assert codes(scene) == set()


def test_nothing_is_written_into_the_repository(scene):
    """The merge is made again in a folder of its own."""
    spent(scene)
    scene.merge("T0003")
    before = git(scene.folder, "count-objects", "-v")
    assert codes(scene) == set()
    assert git(scene.folder, "count-objects", "-v") == before


def test_trailers_name_by_id_or_mail():
    said = "合并\n\nApproved-by: T0001\napproved-by: 李四 <b@example.org>\n"
    assert stated_in(said) == ["T0001", "b@example.org"]
    assert stated_in("说 Approved-by: T0001 的话") == []


def test_a_refusal_says_where_and_why():
    one = Refusal("role", "不能改", "0123456789abcdef", "a.beancount", 3)
    assert str(one) == "0123456789 a.beancount:3：不能改〔role〕"


def test_a_refusal_moves_no_cursor_and_begins_no_line():
    one = Refusal("role", "改\x1b[2J\n收下了", "", "a\u202e\udcff", 0)
    assert str(one) == "a\\u202e\\udcff：改\\x1b[2J\\n收下了〔role〕"
    assert one.as_data()["path"] == "a\\u202e\\udcff"


def test_the_command_tells_and_fails(scene):
    spent(scene)
    words = ["gate", f"{scene.base}..{scene.head}", str(scene.folder)]
    done = CliRunner().invoke(cli, words)
    assert done.exit_code == 1
    assert "没有别人批准这次改动〔not-reviewed〕" in done.output
    assert "不收：1 处不合复核办法。" in done.output
    scene.merge("T0003")
    words[1] = f"{scene.base}..{scene.head}"
    done = CliRunner().invoke(cli, words)
    assert (done.exit_code, done.output) == (0, "可以收：没有不合复核办法的地方。\n")


def test_the_command_as_json(scene):
    spent(scene)
    words = ["gate", f"{scene.base}..{scene.head}", str(scene.folder)]
    done = CliRunner().invoke(cli, [*words, "--format", "json"])
    (one,) = json.loads(done.output)
    assert one["code"] == "not-reviewed"
    assert one["commit"] == scene.head


@pytest.mark.parametrize("words", [["main"], ["..main"], ["a...b"], ["x..", "--hook"]])
def test_a_wrong_span_is_told(words, scene, monkeypatch):
    monkeypatch.chdir(scene.folder)
    done = CliRunner().invoke(cli, ["gate", *words])
    assert isinstance(done.exception, InputError)
