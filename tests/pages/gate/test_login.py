"""Logging in: the form, the cookie, the waiting, the log."""

from __future__ import annotations

import json

import pytest
from tests.pages.gate.conftest import HOST
from tests.pages.gate.conftest import PASSWORD
from tests.pages.gate.conftest import ask
from tests.pages.gate.conftest import cookies_of
from tests.pages.gate.conftest import log_in
from tests.pages.gate.conftest import token_of

from union_ledger.reports.pages.gate import sessions as sessions_module
from union_ledger.reports.pages.gate.access_log import AccessLog
from union_ledger.reports.pages.gate.gate import Gate
from union_ledger.reports.pages.gate.logins import HeaderLogin
from union_ledger.reports.pages.gate.sessions import Sessions
from union_ledger.reports.pages.gate.throttle import BY_ADDRESS
from union_ledger.reports.pages.gate.throttle import BY_NAME
from union_ledger.reports.pages.gate.throttle import WAIT
from union_ledger.reports.pages.gate.throttle import Throttle


class Clock:
    now = 1_700_000_000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def timed(make_gate, clock):
    return make_gate(Sessions(b"t" * 40, clock), Throttle(clock))


def status_of(gate, slugs, cookie):
    return ask(gate, f"/{slugs['007']}/api/journal", cookie=cookie).status


def test_the_cookie_is_kept_from_scripts_and_other_sites(gate):
    answer = log_in(gate, "o7")
    assert (answer.status, answer.headers["Location"]) == (303, "/")
    cookie = answer.headers.getlist("Set-Cookie")[0]
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= {*cookie.split("; ")}
    assert "Secure" not in cookie


def test_over_https_the_cookie_is_secure(make_gate):
    cookie = log_in(make_gate(secure=True), "o7").headers.getlist("Set-Cookie")[0]
    assert cookie.startswith("__Host-union_ledger=")
    assert "Secure" in cookie.split("; ")


@pytest.mark.parametrize(
    ("name", "password"),
    [("o7", "wrong"), ("o7", ""), ("nobody", PASSWORD), ("", ""), ("O7", PASSWORD)],
)
def test_wrong_and_unknown_look_the_same(make_gate, name, password):
    answer = log_in(make_gate(), name, password)
    assert answer.status == 401
    assert "用户名或口令不对。" in answer.text
    assert "union_ledger=" not in str(answer.headers.getlist("Set-Cookie"))


def test_an_unknown_name_takes_a_hash_too(passwords, monkeypatch):
    """Otherwise the time would tell which names there are."""
    seen = []

    class Seen:
        def verify(self, hashed, _password):
            seen.append(hashed)

    monkeypatch.setattr(passwords, "_hasher", Seen())
    assert not passwords.fits(None, "x")
    assert seen[0].startswith("$argon2id$")


def test_a_form_from_elsewhere_is_refused(gate):
    shown = ask(gate, "/login")
    form = {"name": "o7", "password": PASSWORD, "token": token_of(shown)}
    cookie = cookies_of(shown)
    for given, jar, headers in (
        ({**form, "token": ""}, cookie, ()),
        ({**form, "token": "x.y"}, cookie, ()),
        (form, "", ()),
        (form, "union_ledger_form=other", ()),
        (form, cookie, (("Origin", "http://evil.example"),)),
        (form, cookie, (("Origin", "null"),)),
    ):
        answer = ask(gate, "/login", "POST", form=given, cookie=jar, headers=headers)
        assert answer.status == 403
    ours = (("Origin", f"http://{HOST}"),)
    answer = ask(gate, "/login", "POST", form=form, cookie=cookie, headers=ours)
    assert answer.status == 303


def test_a_name_has_to_wait(timed, clock):
    for _ in range(BY_NAME):
        assert log_in(timed, "o7", "wrong").status == 401
    locked = log_in(timed, "o7")
    assert (locked.status, locked.headers["Retry-After"]) == (429, "900")
    assert log_in(timed, "acc").status == 303
    clock.now += WAIT
    assert log_in(timed, "o7").status == 303


def test_an_address_has_to_wait(timed):
    for number in range(BY_ADDRESS):
        assert log_in(timed, f"guess{number}", "wrong").status == 401
    assert log_in(timed, "acc").status == 429


def test_the_right_password_forgives(timed):
    for _ in range(3 * BY_NAME):
        for _ in range(BY_NAME - 1):
            assert log_in(timed, "o7", "wrong").status == 401
        assert log_in(timed, "o7").status == 303
        if _ > 2:
            break


