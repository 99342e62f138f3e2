"""``serve --users``: options that do not go together, the trial, the real server."""

from __future__ import annotations

import socket
import threading
import urllib.error
import urllib.request

import pytest
from click.testing import CliRunner
from tests.pages.gate.conftest import PASSWORD

from union_ledger.cli import serve
from union_ledger.cli.serve_people import Way
from union_ledger.cli.serve_people import gate_of
from union_ledger.cli.serve_people import on_socket
from union_ledger.core.errors import InputError
from union_ledger.reports.pages.gate import scopes as scopes_module
from union_ledger.reports.pages.gate.accounts import account_text
from union_ledger.reports.pages.gate.logins import PasswordLogin

URL = "https://ledger.example"
NO_WAY = Way(None, None, None, None, None, None)


@pytest.fixture
def users(tmp_path, accounts):
    path = tmp_path / "users.yaml"
    text = "".join(map(account_text, accounts.values()))
    path.write_text(f"users:\n{text}", encoding="utf-8")
    path.chmod(0o600)
    return path


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--trust-header", "X-Remote-User"], "--trust-header 要和 --users 同用"),
        (["--url", URL], "--url 要和 --users 同用"),
        (["--users", "u", "--trust-header", "X"], "要和 --unix-socket 同用"),
        (["--users", "u", "--unix-socket", "s"], "要写 --url"),
        (["--users", "u", "--url", "ledger"], "--url 不是网址"),
        (["--users", "u", "--url", f"{URL}/books"], "只写到主机名和端口"),
        (["--users", "u", "--host", "0.0.0.0"], "现在只能在本机打开网页"),
    ],
)
def test_options_that_do_not_go_together(two_units, arguments, said):
    done = CliRunner().invoke(serve.command, [str(two_units), *arguments])
    assert isinstance(done.exception, InputError)
    assert said in str(done.exception)


def opened(two_units, users, way=NO_WAY):
    return gate_of(two_units, users, way, frozenset({"127.0.0.1:5000"}))


def test_the_key_is_made_beside_the_users_file(two_units, users):
    with opened(two_units, users):
        assert users.with_suffix(".key").stat().st_mode & 0o777 == 0o600


def test_a_password_is_needed_without_a_proxy(two_units, users, accounts):
    alone = accounts["acc"].model_copy(update={"password": None})
    users.write_text(f"users:\n{account_text(alone)}", encoding="utf-8")
    with (
        pytest.raises(InputError, match="没有一个用户有口令"),
        opened(two_units, users),
    ):
        pass


def test_nothing_is_served_when_a_unit_shows_others(two_units, users, monkeypatch):
    def all_of_it(_ledger, _entries, _options, _unit, folder):
        folder.mkdir()
        return two_units

    monkeypatch.setattr(scopes_module, "write_unit_books", all_of_it)
    with (
        pytest.raises(InputError, match=r"单位 007 的账自检没有通过.*有别的单位的分录"),
        opened(two_units, users),
    ):
        pass


def test_nothing_is_served_when_the_gate_lets_in(
    two_units, users, accounts, monkeypatch
):
    class Open(PasswordLogin):
        def known(self, _request):
            from union_ledger.reports.pages.gate.logins import Known

            return Known(accounts["acc"])

    monkeypatch.setattr("union_ledger.cli.serve_people.PasswordLogin", Open)
    with (
        pytest.raises(InputError, match="不登录能看账；伪造的登录能看账"),
        opened(two_units, users),
    ):
        pass


def test_a_socket_needs_a_shut_folder(tmp_path):
    tmp_path.chmod(0o755)
    with pytest.raises(InputError, match="不能让同机的其他用户进入"):
        on_socket(tmp_path / "s")


def test_through_a_unix_socket_the_header_counts(two_units, users, tmp_path):
    """As a proxy sends it; the answer comes from the real server."""
    folder = tmp_path / "run"
    folder.mkdir(0o750)
    path = folder / "s"
    way = Way(URL, None, path, "X-Remote-User", None, tmp_path / "access.log")
    server = on_socket(path)
    assert path.stat().st_mode & 0o777 == 0o660
    with gate_of(two_units, users, way, frozenset()) as gate:
        server.wsgi_app = gate
        thread = threading.Thread(target=server.serve, daemon=True)
        thread.start()
        with socket.socket(socket.AF_UNIX) as proxy:
            proxy.connect(str(path))
            proxy.sendall(
                b"GET /x/api/journal HTTP/1.1\r\nHost: ledger.example\r\n"
                b"X-Remote-User: o7\r\nX-Forwarded-For: 1.1.1.1, 10.1.2.3\r\n"
                b"Connection: close\r\n\r\n"
            )
            assert b" 404 " in proxy.recv(200)
        server.stop()
        thread.join(10)
    line = (tmp_path / "access.log").read_text(encoding="utf-8")
    assert '"who": "o7"' in line
    assert '"from": "10.1.2.3"' in line


def test_through_a_port_the_header_counts_for_nothing(two_units, users):
    server = serve._listening("127.0.0.1", 0)
    port = server.bind_addr[1]
    hosts = frozenset({f"127.0.0.1:{port}"})
    with gate_of(two_units, users, NO_WAY, hosts) as gate:
        server.wsgi_app = gate
        thread = threading.Thread(target=server.serve, daemon=True)
        thread.start()
        address = f"http://127.0.0.1:{port}/x/api/journal"
        headers = {"X-Remote-User": "acc", "X-Remote-Password": PASSWORD}
        asked = urllib.request.Request(address, headers=headers)
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(asked)
        assert refused.value.code == 401
        refused.value.close()
        server.stop()
        thread.join(10)
