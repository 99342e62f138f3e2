"""Why a change may not enter the books（拒收）: a code that stays, and a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Any

if TYPE_CHECKING:
    from union_ledger.history.revisions.repository import Commit

# Every code there is, with what it stands for; docs/复核办法.md lists the same.
CODES: dict[str, str] = {
    "history-rewritten": "历史被改写，或与账簿没有共同的历史",
    "branch-deleted": "删除受保护的分支",
    "ref-refused": "推送分支和标签以外的引用，或移动、删除标签",
    "no-base": "受保护的分支还不存在，没有可以据以判断的复核办法",
    "no-policy": "原来的版本里没有能用的复核办法",
    "unsigned": "提交没有签名",
    "bad-signature": "签名不是名单上的人现在有效的密钥作出的",
    "identity": "作者或提交者的邮箱不是签名人的，或不在名单上",
    "impure-merge": "合并里夹带了两边都没有的改动",
    "octopus": "一次合并了两个以上的分支",
    "empty-change": "没有内容的提交也不是批准",
    "mixed": "不该放在一起的内容放在了一次改动里",
    "path-unknown": "复核办法里没有这类文件",
    "file-mode": "符号链接、可执行文件或子模块",
    "file-name": "文件名里有看不见的字符、上级目录，或是给 git 和程序设的陷阱",
    "role": "改的人没有改这类内容的职责",
    "not-reviewed": "没有别人批准",
    "own-approval": "批准的人就是改的人，或者与所批的内容有关",
    "approver-role": "批准的人没有批准这类内容的职责",
    "more-approvals": "批准的人不够",
    "statement-only": "批准只有文字声明，没有签名",
    "evidence-changed": "原始凭证、导出文件被改动或删除",
    "no-evidence": "支出没有票据",
    "segregation": "经办、审批、记账、出纳没有分开",
    "not-the-bookkeeper": "记账人写的不是提交的人",
    "closed-month": "动了已经封账的月份",
    "seal-changed": "封存文件、封账行或重新打开的登记被改动、删除或打乱次序",
    "rule-rewritten": "已经生效的规则或数额被改写、删除",
    "rule-backdated": "新的规则或数额从今天或更早生效",
    "rule-unreadable": "规则文件读不懂",
    "people-unreadable": "新的复核办法读不懂，或者照它没有人能批准",
    "personal-data": "有身份证号、手机号、银行卡号或某人的健康信息",
    "directive-kind": "这类文件里不能写这种指令",
    "ledger-text": "账簿文字里有不允许的内容",
    "include": "总文件带入了不该带入的文件，或该带入的没有带入",
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason, with the commit, file and line it is about; ``line`` from 1."""

    code: str
    message: str
    commit: str = ""
    path: str = ""
    line: int = 0

    def __str__(self) -> str:
        """Return it as one line: where, what, and the code."""
        place = f"{self.path}:{self.line}" if self.line else self.path
        where = " ".join(part for part in (self.commit[:10], place) if part)
        said = f"{where}：{self.message}" if where else self.message
        return f"{shown(said)}〔{self.code}〕"

    def as_data(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        return {
            "code": self.code,
            "message": shown(self.message),
            "commit": self.commit,
            "path": shown(self.path),
            "line": self.line,
        }


def shown(text: str) -> str:
    """Return a text with what cannot be seen made visible.

    Names come from whoever pushes: none of them moves the cursor of a terminal or
    begins a line of its own.
    """
    return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in text)


def refused(code: str, commit: Commit | str, message: str, path: str = "") -> Refusal:
    """Return a refusal about a commit."""
    oid = commit if isinstance(commit, str) else commit.oid
    return Refusal(code, message, oid, path)
