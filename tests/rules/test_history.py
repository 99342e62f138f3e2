"""What was in force up to a revision reads the same in it and now."""

from __future__ import annotations

import subprocess

import pytest

from union_ledger.core.errors import InputError
from union_ledger.rules.history import breaches
from union_ledger.rules.loader import load_rulebook
from union_ledger.rules.past import layers_of
from union_ledger.rules.past import same_repository

DAY = "2024-06-30"
BEFORE = """
document: {document: 本会规定}
parameters:
  - key: toast_cap
    title: 祝酒上限
    values:
      - {from: 2022-01-01, value: "100.00"}
      - {from: 2024-01-01, value: "200.00"}
      - {from: 2025-01-01, value: "300.00"}
  - key: guess
    title: 猜的数
    values:
      - {from: 2022-01-01, value: "1.00", state: illustrative}
  - key: gap
    title: 没有的数
    values:
      - {from: 2022-01-01, state: missing}
rules:
  - id: X01
    title: 不买烟花
    kind: forbidden
    severity: 疑点
    with: {words: [烟花]}
    effective: 2023-01-01
    reviewed_on: 2024-01-01
    message: "{voucher}"
  - id: X02
    title: 不买焰火
    kind: forbidden
    severity: 疑点
    with: {words: [焰火]}
    effective: 2025-01-01
    reviewed_on: 2024-01-01
    message: "{voucher}"
"""
X02 = BEFORE[BEFORE.index("  - id: X02") :]


def git(folder, *words):
    who = ("-c", "user.name=t", "-c", "user.email=t@example.com")
    when = {"GIT_COMMITTER_DATE": f"{DAY}T12:00:00+0000", "PATH": "/usr/bin:/bin"}
    subprocess.run(["git", "-C", str(folder), *who, *words], check=True, env=when)


@pytest.fixture
def since(write_rules, tmp_path):
    """Commit ``BEFORE`` on 2024-06-30, then compare ``text`` with it."""
    index = write_rules(BEFORE)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "first")

    def compare(text, parts=None):
        write_rules(text, *([parts] if parts else []))
        layers = layers_of(load_rulebook(index), index)
        return list(breaches(same_repository(layers), "HEAD"))

    return compare


def changed(old, new):
    assert old in BEFORE
    return BEFORE.replace(old, new, 1)


ALLOWED = {
    "nothing": BEFORE,
    "another value from a later day": changed(
        '      - {from: 2025-01-01, value: "300.00"}\n',
        '      - {from: 2024-09-01, value: "250.00"}\n'
        '      - {from: 2025-01-01, value: "300.00"}\n',
    ),
    "a value taken back before its time": changed(
        '      - {from: 2025-01-01, value: "300.00"}\n', ""
    ),
    "an example value made real": changed(
        'value: "1.00", state: illustrative', 'value: "5.00"'
    ),
    "a gap filled": changed("state: missing", 'value: "7.00"'),
    "a rule ended from now on": changed(
        "    effective: 2023-01-01\n",
        "    effective: 2023-01-01\n    expires: 2024-07-01\n",
    ),
    "better words": changed("title: 不买烟花", "title: 不得购买烟花爆竹"),
    "a later review": changed("reviewed_on: 2024-01-01", "reviewed_on: 2024-08-01"),
    "a rule taken back before its time": BEFORE.replace(X02, ""),
    "a rule changed before its time": changed("words: [焰火]", "words: [焰火, 礼花]"),
    "a new rule": BEFORE + X02.replace("X02", "X03").replace("2025", "2020"),
}


@pytest.mark.parametrize("text", ALLOWED.values(), ids=list(ALLOWED))
def test_what_may_be_done(since, text):
    assert since(text) == []


