"""The proof that books are those that were closed（验证）, for whoever trusts nobody.

It reads blobs of a commit and never the work tree, examines the text before it loads
it, loads it with the reader's own program, and reckons everything anew. Heads and
signers come from outside. Design: security.md §3b.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError
from union_ledger.core.ledger import rulebook_index
from union_ledger.history.lint.ledger_lint import lint
from union_ledger.history.proof.changed_by import ChangedBy
from union_ledger.history.proof.closed_books import read_closed_books
from union_ledger.history.proof.seal_signatures import shared_keys
from union_ledger.history.proof.seal_signatures import signatures_of
from union_ledger.history.proof.verification import Anchor
from union_ledger.history.proof.verification import Difference
from union_ledger.history.proof.verification import SealedMonth
from union_ledger.history.proof.verification import Verification
from union_ledger.history.review.rules_said import as_of
from union_ledger.history.review.rules_said import rule_changes
from union_ledger.history.review.rules_said import rules_said
from union_ledger.history.revisions.revision_folder import revision_folder
from union_ledger.rules.own_digest import own_rules_digest

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from union_ledger.history.proof.closed_books import ClosedBooks
    from union_ledger.history.proof.closed_books import SealFault
    from union_ledger.history.review.rules_said import RulesSaid
    from union_ledger.history.revisions.repository import Commit
    from union_ledger.history.revisions.repository import Repository

MAIN = "main.beancount"
_HEX = re.compile(r"[0-9a-f]{64}")
_SHOWN = 5
# What may have other code run or other files read; such books are not loaded.
_LEADS_AWAY = frozenset(
    {"plugin", "include", "option", "document", "size", "encoding", "long-line"}
)


def verify(  # noqa: PLR0913 - what is proved, by what, and when
    repository: Repository,
    commit: str,
    heads: Iterable[str],
    signers: Path | None,
    day: date,
    *,
    whole_history: bool = True,
) -> Verification:
    """Prove the books of a commit against heads and signers from outside.

    Raises:
        InputError: A head is none, or git cannot read the commit.
    """
    wanted = [_head(text) for text in heads]
    made = Verification(repository.commit(commit), day)
    if whole_history:
        _check_objects(repository, made)
    # What git itself finds damaged cannot be read further.
    if made.differences or not _is_harmless(repository, commit, made):
        return made
    try:
        with revision_folder(repository, commit, whole=True) as folder:
            _check_books(repository, commit, folder, signers, made)
    except InputError as exc:
        made.differences.append(Difference("", str(exc)))
        return made
    _check_anchors(wanted, made)
    return made


def _head(text: str) -> str:
    head = "".join(text.lower().split())
    if not _HEX.fullmatch(head):
        raise InputError(
            f"封印“{text}”不对", hint="请照封账单上的写全 64 位，空格可有可无。"
        )
    return head


def _check_objects(repository: Repository, made: Verification) -> None:
    done = repository.tried("fsck", "--full", "--no-dangling", "--no-progress")
    if done.returncode:
        said = (done.stderr + done.stdout).decode("utf-8", "replace").splitlines()
        shown = "；".join([s for s in said if not s.startswith("hint:")][:_SHOWN])
        made.differences.append(Difference("", f"git 仓库的内容损坏：{shown}"))
    if repository.text("rev-parse", "--is-shallow-repository").strip() == "true":
        made.open.append("这是浅克隆，以前的提交没有取来，没有核对历史。")


def _is_harmless(repository: Repository, commit: str, made: Verification) -> bool:
    """Examine the text before anything loads it; say what must not be there."""
    files = repository.files(commit)
    texts = {p: f.blob for p, f in files.items() if p.endswith((".beancount", ".bean"))}
    if MAIN not in texts:
        made.differences.append(Difference("", f"这个版本里没有 {MAIN}"))
        return False
    contents = dict(repository.blobs(texts.values()))
    main = lint(contents[texts[MAIN]], MAIN, is_main=True)
    made.differences += [
        Difference("", f"{one}（没有读这套账）", _who(repository, commit, [MAIN]))
        for one in main
    ]
    is_harmless = not main
    for path, blob in texts.items():
        faults = lint(contents[blob], path) if path != MAIN else []
        led_away = [one for one in faults if one.code in _LEADS_AWAY]
        is_harmless = is_harmless and not led_away
        made.differences += [
            Difference("", f"{one}（没有读这套账）", _who(repository, commit, [path]))
            for one in led_away[:_SHOWN]
        ]
        made.remarks += [str(one) for one in faults if one not in led_away][:_SHOWN]
    return is_harmless


def _check_books(
    repository: Repository,
    commit: str,
    folder: Path,
    signers: Path | None,
    made: Verification,
) -> None:
    held = read_closed_books(folder / MAIN)
    made.entity, made.rulebook = held.ledger.entity, held.ledger.rulebook
    for _, (line, seal) in sorted(held.chain.closed.items()):
        signatures = signatures_of(folder, line.file, signers)
        made.months.append(SealedMonth(seal, line.file, tuple(signatures)))
        made.heads[seal.head] = (seal.number, seal.month)
    for line in held.ledger.books.registers.closes:
        if line.seal:
            made.heads.setdefault(line.seal, (line.number, f"{line.day:%Y-%m}"))
    _check_signatures(made, signers)
    made.reopened += [
        f"{line.since} 重新打开 {line.day:%Y-%m}：{line.reason}，批准人 {line.approver}"
        for line in held.ledger.books.registers.reopens
    ]
    now = rules_said(rulebook_index(folder / MAIN))
    changed_by = ChangedBy(repository, commit)
    for fault in held.faults():
        if fault.is_anew:
            made.anew.append(f"{fault.month}：{fault.said}；本会的规则没有变。")
            continue
        sealed = _sealed_in(repository, commit, held, fault.month)
        if fault.part == "rules":
            _check_rules(repository, commit, sealed, fault, now, made)
            continue
        who = changed_by.commits(sealed, fault)
        made.differences.append(Difference(fault.month, fault.said, who))


def _check_signatures(made: Verification, signers: Path | None) -> None:
    for month in made.months:
        if signers is not None:
            for one in month.signatures:
                if one.fault:
                    said = f"{one.file}：{one.fault}"
                    made.differences.append(Difference(month.seal.month, said))
            for key in shared_keys(month.signatures):
                said = f"几个人用同一把密钥签名（{key}）"
                made.differences.append(Difference(month.seal.month, said))
    unsigned = [m.seal.month for m in made.months if len(m.signatures) < 2]
    if signers is not None and unsigned:
        made.open.append(f"没有两个人签名的月份：{'、'.join(unsigned)}。")


def _check_rules(  # noqa: PLR0913, PLR0917 - one rulebook beside another
    repository: Repository,
    commit: str,
    sealed: str,
    fault: SealFault,
    now: RulesSaid,
    made: Verification,
) -> None:
    """Tell rules that were changed for a closed month from later ones."""
    if not sealed or fault.difference is None:
        said = f"{fault.said}；仓库里找不到封账的提交，不能核对"
        made.differences.append(Difference(fault.month, said))
        return
    last = fault.difference.last.isoformat()
    with revision_folder(repository, sealed) as folder:
        index = rulebook_index(folder / MAIN)
        then, digest = rules_said(index), own_rules_digest(index)
    if digest != fault.difference.seal.rules:
        said = f"{fault.said}；封账的提交里也不是封印里的规则，历史被改写过"
        made.differences.append(Difference(fault.month, said))
        return
    changes = rule_changes(as_of(then, last), as_of(now, last))
    if not changes:
        made.anew.append(f"{fault.month}：{fault.said}；对这个月适用的规则没有变。")
    for change in changes:
        said = (
            f"封账以后改了当月适用的规则：{change.subject}"
            f" {change.before} → {change.after}（{change.direction}）"
        )
        who = repository.touching(sealed, commit, fault.files)
        made.differences.append(Difference(fault.month, said, tuple(who)))


def _sealed_in(
    repository: Repository, commit: str, held: ClosedBooks, month: str
) -> str:
    """Return the commit that brought a month's seal; empty where there is none."""
    for line, seal in held.chain.closed.values():
        if seal.month == month:
            found = repository.touching("", commit, [line.file])
            return found[-1].oid if found else ""
    return ""


def _check_anchors(heads: Sequence[str], made: Verification) -> None:
    now = {month.seal.head for month in made.months}
    for head in heads:
        number, month = made.heads.get(head, (0, ""))
        made.anchors.append(Anchor(head, number, month))
        if not number:
            said = f"外面的封印 {head[:16]}… 不在这套账的封印里：账被换过，或被截断过"
            made.differences.append(Difference("", said))
        elif head not in now:
            made.open.append(f"{month} 封账以后重新打开过，所给的是以前的封印。")
    held = set(made.anchored)
    later = [m.seal.month for m in made.months if m.seal.month not in held]
    if not heads:
        made.open.append(
            "没有给出外面保存的封印。会计和管钥匙的人合起来重做整条链，"
            "只有封账单或会议纪要上的封印能发现。"
        )
    elif later:
        made.open.append(f"{'、'.join(later)} 在所给的封印之后，没有外面的封印可对。")
    if not made.months:
        made.open.append("这套账还没有封过账，没有可以验证的月份。")


def _who(
    repository: Repository, commit: str, paths: Sequence[str]
) -> tuple[Commit, ...]:
    return tuple(repository.touching("", commit, paths)[:1])
