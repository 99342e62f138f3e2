"""The review policy of some books（复核办法）: ``rules/review.yaml``, as a model.

It is read from the version a change builds on, never from the change itself: nobody
gives himself a role in the same breath in which he uses it.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Annotated
from typing import Literal

from pydantic import BaseModel
from pydantic import ConfigDict
from pydantic import Field
from pydantic import field_validator
from pydantic import model_validator

from union_ledger.core.errors import InputError
from union_ledger.core.record import Words
from union_ledger.core.yamlfile import parse_yaml
from union_ledger.core.yamlfile import read_model
from union_ledger.history.revisions.path_patterns import is_like
from union_ledger.rules.models import Citation
from union_ledger.rules.models import Figure

if TYPE_CHECKING:
    from union_ledger.history.revisions.repository import Repository

PLACE = "rules/review.yaml"
ROLES = {
    "chair": "主席",
    "auditor": "经审会",
    "reviewer": "复核",
    "approver": "审批",
    "bookkeeper": "会计",
    "cashier": "出纳",
    "custodian": "保管",
    "handler": "经办",
    "maintainer": "维护",
}
# What is looked at beyond who may change it.
AreaKind = Literal[
    "entries", "evidence", "registers", "rules", "seals", "people", "setup"
]
# The cashier keeps no books; whoever audits handles neither.
_APART = (("bookkeeper", "cashier"), ("auditor", "bookkeeper"), ("auditor", "cashier"))
_KEY = re.compile(r"(sk-)?(ssh|ecdsa)-[a-z0-9@.-]+ [A-Za-z0-9+/]+=*")
_MAIL = re.compile(r"[^\s<>\"#]+@[^\s<>\"#]+")


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Key(_Model):
    """A public ssh key, and from when to when it counts, both days included."""

    key: str
    since: date | None = Field(default=None, alias="from")
    to: date | None = None

    @field_validator("key")
    @classmethod
    def _is_a_public_key(cls, key: str) -> str:
        words = " ".join(key.split()[:2])
        if "\n" in key.strip() or not _KEY.fullmatch(words):
            raise ValueError("key 应是公钥的那一行（ssh-ed25519 AAAA…）")
        return words

    def is_good(self, day: date) -> bool:
        """Tell whether the key counts on a day."""
        return (self.since or day) <= day <= (self.to or day)


class Reviewer(_Model):
    """A person of the register, with the mail and the keys of his commits."""

    id: Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9-]+$")]
    email: str
    roles: Words
    keys: tuple[Key, ...] = ()
    note: str = ""

    @field_validator("email")
    @classmethod
    def _is_a_mail(cls, email: str) -> str:
        if not _MAIL.fullmatch(email):
            raise ValueError("email 应是邮箱地址")
        return email.lower()

    @field_validator("roles")
    @classmethod
    def _are_roles(cls, roles: tuple[str, ...]) -> tuple[str, ...]:
        for pair in _APART:
            if set(pair) <= set(roles):
                names = "和".join(ROLES[role] for role in pair)
                raise ValueError(f"{names}不能由一个人兼任")
        return _known(roles)


class Area(_Model):
    """A kind of content（一类内容）: where it stands, who changes and who approves it.

    ``approve`` are lists of roles, each met by another person. Areas with the same
    ``together`` may be changed at once, others not. ``directives`` are what its ledger
    text may say: ``transaction``, ``custom answer`` …
    """

    title: str
    kind: AreaKind
    paths: tuple[str, ...]
    change: Words
    approve: tuple[Words, ...] = Field(min_length=1)
    together: str = ""
    directives: tuple[str, ...] = ()
    note: str = ""

    @field_validator("change")
    @classmethod
    def _are_roles(cls, roles: tuple[str, ...]) -> tuple[str, ...]:
        return _known(roles)

    @field_validator("approve")
    @classmethod
    def _are_lists_of_roles(
        cls, approve: tuple[tuple[str, ...], ...]
    ) -> tuple[tuple[str, ...], ...]:
        return tuple(map(_known, approve))

    @property
    def group(self) -> str:
        """Return the name of what may be changed together with it."""
        return self.together or self.title


class Amounts(_Model):
    """Above how many yuan, to one payee, a change needs more approvals; by whom."""

    above: Figure = Decimal(50000)
    approvals: int = Field(default=2, ge=1, le=4)
    by: Words = ("reviewer", "chair", "auditor")

    @field_validator("by")
    @classmethod
    def _are_roles(cls, roles: tuple[str, ...]) -> tuple[str, ...]:
        return _known(roles)


class Papers(_Model):
    """The keys one of which an entry of spending has（票据）."""

    spending: Words = ("invoice", "attachments")


class Basis(_Model):
    """Where a part of the policy stands in the regulations."""

    about: str
    citation: Citation


class Policy(_Model):
    """Who may change what, and who approves it."""

    title: str = ""
    signatures: Literal["required", "optional"] = "required"
    people: tuple[Reviewer, ...] = Field(min_length=1)
    areas: tuple[Area, ...] = Field(min_length=1)
    amounts: Amounts = Amounts()
    evidence: Papers = Papers()
    basis: tuple[Basis, ...] = ()

    @model_validator(mode="after")
    def _names_everybody_once(self) -> Policy:
        for called, names in (
            ("编号", [one.id for one in self.people]),
            ("邮箱", [one.email for one in self.people]),
            ("公钥", [key.key for one in self.people for key in one.keys]),
            ("内容", [area.title for area in self.areas]),
        ):
            twice = [name for name in names if names.count(name) > 1]
            if twice:
                raise ValueError(f"{called} {twice[0]} 写了两次")
        if not any(area.kind == "people" for area in self.areas):
            raise ValueError("没有写谁可以改复核办法（kind: people）")
        return self

    @property
    def needs_signatures(self) -> bool:
        """Tell whether only what is signed counts."""
        return self.signatures == "required"

    def area_of(self, path: str) -> Area | None:
        """Return the first area that a path below the books' folder belongs to."""
        for area in self.areas:
            if any(is_like(path, pattern) for pattern in area.paths):
                return area
        return None

    def person(self, name: str) -> Reviewer | None:
        """Return the person with an id or a mail."""
        wanted = name.lower()
        for one in self.people:
            if name == one.id or wanted == one.email:
                return one
        return None


def policy_of(content: bytes, said: str = PLACE) -> Policy:
    """Return the policy that a file holds; ``said`` is what an error names.

    Raises:
        InputError: It is not what a policy looks like.
    """
    place = Path(said)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError("复核办法不是 UTF-8 编码", file=place) from None
    node = parse_yaml(text, place)
    if not node:
        raise InputError("复核办法是空的", file=place)
    return read_model(Policy, node, place)


def read_policy(repository: Repository, commit: str) -> Policy:
    """Return the policy of a commit.

    Raises:
        InputError: There is none, or it cannot be read.
    """
    content = repository.read(commit, PLACE)
    if content is None:
        raise InputError(
            f"版本 {commit[:10]} 里没有复核办法",
            file=PLACE,
            hint="请先写好复核办法，由管理员放进账簿。",
        )
    return policy_of(content)


def _known(roles: tuple[str, ...]) -> tuple[str, ...]:
    if not roles:
        raise ValueError("至少写一个职责")
    for role in roles:
        if role not in ROLES:
            raise ValueError(f"职责 {role} 不在 {'、'.join(ROLES)} 之中")
    return roles