def test_a_session_ends_when_unused(timed, clock, slugs):
    cookie = cookies_of(log_in(timed, "o7"))
    clock.now += sessions_module.IDLE - 1
    used = ask(timed, f"/{slugs['007']}/api/journal", cookie=cookie)
    assert used.status == 200
    renewed = cookies_of(used)
    clock.now += sessions_module.IDLE - 1
    assert status_of(timed, slugs, renewed) == 200
    assert status_of(timed, slugs, cookie) == 401


def test_a_session_ends_at_last(timed, clock, slugs):
    cookie = cookies_of(log_in(timed, "o7"))
    for _ in range(sessions_module.ABSOLUTE // 1800 - 1):
        clock.now += 1800
        answer = ask(timed, f"/{slugs['007']}/api/journal", cookie=cookie)
        assert answer.status == 200
        cookie = cookies_of(answer) or cookie
    clock.now += 1800
    assert status_of(timed, slugs, cookie) == 401


def test_logging_out_ends_the_session(gate, slugs):
    """Also for whoever kept a copy of the cookie."""
    cookie = cookies_of(log_in(gate, "o7"))
    page = ask(gate, f"/{slugs['007']}/extension/UnionFunds/", cookie=cookie)
    assert "o7 · 单位经办人 · 机械学院工会" in page.text
    assert ask(gate, "/logout", "POST", cookie=cookie).status == 403
    assert ask(gate, "/logout", cookie=cookie).status == 303
    assert status_of(gate, slugs, cookie) == 200
    form = {"token": token_of(page)}
    assert ask(gate, "/logout", "POST", form=form, cookie=cookie).status == 303
    assert status_of(gate, slugs, cookie) == 401


def test_another_key_another_session(make_gate, gate, slugs):
    cookie = cookies_of(log_in(make_gate(Sessions(b"z" * 40)), "o7"))
    assert status_of(gate, slugs, cookie) == 401


def test_a_changed_account_ends_its_sessions(make_gate, accounts, slugs):
    """A new password, role or unit: whoever is logged in has to do it again."""
    gate = make_gate()
    cookie = cookies_of(log_in(gate, "o7"))
    assert status_of(gate, slugs, cookie) == 200
    before = accounts["o7"]
    accounts["o7"] = before.model_copy(update={"unit": "009"})
    assert status_of(gate, slugs, cookie) == 401
    accounts["o7"] = before


def test_a_long_form_is_refused(gate):
    shown = ask(gate, "/login")
    form = {"name": "x" * 9000, "password": "x", "token": token_of(shown)}
    answer = ask(gate, "/login", "POST", form=form, cookie=cookies_of(shown))
    assert answer.status == 413


def test_what_was_typed_is_never_in_the_log(make_gate, log):
    gate = make_gate()
    log.truncate(0)
    log_in(gate, "My-Secret-1", "wrong")
    log_in(gate, "o7", "My-Secret-2")
    cookie = cookies_of(log_in(gate, "o7"))
    ask(gate, "/x/api/journal", cookie=cookie, filter="My-Secret-3")
    ask(gate, "/a\nb", cookie=cookie)
    written = log.getvalue().lstrip("\0")
    assert "My-Secret" not in written
    assert PASSWORD not in written
    lines = [json.loads(line) for line in written.splitlines()]
    assert lines[-2].keys() == {
        "time", "who", "role", "scope", "from", "method", "path", "status", "ms"
    }  # fmt: skip
    last = lines[-2]
    assert (last["who"], last["role"], last["scope"]) == ("o7", "officer", "007")
    assert (last["path"], last["status"]) == ("/x/api/journal", 404)
    assert lines[-1]["path"] == "/a\nb"


@pytest.fixture
def proxied(scopes, accounts, log):
    hosts = frozenset({HOST})
    login = HeaderLogin("X-Remote-User", accounts, "示例工会")
    return Gate(scopes, login, hosts, AccessLog(log), behind_proxy=True)


def test_the_proxy_names_the_reader(proxied, slugs):
    path = f"/{slugs['007']}/api/journal"
    for name, status in (("o7", 200), ("o9", 404), ("nobody", 401), ("", 401)):
        headers = (("X-Remote-User", name),)
        assert ask(proxied, path, headers=headers).status == status
    assert ask(proxied, path).status == 401
    assert ask(proxied, path, headers=(("X-Remote-User", "acc, o7"),)).status == 401


def test_the_proxys_login_takes_no_password(proxied):
    answer = ask(proxied, "/login", "POST", form={"name": "o7", "password": PASSWORD})
    assert answer.status == 401
    assert "统一身份认证" in answer.text
