"""Lock the dependencies: uv.lock, and the lists that pip installs from it.

``make lock`` rewrites all three; ``make lock ARGS=--upgrade`` takes newer versions
as far as pyproject.toml allows. The lock names the public index only, whatever
index or mirror this machine is set to use.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PUBLIC = "https://pypi.org/simple"
LISTS = {"requirements.txt": "build", "requirements-dev.txt": "dev"}


def uv(*arguments: str) -> str:
    """Run the uv of this environment without any settings of the machine.

    Raises:
        subprocess.CalledProcessError: uv says on stderr what is wrong.
    """
    settings = {
        name: value for name, value in os.environ.items() if not name.startswith("UV_")
    }
    done = subprocess.run(  # noqa: S603 - the locked uv, with arguments from this file
        [Path(sys.executable).with_name("uv"), "--no-config", *arguments],
        cwd=ROOT,
        env=settings,
        check=True,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    return done.stdout


def exported(group: str) -> str:
    """Return the pip list of the runtime and one dependency group, with hashes."""
    return uv(
        "export",
        "--quiet",
        "--frozen",
        "--no-header",
        "--no-emit-project",
        "--no-default-groups",
        "--group",
        group,
    )


def main() -> None:
    """Rewrite uv.lock and the lists exported from it."""
    uv("lock", "--default-index", PUBLIC, *sys.argv[1:])
    for name, group in LISTS.items():
        (ROOT / name).write_text(exported(group), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
