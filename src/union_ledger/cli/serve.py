"""``union-ledger serve``: the books in the browser, read-only, on this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from cheroot.wsgi import Server

from union_ledger.cli.arguments import BOOKS
from union_ledger.cli.arguments import PORT
from union_ledger.cli.chinese import Command
from union_ledger.core.errors import InputError
from union_ledger.core.ledger import main_file
from union_ledger.reports.pages.serving import loopback_hosts
from union_ledger.reports.pages.serving import make_app

if TYPE_CHECKING:
    from pathlib import Path
    from wsgiref.types import StartResponse
    from wsgiref.types import WSGIEnvironment

_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
_TRIES = 20
_MOST_BYTES = 64 * 1024


@click.command("serve", cls=Command)
@BOOKS
@PORT
@click.option(
    "--host", default="127.0.0.1", metavar="地址", help="只能是本机，默认 127.0.0.1。"
)
def command(books: Path, port: int, host: str) -> None:
    """在本机浏览器里只读地看账、看报表和检查结果。"""
    if host not in _LOOPBACK:
        raise InputError(
            f"现在只能在本机打开网页，不能用 {host}",
            hint="给多人使用的网页（登录、按单位分权限）还没有做好；请去掉 --host。",
        )
    serve_books(main_file(books), port, host)


def serve_books(main: Path, port: int, host: str = "127.0.0.1") -> None:
    """Serve the books at ``main`` until Ctrl-C, on ``port`` or the next free one.

    Raises:
        InputError: No port is free, or the guard's own trial failed.
    """
    server = _listening(host, port)
    try:
        bound = int(server.bind_addr[1])
        if port and bound != port:
            click.echo(f"端口 {port} 已被占用，改用 {bound}。")
        click.echo("正在读账……")
        server.wsgi_app = make_app(main, loopback_hosts(bound))
        shown = f"[{host}]" if ":" in host else host
        click.echo(f"请在浏览器打开 http://{shown}:{bound}/ （只读；按 Ctrl-C 结束）")
        server.serve()
    except KeyboardInterrupt:
        click.echo("\n网页已关闭。")
    finally:
        server.stop()


def _listening(host: str, port: int) -> Server:
    """Return a server that has its port: the one asked for, or one soon after.

    Raises:
        InputError: None of them is free.
    """
    last = min(port + _TRIES, 65535)
    for candidate in range(port, last + 1):
        server = Server((host, candidate), _not_yet)
        server.max_request_header_size = _MOST_BYTES
        server.max_request_body_size = _MOST_BYTES
        try:
            server.prepare()
        except OSError:
            continue
        return server
    raise InputError(
        f"{host} 的端口 {port} 到 {last} 都打不开",
        hint="请用 --port 换一个端口。",
    )


def _not_yet(_environ: WSGIEnvironment, start: StartResponse) -> list[bytes]:
    start("503 Service Unavailable", [("Content-Length", "0")])
    return []
