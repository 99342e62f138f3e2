"""The guarded pages: what is open, what is shut, and that the guard is tried first."""

from __future__ import annotations

import json

import pytest

from union_ledger.core.errors import InputError
from union_ledger.reports.pages import allowed
from union_ledger.reports.pages import escaping
from union_ledger.reports.pages import serving

BASE = "http://127.0.0.1:5000"
SCRIPT = "<script>probe()</script>"
IMAGE = "<img src=x onerror=probe()>"
# What Fava answers to and readers may not: a new address of a new Fava is in neither
# list and fails here.
SHUT = {
    "extension_js_module",
    "jump",
    "json_api.delete_document",
    "json_api.delete_source_slice",
    "json_api.get_extract",
    "json_api.get_imports",
    "json_api.get_options",
    "json_api.put_add_document",
    "json_api.put_add_entries",
    "json_api.put_attach_document",
    "json_api.put_format_source",
    "json_api.put_move",
    "json_api.put_source",
    "json_api.put_source_slice",
    "json_api.put_upload_import_file",
}
PAGES = (
    "income_statement/",
    "balance_sheet/",
    "trial_balance/",
    "journal/",
    "query/",
    "holdings/by_account/",
    "commodities/",
    "documents/",
    "events/",
    "statistics/",
    "editor/",
    "errors/",
    "help/",
    "account/Assets:101-库存现金/",
    "extension/UnionAccount/",
    "extension/UnionAssets/",
    "extension/UnionAudit/",
    "extension/UnionFunds/",
    "extension/UnionReports/",
    "extension/UnionResults/",
    "extension/UnionRules/",
    "extension/UnionStatements/",
    "extension/UnionTable01/",
    "extension/UnionTable02/",
    "extension/UnionAccount/xlsx",
    "extension/UnionAssets/xlsx",
    "extension/UnionAudit/xlsx",
    "extension/UnionFunds/xlsx",
    "extension/UnionResults/xlsx",
    "extension/UnionRules/xlsx",
    "extension/UnionStatements/xlsx",
    "extension/UnionTable01/xlsx",
    "extension/UnionTable02/xlsx",
    "download-journal/",
    "api/ledger_data",
    "api/journal",
    "api/source",
)
READS = (
    "SELECT account, sum(position) GROUP BY account",
    "  select count(*)",
    "BALANCES",
    "JOURNAL 'Assets'",
    "PRINT FROM year = 2024",
    "run 科目",
    'run "科目";',
)
NO_READS = (
    "",
    ".help",
    " .output x",
    ".set pager true",
    ".run 科目",
    "set pager true",
    "help",
    "history",
    "run",
    "run 没有",
    "run 科目 多余",
    'run "',
    "EXPLAIN SELECT account",
    "CREATE TABLE x USING 'csv:y'",
    "SELECT",
    "?",
    "!ls",
    "errors",
    "reload",
)


def test_every_address_of_fava_is_judged(guarded):
    known = {rule.endpoint for rule in guarded.app.url_map.iter_rules()}
    assert known == allowed.ENDPOINTS | SHUT
    assert not allowed.ENDPOINTS & SHUT


@pytest.mark.parametrize("path", PAGES)
def test_pages_open_with_the_policy(guarded, path):
    answer = guarded.get(path)
    assert answer.status_code == 200
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy.split("script-src")[1].split(";")[0]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.parametrize(
    "path",
    [
        "import/",
        "options/",
        "api/imports",
        "api/options",
        "api/extract?filename=x&importer=y",
        "extension/Other/",
        "extension/UnionFunds/other",
        "extension_js_module/UnionFunds.js",
        "download-query/query_result.xlsx?query_string=BALANCES",
        "nothing/",
    ],
)
def test_other_addresses_are_shut(guarded, path):
    answer = guarded.get(path)
    assert answer.status_code == 404
    if path.startswith("api/"):
        assert json.loads(answer.data)["error"] == "只读网页里没有开放这个功能。"


def test_favas_redirect_to_the_referer_is_shut(guarded):
    answer = guarded.client.get(
        "/jump", base_url=BASE, headers={"Referer": "http://x.invalid/"}
    )
    assert answer.status_code == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_only_reading_is_answered(guarded, method, kept_books):
    before = kept_books.read_bytes()
    for path in ("journal/", "api/source", "extension/UnionFunds/xlsx"):
        answer = guarded.client.open(
            f"/{guarded.slug}/{path}", method=method, base_url=BASE
        )
        assert answer.status_code == 405
        assert answer.headers["Allow"] == "GET, HEAD"
        assert "Content-Security-Policy" in answer.headers
    assert kept_books.read_bytes() == before


def test_head_is_answered_without_a_body(guarded):
    answer = guarded.client.head(f"/{guarded.slug}/journal/", base_url=BASE)
    assert (answer.status_code, answer.data) == (200, b"")
    assert "Content-Security-Policy" in answer.headers


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:5000", "127.0.0.1:5001", "127.0.0.1", ""]
)
def test_another_host_name_is_refused(guarded, host):
    """A foreign page that points its own name at this machine reads nothing."""
    path = f"/{guarded.slug}/api/journal"
    answer = guarded.client.get(path, headers={"Host": host})
    assert answer.status_code == 400
    assert b"probe" not in answer.data
    assert "Content-Security-Policy" in answer.headers


def test_the_names_of_this_machine_are_known():
    assert serving.loopback_hosts(5001) == {
        "127.0.0.1:5001",
        "localhost:5001",
        "[::1]:5001",
    }
    assert "localhost" in serving.loopback_hosts(80)


