"""Attacks on history, signatures, merges and files."""

from __future__ import annotations

from tests.history.gate.books import spend
from tests.history.gate.scene import EXECUTABLE
from tests.history.gate.scene import PLAIN
from tests.history.gate.scene import SUBMODULE
from tests.history.gate.scene import SYMLINK
from tests.history.gate.scene import Scene
from tests.history.gate.scene import git
from tests.history.gate.table import attack

MARCH = "2024/03.beancount"
PAPER = "documents/2024-03-06.invoice.pdf"


def spent(scene: Scene, person: str = "T0004", **more) -> None:
    scene.commit(person, "三月支出", {MARCH: spend()}, **more)


@attack("history-rewritten", "改写最后一次提交后强行推送")
def amend(scene):
    scene.commit("T0008", "说明", {"README.md": "改\n"}, parents=(scene.before,))
    scene.push = (f"+{scene.head}:refs/heads/main",)


@attack("history-rewritten", "把主分支退回到以前，抹掉最后一次提交")
def go_back(scene):
    scene.push = (f"+{scene.before}:refs/heads/main",)


@attack("history-rewritten", "并入一段没有来历的历史")
def foreign_root(scene):
    root = scene.commit("T0004", "三月支出", {MARCH: spend()}, parents=())
    tree = scene.tree(scene.base, {MARCH: spend()})
    scene.commit("T0003", "合并", parents=(scene.base, root), tree=tree)


@attack("history-rewritten", "合并时把自己的分支当主线，账簿成了被并入的一方")
def main_as_the_side(scene):
    own = scene.commit("T0004", "旁支", {MARCH: spend()}, parents=(scene.before,))
    tree = git(scene.folder, "merge-tree", "--write-tree", own, scene.base)
    scene.commit("T0003", "合并", parents=(own, scene.base), tree=tree)


@attack("branch-deleted", "删除主分支")
def delete_main(scene):
    scene.push = (":refs/heads/main",)


@attack("ref-refused", "用 refs/replace 换掉一次提交的内容")
def replace_object(scene):
    scene.commit("T0008", "说明", {"README.md": "改\n"}, parents=(scene.before,))
    scene.push = (f"{scene.head}:refs/replace/{scene.base}",)


@attack("ref-refused", "移动已有的标签")
def move_tag(scene):
    scene.push = (f"+{scene.before}:refs/tags/closed-2024-01",)


@attack("ref-refused", "删除已有的标签")
def delete_tag(scene):
    scene.push = (":refs/tags/closed-2024-01",)


@attack("ref-refused", "推送一个也叫 main 的标签，git 会先认它")
def twin_tag(scene):
    scene.push = (f"{scene.before}:refs/tags/main",)


@attack("ref-refused", "推送与主分支只差大小写的分支")
def twin_branch(scene):
    scene.push = (f"{scene.base}:refs/heads/Main",)


@attack("unsigned", "提交不签名")
def unsigned(scene):
    spent(scene, key="")
    scene.merge("T0003")


@attack("unsigned", "合并不签名")
def unsigned_merge(scene):
    spent(scene)
    scene.merge("T0003", key="")


@attack("bad-signature", "用名单以外的密钥签名")
def stranger(scene):
    spent(scene, key="stranger")
    scene.merge("T0003")


@attack("bad-signature", "用停用的密钥签名，提交日期写成停用以前")
def old_key(scene):
    said = {"key": "old", "date": "2024-03-07T12:00:00+0800"}
    scene.commit("T0005", "三月支出", {MARCH: spend()}, **said)
    scene.merge("T0003")


@attack("bad-signature", "把别的提交上的签名搬过来")
def moved_signature(scene):
    spent(scene)
    raw = git(scene.folder, "cat-file", "commit", scene.head)
    forged = raw.replace("三月支出", "三月开支")
    words = ("hash-object", "-t", "commit", "-w", "--stdin")
    scene.head = git(scene.folder, *words, given=f"{forged}\n")
    scene.merge("T0003")


@attack("bad-signature", "在同一次推送里给自己加上密钥再用")
def own_key(scene):
    review = scene.text("rules/review.yaml")
    mine = review.replace(
        "email: t0007@example.org, roles: handler, keys: [",
        f'email: t0007@example.org, roles: bookkeeper, keys: [{{key: "'
        f'{scene.public["stranger"]}"}}, ',
    )
    assert mine != review
    scene.commit("T0008", "名单", {"rules/review.yaml": mine})
    scene.commit("T0007", "三月支出", {MARCH: spend()}, key="stranger")
    scene.merge("T0003")


@attack("bad-signature", "用别种签名，让服务器去问别的程序")
def other_program(scene):
    spent(scene, key="")
    raw = git(scene.folder, "cat-file", "commit", scene.head)
    block = "-----BEGIN PGP SIGNATURE-----\n \n iQ==\n -----END PGP SIGNATURE-----"
    forged = raw.replace("\n\n", f"\ngpgsig {block}\n\n", 1)
    words = ("hash-object", "-t", "commit", "-w", "--stdin")
    scene.head = git(scene.folder, *words, given=f"{forged}\n")
    scene.merge("T0003")


@attack("identity", "签自己的名，写别人的邮箱")
def other_mail(scene):
    scene.commit("T0004", "三月支出", {MARCH: spend()}, key="T0005")
    scene.merge("T0003")


