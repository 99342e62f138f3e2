"""The gate of ``union-ledger serve --users``, put together from its options."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from contextlib import suppress
from io import StringIO
from typing import TYPE_CHECKING
from typing import NamedTuple
from urllib.parse import urlsplit

import click
from cheroot.wsgi import Server
from werkzeug.test import Client

from union_ledger.core.errors import InputError
from union_ledger.core.explain import os_problem
from union_ledger.reports.pages.gate.access_log import AccessLog
from union_ledger.reports.pages.gate.accounts import read_accounts
from union_ledger.reports.pages.gate.gate import Gate
from union_ledger.reports.pages.gate.logins import HeaderLogin
from union_ledger.reports.pages.gate.logins import PasswordLogin
from union_ledger.reports.pages.gate.oidc import OidcLogin
from union_ledger.reports.pages.gate.proof import prove_gate
from union_ledger.reports.pages.gate.provider import Provider
from union_ledger.reports.pages.gate.provider import read_settings
from union_ledger.reports.pages.gate.scopes import Scopes
from union_ledger.reports.pages.gate.sessions import Sessions
from union_ledger.reports.pages.gate.sessions import key_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from wsgiref.types import StartResponse
    from wsgiref.types import WSGIEnvironment

    from union_ledger.reports.pages.gate.accounts import Account
    from union_ledger.reports.pages.gate.logins import Login


class Way(NamedTuple):
    """How readers come to the gate, as the options say."""

    url: str | None
    key: Path | None
    unix_socket: Path | None
    trust_header: str | None
    oidc: Path | None
    log: Path | None

    @property
    def first(self) -> str:
        """Return the name of the first option that is given."""
        given = [name for name, value in self._asdict().items() if value]
        return f"--{given[0].replace('_', '-')}" if given else ""

    @property
    def is_secure(self) -> bool:
        """Tell whether the proxy before us speaks https."""
        return bool(self.url and self.url.startswith("https://"))

    def check(self) -> None:
        """See whether the options go together.

        Raises:
            InputError: They do not.
        """
        if self.trust_header and self.unix_socket is None:
            raise InputError(
                "--trust-header 要和 --unix-socket 同用",
                hint="端口谁都能连，谁都能冒充请求头里的用户。",
            )
        if self.unix_socket is not None and not self.url:
            raise InputError(
                "用 --unix-socket 时要写 --url",
                hint="如 --url https://ledger.example.edu.cn，即反向代理对外的网址。",
            )
        if self.oidc is not None and self.trust_header:
            raise InputError("--oidc 和 --trust-header 只能写一样")
        if self.oidc is not None and not self.is_secure:
            raise InputError(
                "用 --oidc 时要写 --url，而且是 https 的网址",
                hint="如 https://ledger.example.edu.cn；"
                "登记给认证服务的回调地址是它加 /login。",
            )
        parts = urlsplit(self.url or "https://x")
        if parts.scheme not in {"http", "https"} or not parts.netloc:
            raise InputError(f"--url 不是网址：{self.url}")
        if parts.path not in {"", "/"} or parts.query:
            raise InputError(f"--url 只写到主机名和端口：{self.url}")


@contextmanager
def gate_of(main: Path, users: Path, way: Way, ours: frozenset[str]) -> Iterator[Gate]:
    """Give the gate to the books at ``main``, every scope of it tried.

    ``ours`` are the Host headers of the port listened on.

    Raises:
        InputError: A file is wrong, or a known hole is open.
    """
    own = urlsplit(way.url).netloc.lower() if way.url else ""
    hosts = frozenset({own}) if own else ours
    with Scopes(main, hosts) as scopes:
        ledger = scopes.ledger
        accounts = read_accounts(users, ledger.books.registers.units)
        login: Login
        if way.trust_header:
            login = HeaderLogin(way.trust_header, accounts, ledger.entity)
        else:
            sessions = Sessions(key_of(way.key or users.with_suffix(".key")))
            known = (accounts, sessions, ledger.entity, hosts)
            if way.oidc is not None:
                provider = Provider(*read_settings(way.oidc))
                url = way.url or ""
                login = OidcLogin(provider, *known, url=url, secure=True)
            else:
                _need_passwords(accounts, users)
                login = PasswordLogin(*known, secure=way.is_secure)
        for scope in sorted({account.scope for account in accounts.values()}):
            scopes.app(scope)
        header = way.trust_header or ""
        behind = way.unix_socket is not None
        quiet = Gate(scopes, login, hosts, AccessLog(StringIO()), behind_proxy=behind)
        prove_gate(Client(quiet), min(hosts), header)
        log = _log(way.log)
        yield Gate(scopes, login, hosts, log, behind_proxy=behind)


def on_socket(path: Path) -> Server:
    """Return a server on a Unix socket in a folder that is shut to others.

    Raises:
        InputError: The folder lets everybody in, or the socket cannot be made.
    """
    folder = path.resolve().parent
    if not folder.is_dir() or folder.stat().st_mode & 0o007:
        raise InputError(
            "套接字所在的目录不能让同机的其他用户进入",
            file=folder,
            hint="连得上的都能冒充用户；请建专用目录，chmod 750，组设成反向代理的。",
        )
    server = Server(str(path), _not_yet)
    try:
        server.prepare()
        path.chmod(0o660)
    except OSError as exc:
        raise InputError(f"套接字打不开（{os_problem(exc)}）", file=path) from None
    return server


def _need_passwords(accounts: dict[str, Account], users: Path) -> None:
    without = [name for name, account in accounts.items() if not account.password]
    if len(without) == len(accounts):
        raise InputError(
            "用户文件里没有一个用户有口令",
            file=users,
            hint="请用 union-ledger user add 添加；由 CAS 登录时写 --trust-header。",
        )
    if without:
        click.echo(f"没有口令、不能登录的用户：{'、'.join(without)}")


def _log(path: Path | None) -> AccessLog:
    if path is None:
        return AccessLog(sys.stderr)
    try:
        out = path.open("a", encoding="utf-8")
    except OSError as exc:
        raise InputError(f"访问日志写不了（{os_problem(exc)}）", file=path) from None
    with suppress(OSError):
        path.chmod(0o600)
    return AccessLog(out)


def _not_yet(_environ: WSGIEnvironment, start: StartResponse) -> list[bytes]:
    start("503 Service Unavailable", [("Content-Length", "0")])
    return []
