"""Books of two units, one of them full of canaries, behind the gate."""

from __future__ import annotations

import io
import re
import textwrap
from pathlib import Path
from urllib.parse import quote
from urllib.parse import urlencode

import pytest
from argon2 import PasswordHasher
from werkzeug.test import create_environ
from werkzeug.test import run_wsgi_app

HOST = "ledger.example"
CANARY = "CANARY"
PASSWORD = "correct horse 7"
MAIN = """
    option "title" "示例工会"
    option "operating_currency" "CNY"
    plugin "union_ledger.plugins" ""
    include "units/CANARY-008.beancount"
    2024-01-01 custom "fava-option" "language" "zh"
    2024-01-01 custom "fava-extension" "union_ledger.reports.pages"
    2024-01-02 * "批复"
      id: "Q1"
      quota: "approve"
      Equity:Q00-预算批复           -30000.00 QUOTA
      Equity:Q01-可用额度:000:10     30000.00 QUOTA
    2024-01-03 * "下达 CANARY-allot"
      id: "Q2"
      quota: "allot"
      Equity:Q01-可用额度:000:10    -20000.00 QUOTA
      Equity:Q01-可用额度:007:10     12000.00 QUOTA
      Equity:Q01-可用额度:009:10      8000.00 QUOTA
    2024-01-04 * "追加"
      id: "Q3"
      quota: "allot"
      Equity:Q01-可用额度:000:10    -1000.00 QUOTA
      Equity:Q01-可用额度:007:10     1000.00 QUOTA
    2024-02-05 * "七号文具店" "音乐会" ^own
      id: "E1"
      voucher: "银付-0001"
      unit: "007"
      fund: "10"
      handler: "T0001"
      Expenses:501-职工活动支出:50102-文体活动   1500.00 CNY
      Assets:102-银行存款:01-基本户            -1500.00 CNY
    2024-02-05 document Assets:102-银行存款:01-基本户 "docs/own.pdf" ^own
    2024-03-05 * "七号酒家" "宴请"
      id: "E2"
      voucher: "银付-0001"
      unit: "007"
      fund: "10"
      Expenses:501-职工活动支出:50102-文体活动   800.00 CNY
      Assets:102-银行存款:01-基本户            -800.00 CNY
    2024-04-05 * "CANARY-shared-payee" "CANARY-shared" ^CANARY-link #CANARY-tag
      id: "E3"
      voucher: "银付-0001"
      fund: "10"
      note: "CANARY-meta"
      Expenses:501-职工活动支出:50102-文体活动   100.00 CNY
        unit: "007"
      Expenses:501-职工活动支出:50102-文体活动   231.57 CNY
        unit: "009"
      Assets:102-银行存款:01-基本户            -331.57 CNY
    2023-12-01 custom "budget-version" "2024" "V1"
      stage: "草案"
      note: "CANARY-version"
    2024-01-01 custom "budget-line" "2024" "50102" 99999.00 CNY
      version: "V1"
      note: "CANARY-whole"
    2024-01-01 custom "budget-line" "2024" "50104" 88888.00 CNY
      version: "V1"
    2024-01-01 custom "budget-line" "2024" "50102" 4000.00 CNY
      version: "V1"
      project: "P-7"
    2024-01-01 custom "project" "P-7" "本院项目"
      unit: "007"
      fund: "10"
    2024-01-01 custom "person" "T0001"
      unit: "007"
    2024-05-06 custom "asset" "FA-7" "本院电脑"
      class: "通用设备"
      cost: 5000.00 CNY
      unit: "009"
      custodian: "T-CANARY"
      place: "CANARY-place"
      voucher: "银付-CANARY"
      contract: "HT-CANARY"
      funding: "CANARY-funding"
      note: "CANARY-card-note"
      life: 48
    2024-05-20 custom "asset-state" "FA-7" "出借"
      to: "CANARY-borrower"
    2024-06-06 custom "asset-move" "FA-7"
      unit: "007"
      custodian: "T0001"
      note: "CANARY电气工会移交"
      by: "T-CANARY"
    2024-06-07 custom "asset-state" "FA-7" "在用"
    2024-01-10 custom "asset" "FA-OWN" "本院打印机"
      class: "通用设备"
      cost: 2400.00 CNY
      unit: "007"
      custodian: "T0001"
      place: "机械楼 201"
      photo: "docs/own-photo.png"
      life: 24
    2024-02-01 document Assets:102-银行存款:01-基本户 "docs/own-photo.png"
    2024-03-01 custom "asset-state" "FA-OWN" "出借"
      to: "CANARY电气工会"
      until: 2024-04-01
    2024-05-31 custom "asset-state" "FA-OWN" "在用"
    2024-06-30 custom "count" "FA-OWN"
      result: "位置不符"
      unit: "009"
      place: "CANARY-seen"
      by: "T-CANARY T0001"
    2024-01-10 custom "asset" "FA-LEFT" "本院相机"
      class: "通用设备"
      cost: 3600.00 CNY
      unit: "007"
      custodian: "T0001"
      place: "机械楼 202"
      life: 36
    2024-05-06 custom "asset-move" "FA-LEFT"
      unit: "009"
      custodian: "T-CANARY"
      place: "CANARY-after"
    2024-07-06 custom "asset-state" "FA-LEFT" "出租"
      to: "CANARY-tenant"
    2024-08-06 custom "asset-move" "FA-LEFT"
      unit: "007"
      custodian: "T0001"
    2024-09-06 custom "asset-move" "FA-LEFT"
      unit: "009"
      place: "CANARY-at-last"
"""
OTHER = """
    2020-01-01 custom "unit" "009" "CANARY电气工会"
    2020-01-01 custom "members" "009" 99
    2020-01-01 open Expenses:501-职工活动支出:50102-文体活动:CANARY专户 CNY
    2024-01-01 custom "project" "P-CANARY" "CANARY项目"
      unit: "009"
    2024-01-01 custom "person" "T-CANARY"
      unit: "009"
    2024-05-06 custom "asset" "FA-CANARY" "CANARY设备"
      class: "通用设备"
      cost: 6000.00 CNY
      unit: "009"
      custodian: "T-CANARY"
      place: "CANARY楼 101"
      photo: "../docs/CANARY-photo.png"
    2024-05-07 document Assets:101-库存现金 "../docs/CANARY-photo.png"
    2024-06-01 custom "count" "FA-CANARY"
      result: "位置不符"
      unit: "007"
      place: "机械楼"
    2024-06-01 custom "asset-dispose" "FA-CANARY"
      how: "报废"
      reason: "CANARY-reason"
    2024-01-01 custom "budget-line" "2024" "50102" 65432.10 CNY
      version: "V1"
      unit: "009"
      note: "CANARY-budget"
    2024-02-07 * "CANARY-payee" "CANARY 宴请" ^CANARY #CANARY-tag
      id: "CANARY-1"
      voucher: "银付-0002"
      unit: "009"
      fund: "10"
      project: "P-CANARY"
      handler: "T-CANARY"
      invoice: "24000000000000000009"
      Expenses:501-职工活动支出:50102-文体活动:CANARY专户   9000.00 CNY
      Assets:102-银行存款:01-基本户                        -9000.00 CNY
    2024-02-07 document Assets:102-银行存款:01-基本户 "../docs/CANARY.pdf" ^CANARY
    2024-02-08 document Assets:101-库存现金 "../docs/both-CANARY.pdf" ^CANARY ^own
    2024-02-08 note Assets:102-银行存款:01-基本户 "CANARY-note"
    2024-02-09 event "location" "CANARY-event"
    2024-02-09 query "CANARY-query" "SELECT account"
"""
PAPERS = (
    *("own.pdf", "CANARY.pdf", "both-CANARY.pdf"),
    *("own-photo.png", "CANARY-photo.png"),
)
USERS = {
    "o7": ("officer", "007"),
    "o9": ("officer", "009"),
    "acc": ("accountant", None),
    "aud": ("auditor", None),
    "lead": ("leadership", None),
}


