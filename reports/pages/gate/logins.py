"""Ways in: a password here, or a name from the proxy on a Unix socket.

A third, the school's OIDC provider, is ``oidc``.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Protocol
from urllib.parse import urlsplit

from werkzeug.utils import redirect

from union_ledger.reports.pages.gate.looks import page
from union_ledger.reports.pages.gate.passwords import Passwords
from union_ledger.reports.pages.gate.throttle import Throttle

if TYPE_CHECKING:
    from collections.abc import Mapping

    from werkzeug.wrappers import Request
    from werkzeug.wrappers import Response

    from union_ledger.reports.pages.gate.accounts import Account
    from union_ledger.reports.pages.gate.sessions import Session
    from union_ledger.reports.pages.gate.sessions import Sessions

_WRONG = "用户名或口令不对。"
_LOCKED = "错的次数太多，请一刻钟后再试。"
_STALE = "页面放得太久或不是从本站打开的，请再试一次。"


@dataclass(slots=True)
class Known:
    """Who a request is from; ``token`` is for the form that logs out."""

    account: Account
    token: str = ""
    cookie: str | None = None


class Login(Protocol):
    """A way in."""

    def known(self, request: Request) -> Known | None:
        """Return who a request is from; None where that is not known."""

    def answer(self, request: Request, address: str) -> Response:
        """Answer at /login and /logout."""


class HeaderLogin:
    """The proxy has logged the reader in and says who it is（CAS 等）.

    Only for a server on a Unix socket that nobody but the proxy may open.
    """

    def __init__(
        self, header: str, accounts: Mapping[str, Account], entity: str
    ) -> None:
        """Take the name from ``header``."""
        self.header = header
        self._accounts = accounts
        self._entity = entity

    def known(self, request: Request) -> Known | None:
        """Return the account the proxy names."""
        account = self._accounts.get(request.headers.get(self.header, ""))
        return Known(account) if account else None

    def answer(self, request: Request, address: str) -> Response:  # noqa: ARG002
        """Say that logging in and out is done elsewhere."""
        return page(
            401,
            "没有登录",
            entity=self._entity,
            note="请从学校统一身份认证登录；已经登录的，是这里没有您的账号，请找会计添加。",
        )


class SessionLogin:
    """A way in that ends in a signed cookie of ours; subclasses say how it begins."""

    def __init__(
        self,
        accounts: Mapping[str, Account],
        sessions: Sessions,
        entity: str,
        hosts: frozenset[str],
        *,
        secure: bool,
    ) -> None:
        """Know ``accounts``; cookies go over https only where ``secure``."""
        self._accounts = accounts
        self._sessions = sessions
        self._entity = entity
        self._hosts = hosts
        self._secure = secure
        # A browser takes a __Host- cookie from this very site and over https only.
        self._head = "__Host-" if secure else ""
        self.cookie = f"{self._head}union_ledger"

    def known(self, request: Request) -> Known | None:
        """Return the account of the session's cookie, if it still stands."""
        session = self._session(request)
        if session is None:
            return None
        account = self._accounts[session.name]
        token = self._sessions.form_token(session.id)
        return Known(account, token, self._sessions.renewed(session))

    def answer(self, request: Request, address: str) -> Response:
        """Log in, or log out."""
        if request.path == "/logout":
            return self._out(request)
        return self._in(request, address)

    def keep(self, answer: Response, cookie: str) -> None:
        """Give the browser the session; it forgets it when it is closed."""
        self._set(answer, self.cookie, cookie)

    def _in(self, request: Request, address: str) -> Response:
        raise NotImplementedError

    def _out(self, request: Request) -> Response:
        session = self._session(request)
        if request.method != "POST":
            return redirect("/", 303)
        if session is not None:
            if not self._is_from_here(request, session.id):
                return page(403, "没有退出", entity=self._entity, note=_STALE)
            self._sessions.end(session)
        answer = redirect("/login", 303)
        answer.delete_cookie(
            self.cookie, secure=self._secure, httponly=True, samesite="Strict"
        )
        return answer

    def _session(self, request: Request) -> Session | None:
        session = self._sessions.read(request.cookies.get(self.cookie, ""))
        if session is None:
            return None
        account = self._accounts.get(session.name)
        fits = account is not None and self._sessions.is_of(session, account)
        return session if fits else None

    def _is_from_here(self, request: Request, bound: str) -> bool:
        origin = request.headers.get("Origin")
        if origin is not None and urlsplit(origin).netloc.lower() not in self._hosts:
            return False
        return self._sessions.is_form_token(request.form.get("token", ""), bound)

    def _set(
        self, answer: Response, name: str, value: str, samesite: str = "Strict"
    ) -> None:
        answer.set_cookie(
            name, value, path="/", secure=self._secure, httponly=True, samesite=samesite
        )


class PasswordLogin(SessionLogin):
    """A name and a password, then a signed cookie."""

    def __init__(  # noqa: PLR0913 - what a login needs
        self,
        accounts: Mapping[str, Account],
        sessions: Sessions,
        entity: str,
        hosts: frozenset[str],
        *,
        secure: bool,
        passwords: Passwords | None = None,
        throttle: Throttle | None = None,
    ) -> None:
        """Know ``accounts``; cookies go over https only where ``secure``."""
        super().__init__(accounts, sessions, entity, hosts, secure=secure)
        self._passwords = passwords or Passwords()
        self._throttle = throttle or Throttle()
        self._form_cookie = f"{self._head}union_ledger_form"

    def _in(self, request: Request, address: str) -> Response:
        """Show the form, or log in."""
        if request.method != "POST":
            return self._form(request, 200)
        if not self._is_from_here(request, request.cookies.get(self._form_cookie, "")):
            return self._form(request, 403, _STALE)
        name = request.form.get("name", "")
        if not self._throttle.admits(name, address):
            answer = self._form(request, 429, _LOCKED)
            answer.headers["Retry-After"] = "900"
            return answer
        account = self._accounts.get(name)
        hashed = account.password if account else None
        if not self._passwords.fits(hashed, request.form.get("password", "")):
            return self._form(request, 401, _WRONG)
        self._throttle.forgive(name, address)
        answer = redirect("/", 303)
        if account is not None:
            self.keep(answer, self._sessions.begin(account))
        answer.delete_cookie(
            self._form_cookie, secure=self._secure, httponly=True, samesite="Strict"
        )
        return answer

    def _form(self, request: Request, status: int, wrong: str = "") -> Response:
        bound = request.cookies.get(self._form_cookie, "") or secrets.token_urlsafe(16)
        token = self._sessions.form_token(bound)
        answer = page(
            status,
            "登录",
            entity=self._entity,
            token=token,
            wrong=wrong,
            note="忘了口令请找会计重设。",
        )
        self._set(answer, self._form_cookie, bound)
        return answer
