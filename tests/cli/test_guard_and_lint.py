"""The two commands that hooks and checks of a repository call."""

from __future__ import annotations

import json

MOBILE = "13800001234"


def test_lint_names_file_line_and_code(run, tmp_path):
    """Exit 1 on faults, 0 without, 2 where nothing is."""
    folder = tmp_path / "账"
    folder.mkdir()
    (folder / "a.beancount").write_text('; 一\nplugin "x"\n', encoding="utf-8")
    code, out, _ = run("lint", folder)
    assert code == 1
    assert "a.beancount:2: plugin" in out
    code, out, _ = run("lint", folder, "--format", "json")
    assert code == 1
    assert json.loads(out)["faults"][0]["code"] == "plugin"
    (folder / "a.beancount").write_text("; 一\n", encoding="utf-8")
    assert run("lint", folder / "a.beancount")[0] == 0
    assert run("lint", tmp_path / "没有")[0] == 2
    (folder / "a.beancount").unlink()
    assert run("lint", folder)[0] == 2


def test_lint_takes_the_main_file_of_the_folder_as_main(run, tmp_path):
    """Only that one: a main file below it is a member like any other."""
    plugin = 'plugin "union_ledger.plugins" "rules/index.yaml"\n'
    for name in ("main.beancount", "2024/main.beancount"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(plugin, encoding="utf-8")
    code, out, _ = run("lint")
    assert code == 1
    assert out.count("（plugin）") == 1
    assert "2024/main.beancount:1: " in out.replace("\\", "/")


def test_lint_follows_no_link(run, tmp_path):
    (tmp_path / "b.txt").write_text("; 一\n", encoding="utf-8")
    (tmp_path / "a.beancount").symlink_to(tmp_path / "b.txt")
    code, out, _ = run("lint", tmp_path)
    assert code == 1
    assert "（symlink）" in out


def test_guard_tells_place_and_masked_number_only(run, tmp_path):
    (tmp_path / "a.txt").write_text(f"一\n电话 {MOBILE}\n", encoding="utf-8")
    (tmp_path / "b.zip").write_bytes(b"PK")
    code, out, errors = run("guard", "a.txt", "b.zip")
    assert code == 1
    assert "a.txt:2: 手机号（138****34）" in out
    assert "b.zip: 未读取" in out
    assert MOBILE not in out + errors
    code, out, _ = run("guard", "a.txt", "--format", "json")
    assert json.loads(out)["numbers"][0]["masked"] == "138****34"


def test_guard_says_what_is_wrong_with_its_use(run):
    """No repository, a span without two ends, files and a span together."""
    assert run("guard")[0] == 2
    assert run("guard", "--range", "main")[0] == 2
    assert run("guard", "a.txt", "--range", "a..b")[0] == 2
    assert run("guard", "没有.txt")[0] == 2
