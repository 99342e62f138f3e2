"""``union-ledger serve``: this machine only, on a port that is free."""

from __future__ import annotations

import re
import socket
import urllib.request

import pytest
from cheroot.wsgi import Server
from click.testing import CliRunner

from union_ledger.cli import serve
from union_ledger.core.errors import InputError


@pytest.fixture
def served_once(monkeypatch):
    """Let the server answer nothing and be stopped by Ctrl-C at once."""

    def stopped(_self):
        raise KeyboardInterrupt

    monkeypatch.setattr(Server, "serve", stopped)


@pytest.fixture
def taken():
    """Give a port that another program has."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        yield held.getsockname()[1]


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.2", "ledger.example.edu.cn"])
def test_another_host_is_refused(books, host):
    done = CliRunner().invoke(serve.command, [str(books), "--host", host])
    assert isinstance(done.exception, InputError)
    assert "现在只能在本机打开网页" in str(done.exception)


@pytest.mark.usefixtures("served_once")
def test_the_next_free_port_is_taken(books, taken):
    done = CliRunner().invoke(serve.command, [str(books), "--port", str(taken)])
    assert done.exit_code == 0, done
    told = re.search(rf"端口 {taken} 已被占用，改用 (\d+)。", done.output)
    assert taken < int(told[1]) <= taken + 20
    assert f"http://127.0.0.1:{told[1]}/" in done.output
    assert "网页已关闭。" in done.output


@pytest.mark.usefixtures("served_once")
def test_a_free_port_is_not_talked_about(books):
    done = CliRunner().invoke(serve.command, [str(books), "--port", "0"])
    assert "占用" not in done.output
    assert re.search(r"http://127\.0\.0\.1:\d+/ （只读；按 Ctrl-C 结束）", done.output)


def test_no_free_port_is_an_error(books, monkeypatch):
    def refused(_self):
        raise OSError

    monkeypatch.setattr(Server, "prepare", refused)
    with pytest.raises(InputError, match="端口 5000 到 5020 都打不开"):
        serve.serve_books(books, 5000)


def test_missing_books_are_an_error(tmp_path):
    done = CliRunner().invoke(serve.command, [str(tmp_path)])
    assert "找不到账簿" in str(done.exception)


def test_the_server_answers(server):
    """Through a socket: the door sees the Host header a client really sends."""
    with urllib.request.urlopen(f"{server}extension/UnionFunds/") as answer:
        assert "经费使用" in answer.read().decode()
        assert answer.headers["X-Frame-Options"] == "DENY"
    foreign = urllib.request.Request(server, headers={"Host": "x.invalid"})
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(foreign)
    assert refused.value.code == 400
    refused.value.close()
