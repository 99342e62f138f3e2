"""Attacks on rules that are in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.history.gate.attacks_content import set_up
from tests.history.gate.attacks_people import LOCAL
from tests.history.gate.books import INDEX
from tests.history.gate.table import attack

if TYPE_CHECKING:
    from tests.history.gate.scene import Scene


def ruled(scene: Scene, files: dict[str, str | None]) -> None:
    """Have rules changed and the audit committee agree."""
    scene.commit("T0008", "规则", files)
    scene.merge("T0010")


@attack("rule-rewritten", "改已经生效的数额")
def cap_rewritten(scene):
    ruled(scene, scene.replace(LOCAL, '"200.00"', '"900.00"'))


@attack("rule-rewritten", "删除已经生效的规则")
def rule_removed(scene):
    text = scene.text(LOCAL)
    ruled(scene, {LOCAL: text[: text.index("\nrules:")]})


@attack("rule-rewritten", "在规则目录里去掉一个文件")
def part_removed(scene):
    said = INDEX.replace("parts:\n  - local.yaml", "parts: []")
    ruled(scene, {"rules/index.yaml": said})


@attack("rule-rewritten", "把违规改成提示")
def softer(scene):
    ruled(scene, scene.replace(LOCAL, "severity: 违规", "severity: 提示"))


@attack("rule-rewritten", "缩小规则管的科目")
def narrower(scene):
    ruled(scene, scene.replace(LOCAL, '"50102"', '"50103"'))


@attack("rule-rewritten", "让规则从去年起失效")
def expired_before(scene):
    more = "effective: 2023-01-01\n    expires: 2024-02-01"
    ruled(scene, scene.replace(LOCAL, "effective: 2023-01-01", more))


@attack("rule-backdated", "新数额从过去的日子起")
def cap_backdated(scene):
    more = '\n      - {from: 2024-02-01, value: "900.00"}\n\nrules:'
    ruled(scene, scene.replace(LOCAL, "\n\nrules:", more))


@attack("rule-backdated", "新规则从过去的日子起")
def rule_backdated(scene):
    text = scene.text(LOCAL)
    block = text[text.index("  - id: R901") :].replace("R901", "R902")
    ruled(scene, {LOCAL: text + block})


@attack("rule-unreadable", "规则目录列出不归规则管的文件，以后改它不用经审会批准")
def part_elsewhere(scene):
    text = scene.text(LOCAL)
    values = text[text.index("parameters:") : text.index("\nrules:")]
    more = values.replace("own_cap", "other_cap").replace("2023-01-01", "2099-01-01")
    scene.commit("T0005", "附件", {"documents/caps.yaml": more})
    first = scene.merge("T0003")
    said = INDEX.replace("  - local.yaml", "  - local.yaml\n  - ../documents/caps.yaml")
    scene.commit("T0008", "规则", {"rules/index.yaml": said})
    scene.merge("T0010", first)


@attack("rule-unreadable", "把规则文件改成读不懂的")
def rule_broken(scene):
    ruled(scene, scene.replace(LOCAL, "kind: per_head", "kind: [per_head"))


@attack("rule-rewritten", "在总文件里换一套规则")
def other_rulebook(scene):
    set_up(scene, scene.replace("main.beancount", "rules/index.yaml", "rules/x.yaml"))
