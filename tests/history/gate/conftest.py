"""A scene and two servers, made once: one with the hook, one without."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from tests.history.gate.forking_hook import forking_hook
from tests.history.gate.scene import Scene
from tests.history.gate.scene import git

import union_ledger

SHIPPED = Path(union_ledger.__file__).parent.joinpath(
    *("desk", "templates", "repository", "hooks", "pre-receive")
)


@pytest.fixture(scope="session")
def first_scene(tmp_path_factory):
    return Scene.make(tmp_path_factory.mktemp("gate"))


@pytest.fixture
def scene(first_scene):
    return first_scene.begin()


def make_server(scene, folder):
    """Return a bare repository that has main, and a tag of its first commit."""
    shutil.copytree(scene.folder, folder)
    for ref in git(folder, "for-each-ref", "--format=%(refname)").splitlines():
        if ref != "refs/heads/main":
            git(folder, "update-ref", "-d", ref)
    git(folder, "update-ref", "refs/heads/main", scene.base)
    git(folder, "config", "receive.denyDeleteCurrent", "ignore")
    git(folder, "tag", "closed-2024-01", scene.base)
    return folder


@pytest.fixture(scope="session")
def guarded(first_scene, tmp_path_factory):
    """Return a server whose hook runs the command in a process forked for it."""
    folder = tmp_path_factory.mktemp("guarded")
    server = make_server(first_scene, folder / "books.git")
    with forking_hook() as script:
        set_hook(server, script)
        yield server


@pytest.fixture(scope="session")
def as_installed(first_scene, tmp_path_factory):
    """Return a server with the hook that ships, which starts the command anew."""
    folder = tmp_path_factory.mktemp("installed")
    server = make_server(first_scene, folder / "books.git")
    set_hook(server, SHIPPED.read_text(encoding="utf-8"))
    command = folder / "union-ledger"
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m union_ledger.cli "$@"\n')
    command.chmod(0o755)
    git(server, "config", "unionledger.program", str(command))
    return server


def set_hook(server, script):
    hook = server / "hooks" / "pre-receive"
    hook.write_text(script, encoding="utf-8")
    hook.chmod(0o755)


@pytest.fixture(scope="session")
def unguarded(first_scene, tmp_path_factory):
    """Return the same server without a hook."""
    return make_server(first_scene, tmp_path_factory.mktemp("unguarded") / "books.git")
