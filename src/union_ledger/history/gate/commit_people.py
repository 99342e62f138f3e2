"""Who stands behind each commit（提交人）, and what speaks against believing it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from union_ledger.history.gate.refusal import refused

if TYPE_CHECKING:
    from union_ledger.history.gate.refusal import Refusal
    from union_ledger.history.gate.review_policy import Policy
    from union_ledger.history.gate.review_policy import Reviewer
    from union_ledger.history.gate.signers import Signers
    from union_ledger.history.revisions.repository import Commit


@dataclass(frozen=True, slots=True)
class Behind:
    """The people behind a commit: ``person`` made it, ``all_`` are who is named.

    ``is_verified`` tells a signature from a mere statement of the commit.
    """

    person: str
    all_: frozenset[str]
    is_verified: bool


_NOBODY = Behind("", frozenset(), is_verified=False)


class People:
    """The people behind commits, each looked up once."""

    def __init__(self, policy: Policy, signers: Signers) -> None:
        """Begin with nobody looked up."""
        self.policy = policy
        self.signers = signers
        self._known: dict[str, tuple[Behind, list[Refusal]]] = {}

    def behind(self, commit: Commit) -> Behind:
        """Return who stands behind a commit; nobody where it cannot be believed."""
        return self._looked_up(commit)[0]

    def faults(self, commit: Commit) -> list[Refusal]:
        """Return why a commit cannot be believed."""
        return self._looked_up(commit)[1]

    def _looked_up(self, commit: Commit) -> tuple[Behind, list[Refusal]]:
        if commit.oid not in self._known:
            self._known[commit.oid] = self._looked_at(commit)
        return self._known[commit.oid]

    def _looked_at(self, commit: Commit) -> tuple[Behind, list[Refusal]]:
        mails = (commit.committer_mail.lower(), commit.author_mail.lower())
        signature = self.signers.of_commit(commit.oid) if commit.signed else None
        if signature is not None and signature.person:
            signer = self.policy.person(signature.person)
            if signer is None or set(mails) != {signer.email}:
                written = "、".join(sorted(set(mails)))
                said = f"由 {signature.person} 签名，写的却是 {written}"
                return _NOBODY, [refused("identity", commit, said)]
            return Behind(signer.id, frozenset({signer.id}), is_verified=True), []
        if self.policy.needs_signatures:
            if signature is not None:
                return _NOBODY, [refused("bad-signature", commit, signature.fault)]
            said = "提交没有签名；复核办法要求每个提交都签名"
            return _NOBODY, [refused("unsigned", commit, said)]
        # A signature that proves nothing is as good as none: it could be left away.
        named = [one for mail in mails if (one := self._by_mail(mail))]
        if len(named) < len(mails):
            unknown = sorted({mail for mail in mails if not self._by_mail(mail)})
            said = f"邮箱 {'、'.join(unknown)} 不在复核办法的名单上"
            return _NOBODY, [refused("identity", commit, said)]
        ids = [one.id for one in named]
        return Behind(ids[0], frozenset(ids), is_verified=False), []

    def _by_mail(self, mail: str) -> Reviewer | None:
        return self.policy.person(mail) if "@" in mail else None