REFUSED = {
    "a value rewritten": (
        changed('2024-01-01, value: "200.00"', '2024-01-01, value: "210.00"'),
        "参数 toast_cap 自 2024-01-01 起的 200.00 被改写成 210.00",
    ),
    "a value deleted": (
        changed('      - {from: 2024-01-01, value: "200.00"}\n', ""),
        "参数 toast_cap 自 2024-01-01 起的 200.00 被改写成 100.00",
    ),
    "a value put in before a day that is past": (
        changed(
            '      - {from: 2024-01-01, value: "200.00"}\n',
            '      - {from: 2023-05-01, value: "150.00"}\n'
            '      - {from: 2024-01-01, value: "200.00"}\n',
        ),
        "参数 toast_cap 自 2023-05-01 起的 100.00 被改写成 150.00",
    ),
    "a value that began begins later": (
        changed(
            'from: 2022-01-01, value: "100.00"', 'from: 2022-02-01, value: "100.00"'
        ),
        "参数 toast_cap 自 2022-01-01 起的 100.00 被删除",
    ),
    "a confirmed value made an example": (
        changed('value: "200.00"}', 'value: "200.00", state: illustrative}'),
        "参数 toast_cap 自 2024-01-01 起的 200.00 被改写成 200.00（示例值）",
    ),
    "a rule deleted": (
        BEFORE.replace(BEFORE[BEFORE.index("  - id: X01") : BEFORE.index(X02)], ""),
        "own.yaml：规则 X01 被删除；停用请写 expires",
    ),
    "a rule that begins later": (
        changed("effective: 2023-01-01", "effective: 2024-01-01"),
        "X01 的有效期由 2023-01-01 至 今后 改为 2024-01-01 至 今后",
    ),
    "a rule that begins earlier": (
        changed("effective: 2023-01-01", "effective: 2022-01-01"),
        "动了 2024-06-30 以前的时间",
    ),
    "a rule ended backwards": (
        changed(
            "    effective: 2023-01-01\n",
            "    effective: 2023-01-01\n    expires: 2024-06-01\n",
        ),
        "动了 2024-06-30 以前的时间",
    ),
    "a rule looking for something else": (
        changed("words: [烟花]", "words: [烟花, 爆竹]"),
        "已生效的规则 X01 改写了检查条件",
    ),
    "a rule made harder": (
        changed("severity: 疑点", "severity: 违规"),
        "已生效的规则 X01 改写了严重程度",
    ),
}


@pytest.mark.parametrize(("text", "said"), REFUSED.values(), ids=list(REFUSED))
def test_what_is_a_breach(since, text, said):
    told = since(text)
    assert len(told) == 1
    assert said in told[0]


def test_a_file_taken_off_the_index_takes_its_rules_away(since):
    told = since(BEFORE, 'title: 本级\nversion: "2"\nparts: []\n')
    assert len(told) == 3
    assert "规则 X01 被删除" in told[0]


def test_a_layer_that_was_not_there_has_nothing_to_keep(since, tmp_path):
    git(tmp_path, "rm", "-qr", "--cached", "rules")
    git(tmp_path, "commit", "-qm", "none")
    assert since(changed("severity: 疑点", "severity: 违规")) == []


def test_old_files_may_hold_what_is_no_longer_known(since, tmp_path, write_rules):
    write_rules(
        changed("    title: 不买烟花\n", "    title: 不买烟花\n    colour: 红\n")
    )
    git(tmp_path, "commit", "-qam", "second")
    assert since(BEFORE) == []


def test_outside_git_there_is_nothing_to_compare(write_rules):
    index = write_rules(BEFORE)
    with pytest.raises(InputError, match="不在 git 仓库里"):
        same_repository(layers_of(load_rulebook(index), index))


@pytest.mark.usefixtures("since")
def test_only_what_stands_in_one_repository_is_compared(write_rules):
    index = write_rules(BEFORE)
    layers = layers_of(load_rulebook(index), index)
    assert [layer.folder.name for layer in layers] == ["national", "hubei", "rules"]
    assert [layer.folder.name for layer in same_repository(layers)] == ["rules"]