class Answer:
    """What came back: status, headers and all text, workbooks unpacked."""

    def __init__(self, body, status, headers):
        self.status = int(status.split()[0])
        self.headers = headers
        self.data = b"".join(body)
        close = getattr(body, "close", None)
        if close:
            close()

    @property
    def text(self):
        if self.data[:2] == b"PK":
            import zipfile

            with zipfile.ZipFile(io.BytesIO(self.data)) as parts:
                return "".join(
                    parts.read(name).decode("utf-8", "replace")
                    for name in parts.namelist()
                )
        return self.data.decode("utf-8", "replace")

    @property
    def leaks(self):
        return CANARY in self.text or CANARY in str(self.headers)


def ask(
    app, path, method="GET", *, host=HOST, headers=(), form=None, cookie="", **query
):
    """Send one request; ``path`` goes in as it stands."""
    environ = create_environ("/", f"http://{host}", method=method, data=form)
    environ["PATH_INFO"] = path.encode().decode("latin1")
    environ["REQUEST_URI"] = quote(path)
    environ["QUERY_STRING"] = urlencode(query)
    if cookie:
        environ["HTTP_COOKIE"] = cookie
    for name, value in headers:
        environ["HTTP_" + name.upper().replace("-", "_")] = value
    return Answer(*run_wsgi_app(app, environ))


