"""Tampering with the repository itself: what git shows need not be what was committed.

Each is done to a clone whose months are closed; ``verify`` of the last commit with the
heads from paper must find it, or, where the commit is untouched, not be taken in by
what was done around it.
"""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

from tests.history.tamper.base import MONTHS
from tests.history.tamper.base import late_entry
from tests.history.tamper.base import seal_months
from tests.history.tamper.table import added
from tests.history.tamper.table import month_file
from tests.history.tamper.table import replaced

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_JANUARY = month_file("2024-01")
PAYEE = replaced(_JANUARY, "示例打印店", "别的店")


def git(folder: Path, *words: str) -> str:
    """Run git with an invented identity, whatever the user's settings are."""
    who = ("-c", "user.name=T0004", "-c", "user.email=t0004@union.invalid")
    done = subprocess.run(
        ["git", "-C", str(folder), *who, "-c", "commit.gpgsign=false", *words],
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.strip()


def commit(folder: Path, message: str) -> str:
    """Commit everything; return the commit."""
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", message)
    return git(folder, "rev-parse", "HEAD")


def _committed(message: str, change: Callable[[Path], None]) -> Callable[[Path], None]:
    def done(folder: Path) -> None:
        change(folder)
        commit(folder, message)

    return done


def _amended(folder: Path) -> None:
    """Rewrite the commit itself, so that the history shows no change."""
    PAYEE(folder)
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--amend", "--no-edit")


def _replaced_object(folder: Path) -> None:
    """Have git show another commit in place of the tampered one."""
    good = git(folder, "rev-parse", "HEAD")
    PAYEE(folder)
    bad = commit(folder, "改")
    git(folder, "replace", bad, good)


def _skipped(folder: Path) -> None:
    """Commit the change and show the old text in the work tree."""
    text = (folder / _JANUARY).read_text(encoding="utf-8")
    PAYEE(folder)
    commit(folder, "改")
    git(folder, "update-index", "--skip-worktree", _JANUARY)
    (folder / _JANUARY).write_text(text, encoding="utf-8")


def _filtered(folder: Path) -> None:
    """Have a filter show the old words whenever the file is checked out."""
    (folder / ".gitattributes").write_text("*.beancount filter=x\n", encoding="utf-8")
    git(folder, "config", "filter.x.smudge", "sed s/别的店/示例打印店/")
    PAYEE(folder)
    commit(folder, "改")


def _resealed(folder: Path) -> None:
    """Make the whole chain anew and rewrite the history to look as if it was so."""
    for month in MONTHS:
        (folder / "seals" / f"{month}.json").unlink()
        number = int(month[5:])
        (folder / f"registers/close-{number:04d}-{month}.beancount").unlink()
    PAYEE(folder)
    seal_months(folder, 1)
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--amend", "--no-edit")


def _evil_main(folder: Path) -> None:
    """Let another plugin run that hides what was changed."""
    (folder / "evil.py").write_text(
        "__plugins__ = ['p']\ndef p(entries, options):\n"
        f"    open({str(folder / 'ran')!r}, 'w').close()\n    return entries, []\n",
        encoding="utf-8",
    )
    added("main.beancount", 'option "insert_pythonpath" "TRUE"\nplugin "evil"\n')(
        folder
    )


def _linked(folder: Path) -> None:
    path = folder / _JANUARY
    other = folder.parent / "elsewhere.beancount"
    other.write_bytes(path.read_bytes())
    path.unlink()
    path.symlink_to(other)


def _forged(folder: Path) -> None:
    PAYEE(folder)
    commit(folder, "更正\n\nApproved-by: T0001 <t0001@union.invalid>")


def _looser_rule(folder: Path) -> None:
    replaced("rules/own.yaml", '"500.00"', '"5000.00"')(folder)


def _corrupt(folder: Path) -> None:
    """Damage a blob where it lies."""
    blob = git(folder, "rev-parse", f"HEAD:{_JANUARY}")
    path = folder / ".git" / "objects" / blob[:2] / blob[2:]
    path.chmod(0o644)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(bytes(data))


def _document(folder: Path) -> None:
    (folder / "documents" / "2月回单.pdf").write_bytes(b"%PDF other")


def _dropped(folder: Path) -> None:
    (folder / "registers" / "close-0003-2024-03.beancount").unlink()
    (folder / "seals" / "2024-03.json").unlink()


def _reauthored(folder: Path) -> None:
    """Tamper in somebody else's name."""
    PAYEE(folder)
    git(folder, "add", "-A")
    author = "T0010 <t0010@union.invalid>"
    git(folder, "commit", "-q", "--author", author, "-m", "经审会核对无误")


def _grafted(folder: Path) -> None:
    """Cut the history off where it would show the change."""
    PAYEE(folder)
    bad = commit(folder, "改")
    info = folder / ".git" / "info" / "grafts"
    info.parent.mkdir(exist_ok=True)
    info.write_text(f"{bad}\n", encoding="utf-8")


def _merged_evil(folder: Path) -> None:
    """Bring the change in with a merge that neither side has."""
    git(folder, "switch", "-q", "-c", "side")
    added("2024/04.beancount", late_entry("2024-04-09", "SIDE"))(folder)
    commit(folder, "四月")
    git(folder, "switch", "-q", "-")
    git(folder, "merge", "-q", "--no-ff", "--no-commit", "side")
    PAYEE(folder)
    commit(folder, "合并")


def _moved_away(folder: Path) -> None:
    """Move the file in a commit of its own, so that somebody else gets the blame."""
    PAYEE(folder)
    commit(folder, "改")
    (folder / _JANUARY).rename(folder / "2024" / "moved.beancount")
    commit(folder, "整理文件")


def _deleted_entry(folder: Path) -> None:
    text = (folder / _JANUARY).read_text(encoding="utf-8")
    start, end = text.index("2024-01-12 *"), text.index("2024-01-20 *")
    (folder / _JANUARY).write_text(text[:start] + text[end:], encoding="utf-8")


def _looser_from_the_start(folder: Path) -> None:
    """Rewrite the history so that the rule was always as loose."""
    _looser_rule(folder)
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--amend", "--no-edit")


def _cache(folder: Path) -> None:
    """Leave a cache of the load that runs code when it is read."""
    ran = folder / "ran"
    code = f"cposix\nsystem\n(Vtouch {ran}\ntR."
    (folder / ".main.beancount.picklecache").write_bytes(code.encode())
    PAYEE(folder)


def _fetching(folder: Path) -> None:
    """Take a file away and say that git may get it by running a program."""
    PAYEE(folder)
    commit(folder, "改")
    blob = git(folder, "rev-parse", f"HEAD:{_JANUARY}")
    (folder / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    for name, value in {
        "core.repositoryformatversion": "1",
        "extensions.partialclone": "evil",
        "protocol.ext.allow": "always",
        "remote.evil.promisor": "true",
        "remote.evil.url": f"ext::sh -c touch% {folder / 'ran'}",
    }.items():
        git(folder, "config", name, value)


def _plugin_of_a_member(folder: Path) -> None:
    _evil_main(folder)
    main = (folder / "main.beancount").read_text(encoding="utf-8")
    place = main.index('option "insert_pythonpath"')
    (folder / "main.beancount").write_text(main[:place], encoding="utf-8")
    added("2024/04.beancount", main[place:])(folder)


def _include_elsewhere(folder: Path) -> None:
    """Have a file of the books read one from outside."""
    added("2024/04.beancount", 'include "/etc/hostname"\n')(folder)


def _case(folder: Path) -> None:
    """Put the change into a file whose name looks the same."""
    text = (folder / _JANUARY).read_text(encoding="utf-8")
    (folder / _JANUARY).unlink()
    name = folder / "2024" / "\u03bf1.beancount"
    name.write_text(re.sub("示例打印店", "别的店", text), encoding="utf-8")


IN_GIT: dict[str, Callable[[Path], None]] = {
    "改了再提交": _committed("整理", PAYEE),
    "改写最后一次提交": _amended,
    "用 git replace 遮住提交": _replaced_object,
    "用 grafts 剪掉历史": _grafted,
    "工作目录里留着原样（skip-worktree）": _skipped,
    "用 .gitattributes 过滤器遮住": _filtered,
    "整条链重封，历史也改写": _resealed,
    "总文件里加别的插件": _committed("配置", _evil_main),
    "分录文件换成符号链接": _committed("整理", _linked),
    "提交说明里冒写批准": _forged,
    "用别人的名字提交": _reauthored,
    "夹带在合并里": _merged_evil,
    "换到名字相像的文件里": _committed("整理", _case),
    "先改，再另外提交一次挪走文件": _moved_away,
    "删一笔再提交": _committed("整理", _deleted_entry),
    "改写历史，规则像一开始就这么宽": _looser_from_the_start,
    "夹带读账的缓存（picklecache）": _committed("缓存", _cache),
    "拿掉内容，叫 git 运行程序去取": _fetching,
    "分录文件里加别的插件": _committed("整理", _plugin_of_a_member),
    "分录文件里带入账簿以外的文件": _committed("整理", _include_elsewhere),
    "封账以后放宽规则": _committed("规则", _looser_rule),
    "换掉附件": _committed("附件", _document),
    "删掉最后一次封账": _committed("整理", _dropped),
    "损坏 git 里的内容": _corrupt,
}
