"""The books work with stock tools, without our command line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MAIN = ROOT / "ledgers" / "hust" / "main.beancount"


def tool(name, *args, cwd=ROOT):
    """Run an installed program, UTF-8 throughout, away from the user's shell."""
    done = subprocess.run(
        [str(Path(sys.prefix) / "bin" / name), *map(str, args)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd,
        env={
            "PATH": "/usr/bin:/bin",
            "PYTHONUTF8": "1",
            "BEANCOUNT_DISABLE_LOAD_CACHE": "1",
        },
        check=False,
        timeout=120,
    )
    return done.returncode, done.stdout, done.stderr


def test_bean_check_shows_each_violation_on_its_line():
    code, _, errors = tool("bean-check", MAIN)
    assert code == 1
    assert "[R33]" in errors
    assert "2024/05-bank.beancount:" in errors
    assert "疑点" not in errors


def test_bean_query_reads_quota_as_accounts():
    query = "SELECT sum(number) WHERE account ~ '^Equity:Q0' AND currency = 'QUOTA'"
    code, out, _ = tool("bean-query", "-q", "-f", "csv", MAIN, query)
    assert code == 0
    assert out.split()[-1].startswith("0")


@pytest.mark.parametrize(
    ("verb", "said"), [("identify", "icbc"), ("extract", "2024-12-05 *")]
)
def test_beangulp_runs_the_importers(verb, said):
    config = ROOT / "ledgers" / "hust" / "import_config.py"
    export = ROOT / "ledgers" / "hust" / "exports" / "工行基本户_202412.xlsx"
    code, out, errors = tool("python", config, verb, export)
    assert code == 0, errors
    assert said in out


def test_fava_shows_the_pages():
    """Plain Fava, as `fava main.beancount` starts it."""
    from fava.application import create_app

    app = create_app([str(MAIN)], load=True)
    client = app.test_client()
    home = client.get("/", follow_redirects=True)
    assert home.status_code == 200
    data = home.get_data(as_text=True)
    for title in ("经费使用", "检查结果"):
        assert json.dumps(title).strip('"') in data
