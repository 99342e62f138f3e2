"""``union-ledger serve``: the books in the browser, read-only.

Without a users file for one person on this machine; with one behind a login.
"""

from __future__ import annotations

import signal
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click
from cheroot.wsgi import Server

from union_ledger.cli.arguments import BOOKS
from union_ledger.cli.arguments import PORT
from union_ledger.cli.chinese import Command
from union_ledger.cli.serve_edit import edit_door
from union_ledger.cli.serve_people import Way
from union_ledger.cli.serve_people import gate_of
from union_ledger.cli.serve_people import on_socket
from union_ledger.core.errors import InputError
from union_ledger.core.ledger import main_file
from union_ledger.reports.pages.edit.importing import MOST_BYTES
from union_ledger.reports.pages.edit.importing import ROOT
from union_ledger.reports.pages.serving import loopback_hosts
from union_ledger.reports.pages.serving import make_app

if TYPE_CHECKING:
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
@click.option(
    "--edit",
    is_flag=True,
    help="会计自己用：多一个导入页，预览后写入账簿；只限本机，不能和 --users 同用。",
)
@click.option(
    "--users",
    type=click.Path(path_type=Path),
    metavar="文件",
    help="用户文件；写了就要登录，各人只看自己该看的账。",
)
@click.option(
    "--url", metavar="网址", help="别人打开的网址，如 https://ledger.example.edu.cn。"
)
@click.option(
    "--key",
    type=click.Path(path_type=Path),
    metavar="文件",
    help="签登录状态的密钥；默认在用户文件旁，没有就新建。",
)
@click.option(
    "--unix-socket",
    type=click.Path(path_type=Path),
    metavar="路径",
    help="不开端口，只在这个 Unix 套接字上给反向代理用。",
)
@click.option(
    "--trust-header",
    metavar="名称",
    help="由反向代理（CAS 等）登录，用户名从这个请求头取；只能和 --unix-socket 同用。",
)
@click.option(
    "--oidc",
    type=click.Path(path_type=Path),
    metavar="文件",
    help="到学校统一身份认证（OIDC）登录，设置写在这个文件里；要写 --url。",
)
@click.option(
    "--log",
    type=click.Path(path_type=Path),
    metavar="文件",
    help="访问日志（每行一条 JSON）；默认写到标准错误输出。",
)
def command(  # noqa: PLR0913 - one argument an option
    *,
    books: Path,
    port: int,
    host: str,
    edit: bool,
    users: Path | None,
    url: str | None,
    key: Path | None,
    unix_socket: Path | None,
    trust_header: str | None,
    oidc: Path | None,
    log: Path | None,
) -> None:
    """在浏览器里只读地看账、看报表和检查结果。

    不写 --users 时只给本机一个人看全账；写了就要登录，单位经办人只看到本单位的账。
    """
    if host not in _LOOPBACK:
        raise InputError(
            f"现在只能在本机打开网页，不能用 {host}",
            hint="给多人使用时，请用 --users，前面放反向代理；见 docs/网页服务.md。",
        )
    door = Way(url, key, unix_socket, trust_header, oidc, log)
    if users is None:
        if any(door):
            raise InputError(
                f"{door.first} 要和 --users 同用",
                hint="不写 --users 时只给本机一个人用。",
            )
        serve_books(main_file(books), port, host, edit=edit)
        return
    if edit:
        raise InputError(
            "--edit 不能和 --users 同用",
            hint="导入只在会计自己的机器上做；给多人看的网页一律只读。",
        )
    serve_people(main_file(books), users, door, port, host)


def serve_people(main: Path, users: Path, way: Way, port: int, host: str) -> None:
    """Serve the books behind a login until Ctrl-C or SIGTERM.

    Raises:
        InputError: The users file, the options or the guard's own trial are wrong.
    """
    way.check()
    if way.unix_socket is None:
        server = _listening(host, port)
        bound = int(server.bind_addr[1])
        shown = f"[{host}]" if ":" in host else host
        place, ours = f"http://{shown}:{bound}/", loopback_hosts(bound)
    else:
        server = on_socket(way.unix_socket)
        place, ours = str(way.unix_socket), frozenset()
    server.max_request_header_size = _MOST_BYTES
    server.max_request_body_size = _MOST_BYTES
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        click.echo("正在读账、给各单位分账、自检……")
        with gate_of(main, users, way, ours) as gate:
            server.wsgi_app = gate
            click.echo(f"已在 {place} 提供网页 （只读，要登录；按 Ctrl-C 结束）")
            server.serve()
    except KeyboardInterrupt:
        click.echo("\n网页已关闭。")
    finally:
        server.stop()
        if way.unix_socket is not None:
            way.unix_socket.unlink(missing_ok=True)


def serve_books(
    main: Path, port: int, host: str = "127.0.0.1", *, edit: bool = False
) -> None:
    """Serve the books at ``main`` until Ctrl-C, on ``port`` or the next free one.

    With ``edit`` there is the desk that imports files into them.

    Raises:
        InputError: No port is free, or the guard's own trial failed.
    """
    server = _listening(host, port)
    if edit:
        server.max_request_body_size = MOST_BYTES
    try:
        bound = int(server.bind_addr[1])
        if port and bound != port:
            click.echo(f"端口 {port} 已被占用，改用 {bound}。")
        click.echo("正在读账……")
        hosts = loopback_hosts(bound)
        shown = f"[{host}]" if ":" in host else host
        way = "可以导入" if edit else "只读"
        with edit_door(main, hosts) if edit else nullcontext() as door:
            server.wsgi_app = door or make_app(main, hosts)
            click.echo(
                f"请在浏览器打开 http://{shown}:{bound}/ （{way}；按 Ctrl-C 结束）"
            )
            if edit:
                click.echo(f"导入页：http://{shown}:{bound}{ROOT}")
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