@pytest.mark.parametrize("query", READS)
def test_queries_that_read_are_answered(guarded, query):
    assert guarded.get("api/query", query_string=query).status_code == 200


@pytest.mark.parametrize("query", NO_READS)
def test_other_queries_are_refused(guarded, query):
    assert guarded.get("api/query", query_string=query).status_code == 400
    download = "download-query/query_result.csv"
    assert guarded.get(download, query_string=query).status_code == 400


def test_a_query_can_be_downloaded(guarded):
    answer = guarded.get("download-query/query_result.csv", query_string="run 科目")
    assert answer.status_code == 200
    assert "Assets:102-银行存款:01-基本户" in answer.get_data(as_text=True)


def test_a_stored_query_must_read_too():
    """``run`` is not a way round: the text it names is judged."""

    class Asked:
        endpoint = "json_api.get_query"
        args = {"query_string": "run 坏"}  # noqa: RUF012

    assert not allowed.asks_for_reading(Asked, {"坏": ".help"})
    assert allowed.asks_for_reading(Asked, {"坏": "BALANCES"})


@pytest.mark.parametrize(
    ("name", "length", "status"),
    [
        ("filter", 201, 400),
        ("account", 201, 400),
        ("time", 201, 400),
        ("filter", 200, 200),
        ("unit", 2001, 400),
        ("query_string", 2001, 400),
    ],
)
def test_arguments_are_short(guarded, name, length, status):
    answer = guarded.get("extension/UnionResults/", **{name: "a" * length})
    assert answer.status_code == status


def test_no_other_file_is_shown(guarded, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text("秘密", encoding="utf-8")
    for path in ("api/source", "document/"):
        answer = guarded.get(path, filename=str(other))
        assert answer.status_code != 200
        assert "秘密" not in answer.get_data(as_text=True)


def test_documents_that_could_hold_scripts_are_only_kept(write_books, tmp_path):
    for name in ("a.html", "b.svg", "c.pdf"):
        (tmp_path / name).write_text(SCRIPT, encoding="utf-8")
    lines = [
        f'2024-05-06 document Assets:101-库存现金 "{tmp_path / name}"'
        for name in ("a.html", "b.svg", "c.pdf")
    ]
    main = write_books("\n".join(lines))
    app = serving.make_app(main, {"127.0.0.1:5000"})
    client = app.test_client()
    slug = app.config["LEDGERS"].first_slug()

    def opened(name, bar=""):
        path = f"/{slug}/document/?filename={tmp_path / name}"
        told = {serving.BAR_KEY: bar}
        return client.get(path, base_url=BASE, environ_overrides=told)

    # The line of who is logged in belongs to pages, not to what is sent.
    for name, bar in (("a.html", ""), ("a.html", "<p>谁</p>"), ("b.svg", "")):
        answer = opened(name, bar)
        assert answer.get_data(as_text=True) == SCRIPT
        assert answer.headers["Content-Disposition"].startswith("attachment; filename")
        assert answer.mimetype == "application/octet-stream"
        assert answer.headers["Content-Security-Policy"].startswith("sandbox;")
    answer = opened("c.pdf")
    assert answer.headers["Content-Disposition"].startswith("inline")
    assert answer.mimetype == "application/pdf"


JOURNALS = (
    ("api/journal_page", {"page": "1", "order": "asc"}),
    ("api/account_report", {"a": "Assets:102-银行存款:01-基本户", "r": "journal"}),
    ("api/account_report", {"a": "Assets:101-库存现金", "r": "journal"}),
)


@pytest.mark.parametrize(("path", "arguments"), JOURNALS)
def test_the_journal_is_escaped(guarded, path, arguments):
    shown = str(json.loads(guarded.text(path, **arguments))["data"]["journal"])
    assert SCRIPT not in shown
    assert IMAGE not in shown
    assert "&lt;" in shown
    # What the template itself writes stays markup.
    assert "<li class" in shown
    assert "href='/" in shown


@pytest.mark.parametrize(("path", "arguments"), JOURNALS)
def test_stock_fava_does_not_escape(stock, path, arguments):
    """The control: if this fails, the probes above prove nothing any more."""
    shown = str(json.loads(stock.text(path, **arguments))["data"]["journal"])
    assert IMAGE in shown


def test_nothing_is_served_with_a_raw_journal(books, monkeypatch):
    monkeypatch.setattr(escaping.Escaping, "turned", staticmethod(lambda text: text))
    with pytest.raises(InputError, match="日记账没有转义"):
        serving.make_app(books, {"127.0.0.1:5000"})


def test_nothing_is_served_when_queries_take_commands(books, monkeypatch):
    monkeypatch.setattr(serving, "asks_for_reading", lambda *_: True)
    with pytest.raises(InputError, match="查询能执行命令"):
        serving.make_app(books, {"127.0.0.1:5000"})


def test_nothing_is_served_without_the_door(books, monkeypatch):
    monkeypatch.setattr(serving, "Door", lambda inside, _: inside)
    with pytest.raises(InputError, match="接受改动；接受别的主机名"):
        serving.make_app(books, {"127.0.0.1:5000"})


def test_a_change_of_the_books_is_seen_at_the_next_request(books):
    app = serving.make_app(books, {"127.0.0.1:5000"})
    client = app.test_client()
    path = f"/{app.config['LEDGERS'].first_slug()}/extension/UnionFunds/"
    assert "30,000.00" in client.get(path, base_url=BASE).get_data(as_text=True)
    text = books.read_text(encoding="utf-8")
    books.write_text(text.replace("30000.00", "40000.00"), encoding="utf-8")
    page = client.get(path, base_url=BASE).get_data(as_text=True)
    assert "40,000.00" in page
    assert "30,000.00" not in page
