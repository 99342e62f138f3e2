"""What closed months hold, reckoned again（重算封印） beside what was sealed."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from union_ledger import __version__
from union_ledger.core.ledger import rulebook_index
from union_ledger.core.seal import contents
from union_ledger.core.seal import make_seal
from union_ledger.core.seal_chain import chain_of
from union_ledger.rules.own_digest import own_rules_digest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence
    from datetime import date

    from beancount.core.data import Directive

    from union_ledger.core.ledger import Ledger
    from union_ledger.core.seal import Seal

PARTS = {
    "entries": "当月的分录和登记",
    "registers": "月末有效的科目和登记",
    "balances": "月末余额",
    "options": "账簿选项和插件",
    "documents": "附件",
    "rules": "本会的规则",
    "rulebook": "规则库",
}


class SealDifference(NamedTuple):
    """A part of a closed month that is not as it was sealed: its last day, which."""

    last: date
    seal: Seal
    part: str
    now: Seal


def seal_differences(
    entries: Sequence[Directive], options: Mapping[str, Any], ledger: Ledger
) -> Iterator[SealDifference]:
    """Yield what differs, month after month; the chain itself is checked by a load."""
    folder = ledger.main.parent
    rules = own_rules_digest(rulebook_index(ledger.main))
    chain = chain_of(ledger.books.registers, folder)
    sealed = {
        last.replace(day=1): (last, seal) for last, (_, seal) in chain.closed.items()
    }
    for month, content in contents(entries, options, folder, sealed):
        last, seal = sealed[month]
        now = make_seal(
            content,
            month,
            number=seal.number,
            previous=seal.previous,
            rulebook=ledger.rulebook,
            rules=rules,
            reopened=seal.reopened,
            said=seal.said,
            product=__version__,
        )
        for part in PARTS:
            if getattr(now, part) != getattr(seal, part):
                yield SealDifference(last, seal, part, now)
