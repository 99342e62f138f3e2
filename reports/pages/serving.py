"""Fava for readers: read-only, and shut against what stock Fava lets through.

This is the first door, for one person on their own machine: whoever reaches it may
read all of the books. It keeps web pages of others, hostile text in the books and
addresses with side effects out; it knows no users.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from fava.application import create_app
from fava.context import g
from flask import jsonify
from flask import request

from union_ledger.core.errors import InputError
from union_ledger.reports.pages.allowed import asks_for_reading
from union_ledger.reports.pages.allowed import is_open
from union_ledger.reports.pages.allowed import overlong
from union_ledger.reports.pages.door import Door
from union_ledger.reports.pages.door import refusal
from union_ledger.reports.pages.escaping import Escaping
from union_ledger.reports.pages.escaping import journal_is_raw
from union_ledger.reports.pages.gate.roles import BAR_KEY
from union_ledger.reports.pages.gate.roles import CLOSED_KEY

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from flask import Flask
    from werkzeug.wrappers import Response

_DOCUMENTS = {"document", "statement"}
_SHOWN_INLINE = {"application/pdf", "image/png", "image/jpeg"}


def loopback_hosts(port: int) -> frozenset[str]:
    """Return the Host headers a browser on this machine sends for ``port``."""
    names = ("127.0.0.1", "localhost", "[::1]")
    hosts = {f"{name}:{port}" for name in names}
    return frozenset(hosts | set(names) if port == 80 else hosts)


def make_app(main: Path, hosts: Iterable[str]) -> Flask:
    """Return Fava on the books at ``main``, guarded; ``hosts`` are its Host headers.

    Raises:
        InputError: A known hole is open, so that nothing may be served.
    """
    allowed = frozenset(hosts)
    # Asking for the files' times at each request costs little; Fava's threads that are
    # told of changes fail silently where the system has no more watches to give.
    app = create_app(
        [str(main.resolve())], load=True, read_only=True, poll_watcher=True
    )
    if app.jinja_loader is None:
        raise InputError(
            "Fava 的页面模板不见了，没有打开网页", hint="请重新安装 fava。"
        )
    app.jinja_loader = Escaping(app.jinja_loader)
    app.before_request(_guard)
    # Before Fava's own, which may load the books again.
    own = app.before_request_funcs[None]
    own.insert(0, own.pop())
    app.after_request(_shut_documents)
    app.after_request(_show_who)
    app.wsgi_app = Door(app.wsgi_app, allowed)  # type: ignore[method-assign]
    _prove(app, min(allowed))
    return app


def _guard() -> Response | None:
    if not is_open(request):
        return _refused(404, "只读网页里没有开放这个功能。")
    if _is_closed():
        return _refused(403, "您的角色不能打开这个功能。")
    name = overlong(request)
    if name:
        return _refused(400, f"参数 {name} 太长。")
    ledger = getattr(g, "ledger", None)
    asked = (request.view_args or {}).get("extension_name", "")
    if asked and ledger and ledger.extensions.get_extension(asked) is None:
        return _refused(404, "这一页的数字只对全账有意义，这本账里没有。")
    queries = ledger.all_entries_by_type.Query if ledger else ()
    if not asks_for_reading(request, {q.name: q.query_string for q in queries}):
        return _refused(400, "只能用 SELECT、BALANCES、JOURNAL 或 PRINT 查询。")
    return None


def _is_closed() -> bool:
    """Tell whether the gate before us shut this address for the reader's role."""
    closed = request.environ.get(CLOSED_KEY, ())
    if request.endpoint == "report" and request.view_args:
        return f"report:{request.view_args['report_name']}" in closed
    return request.endpoint in closed


def _refused(status: int, message: str) -> Response:
    if request.blueprint != "json_api":
        return refusal(status, message)
    answer: Response = jsonify(error=message)
    answer.status_code = status
    return answer


def _shut_documents(response: Response) -> Response:
    """Let the browser keep, not open, documents that could hold a script."""
    if request.endpoint in _DOCUMENTS and response.mimetype not in _SHOWN_INLINE:
        told = response.headers.get("Content-Disposition", "")
        response.headers["Content-Disposition"] = f"attachment{told[len('inline') :]}"
        response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
        response.mimetype = "application/octet-stream"
    return response


def _show_who(response: Response) -> Response:
    """Put the gate's line, who is logged in and the way out, at a page's end."""
    bar = request.environ.get(BAR_KEY, "")
    # A file that is sent, such as an .html document, is no page of ours.
    is_page = response.mimetype == "text/html" and not response.direct_passthrough
    if bar and is_page:
        page = response.get_data(as_text=True)
        body, end, rest = page.rpartition("</body>")
        if end:
            response.set_data(f"{body}{bar}{end}{rest}")
    return response


def _prove(app: Flask, host: str) -> None:
    """Try the known holes before anything is served.

    Raises:
        InputError: One of them is open.
    """
    slug = quote(app.config["LEDGERS"].first_slug())
    base = f"http://{host}"
    client = app.test_client()
    page = f"/{slug}/journal/"
    command = client.get(f"/{slug}/api/query?query_string=.help", base_url=base)
    holes = {
        "日记账没有转义": journal_is_raw(app, page, base),
        "查询能执行命令": command.status_code != 400,
        "接受改动": client.post(page, base_url=base).status_code != 405,
        "接受别的主机名": client.get(page, base_url="http://x.invalid").status_code
        != 400,
    }
    found = [name for name, is_there in holes.items() if is_there]
    if found:
        raise InputError(
            f"自检没有通过，没有打开网页：{'；'.join(found)}",
            hint="请按 requirements.txt 安装 fava 和 beanquery 的版本。",
        )
