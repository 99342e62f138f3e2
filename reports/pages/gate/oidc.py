"""Logging in at the school's OIDC provider（统一身份认证）, then a cookie of ours.

Role and unit come from the users file; the provider only says who somebody is.
"""

from __future__ import annotations

import secrets
import time
from hmac import compare_digest
from threading import Lock
from typing import TYPE_CHECKING
from typing import NamedTuple

from werkzeug.utils import redirect

from union_ledger.reports.pages.gate.logins import SessionLogin
from union_ledger.reports.pages.gate.looks import page
from union_ledger.reports.pages.gate.provider import UntrustedError

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping

    from werkzeug.wrappers import Request
    from werkzeug.wrappers import Response

    from union_ledger.reports.pages.gate.accounts import Account
    from union_ledger.reports.pages.gate.provider import Provider
    from union_ledger.reports.pages.gate.sessions import Sessions

_TERM = 600
_MOST = 2000
_WRONG = "没有登录成功，请再试一次。"
_UNKNOWN = "统一身份认证认得您，但这里没有您的账号，请找会计添加。"


class _Begun(NamedTuple):
    """A login on its way: of which browser, with what the provider must send back."""

    browser: str
    nonce: str
    verifier: str
    since: float


class OidcLogin(SessionLogin):
    """The provider says who the reader is; each answer of it counts once."""

    def __init__(  # noqa: PLR0913 - what a login needs
        self,
        provider: Provider,
        accounts: Mapping[str, Account],
        sessions: Sessions,
        entity: str,
        hosts: frozenset[str],
        *,
        url: str,
        secure: bool,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Know ``accounts``; ``url`` is ours as the reader's browser knows it."""
        super().__init__(accounts, sessions, entity, hosts, secure=secure)
        self._provider = provider
        self._back = f"{url.rstrip('/')}/login"
        self._clock = clock
        self._begun: dict[str, _Begun] = {}
        self._lock = Lock()
        self._browser_cookie = f"{self._head}union_ledger_oidc"

    def _in(self, request: Request, address: str) -> Response:  # noqa: ARG002
        """Show the way, send the reader there, or take him back."""
        if request.method != "GET":
            return redirect("/login", 303)
        if "state" in request.args or "error" in request.args:
            return self._returned(request)
        return self._sent(request) if request.args.get("go") else self._shown(200)

    def _shown(self, status: int, wrong: str = "") -> Response:
        return page(
            status, "登录", entity=self._entity, wrong=wrong, link="/login?go=1"
        )

    def _sent(self, request: Request) -> Response:
        browser = request.cookies.get(self._browser_cookie) or secrets.token_urlsafe(24)
        state, nonce = secrets.token_urlsafe(24), secrets.token_urlsafe(24)
        verifier = secrets.token_urlsafe(48)
        with self._lock:
            self._forget()
            self._begun[state] = _Begun(browser, nonce, verifier, self._clock())
        answer = redirect(
            self._provider.address(self._back, state, nonce, verifier), 303
        )
        # The way back comes from another site: a Strict cookie would not be sent.
        self._set(answer, self._browser_cookie, browser, samesite="Lax")
        return answer

    def _returned(self, request: Request) -> Response:
        with self._lock:
            self._forget()
            begun = self._begun.pop(request.args.get("state", ""), None)
        browser = request.cookies.get(self._browser_cookie, "")
        code = request.args.get("code", "")
        if (
            begun is None
            or not code
            or not compare_digest(begun.browser.encode(), browser.encode())
        ):
            return self._shown(401, _WRONG)
        try:
            name = self._provider.name(code, self._back, begun.nonce, begun.verifier)
        except UntrustedError:
            return self._shown(401, _WRONG)
        account = self._accounts.get(name)
        if account is None:
            return self._shown(403, _UNKNOWN)
        # Not a redirect: the browser would still count it as the other site's.
        answer = page(200, "已登录", entity=self._entity, enter="/")
        self.keep(answer, self._sessions.begin(account))
        answer.delete_cookie(
            self._browser_cookie, secure=self._secure, httponly=True, samesite="Lax"
        )
        return answer

    def _forget(self) -> None:
        """Drop logins that were never finished, the oldest first."""
        now = self._clock()
        for state, begun in list(self._begun.items()):
            if now - begun.since > _TERM or len(self._begun) >= _MOST:
                del self._begun[state]
