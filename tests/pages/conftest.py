"""Small books behind Fava: stock, guarded, and through a real server."""

from __future__ import annotations

import textwrap
import threading
from pathlib import Path
from urllib.parse import quote

import pytest

BOOKS = """
    option "operating_currency" "CNY"
    2024-01-01 custom "project" "P2024-01" "新年音乐会"
      program: "思想政治引领工程"
    2024-01-02 * "批复"
      id: "Q1"
      quota: "approve"
      Equity:Q00-预算批复           -30000.00 QUOTA
      Equity:Q01-可用额度:000:10     30000.00 QUOTA
    2024-01-03 * "下达"
      id: "Q2"
      quota: "allot"
      Equity:Q01-可用额度:000:10    -12000.00 QUOTA
      Equity:Q01-可用额度:007:10     12000.00 QUOTA
    2024-02-05 * "<script>probe()</script>" "<img src=x onerror=probe()>"
      id: "E1"
      voucher: "银付-0001"
      unit: "007"
      fund: "10"
      project: "P2024-01"
      invoice: "24000000000000000001"
      attachments: 2
      handler: "T0001"
      approver: "T0002"
      Expenses:501-职工活动支出:50102-文体活动   1500.00 CNY
      Assets:102-银行存款:01-基本户            -1500.00 CNY
    2024-05-06 * "宴请酒家" "宴请"
      id: "E2"
      voucher: "银付-0001"
      unit: "007"
      fund: "10"
      attachments: 1
      handler: "T0001"
      approver: "T0002"
      Expenses:501-职工活动支出:50102-文体活动   2000.00 CNY
      Assets:102-银行存款:01-基本户            -2000.00 CNY
    2024-05-08 note Assets:101-库存现金 "<img src=x onerror=probe()>"
    2024-05-09 query "<img src=x onerror=probe()>" "SELECT account"
    2024-05-09 query "科目" "SELECT account, sum(position) GROUP BY account"
    2024-01-01 custom "unit" "009" "<script>probe()</script>工会"
    2024-11-06 * "某店" "器材"
      id: "E3"
      voucher: "银付-0001"
      unit: "009"
      fund: "10"
      invoice: "24000000000000000003"
      attachments: 1
      handler: "T0001"
      approver: "T0002"
      Expenses:501-职工活动支出:50102-文体活动    300.00 CNY
      Assets:102-银行存款:01-基本户             -300.00 CNY
    2024-01-01 custom "fava-option" "language" "zh"
    2024-01-01 custom "fava-extension" "union_ledger.reports.pages"
"""
HOST = "127.0.0.1:5000"


class Site:
    """A Fava application and the address of its books."""

    def __init__(self, app):
        self.app = app
        self.client = app.test_client()
        self.ledger = app.config["LEDGERS"].ledgers[0]
        self.slug = quote(app.config["LEDGERS"].first_slug())

    def get(self, path, **arguments):
        """Open an address below the books'."""
        return self.client.get(
            f"/{self.slug}/{path}",
            query_string=arguments or None,
            base_url=f"http://{HOST}",
        )

    def text(self, path, **arguments):
        """Return a page that must be there."""
        answer = self.get(path, **arguments)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        return answer.get_data(as_text=True)

    def funds(self, **arguments):
        return self.text("extension/UnionFunds/", **arguments)

    def results(self, **arguments):
        return self.text("extension/UnionResults/", **arguments)


@pytest.fixture
def books(write_books):
    return write_books(BOOKS)


@pytest.fixture(scope="module")
def kept_books(tmp_path_factory):
    """The same books for all tests of a module, which only read them."""
    main = tmp_path_factory.mktemp("books") / "main.beancount"
    registers = Path(__file__).parents[1] / "small.beancount"
    plugin = 'plugin "union_ledger.plugins" ""\noption "title" "示例工会"\n'
    parts = (textwrap.dedent(BOOKS).strip(), registers.read_text("utf-8"), plugin)
    main.write_text("\n".join(parts), encoding="utf-8")
    return main


@pytest.fixture
def stock_site(write_books):
    """Return a function that puts books behind Fava as its own command does."""
    from fava.application import create_app

    def make(text=BOOKS, index=""):
        main = str(write_books(text, index))
        return Site(create_app([main], load=True, poll_watcher=True))

    return make


@pytest.fixture(scope="module")
def stock(kept_books):
    from fava.application import create_app

    return Site(create_app([str(kept_books)], load=True, poll_watcher=True))


@pytest.fixture(scope="module")
def guarded(kept_books):
    from union_ledger.reports.pages.serving import make_app

    return Site(make_app(kept_books, {HOST}))


@pytest.fixture
def server(kept_books):
    """The guarded books behind the real server; gives their address."""
    from cheroot.wsgi import Server

    from union_ledger.reports.pages.serving import loopback_hosts
    from union_ledger.reports.pages.serving import make_app

    serving = Server(("127.0.0.1", 0), None)
    serving.prepare()
    port = serving.bind_addr[1]
    app = make_app(kept_books, loopback_hosts(port))
    serving.wsgi_app = app
    thread = threading.Thread(target=serving.serve, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{port}/{quote(app.config['LEDGERS'].first_slug())}/"
    serving.stop()
    thread.join(10)
