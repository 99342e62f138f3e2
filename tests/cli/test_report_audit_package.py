"""`report audit-package`: a folder, not a file."""

from __future__ import annotations

from pathlib import Path

TESTS = Path(__file__).parents[1]


def put_books(folder):
    """Write the small year's books."""
    year = (TESTS / "reports" / "small_year.beancount").read_text(encoding="utf-8")
    registers = (TESTS / "small.beancount").read_text(encoding="utf-8")
    plugin = 'plugin "union_ledger.plugins" ""\noption "title" "示例工会"\n'
    (folder / "账").mkdir()
    (folder / "账" / "main.beancount").write_text(
        year + registers + plugin, encoding="utf-8"
    )


def test_a_package_is_written_once_and_again_with_force(run, tmp_path):
    """A sentence that says where to begin; no progress bar where nobody looks."""
    put_books(tmp_path)
    ask = ("report", "audit-package", "账", "--period", "2024", "-o", "包")
    code, out, errors = run(*ask)
    assert (code, errors) == (0, "")
    assert "请从 index.html 看起" in out
    assert (tmp_path / "包" / "index.html").is_file()
    code, _, errors = run(*ask)
    assert code == 2
    assert "--force" in errors
    code, _, errors = run(*ask, "--force")
    assert (code, errors) == (0, "")


def test_it_has_a_help_of_its_own(run):
    """Its options, not those of the other reports."""
    code, out, _ = run("report", "audit-package", "--help")
    assert code == 0
    assert "--with-personal-lists" in out
    assert "--seed" not in out


def test_its_name_comes_first(run):
    """Otherwise its options would be taken for those of a report."""
    code, _, errors = run("report", "--period", "2024", "audit-package")
    assert code == 2
    assert "名字要写在选项前面" in errors


def test_a_folder_must_be_named(run, tmp_path):
    put_books(tmp_path)
    code, _, errors = run("report", "审计包", "账")
    assert code == 2
    assert "缺少参数 -o" in errors
