"""Hold what ``union-ledger import`` reads against a folder's expected.json.

``make samples SAMPLES=DIR`` prints one line a file (layout, rows, in, out, chain,
verdict), then every figure that comes out otherwise than DIR/expected.json says, and
fails where there is one. Its ``files`` give, by path, the figures of each file under
the names that the import's own record has.
"""

from __future__ import annotations

import json
import subprocess
import sys
import unicodedata
from decimal import Decimal
from decimal import InvalidOperation
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

# What describes a file, or is told by other figures: no record has it.
DESCRIPTIVE = frozenset({
    *("format", "note", "container", "header_row", "currency", "debit_means"),
    *("truth_rows", "twins", "overlaps", "reversals", "equals_truth_row"),
    *("paid_by_truth_rows", "file_states_totals", "stated_totals_agree"),
    "counter_account_damaged",
})  # fmt: skip
NO_ACCOUNT = "文件里没有本方账号"
TITLES = ("文件", "版式", "行数", "收", "支", "余额链", "结论")
VERDICTS = {"proven": "对账通过", "unproven": "对账不通过", "refused": "拒收"}
CHAIN = {True: "接得上", False: "接不上", None: ""}
_BOOKS = """\
include "2024/*.beancount"
2020-01-01 open Assets:102-银行存款
"""
Record = dict[str, Any]


def expected(folder: Path) -> Record:
    """Return expected.json of the folder."""
    text = (folder / "expected.json").read_text(encoding="utf-8")
    whole: Record = json.loads(text)
    return whole


def found(folder: Path, whole: Record) -> dict[str, Record]:
    """Run the import over every file, writing nothing; return each one's record.

    A file that lacks its own account is read again with the one of expected.json.
    Invoices are read beside books whose union has the name of expected.json.
    """
    names = list(whole["files"])
    papers = [name for name in names if "number" in whole["files"][name]]
    tables = [name for name in names if name not in papers]
    records = _run(folder, tables)
    bare = [name for name in tables if NO_ACCOUNT in str(records[name].get("why"))]
    if bare and whole.get("own_account"):
        records |= _run(folder, bare, "--account", whole["own_account"])
    with TemporaryDirectory() as books:
        if whole.get("own_name"):
            _write_books(Path(books), whole)
            records |= _run(folder, papers, "--into", books)
        else:
            records |= _run(folder, papers)
    return records


