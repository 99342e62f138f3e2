"""Write docs/防篡改清单.md from the tables of tampering."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from tests.history.tamper import chain  # noqa: F401 - enters its kinds
from tests.history.tamper import entries  # noqa: F401
from tests.history.tamper import in_force  # noqa: F401
from tests.history.tamper.harmless import HARMLESS
from tests.history.tamper.repository import IN_GIT
from tests.history.tamper.table import KINDS
from tests.history.tamper.table import cases

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "防篡改清单.md"
_HEAD = """# 防篡改清单

封账以后，谁在背后改了什么都要能发现。这里列出试过的每一种改法：下表的每一种都在测试里真的
改一遍（`tests/history/tamper`），必须被右边的命令发现，并指出是哪个月。本页由
`make docs` 从测试的表里写出，测试核对它与表一致。

- `check`：读账时就发现，列在错误里，指出月份和分录；
- `close --verify`：重算月末有效的登记、余额、选项、附件和规则，与封印对照；
- `verify --head`：要用仓库以外保存的封印（封账单、会议纪要上的）才能发现；
- `verify`：从 git 的提交里验证，不看工作目录。

"""


def text() -> str:
    """Return the whole document."""
    counts = Counter(case.kind for case in cases())
    rows = [
        f"| {title} | {counts[title]} | `{by}` |" for title, (by, _) in KINDS.items()
    ]
    rows += [f"| {title} | 1 | `verify` |" for title in IN_GIT]
    total = sum(counts.values()) + len(IN_GIT)
    harmless = "\n".join(f"- {title}" for title in HARMLESS)
    return (
        f"{_HEAD}共 {len(KINDS) + len(IN_GIT)} 种，{total} 例，全部发现。\n\n"
        "| 改法 | 例数 | 由哪个命令发现 |\n|---|---:|---|\n"
        + "\n".join(rows)
        + f"\n\n## 不算篡改的\n\n下面 {len(HARMLESS)} 种改动不改变账的内容，"
        f"封印照样对得上：\n\n{harmless}\n"
    )


if __name__ == "__main__":
    DOCUMENT.write_text(text(), encoding="utf-8", newline="\n")
