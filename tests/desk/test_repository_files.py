"""What `init` writes for the repository of the books can be used as it stands."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
import yaml

from union_ledger import __version__
from union_ledger.cli import cli
from union_ledger.core.errors import InputError
from union_ledger.desk.repository_files import start_repository
from union_ledger.desk.repository_files import write_repository_files
from union_ledger.desk.template import copy_books
from union_ledger.history.gate.file_names import name_fault
from union_ledger.history.gate.review_policy import policy_of

WORKFLOWS = (".github/workflows/books.yml", ".gitea/workflows/books.yml")


@pytest.fixture
def books(tmp_path):
    """New books with all files of their repository."""
    folder = tmp_path / "books"
    copy_books("template", folder)
    write_repository_files(folder)
    return folder


def loaded(books, name):
    return yaml.safe_load((books / name).read_text(encoding="utf-8"))


def steps(books, name):
    (job,) = loaded(books, name)["jobs"].values()
    return job["steps"]


def script_lines(books):
    """Yield every line that one of the files runs, with the file it is in."""
    for hook in loaded(books, ".pre-commit-config.yaml")["repos"][0]["hooks"]:
        yield ".pre-commit-config.yaml", hook["entry"]
    for name in WORKFLOWS:
        for step in steps(books, name):
            for line in step.get("run", "").splitlines():
                yield name, line
    job = loaded(books, ".gitlab-ci.yml")["books"]
    for part in ("before_script", "script", "after_script"):
        for line in "\n".join(job[part]).splitlines():
            yield ".gitlab-ci.yml", line
    hook = (books / "hooks" / "pre-receive").read_text(encoding="utf-8")
    for line in hook.splitlines():
        found = re.search(r'"\$program" (\w+ --[^>;|]*)', line)
        if found:
            yield "hooks/pre-receive", f"union-ledger {found[1]}"


def commands(books):
    found = []
    for name, line in script_lines(books):
        words = re.match(r"\s*(union-ledger .+?)(?: \|\| .*)?$", line)
        if words:
            found.append((name, shlex.split(words[1])[1:]))
    return found


def test_every_command_that_is_named_exists_with_its_options(books):
    """Each line is taken apart as the command line itself would."""
    found = commands(books)
    assert len(found) == 18
    for _, (name, *words) in found:
        command = cli.get_command(click.Context(cli), name)
        assert command is not None, name
        given = [str(books) if word == "." else word for word in words if word != "$@"]
        if name == "format":
            given.append(str(books))
        command.make_context(name, given)


POSTED = {
    ".github/workflows/books.yml": 'gh pr comment "$NUMBER"',
    ".gitea/workflows/books.yml": '"$API/issues/$NUMBER/comments"',
    ".gitlab-ci.yml": '/merge_requests/$CI_MERGE_REQUEST_IID/notes"',
}


@pytest.mark.parametrize("name", POSTED)
def test_each_forge_checks_and_reviews_against_the_target_branch(books, name):
    """The text is linted before the books are loaded, and the review is posted."""
    words = [words for file, words in commands(books) if file == name]
    assert [each[0] for each in words] == ["lint", "guard", "review", "check"]
    review = words[2]
    assert re.fullmatch(r"origin/\$\w+\.\.HEAD", review[1])
    assert review[2:] == [".", "--format", "md", "-o", "review.md"]
    assert any(
        POSTED[name] in line for file, line in script_lines(books) if file == name
    )


@pytest.mark.parametrize("name", WORKFLOWS)
def test_what_strangers_write_reaches_no_command(books, name):
    """Pull requests run without secrets, and their texts are variables only."""
    said = loaded(books, name)
    assert list(said[True]) == ["pull_request"]  # YAML reads `on` as true
    assert said["jobs"]["books"]["permissions"]["contents"] == "read"
    for step in steps(books, name):
        assert "${{" not in step.get("run", "")
    checkout = steps(books, name)[0]["with"]
    assert checkout["persist-credentials"] is False
    assert checkout["fetch-depth"] == 0


def test_the_version_is_fixed(books):
    """Checks run the program that wrote them, not what is newest that day."""
    for name in (*WORKFLOWS, ".gitlab-ci.yml", "hooks/README.md"):
        text = (books / name).read_text(encoding="utf-8")
        assert f"union-ledger=={__version__}" in text
        assert "@VERSION@" not in text


def test_the_hook_can_be_run(books):
    """A shell understands it; whoever installs it on the server makes it a program."""
    hook = books / "hooks" / "pre-receive"
    assert not os.access(hook, os.X_OK), "the gate takes no programs"
    subprocess.run(["sh", "-n", hook], check=True)
    assert hook.read_text(encoding="utf-8").startswith("#!/bin/sh\n")


def test_the_hook_takes_nothing_without_its_program(books):
    """A server on which the program is missing lets nothing in."""
    start_repository(books)
    git = ["git", "-C", books, "config", "unionledger.program", "no-such-program"]
    subprocess.run(git, check=True)
    done = subprocess.run(
        ["sh", books / "hooks" / "pre-receive"],
        cwd=books,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1
    assert "什么都不收" in done.stderr


@pytest.fixture
def server(books, tmp_path, monkeypatch):
    """A bare repository with the hook that `init` wrote; returns a way to push."""
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, os.devnull)
    start_repository(books)
    bare = tmp_path / "books.git"

    def git(*words, at=books):
        done = subprocess.run(
            ["git", "-C", at, *words],
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        return done.returncode, done.stderr

    def push(name, text, branch):
        (books / name).write_text(text, encoding="utf-8")
        git("add", "-A")
        git("commit", "-q", "-m", "一")
        return git("push", bare, f"HEAD:refs/heads/{branch}")

    program = tmp_path / "program"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m union_ledger.cli "$@"\n')
    program.chmod(0o755)
    git("init", "-q", "--bare", "-b", "main", bare, at=tmp_path)
    git("config", "unionledger.program", str(program), at=bare)
    git("config", "user.name", "T0001")
    git("config", "user.email", "t0001@example.org")
    assert push("README.md", "账簿", "main")[0] == 0
    # As hooks/README.md has it: install -m 755.
    hook = bare / "hooks" / "pre-receive"
    shutil.copyfile(books / "hooks" / "pre-receive", hook)
    hook.chmod(0o755)
    push.git, push.bare = git, bare
    return push


def test_the_hook_lets_no_personal_number_into_any_branch(server):
    """What has been pushed once is kept for good, on whatever branch."""
    code, said = server("a.txt", "13800001234", "draft")
    assert code == 1
    assert "a.txt:1: 手机号（138****34）" in said
    assert "refs/heads/draft" in said
    server.git("reset", "-q", "--hard", "HEAD~1")
    assert server("a.txt", "好", "draft")[0] == 0


def test_the_hook_asks_the_gate_for_the_protected_branch(server):
    """Nobody else has approved it; another branch may have it."""
    code, said = server("registers/units.beancount", "; 一\n", "main")
    assert code == 1
    assert "没有别人批准" in said
    assert server.git("push", server.bare, "HEAD:refs/heads/draft")[0] == 0
    assert server.git("push", server.bare, ":refs/heads/draft")[0] == 0


def test_the_hooks_of_every_commit_are_green_on_new_books(books, monkeypatch):
    """The entries run as pre-commit would run them, on all files."""
    start_repository(books)
    subprocess.run(["git", "-C", books, "add", "-A"], check=True)
    monkeypatch.chdir(books)
    for hook in loaded(books, ".pre-commit-config.yaml")["repos"][0]["hooks"]:
        name, *words = shlex.split(hook["entry"])[1:]
        if hook.get("pass_filenames", True):
            words += [
                str(path.relative_to(books))
                for path in sorted(books.rglob("*"))
                if re.search(hook["files"], path.name)
            ]
        command = cli.get_command(click.Context(cli), name)
        assert command.main(words, standalone_mode=False) in {0, None}, name


def test_every_file_has_a_place_in_the_policy_and_an_owner(books):
    """The gate knows who may change it; placeholders are marked as such."""
    policy = policy_of((books / "rules" / "review.yaml").read_bytes())
    for path in books.rglob("*"):
        name = path.relative_to(books).as_posix()
        if path.is_file():
            assert not name_fault(name), name
            assert policy.area_of(name), name
    owners = (books / "CODEOWNERS").read_text(encoding="utf-8")
    lines = [line for line in owners.splitlines() if line and line[0] != "#"]
    assert all("@TO-FILL-IN/" in line for line in lines)
    assert "/007-" in owners


def test_temporary_files_are_left_out_and_attributes_are_not_touched(books):
    start_repository(books)
    assert not (books / ".gitattributes").exists()
    for name in (".writing-a", "a.lock", "~$a.xlsx", ".main.beancount.picklecache"):
        (books / name).write_text("一")
    status = ["git", "-C", books, "status", "--porcelain", "-uall"]
    listed = subprocess.run(status, check=True, capture_output=True, text=True).stdout
    assert ".gitignore" in listed
    assert not re.search("writing-|lock|~|pickle", listed)


def test_nothing_is_written_over(books):
    """Files that are there already stay, and a second repository is not begun."""
    with pytest.raises(InputError, match="不会覆盖"):
        write_repository_files(books)
    assert "分支 main" in start_repository(books)
    assert "没有另建" in start_repository(books)
    head = (books / ".git" / "HEAD").read_text(encoding="utf-8")
    assert head == "ref: refs/heads/main\n"


def test_books_begin_without_git_too(books, monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert "没有 git" in start_repository(books)
    assert not Path(books, ".git").exists()
