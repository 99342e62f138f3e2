"""A folder written as a whole, with the hash of every file, or not at all."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError
from union_ledger.core.explain import os_problem
from union_ledger.desk.audit_documents import digest_of
from union_ledger.reports.audit.guide import INDEX
from union_ledger.reports.audit.guide import MANIFEST
from union_ledger.reports.audit.pages import Listed

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

_LINE = re.compile(r"([0-9a-f]{64})  (.+)")
_ELSEWHERE = "请用 -o 换一个目录。"


class PackageFolder:
    """A package in the making beside ``into``, and put in its place at the end.

    Raises:
        InputError: ``into`` holds something else, or an earlier package and not
            ``force``, or the disk refuses.
    """

    def __init__(self, into: Path, *, force: bool) -> None:
        """Look whether the place is free, before any work is done."""
        # A path such as `.` has no name to put another folder beside.
        self.into = Path(os.path.abspath(into))  # noqa: PTH100 - links stay links
        self.files: dict[str, Listed] = {}
        _check_free(self.into, force=force)
        self.aside = self.into.with_name(f".{self.into.name}.{os.getpid()}.part")
        self.old = self.into.with_name(f".{self.into.name}.{os.getpid()}.old")

    def __enter__(self) -> Self:
        """Make the folder beside.

        Raises:
            InputError: The disk refuses.
        """
        try:
            self.into.parent.mkdir(parents=True, exist_ok=True)
            self.aside.mkdir()
        except OSError as error:
            raise self._refused(error) from None
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Write the manifest and move the folder, or leave nothing behind.

        Raises:
            InputError: The disk refuses.
        """
        try:
            if kind is None:
                self._finish()
        except OSError as exc:
            raise self._refused(exc) from None
        finally:
            shutil.rmtree(self.aside, ignore_errors=True)

    def write(self, place: str, content: bytes) -> None:
        """Write one file; ``place`` is its path in the package.

        Raises:
            InputError: The disk refuses.
        """
        path = self.aside / place
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        except OSError as error:
            raise self._refused(error) from None
        digest = hashlib.sha256(content).hexdigest()
        self.files[place] = Listed(place, digest, len(content))

    def copy(self, place: str, source: Path) -> None:
        """Copy one file as it is.

        Raises:
            InputError: It cannot be read, or the disk refuses.
        """
        path = self.aside / place
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, path)
            size = path.stat().st_size
        except OSError as error:
            raise InputError(
                f"附件复制不了（{os_problem(error)}）", file=source
            ) from None
        self.files[place] = Listed(place, digest_of(path), size)

    @property
    def listed(self) -> list[Listed]:
        """What is written so far, in order of the paths."""
        return [self.files[place] for place in sorted(self.files)]

    def _finish(self) -> None:
        lines = "".join(f"{each.sha256}  {each.path}\n" for each in self.listed)
        (self.aside / MANIFEST).write_bytes(lines.encode())
        replaced = self.into.is_dir()
        if replaced:
            self.into.rename(self.old)
        try:
            self.aside.rename(self.into)
        except OSError:
            if replaced:
                self.old.rename(self.into)
            raise
        if replaced:
            shutil.rmtree(self.old, ignore_errors=True)

    def _refused(self, error: OSError) -> InputError:
        return InputError(
            f"审计包写不进去（{os_problem(error)}）",
            file=self.into,
            hint="请检查文件夹的权限和空间，关闭正在打开其中文件的程序后重试。",
        )


def _check_free(into: Path, *, force: bool) -> None:
    """Refuse what would be lost.

    Raises:
        InputError: There is a file, other files, or a package that must stay.
    """
    if into.is_symlink() or (into.exists() and not into.is_dir()):
        raise InputError("这里不是目录，审计包没有写", file=into, hint=_ELSEWHERE)
    if not into.is_dir() or not any(into.iterdir()):
        return
    noted = _noted(into)
    if INDEX not in noted:
        raise InputError("目录里有别的文件，审计包不会覆盖", file=into, hint=_ELSEWHERE)
    if not force:
        raise InputError(
            "目录里已有一个审计包",
            file=into,
            hint="要换成新的请加 --force，或用 -o 换一个目录。",
        )
    found = {
        path.relative_to(into).as_posix(): path
        for path in sorted(into.rglob("*"))
        if path.is_symlink() or not path.is_dir()
    }
    found.pop(MANIFEST)
    changed = [
        place
        for place, path in found.items()
        if place not in noted or path.is_symlink() or digest_of(path) != noted[place]
    ]
    if changed:
        raise InputError(
            f"原来的审计包里有 {len(changed)} 个文件是后来加的或改过的，"
            f"如 {changed[0]}，换掉会丢失",
            file=into,
            hint=f"请先把它们移走，或{_ELSEWHERE.removeprefix('请')}",
        )


def _noted(into: Path) -> dict[str, str]:
    """Return what the manifest of an earlier package says; empty without one."""
    path = into / MANIFEST
    if path.is_symlink() or not path.is_file():
        return {}
    text = path.read_text(encoding="utf-8", errors="replace")
    found = (_LINE.fullmatch(line) for line in text.splitlines())
    return {match[2]: match[1] for match in found if match}
