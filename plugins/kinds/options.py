"""What the options of every kind have in common."""

from __future__ import annotations

from pydantic import BaseModel
from pydantic import ConfigDict


class KindOptions(BaseModel):
    """Options of a kind; a key that is not known is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @property
    def named(self) -> tuple[str, ...]:
        """Return the parameters the options speak of; the rule must bind them."""
        return ()


class NoOptions(KindOptions):
    """Options of a kind that takes none."""
