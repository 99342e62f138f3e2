"""The gate: knows the reader, chooses the ledger, writes the log."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from werkzeug.exceptions import HTTPException
from werkzeug.utils import redirect
from werkzeug.wrappers import Request
from werkzeug.wrappers import Response

from union_ledger.core.errors import InputError
from union_ledger.reports.pages.door import HEADERS
from union_ledger.reports.pages.door import refusal
from union_ledger.reports.pages.gate.logins import SessionLogin
from union_ledger.reports.pages.gate.looks import bar
from union_ledger.reports.pages.gate.roles import BAR_KEY
from union_ledger.reports.pages.gate.roles import CLOSED_KEY
from union_ledger.reports.pages.gate.roles import ROLE_NAMES
from union_ledger.reports.pages.gate.roles import closed_to

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse
    from wsgiref.types import WSGIEnvironment

    from union_ledger.reports.pages.gate.access_log import AccessLog
    from union_ledger.reports.pages.gate.logins import Known
    from union_ledger.reports.pages.gate.logins import Login
    from union_ledger.reports.pages.gate.scopes import Scopes

_OURS = {"/login", "/logout"}
_READS = {"GET", "HEAD"}
_MOST_BYTES = 4096
# What a proxy tells is for the gate; Fava is to see none of it.
_NOT_FOR_FAVA = {
    "HTTP_AUTHORIZATION",
    "HTTP_COOKIE",
    "HTTP_FORWARDED",
    "HTTP_REFERER",
    "HTTP_REMOTE_USER",
    "REMOTE_USER",
}


class Gate:
    """The WSGI application for several people.

    ``behind_proxy`` is for a server on a Unix socket: the reader's address is then
    what the proxy says last in X-Forwarded-For.
    """

    def __init__(
        self,
        scopes: Scopes,
        login: Login,
        hosts: frozenset[str],
        log: AccessLog,
        *,
        behind_proxy: bool = False,
    ) -> None:
        """Stand before ``scopes``, with ``login`` as the way in."""
        self._scopes = scopes
        self._login = login
        self._hosts = hosts
        self._log = log
        self._behind_proxy = behind_proxy

    def __call__(
        self, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Answer a request, and write it into the log."""
        began = time.monotonic()
        request = Request(environ)
        request.max_content_length = _MOST_BYTES
        address = self._address(request)
        known = None
        answer = self._refusal(request)
        if answer is None:
            known = self._login.known(request)
            try:
                answer = self._answer(request, known, address)
            except HTTPException as exc:
                # Forms that are too long or broken.
                answer = _ours(refusal(exc.code or 400, "请求不对。"))
        self._log.wrote(
            known.account if known else None,
            address,
            request.method,
            request.path,
            answer.status_code,
            int((time.monotonic() - began) * 1000),
        )
        return answer(environ, start_response)

    def _refusal(self, request: Request) -> Response | None:
        if request.environ.get("HTTP_HOST", "").lower() not in self._hosts:
            return _ours(refusal(400, "请用公布的网址打开。"))
        allowed = _READS | {"POST"} if request.path in _OURS else _READS
        if request.method not in allowed:
            answer = refusal(405, "网页只读，不接受改动。")
            answer.headers["Allow"] = ", ".join(sorted(allowed))
            return _ours(answer)
        return None

    def _answer(self, request: Request, known: Known | None, address: str) -> Response:
        if request.path in _OURS:
            return _ours(self._login.answer(request, address))
        if known is None:
            wants_page = "text/html" in request.headers.get("Accept", "")
            answer = (
                redirect("/login", 303) if wants_page else refusal(401, "请先登录。")
            )
            return _ours(answer)
        try:
            application = self._scopes.app(known.account.scope)
        except InputError:
            return _ours(refusal(503, "本单位的账没有通过自检，请找会计。"))
        environ = self._cleaned(request.environ)
        environ[CLOSED_KEY] = closed_to(known.account.role)
        environ[BAR_KEY] = bar(
            name=known.account.name,
            role=ROLE_NAMES[known.account.role],
            scope=self._scopes.name(known.account.scope),
            token=known.token,
        )
        answer = Response.from_app(application.wsgi_app, environ)
        if known.cookie is not None and isinstance(self._login, SessionLogin):
            self._login.keep(answer, known.cookie)
        return answer

    def _address(self, request: Request) -> str:
        if self._behind_proxy:
            told = request.headers.get("X-Forwarded-For", "")
            return told.rpartition(",")[2].strip()
        return request.remote_addr or ""

    @staticmethod
    def _cleaned(environ: WSGIEnvironment) -> WSGIEnvironment:
        return {
            key: value
            for key, value in environ.items()
            if key not in _NOT_FOR_FAVA and not key.startswith("HTTP_X_")
        }


def _ours(answer: Response) -> Response:
    for name, value in HEADERS.items():
        answer.headers.setdefault(name, value)
    answer.headers["Cache-Control"] = "no-store"
    return answer
