"""The one exception a user reads: input that cannot be used, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class InputError(Exception):
    """Input or usage that cannot be worked with; the command line exits with 2.

    Args:
        message: What is wrong, in Chinese, without a full stop.
        file: The file it stands in.
        line: Row or line in that file, counted from 1.
        hint: What to do about it, in Chinese.
    """

    def __init__(
        self,
        message: str,
        *,
        file: Path | str | None = None,
        line: int | None = None,
        hint: str | None = None,
    ) -> None:
        """Keep the parts; the text is put together by ``str``."""
        super().__init__(message)
        self.message = message
        self.file = str(file) if file is not None else None
        self.line = line
        self.hint = hint

    def __str__(self) -> str:
        """Return ``文件：第 N 行：message。hint``."""
        parts = []
        if self.file:
            parts.append(f"{self.file}：")
        if self.line is not None:
            parts.append(f"第 {self.line} 行：")
        parts.append(f"{self.message}。")
        if self.hint:
            parts.append(self.hint)
        return "".join(parts)
