"""Names and modes of files that may stand in the books（文件名与属性）."""

from __future__ import annotations

import unicodedata

from union_ledger.history.revisions.repository import REGULAR

# Begin with .git and are harmless.
_OF_FORGES = frozenset(
    {".github", ".gitea", ".gitlab", ".gitignore", ".gitlab-ci.yml", ".gitkeep"}
)
_LONGEST = 180  # bytes of one part; most systems end at 255
_CACHES = (".picklecache", ".pickle", ".pyc", ".pyd", ".so", ".pth")
_MODES = {
    "120000": "符号链接",
    "160000": "子模块",
    "100755": "可以执行的文件",
}
_OF_WINDOWS = frozenset('<>:"|?*')


def mode_fault(mode: str) -> str:
    """Return what is wrong with a file's mode; empty where it is a plain file."""
    return "" if mode == REGULAR else _MODES.get(mode, f"属性为 {mode} 的文件")


def name_fault(path: str) -> str:
    """Return what is wrong with a path; empty where nothing is."""
    for part in path.split("/"):
        said = _part_fault(part)
        if said:
            return said
    return ""


def twin_fault(path: str, others: dict[str, str]) -> str:
    """Tell of another file that only looks different; ``others`` by folded name."""
    twin = others.get(folded(path), path)
    return f"与 {twin} 只差大小写或写法" if twin != path else ""


def folded(path: str) -> str:
    """Return a name as it is read by systems, or people, that see no difference."""
    return unicodedata.normalize("NFKC", path).casefold()


def _part_fault(part: str) -> str:  # noqa: PLR0911 - a list of faults
    if part in {"", ".", ".."}:
        return "有空的一段或上级目录"
    if any(unicodedata.category(sign)[0] == "C" for sign in part):
        return "有控制字符、看不见的字符或乱码"
    if any(sign.isspace() and sign != " " for sign in part):
        return "有特殊的空格"
    if "\\" in part or _OF_WINDOWS & set(part):
        return "有文件系统不容许的符号"
    if part != part.strip(" ") or part.endswith(".") or part.startswith(("-", "~")):
        return "前后有空格、句点或 - ~ 号"
    if unicodedata.normalize("NFC", part) != part:
        return "字符没有用通常的写法（NFC）"
    if len(part.encode("utf-8", "replace")) > _LONGEST:
        return "太长"
    plain = folded(part)
    if plain.endswith(_CACHES):
        return "是程序的缓存，读它会运行里面的代码"
    if plain.startswith((".git", "git~")) and part not in _OF_FORGES:
        return "会改变 git 自己的行为"
    return ""
