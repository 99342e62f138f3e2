"""The photos of a unit's own cards（资产照片）, which no entry holds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from beancount.core.data import Document
from beancount.core.data import Open

if TYPE_CHECKING:
    from collections.abc import Iterable

    from beancount.core.data import Custom
    from beancount.core.data import Directive

ACCOUNT = "Equity:999-本账以外:03-资产照片"
"""Where photos hang; nothing is ever posted to it."""
_PICTURES = {".png", ".jpg", ".jpeg"}


class Photos:
    """Finds the photo a card names among the documents that hang on no link.

    A name alone is enough only where one document has it: two units may each have
    theirs.
    """

    def __init__(self, entries: Iterable[Directive], books: Path) -> None:
        """Take the documents of ``entries``; cards name them from ``books`` on."""
        self._books = books
        self._documents = [
            each
            for each in entries
            if isinstance(each, Document)
            and not each.links
            and Path(each.filename).suffix.lower() in _PICTURES
        ]
        self.found: list[Document] = []

    def taken(self, card: Custom, folder: Path) -> Custom:
        """Put a card's photo into ``folder``; return the card that names it there."""
        if card.type != "asset" or not card.meta.get("photo"):
            return card
        document = self._named(str(card.meta["photo"]))
        if document is None:
            return card
        path = Path(document.filename)
        target = folder / "photos" / f"{len(self.found):05d}" / path.name
        target.parent.mkdir(parents=True, mode=0o700)
        target.symlink_to(path.resolve())
        name = str(target.relative_to(folder))
        none: frozenset[str] = frozenset()
        self.found.append(Document({}, document.date, ACCOUNT, name, none, none))
        return card._replace(meta=card.meta | {"photo": name})

    def opens(self) -> list[Open]:
        """Return an open for the account of the photos, where there are any."""
        first = min((each.date for each in self.found), default=None)
        return [Open({}, first, ACCOUNT, [], None)] if first else []

    def _named(self, photo: str) -> Document | None:
        wanted = (self._books / photo).resolve()
        for each in self._documents:
            if Path(each.filename).resolve() == wanted:
                return each if Path(each.filename).is_file() else None
        alike = [each for each in self._documents if Path(each.filename).name == photo]
        alone = len(alike) == 1 and Path(alike[0].filename).is_file()
        return alike[0] if alone else None
