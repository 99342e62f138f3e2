"""Every attack of the table is pushed to a real server with the real hook."""

from __future__ import annotations

import pytest
from tests.history.gate import attacks_content  # noqa: F401 - enters the table
from tests.history.gate import attacks_history  # noqa: F401
from tests.history.gate import attacks_people  # noqa: F401
from tests.history.gate import attacks_rules  # noqa: F401
from tests.history.gate import good_pushes  # noqa: F401
from tests.history.gate.scene import git
from tests.history.gate.table import ATTACKS
from tests.history.gate.table import GOOD


def refs(server):
    said = git(server, "for-each-ref", "--format=%(refname) %(objectname)")
    return set(said.splitlines())


def as_before(server, before):
    """Put the references of a server back."""
    for ref in sorted(refs(server) - before):
        git(server, "update-ref", "-d", ref.split()[0])
    for ref in before - refs(server):
        git(server, "update-ref", *ref.split())


@pytest.mark.parametrize("push", ATTACKS, ids=lambda push: push.name)
def test_attack_is_refused(push, scene, guarded, unguarded):
    """The hook refuses it with the code of the table; without the hook it gets in.

    The second half is the positive control: it is the gate that refuses, not git.
    """
    before = refs(guarded)
    push.act(scene)
    done = scene.pushed_to(guarded)
    assert done.returncode == 1, done.stderr
    assert f"〔{push.code}〕" in done.stderr, done.stderr
    assert refs(guarded) == before
    free = scene.pushed_to(unguarded)
    assert free.returncode == 0, free.stderr
    assert refs(unguarded) != before
    as_before(unguarded, before)


@pytest.mark.parametrize("push", GOOD, ids=lambda push: push.name)
def test_good_push_is_taken(push, scene, guarded):
    before = refs(guarded)
    push.act(scene)
    done = scene.pushed_to(guarded)
    assert done.returncode == 0, done.stderr
    assert refs(guarded) != before
    as_before(guarded, before)


@pytest.mark.parametrize("name", ["own_merge", "closed_slash", "amend", "delete_main"])
def test_attack_is_refused_by_the_installed_hook(name, scene, as_installed):
    """The hook as it ships starts the command and says the same."""
    push = next(push for push in ATTACKS if push.name == name)
    before = refs(as_installed)
    push.act(scene)
    done = scene.pushed_to(as_installed)
    assert done.returncode == 1, done.stderr
    assert f"〔{push.code}〕" in done.stderr, done.stderr
    assert refs(as_installed) == before


@pytest.mark.parametrize("name", ["spending", "closing", "side_branch"])
def test_good_push_is_taken_by_the_installed_hook(name, scene, as_installed):
    before = refs(as_installed)
    next(push for push in GOOD if push.name == name).act(scene)
    done = scene.pushed_to(as_installed)
    assert done.returncode == 0, done.stderr
    as_before(as_installed, before)
