"""Access probes: every address × every reader × every trick, and no canary comes out.

The canaries are 009's: payee, file name, document, account, finding, source path,
assets with their places, custodians and photos, budget lines and more. What they prove
rests on the control: stock Fava gives them away.
"""

from __future__ import annotations

import hashlib
import itertools
import json
from urllib.parse import quote
from urllib.parse import quote_plus

import pytest
from tests.pages.gate.conftest import CANARY
from tests.pages.gate.conftest import HOST
from tests.pages.gate.conftest import ask
from tests.pages.test_door import SHUT

from union_ledger.reports.pages import allowed

# They are counted together, and so run in one process.
pytestmark = pytest.mark.xdist_group("probes")

ACCOUNT = "Expenses:501-职工活动支出:50102-文体活动:CANARY专户"
REPORTS = (
    "balance_sheet",
    "commodities",
    "documents",
    "editor",
    "errors",
    "events",
    "holdings",
    "import",
    "income_statement",
    "journal",
    "options",
    "query",
    "statistics",
    "trial_balance",
    "nothing",
)
QUERIES = (
    "SELECT account, payee, narration",
    "PRINT",
    "run CANARY-query",
    ".output {books}",
    "CREATE TABLE x USING 'csv:{books}'",
)
EXTENSIONS = (*allowed.EXTENSIONS, "Unknown")
TRICKS = (
    "{}",
    "/{}",
    "/.{}",
    "/x/..{}",
    "/%2e%2e{}",
    "/static/..{}",
    "/login/..{}",
    "/login{}",
    "/u/009{}",
    "{};x",
    "{}%00",
    "{}/",
    "/;x{}",
    "http://ledger.example{}",
)
SPOOFED = (
    ("X-Remote-User", "acc"),
    ("Remote-User", "acc"),
    ("X-Forwarded-User", "o9"),
    ("X-Original-URL", "/"),
    ("X-Rewrite-URL", "/"),
    ("X-HTTP-Method-Override", "PUT"),
    ("X-Forwarded-Host", HOST),
    ("X-Forwarded-For", "127.0.0.1"),
    ("Authorization", "Basic YWNjOmNvcnJlY3QgaG9yc2UgNw=="),
)
FORGED = (
    "union_ledger=",
    "union_ledger=acc",
    "union_ledger=e30.e30",
    "union_ledger=WyJ4IiwiYWNjIiwwLDAsIiJd.AAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "session=eyJ1IjoiYWNjIn0; union_ledger=%00",
    "union_ledger={valid}x",
    "__Host-union_ledger={valid}",
)
METHODS = ("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND")


KINDS = (
    *("CANARY-payee", "CANARY-meta", "CANARY电气工会", "P-CANARY", "CANARY-budget"),
    *("FA-CANARY", "CANARY设备", "CANARY楼 101", "T-CANARY", "CANARY-photo.png"),
    *("CANARY-after", "CANARY-borrower", "CANARY-seen", "CANARY-card-note"),
)
"""What stock Fava is to give away, each at some address."""


def filled(rule, slug, books):
    """Yield addresses and questions that reach one route, the canary's among them."""
    choices = {
        "bfile": (slug,),
        "report_name": REPORTS,
        "name": (ACCOUNT, "Assets:102-银行存款:01-基本户"),
        "extension_name": EXTENSIONS,
        "endpoint": ("xlsx", "html", "json", "md", "docx", "other"),
        "page_slug": ("index", "CANARY"),
        "aggregation_key": ("account", "currency"),
        "result_format": ("csv", "xlsx"),
        "filename": ("app.js", "../" * 6 + str(books)),
    }
    names = sorted(rule.arguments)
    for values in itertools.product(*(choices[name] for name in names)):
        path = "".join(
            dict(zip(names, values, strict=True))[data] if dynamic else data
            for dynamic, data in rule._trace
        )
        yield path.partition("|")[2]


def questions(endpoint, books):  # noqa: PLR0911 - a list
    """Return the questions that would give the canary away at an endpoint."""
    other = books.parent / "units" / "CANARY-008.beancount"
    paper = books.parent / "docs" / "CANARY.pdf"
    photo = books.parent / "docs" / "CANARY-photo.png"
    if "query" in endpoint:
        return [{"query_string": q.format(books=books)} for q in QUERIES]
    if endpoint in {"document", "statement"} or "source" in endpoint:
        return [{"filename": str(path)} for path in (other, paper, photo, books)]
    if "slice" in endpoint or "context" in endpoint:
        return [{"entry_hash": "0" * 32}]
    if "account_report" in endpoint:
        return [{"a": ACCOUNT, "r": kind} for kind in ("journal", "balances")]
    if "payee" in endpoint:
        return [{"payee": "CANARY-payee"}]
    if "narration" in endpoint:
        return [{"narration": "CANARY 宴请"}]
    if "journal_page" in endpoint:
        return [{"page": "1", "order": "asc"}]
    if "extract" in endpoint:
        return [{"filename": str(other), "importer": "x"}]
    if "extension" in endpoint:
        asked = {"number": "FA-CANARY", "q": "CANARY", "state": "已处置", "rule": "R33"}
        asked |= {
            "custodian": "T-CANARY",
            "place": "CANARY楼 101",
            "project": "P-CANARY",
        }
        both = {"unit": "009", "time": "2024"}
        return [{}, both, *({name: value} for name, value in asked.items())]
    return [{}, {"account": ACCOUNT}, {"filter": "payee:CANARY"}]


def addresses(app, slug, books):
    """Return every address with every question, as path and query."""
    return [
        (rule.endpoint, path, query)
        for rule in app.url_map.iter_rules()
        for path in filled(rule, slug, books)
        for query in questions(rule.endpoint, books)
    ]