def _run(folder: Path, names: list[str], *options: str) -> dict[str, Record]:
    if not names:
        return {}
    command = [sys.executable, "-m", "union_ledger.cli", "import", "--dry-run"]
    done = subprocess.run(  # noqa: S603 - our own command line
        [*command, "--format", "json", *options, *(str(folder / n) for n in names)],
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    if not done.stdout.startswith("["):
        sys.exit(f"导入没有给出结果：{done.stderr}")
    by_name = {Path(name).name: name for name in names}
    return {by_name[record["file"]]: record for record in json.loads(done.stdout)}


def _write_books(folder: Path, whole: Record) -> None:
    (folder / "2024").mkdir()
    (folder / "main.beancount").write_text(_BOOKS, encoding="utf-8")
    account = whole.get("own_account") or "42000000"
    (folder / "classify.yaml").write_text(
        f'buyers: ["{whole["own_name"]}"]\n'
        f'accounts:\n  - {{number: "{account}", posting: "Assets:102-银行存款"}}\n',
        encoding="utf-8",
    )


def differences(want: Record, got: Record, account: str | None = None) -> list[str]:
    """Return every figure of a file that is not as expected, in Chinese.

    ``account`` is what a file without its own account was read with.
    """
    got = _completed(got, want)
    if "number" not in want:
        # A row that cannot be read leaves the file unproven.
        verdict = "unproven" if want.get("reject") else "proven"
        want = {**want, "verdict": verdict}
    if want.get("own_account") is None and got.get("own_account") == account:
        got["own_account"] = None
    told = []
    for key, value in want.items():
        if key in DESCRIPTIVE:
            continue
        if key not in got:
            told.append(f"{key}：应为 {_short(value)}，记录里没有这一项")
        elif not same(value, got[key]):
            told.append(f"{key}：应为 {_short(value)}，得到 {_short(got[key])}")
    return told


def _completed(got: Record, want: Record) -> Record:
    """Return the record with what expected.json says in words of its own."""
    full = dict(got)
    if "number" in want:
        refused = got.get("state") == "拒收"
        twin = want.get("same_number_as")
        same_one = bool(twin) and f"{Path(str(twin)).name} 是同一张" in str(got["why"])
        full["same_number_as"] = twin if refused and same_one else None
        full["reject"] = [{"line": None}] if refused and not same_one else []
        return full
    if "net" in want and got.get("sum_in") is not None:
        full["net"] = str(Decimal(got["sum_in"]) - Decimal(got["sum_out"]))
    return full


def same(want: object, got: object) -> bool:
    """Return whether two values agree: amounts as numbers, noted rows by line."""
    if isinstance(want, dict) and isinstance(got, dict):
        return want.keys() == got.keys() and all(same(want[k], got[k]) for k in want)
    if isinstance(want, list) and isinstance(got, list):
        if len(want) != len(got):
            return False
        pairs = zip(want, got, strict=True)
        return all(
            a["line"] == b["line"]
            if isinstance(a, dict) and "line" in a
            else same(a, b)
            for a, b in pairs
        )
    if isinstance(want, str) and isinstance(got, str) and "." in want + got:
        try:
            return Decimal(want) == Decimal(got)
        except InvalidOperation:
            return want == got
    return want == got


def _short(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 200 else f"{text[:200]}……"


def line_of(name: str, record: Record, *, agrees: bool) -> tuple[str, ...]:
    """Return one line of the table."""
    into = record.get("sum_in") or record.get("sum_debit") or record.get("sum") or ""
    out = record.get("sum_out") or record.get("sum_credit") or record.get("total")
    verdict = VERDICTS.get(str(record.get("verdict")), str(record.get("state")))
    return (
        name,
        str(record.get("layout") or ""),
        str(record.get("rows") or record.get("lines") or ""),
        str(into),
        str(out or ""),
        CHAIN[record.get("chain_holds")],
        verdict if agrees else f"{verdict}（不符）",
    )


def table(lines: list[tuple[str, ...]]) -> str:
    """Return the lines under their titles, aligned; a Chinese character is two wide."""
    rows = [TITLES, *lines]
    widths = [max(_width(row[n]) for row in rows) for n in range(len(TITLES))]
    right = {2, 3, 4}
    printed = []
    for row in rows:
        cells = []
        for n, text in enumerate(row):
            pad = " " * (widths[n] - _width(text))
            cells.append(pad + text if n in right else text + pad)
        printed.append("  ".join(cells).rstrip())
    return "\n".join(printed)


def _width(text: str) -> int:
    return sum(1 + (unicodedata.east_asian_width(char) in "FW") for char in text)


def main(folder: Path) -> int:
    """Print the table and every difference; return 1 where there is one, else 0."""
    whole = expected(folder)
    records = found(folder, whole)
    lines, wrong = [], []
    for name, want in whole["files"].items():
        got = records.get(name, {})
        told = differences(want, got, whole.get("own_account"))
        lines.append(line_of(name, got, agrees=not told))
        wrong += [f"{name}：{difference}" for difference in told]
    files = {told.partition("：")[0] for told in wrong}
    sys.stdout.write(f"{table(lines)}\n\n")
    sys.stdout.writelines(f"{difference}\n" for difference in wrong)
    sys.stdout.write(
        f"共 {len(lines)} 个文件，{len(lines) - len(files)} 个与 expected.json 相同，"
        f"不符 {len(wrong)} 处。\n"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    if len(sys.argv) != 2 or not (Path(sys.argv[1]) / "expected.json").is_file():
        sys.exit("用法：make samples SAMPLES=目录（里面要有 expected.json）")
    sys.exit(main(Path(sys.argv[1])))
