"""One revision of the books as files, in a folder of its own that is then removed."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError
from union_ledger.history.revisions.repository import EXECUTABLE
from union_ledger.history.revisions.repository import REGULAR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.history.revisions.repository import Repository
    from union_ledger.history.revisions.repository import TreeFile

# What a load reads; of every other file it asks only whether it is there.
READ = frozenset({".beancount", ".bean", ".yaml", ".yml", ".csv", ".json", ".toml"})

# Beancount runs what is in its cache, whoever wrote it.
_CACHE = ".picklecache"
# Evidence of many years is larger than the memory of many computers.
_AT_ONCE = 200


@contextmanager
def revision_folder(
    repository: Repository, commit: str, *, whole: bool = False
) -> Iterator[Path]:
    """Yield a folder with the books of a commit.

    Evidence（附件） is left empty unless the ``whole`` is asked for: it may be large,
    and nothing but its digest is ever compared.

    Raises:
        InputError: There are no books in the commit, or a file there is no file.
    """
    files = repository.files(commit)
    if not files:
        raise InputError(f"版本 {commit[:10]} 里没有账簿", file=repository.folder)
    for path, file in files.items():
        _must_be_plain(path, file)
    with tempfile.TemporaryDirectory(prefix="union-ledger-") as name:
        folder = Path(name).resolve()
        wanted: dict[str, list[Path]] = {}
        for path, file in files.items():
            if path.endswith(_CACHE):
                continue
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            if whole or target.suffix.lower() in READ:
                wanted.setdefault(file.blob, []).append(target)
            else:
                target.touch()
        blobs = list(wanted)
        for place in range(0, len(blobs), _AT_ONCE):
            for blob, content in repository.blobs(blobs[place : place + _AT_ONCE]):
                for target in wanted[blob]:
                    target.write_bytes(content)
        yield folder


def _must_be_plain(path: str, file: TreeFile) -> None:
    """Refuse links, which might lead out of the folder, and names that do."""
    if file.mode not in {REGULAR, EXECUTABLE} or ".." in path.split("/"):
        raise InputError(
            "账簿里有符号链接、子模块或者不正常的文件名",
            file=path,
            hint="账簿里只能有普通文件，请改正后再提交。",
        )