def without_echo(answer, query, path):
    """Return what the answer says beyond repeating what was asked."""
    text = answer.text + str(answer.headers)
    for said in (path, *query.values()):
        for echo in (said, json.dumps(said)[1:-1], quote(said), quote_plus(said)):
            text = text.replace(echo, "")
    return text


def tree(folder):
    """Return every file under a folder with what is in it."""
    return {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def counted():
    """How many probes were sent."""
    return {"sent": 0}


@pytest.fixture(scope="module", autouse=True)
def untouched(two_units, scopes, counted):
    """No probe of this module writes anything, and they are enough."""
    scopes.app("007"), scopes.app("009")
    before = tree(two_units.parent), tree(scopes.folder)
    yield
    assert (tree(two_units.parent), tree(scopes.folder)) == before
    assert counted["sent"] == 0 or counted["sent"] >= 5000


@pytest.fixture
def probe(gate, counted):
    def send(path, **how):
        counted["sent"] += 1
        query = how.pop("query", {})
        answer = ask(gate, path, **how, **query)
        assert CANARY not in without_echo(answer, query, path), (path, how, query)
        return answer

    return send


@pytest.fixture(scope="module")
def every(scopes, slugs, two_units):
    """Every address of the unit's application under three names of ledgers."""
    app = scopes.app("007")
    return [each for slug in slugs.values() for each in addresses(app, slug, two_units)]


def test_every_route_is_known(scopes):
    """A route that a new Fava brings fails here until it is judged."""
    for scope in ("全账", "007"):
        known = {rule.endpoint for rule in scopes.app(scope).url_map.iter_rules()}
        assert known == allowed.ENDPOINTS | SHUT


def test_nobody_gets_anything_without_a_login(probe, every):
    for (_, path, query), headers in itertools.product(
        every, ((), SPOOFED, (("Accept", "text/html"),))
    ):
        assert probe(path, query=query, headers=headers).status in {303, 401}


def test_an_officer_gets_nothing_of_another_unit(probe, every, logged_in):
    answered = set()
    for endpoint, path, query in every:
        answer = probe(path, query=query, cookie=logged_in["o7"])
        if answer.status == 200:
            answered.add(endpoint)
    # Pages do open: an officer who is refused everything proves nothing.
    assert len(answered) > 25


def test_headers_make_nobody_of_an_officer(probe, every, logged_in):
    for _, path, query in every[::3]:
        probe(path, query=query, headers=SPOOFED, cookie=logged_in["o7"])


def test_tricks_with_paths(probe, every, logged_in, slugs):
    paths = {path for _, path, _ in every if f"/{slugs['009']}/" in path}
    for path, trick in itertools.product(sorted(paths), TRICKS[1:]):
        probe(trick.format(path), cookie=logged_in["o7"])


def test_forged_cookies(probe, every, logged_in):
    valid = logged_in["acc"].partition("=")[2]
    for (_, path, query), forged in itertools.product(every[::9], FORGED):
        answer = probe(path, query=query, cookie=forged.format(valid=valid))
        assert answer.status == 401


def test_foreign_hosts(probe, every, logged_in):
    hosts = ("evil.example", f"{HOST}:81", f"{HOST}.evil.example", "127.0.0.1")
    for (_, path, query), host in itertools.product(every[::9], hosts):
        answer = probe(path, query=query, host=host, cookie=logged_in["acc"])
        assert answer.status == 400


def test_nothing_is_written(probe, every, logged_in):
    for (_, path, query), method in itertools.product(every[::7], METHODS):
        for who in ("o7", "acc"):
            answer = probe(path, method=method, query=query, cookie=logged_in[who])
            assert answer.status == 405


def test_there_are_enough_probes(counted):
    assert counted["sent"] >= 5000


def test_others_are_shown_theirs(gate, logged_in, slugs):
    """The control inside: whoever may see the canaries does."""
    for who, slug in (("o9", "009"), ("acc", "whole"), ("aud", "whole")):
        path = f"/{slugs[slug]}/api/journal"
        assert ask(gate, path, cookie=logged_in[who]).leaks
        assert ask(gate, "/nowhere/api/journal", cookie=logged_in[who]).status == 404


def test_leaders_get_pages_without_papers(gate, logged_in, slugs, two_units):
    cookie, slug = logged_in["lead"], slugs["whole"]
    paper = str(two_units.parent / "docs" / "CANARY.pdf")
    for path in ("extension/UnionFunds/", "journal/", "api/journal"):
        assert ask(gate, f"/{slug}/{path}", cookie=cookie).status == 200
    for path in ("query/", "editor/", "documents/", "api/documents"):
        assert ask(gate, f"/{slug}/{path}", cookie=cookie).status == 403
    for path in ("document/", "api/source", "statement/"):
        shut = ask(gate, f"/{slug}/{path}", cookie=cookie, filename=paper)
        assert (shut.status, shut.leaks) == (403, False)
    for path in ("api/query", "download-query/query_result.csv"):
        shut = ask(gate, f"/{slug}/{path}", cookie=cookie, query_string="PRINT")
        assert shut.status == 403


def test_stock_fava_gives_the_canaries_away(two_units):
    """The control: if this fails, the probes prove nothing any more."""
    from fava.application import create_app

    app = create_app([str(two_units)], load=True, read_only=True, poll_watcher=True)
    slug = app.config["LEDGERS"].first_slug()
    leaks = 0
    missing = set(KINDS)
    for endpoint, path, query in addresses(app, slug, two_units):
        if "extract" in endpoint or ".output" in query.get("query_string", ""):
            continue
        told = without_echo(ask(app, path, **query), query, path)
        leaks += CANARY in told
        missing -= {word for word in missing if word in told}
    assert leaks > 100
    assert not missing