def cookies_of(answer):
    return "; ".join(
        each.split(";")[0]
        for each in answer.headers.getlist("Set-Cookie")
        if "Max-Age=0" not in each
    )


def token_of(answer):
    return re.search('name="token" value="([^"]+)"', answer.text)[1]


def log_in(gate, name, password=PASSWORD):
    """Log in as a browser does; returns the answer to the form."""
    shown = ask(gate, "/login")
    form = {"name": name, "password": password, "token": token_of(shown)}
    return ask(gate, "/login", "POST", form=form, cookie=cookies_of(shown))


@pytest.fixture(scope="session")
def passwords():
    from union_ledger.reports.pages.gate.passwords import Passwords

    return Passwords(PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1))


@pytest.fixture(scope="session")
def accounts(passwords):
    from union_ledger.reports.pages.gate.accounts import Account

    hashed = passwords.hashed(PASSWORD)
    return {
        name: Account(name=name, role=role, unit=unit, password=hashed)
        for name, (role, unit) in USERS.items()
    }


def write_books_in(folder):
    (folder / "units").mkdir(parents=True)
    (folder / "docs").mkdir()
    registers = (Path(__file__).parents[2] / "small.beancount").read_text("utf-8")
    main = folder / "main.beancount"
    main.write_text(textwrap.dedent(MAIN) + registers, encoding="utf-8")
    other = folder / "units" / "CANARY-008.beancount"
    other.write_text(textwrap.dedent(OTHER), encoding="utf-8")
    for name in PAPERS:
        (folder / "docs" / name).write_text(f"%PDF {name}", encoding="utf-8")
    return main


@pytest.fixture(scope="session")
def two_units(tmp_path_factory):
    return write_books_in(tmp_path_factory.mktemp("two") / "books")


@pytest.fixture(scope="session")
def scopes(two_units):
    from union_ledger.reports.pages.gate.scopes import Scopes

    with Scopes(two_units, frozenset({HOST})) as scopes:
        yield scopes


@pytest.fixture(scope="session")
def log():
    return io.StringIO()


@pytest.fixture(scope="session")
def make_gate(scopes, accounts, passwords, log):
    from union_ledger.reports.pages.gate.access_log import AccessLog
    from union_ledger.reports.pages.gate.gate import Gate
    from union_ledger.reports.pages.gate.logins import PasswordLogin
    from union_ledger.reports.pages.gate.sessions import Sessions
    from union_ledger.reports.pages.gate.throttle import Throttle

    def make(sessions=None, throttle=None, *, secure=False):
        hosts = frozenset({HOST})
        login = PasswordLogin(
            accounts,
            sessions or Sessions(b"k" * 40),
            "示例工会",
            hosts,
            secure=secure,
            passwords=passwords,
            throttle=throttle or Throttle(),
        )
        return Gate(scopes, login, hosts, AccessLog(log))

    return make


@pytest.fixture(scope="session")
def gate(make_gate):
    return make_gate()


@pytest.fixture(scope="session")
def logged_in(gate):
    """The session cookie of every user."""
    return {name: cookies_of(log_in(gate, name)) for name in USERS}


@pytest.fixture(scope="session")
def slugs(scopes):
    def slug(scope):
        return scopes.app(scope).config["LEDGERS"].first_slug()

    return {"whole": slug("全账"), "007": slug("007"), "009": slug("009")}
