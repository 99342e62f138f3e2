"""The wheel and the sdist work without the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
from zipfile import ZipFile

import pytest

pytestmark = pytest.mark.package

LEFT_BEHIND = {".pyc", ".picklecache"}


def run(*command, cwd):
    """Run a command as a user does who knows nothing of the checkout."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in {"PYTHONPATH", "VIRTUAL_ENV", "MAKEFLAGS", "MAKELEVEL"}
    }
    done = subprocess.run(
        command,
        cwd=cwd,
        env=environment | {"PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def built(root, tmp_path_factory):
    """Return the sdist, the wheel made from it, and the wheel of the checkout."""
    place = tmp_path_factory.mktemp("built")
    build = (sys.executable, "-m", "build", "--no-isolation")
    run(*build, "--outdir", place / "via-sdist", root, cwd=place)
    run(*build, "--wheel", "--outdir", place / "direct", root, cwd=place)
    (sdist,) = (place / "via-sdist").glob("*.tar.gz")
    (wheel,) = (place / "via-sdist").glob("*.whl")
    (direct,) = (place / "direct").glob("*.whl")
    return {"sdist": sdist, "wheel": wheel, "direct": direct}


@pytest.fixture(scope="session")
def empty(root, tmp_path_factory):
    """Return the bin folder of a new environment with the locked packages only."""
    place = tmp_path_factory.mktemp("environment")
    run(sys.executable, "-m", "venv", place, cwd=place)
    bin_ = place / ("Scripts" if os.name == "nt" else "bin")
    requirements = ("--require-hashes", "-r", root / "requirements.txt")
    run(bin_ / "python", "-m", "pip", "install", *requirements, cwd=place)
    return bin_


def files(wheel):
    return {name for name in ZipFile(wheel).namelist() if not name.endswith("/")}


def test_the_wheel_has_one_name(built):
    """No `rules` or `reports` of ours lands in anybody's site-packages."""
    tops = {name.split("/")[0] for name in files(built["wheel"])}
    assert tops == {"union_ledger", "union_ledger-0.1.0.dist-info"}


def test_the_wheel_is_the_same_by_way_of_the_sdist(built):
    assert files(built["wheel"]) == files(built["direct"])


def test_the_wheel_carries_books_rules_and_pages(root, built):
    """Every file of the rooms, in git or not yet, is in the wheel once."""
    expected = set()
    for room in ("importers", "ledgers", "plugins", "reports", "rules"):
        for path in (root / room).rglob("*"):
            if path.is_file() and path.suffix not in LEFT_BEHIND:
                expected.add(f"union_ledger/{path.relative_to(root).as_posix()}")
    carried = files(built["wheel"])
    assert expected - carried == set()
    assert "union_ledger/py.typed" in carried
    assert "union_ledger/data/chart.csv" in carried
    suffixes = {name.rpartition(".")[2] for name in expected}
    assert suffixes >= {"py", "yaml", "beancount"}


def test_the_sdist_holds_the_rooms_once(built):
    with tarfile.open(built["sdist"]) as archive:
        names = archive.getnames()
    inside = {name.partition("/")[2] for name in names}
    assert inside >= {"LICENSE", "Makefile", "uv.lock", "rules/__init__.py"}
    assert not any(name.startswith("src/union_ledger/rules/") for name in inside)


@pytest.mark.parametrize("kind", ["wheel", "sdist"])
def test_the_demo_runs_from_the_installed_package(built, empty, tmp_path, kind):
    """Installed by pip, the demo finds its reference year and writes both reports.

    --no-index: the locked packages are all that the package asks for.
    """
    install = ("install", "--no-index", "--no-build-isolation", "--force-reinstall")
    pip = (empty / "python", "-m", "pip")
    run(*pip, "uninstall", "--yes", "union-ledger", cwd=tmp_path)
    run(*pip, *install, "--no-deps", built[kind], cwd=tmp_path)
    run(*pip, "check", cwd=tmp_path)
    run(empty / "union-ledger", "demo", "--no-serve", cwd=tmp_path)
    written = [path.name for path in (tmp_path / "build" / "demo").rglob("*")]
    for suffix in (".xlsx", ".html", ".md", ".json"):
        for report in ("经费使用情况", "检查发现"):
            assert any(report in name and name.endswith(suffix) for name in written), (
                written
            )


def test_a_fresh_clone_runs_the_demo_and_then_starts_at_once(copy):
    """`make demo` needs no other step; the second time nothing is installed."""
    first = run("make", "demo", "SERVE=0", cwd=copy)
    assert ".venv" in first.splitlines()[0]
    assert list((copy / "build" / "demo").rglob("*.xlsx"))
    second = run("make", "--dry-run", "demo", "SERVE=0", cwd=copy)
    assert "setup.sh" not in second