@attack("identity", "作者写成别人")
def other_author(scene):
    spent(scene, author="T0005")
    scene.merge("T0003")


@attack("impure-merge", "合并时夹带一笔支出")
def evil_merge(scene):
    scene.commit("T0005", "附件", {PAPER: "%PDF\n"})
    tree = scene.tree(scene.head, {MARCH: spend()})
    scene.commit("T0003", "合并", parents=(scene.base, scene.head), tree=tree)


@attack("impure-merge", "用 ours 合并，悄悄丢掉主分支上的内容")
def merge_ours(scene):
    own = scene.commit("T0004", "旁支", {MARCH: spend()}, parents=(scene.before,))
    tree = git(scene.folder, "rev-parse", f"{own}^{{tree}}")
    scene.commit("T0003", "合并", parents=(scene.base, own), tree=tree)


@attack("impure-merge", "在分支里先做一次夹带的合并，再正常合并")
def evil_merge_inside(scene):
    other = scene.commit("T0005", "附件", {PAPER: "%PDF\n"})
    scene.head = scene.base
    first = scene.commit("T0005", "附件", {"documents/b.pdf": "%PDF\n"})
    tree = scene.tree(first, {PAPER: "%PDF\n", MARCH: spend()})
    scene.commit("T0005", "合并", parents=(first, other), tree=tree)
    scene.merge("T0003")


@attack("octopus", "一次合并三个分支")
def octopus(scene):
    one = scene.commit("T0005", "附件", {PAPER: "%PDF\n"})
    two = scene.commit("T0005", "附件", {"documents/b.pdf": "%PDF\n"})
    parents = (scene.base, one, two)
    scene.commit("T0003", "合并", parents=parents, tree=scene.tree(two, {}))


@attack("empty-change", "用空提交充数")
def empty(scene):
    scene.commit("T0004", "无", {})
    scene.merge("T0003")


@attack("path-unknown", "放进一个脚本")
def script(scene):
    scene.commit("T0004", "脚本", {"tools/run.sh": "rm -rf /\n"})
    scene.merge("T0003")


@attack("path-unknown", "放进一个会被加载的程序模块")
def module(scene):
    scene.commit("T0008", "模块", {"union_ledger.py": "print()\n"})
    scene.approve("T0010")
    scene.merge("T0001")


@attack("file-mode", "附件是指向系统文件的符号链接")
def symlink(scene):
    scene.commit("T0005", "附件", {PAPER: (SYMLINK, scene.blob("/etc/passwd"))})
    scene.merge("T0003")


@attack("file-mode", "附件可以执行")
def executable(scene):
    scene.commit("T0005", "附件", {PAPER: (EXECUTABLE, scene.blob("#!/bin/sh\n"))})
    scene.merge("T0003")


@attack("file-mode", "把目录换成子模块")
def submodule(scene):
    scene.commit("T0005", "附件", {"documents/more": (SUBMODULE, scene.base)})
    scene.merge("T0003")


def named(scene: Scene, path: str) -> None:
    scene.commit("T0005", "附件", {path: "%PDF\n"})
    scene.merge("T0003")


@attack("file-name", "文件名里有左右颠倒的控制字符")
def bidi_name(scene):
    named(scene, "documents/invoice\u202efdp.pdf")


@attack("file-name", "文件名里有零宽字符")
def zero_width_name(scene):
    named(scene, "documents/inv\u200boice.pdf")


@attack("file-name", "文件名不是 UTF-8")
def bytes_in_name(scene):
    named(scene, "documents/a\udcffb.pdf")


@attack("file-name", "文件名里有换行")
def line_in_name(scene):
    named(scene, "documents/a\nb.pdf")


def hidden_folder(scene: Scene, name: str) -> None:
    """Put a folder among the documents whose name git's own index would refuse."""
    blob = scene.blob("evil\n")
    below = git(scene.folder, "mktree", given=f"{PLAIN} blob {blob}\tconfig\n")
    old = git(scene.folder, "ls-tree", scene.head, "documents/")
    rows = f"{old}\n040000 tree {below}\t{name}\n".replace("documents/", "")
    documents = git(scene.folder, "mktree", given=rows)
    top = git(scene.folder, "ls-tree", scene.head).splitlines()
    kept = [line for line in top if not line.endswith("\tdocuments")]
    kept.append(f"040000 tree {documents}\tdocuments")
    tree = git(scene.folder, "mktree", given="\n".join(kept) + "\n")
    scene.commit("T0005", "附件", tree=tree)
    scene.commit("T0003", "合并", parents=(scene.base, scene.head), tree=tree)


@attack("file-name", "文件放到上级目录去")
def parent_folder(scene):
    hidden_folder(scene, "..")


@attack("file-name", "用 .gitattributes 改变 git 看文件的办法")
def attributes(scene):
    named(scene, "documents/.gitattributes")


@attack("file-name", "用 .gitmodules 拉进别的仓库")
def modules(scene):
    named(scene, "documents/.GitModules")


@attack("file-name", "放进看起来像 .git 的目录")
def git_folder(scene):
    hidden_folder(scene, "git~1")


@attack("file-name", "放进会运行代码的读账缓存")
def pickle(scene):
    named(scene, "documents/.main.beancount.picklecache")


@attack("file-name", "与已有附件只差大小写")
def twin_name(scene):
    named(scene, "documents/2024-02-16.INVOICE.pdf")
