"""uv.lock is the one list of versions; what pip installs is exported from it."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.util import module_from_spec
from importlib.util import spec_from_file_location

import pytest

LISTS = ("requirements.txt", "requirements-dev.txt")


@pytest.fixture
def lock(root):
    """Return scripts/lock.py as a module."""
    spec = spec_from_file_location("lock", root / "scripts" / "lock.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_lock_fits_pyproject(lock):
    """`make lock` was run after the last change of a dependency."""
    lock.uv("lock", "--quiet", "--check", "--offline", "--default-index", lock.PUBLIC)


@pytest.mark.parametrize("name", LISTS)
def test_the_list_is_what_uv_exports(root, lock, name):
    """`make lock` was run after the last change of uv.lock."""
    written = (root / name).read_text(encoding="utf-8")
    assert written == lock.exported(lock.LISTS[name])


@pytest.mark.parametrize("name", LISTS)
def test_the_list_names_no_index_and_hashes_everything(root, name):
    """The user's own pip settings say where packages come from."""
    text = (root / name).read_text(encoding="utf-8")
    assert not re.search(r"://|^-|^ +-(?!-hash=)|@ ", text, re.MULTILINE)
    entries = re.split(r"\n(?=[a-z])", text)
    assert len(entries) > 20
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


def test_the_lock_names_the_public_index_only(root, lock):
    text = (root / "uv.lock").read_text(encoding="utf-8")
    assert set(re.findall(r'registry = "([^"]*)"', text)) == {lock.PUBLIC}
    hosts = set(re.findall(r'url = "([a-z]+://[^/]*)/', text))
    assert hosts == {"https://files.pythonhosted.org"}


def test_the_demo_needs_no_tool_of_the_developers(root):
    text = (root / "requirements.txt").read_text(encoding="utf-8")
    assert "fava==1.30.16" in text
    assert not re.search(r"^(ruff|mypy|pytest|uv|hypothesis)==", text, re.MULTILINE)


def test_a_stale_list_is_seen(copy):
    """A dependency added without `make lock` fails the check of the lock."""
    project = copy / "pyproject.toml"
    text = project.read_text(encoding="utf-8")
    changed = text.replace('"click>=8.5', '"click>=8.4')
    assert changed != text
    project.write_text(changed, encoding="utf-8")
    code = (
        "import sys; sys.path.insert(0, 'scripts'); import lock; "
        "lock.uv('lock', '--check', '--offline', '--default-index', lock.PUBLIC)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=copy, capture_output=True, check=False
    )
    assert done.returncode == 1
