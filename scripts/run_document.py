"""Run the Python of a Markdown document and write what it prints behind each block.

``python scripts/run_document.py docs/分析.md`` rewrites the ``text`` block that follows
each ``python`` block; ``make docs`` does it for every document that has some. A test
compares, so that what a document shows is what really comes out.
"""

from __future__ import annotations

import io
import os
import re
import sys
from contextlib import redirect_stdout
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_BLOCK = re.compile(
    r"(?P<code>```python\n(?P<python>.*?)```\n\n)```text\n.*?```\n", re.DOTALL
)


def rerun(text: str) -> str:
    """Return the document with fresh output; all blocks share their names."""
    names: dict[str, object] = {}

    def fresh(match: re.Match[str]) -> str:
        printed = io.StringIO()
        with redirect_stdout(printed):
            exec(match["python"], names)  # noqa: S102 - our own document
        lines = (line.rstrip() for line in printed.getvalue().splitlines())
        return f"{match['code']}```text\n" + "\n".join(lines) + "\n```\n"

    return _BLOCK.sub(fresh, text)


def main() -> None:
    """Rewrite the documents that are named."""
    os.environ["BEANCOUNT_DISABLE_LOAD_CACHE"] = "1"
    os.chdir(ROOT)
    for name in sys.argv[1:]:
        path = Path(name)
        old = path.read_text(encoding="utf-8")
        path.write_text(rerun(old), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
