"""Logging in at a provider of our own making, and every way it may be cheated."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import sys
import time
from urllib.parse import parse_qs
from urllib.parse import parse_qsl
from urllib.parse import urlsplit

import httpx2
import pytest
from click.testing import CliRunner
from joserfc import jwt
from joserfc.jwk import RSAKey
from tests.pages.gate.conftest import HOST
from tests.pages.gate.conftest import ask
from tests.pages.gate.conftest import cookies_of

from union_ledger.cli import serve
from union_ledger.core.errors import InputError
from union_ledger.reports.pages.gate.access_log import AccessLog
from union_ledger.reports.pages.gate.gate import Gate
from union_ledger.reports.pages.gate.oidc import OidcLogin
from union_ledger.reports.pages.gate.provider import OidcSettings
from union_ledger.reports.pages.gate.provider import Provider
from union_ledger.reports.pages.gate.provider import read_settings
from union_ledger.reports.pages.gate.sessions import Sessions

ISSUER = "https://id.example.edu.cn/oidc"
CLIENT = "ledger"
SECRET = "a secret of the client, long enough"
KEY = RSAKey.generate_key(2048, {"kid": "k1"})
STRANGERS = RSAKey.generate_key(2048, {"kid": "k1"})


class School:
    """A provider in one process; ``spoil`` changes what it says next."""

    def __init__(self):
        self.codes = {}
        self.claims = {}
        self.header = {"alg": "RS256", "kid": "k1"}
        self.key = KEY
        self.token = None
        self.issuer = ISSUER

    def __call__(self, request):
        path = request.url.path
        if path.endswith("/openid-configuration"):
            return httpx2.Response(
                200,
                json={
                    "issuer": self.issuer,
                    "authorization_endpoint": f"{ISSUER}/authorize",
                    "token_endpoint": f"{ISSUER}/token",
                    "jwks_uri": f"{ISSUER}/keys",
                },
            )
        if path.endswith("/keys"):
            return httpx2.Response(200, json={"keys": [KEY.as_dict(private=False)]})
        return self._token(dict(parse_qsl(request.content.decode())), request.headers)

    def _token(self, form, headers):
        basic = base64.b64decode(headers["Authorization"].split()[1]).decode()
        begun = self.codes.pop(form["code"], None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        if (
            basic != f"{CLIENT}:{SECRET}"
            or begun is None
            or begun["code_challenge"] != challenge
            or begun["redirect_uri"] != form["redirect_uri"]
        ):
            return httpx2.Response(400, json={"error": "invalid_grant"})
        return httpx2.Response(
            200,
            json={
                "access_token": "x",
                "token_type": "Bearer",
                "id_token": self.token or self._signed(begun["nonce"]),
            },
        )

    def _signed(self, nonce):
        now = int(time.time())
        claims = {
            "iss": ISSUER,
            "aud": CLIENT,
            "sub": "12345",
            "iat": now,
            "exp": now + 300,
            "nonce": nonce,
            "preferred_username": "o7",
        } | self.claims
        claims = {key: value for key, value in claims.items() if value is not None}
        return jwt.encode(self.header, claims, self.key, algorithms=["RS256", "HS256"])

    def let_in(self, location):
        """The reader logs in there and is sent back; returns the arguments."""
        parts = urlsplit(location)
        asked = {key: values[0] for key, values in parse_qs(parts.query).items()}
        assert location.startswith(f"{ISSUER}/authorize?")
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        assert asked["redirect_uri"] == f"https://{HOST}/login"
        code = f"code-{len(self.codes)}-{asked['state'][:4]}"
        self.codes[code] = asked
        return {"code": code, "state": asked["state"]}


@pytest.fixture
def school():
    return School()


@pytest.fixture
def clock():
    class Clock:
        now = 1000.0

        def __call__(self):
            return self.now

    return Clock()


@pytest.fixture
def gate(school, scopes, accounts, log, clock):
    settings = OidcSettings(issuer=ISSUER, client_id=CLIENT)
    provider = Provider(settings, SECRET, httpx2.MockTransport(school))
    hosts = frozenset({HOST})
    login = OidcLogin(
        provider,
        accounts,
        Sessions(b"o" * 40),
        "示例工会",
        hosts,
        url=f"https://{HOST}",
        secure=True,
        clock=clock,
    )
    return Gate(scopes, login, hosts, AccessLog(log))


def begun(gate, cookie=""):
    """Go the way to the provider; returns its address and our cookie."""
    answer = ask(gate, "/login", cookie=cookie, go="1")
    assert answer.status == 303
    return answer.headers["Location"], cookies_of(answer)


def status_inside(gate, slugs, cookie):
    return ask(gate, f"/{slugs['007']}/api/journal", cookie=cookie).status


def refused(gate, cookie, arguments, status=401):
    answer = ask(gate, "/login", cookie=cookie, **arguments)
    assert answer.status == status, answer.text
    assert "union_ledger=" not in str(answer.headers.getlist("Set-Cookie"))
    return answer


def test_a_good_login_gives_the_scope_of_the_users_file(gate, school, slugs):
    """What the provider says of roles changes nothing."""
    school.claims = {"role": "accountant", "unit": "009", "groups": ["admin"]}
    shown = ask(gate, "/login")
    assert "用学校统一身份认证登录" in shown.text
    location, cookie = begun(gate)
    back = ask(gate, "/login", cookie=cookie, **school.let_in(location))
    assert back.status == 200
    assert '<meta http-equiv="refresh" content="0; url=/">' in back.text
    session = cookies_of(back)
    assert session.startswith("__Host-union_ledger=")
    assert status_inside(gate, slugs, session) == 200
    other = ask(gate, f"/{slugs['009']}/api/journal", cookie=session)
    assert other.status == 404


def test_cookies_are_as_strict_as_they_can_be(gate, school):
    """The one of the way back must be Lax: it comes from another site."""
    answer = ask(gate, "/login", go="1")
    (cookie,) = answer.headers.getlist("Set-Cookie")
    assert cookie.startswith("__Host-union_ledger_oidc=")
    assert {"HttpOnly", "Secure", "SameSite=Lax"} <= {*cookie.split("; ")}
    arguments = school.let_in(answer.headers["Location"])
    back = ask(gate, "/login", cookie=cookies_of(answer), **arguments)
    (session,) = [c for c in back.headers.getlist("Set-Cookie") if "oidc" not in c]
    assert {"HttpOnly", "Secure", "SameSite=Strict"} <= {*session.split("; ")}


NOW = int(time.time())


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "somebody-else"},
        {"aud": None},
        {"aud": [CLIENT, "else"], "azp": "else"},
        {"exp": NOW - 3600},
        {"exp": None},
        {"iat": None},
        {"nbf": NOW + 3600},
        {"iss": "https://id.evil.example"},
        {"iss": None},
        {"sub": None},
        {"preferred_username": None},
        {"preferred_username": ["o7"]},
        {"preferred_username": ""},
    ],
)
def test_a_token_with_a_wrong_claim_is_no_login(gate, school, claims):
    school.claims = claims
    location, cookie = begun(gate)
    refused(gate, cookie, school.let_in(location))


@pytest.mark.parametrize("name", ["nobody", "O7", "o7 ", "acc\n"])
def test_who_has_no_account_is_told_so(gate, school, name):
    school.claims = {"preferred_username": name}
    location, cookie = begun(gate)
    answer = refused(gate, cookie, school.let_in(location), 403)
    assert "这里没有您的账号，请找会计添加。" in answer.text


def test_a_strangers_key_is_no_login(gate, school):
    school.key = STRANGERS
    location, cookie = begun(gate)
    refused(gate, cookie, school.let_in(location))


def unsigned(claims):
    parts = [{"alg": "none"}, claims]
    texts = [base64.urlsafe_b64encode(json.dumps(p).encode()) for p in parts]
    return ".".join(text.decode().rstrip("=") for text in texts) + "."


@pytest.mark.parametrize("cheat", ["none", "shared", "public", "garbage", "empty"])
def test_a_token_anybody_could_sign_is_no_login(gate, school, cheat):
    """No signature, or a secret that is known: the client's, or the public key."""
    location, cookie = begun(gate)
    arguments = school.let_in(location)
    (asked,) = school.codes.values()
    claims = {
        "iss": ISSUER,
        "aud": CLIENT,
        "sub": "1",
        "iat": NOW,
        "exp": NOW + 900,
        "nonce": asked["nonce"],
        "preferred_username": "acc",
    }
    if cheat in {"shared", "public"}:
        known = SECRET.encode() if cheat == "shared" else KEY.as_pem(private=False)
        _, body, _ = unsigned(claims).split(".")
        head = base64.urlsafe_b64encode(b'{"alg":"HS256","kid":"k1"}').decode()
        signed = f"{head.rstrip('=')}.{body}"
        mac = hmac.new(known, signed.encode(), "sha256").digest()
        school.token = f"{signed}.{base64.urlsafe_b64encode(mac).decode().rstrip('=')}"
    else:
        school.token = {"none": unsigned(claims), "garbage": "a.b.c", "empty": " "}[
            cheat
        ]
    refused(gate, cookie, arguments)


def test_another_browser_cannot_finish_a_login(gate, school):
    location, _ = begun(gate)
    _, other = begun(gate)
    refused(gate, other, school.let_in(location))


def test_without_our_cookie_there_is_no_login(gate, school):
    location, _ = begun(gate)
    refused(gate, "", school.let_in(location))


@pytest.mark.parametrize(
    "change", [{"state": "x"}, {"code": ""}, {"code": "x"}, {"state": ""}]
)
def test_a_wrong_state_or_code_is_no_login(gate, school, change):
    location, cookie = begun(gate)
    refused(gate, cookie, school.let_in(location) | change)


def test_the_provider_may_say_no(gate):
    _, cookie = begun(gate)
    refused(gate, cookie, {"error": "access_denied", "state": "x"})


def test_an_answer_counts_once(gate, school):
    location, cookie = begun(gate)
    arguments = school.let_in(location)
    kept = dict(school.codes)
    assert ask(gate, "/login", cookie=cookie, **arguments).status == 200
    school.codes = kept
    refused(gate, cookie, arguments)


def test_a_login_that_took_too_long_is_over(gate, school, clock):
    location, cookie = begun(gate)
    clock.now += 601
    refused(gate, cookie, school.let_in(location))


def test_the_form_of_passwords_is_not_there(gate):
    answer = ask(gate, "/login", "POST", form={"name": "o7", "password": "x"})
    assert (answer.status, answer.headers["Location"]) == (303, "/login")


def test_another_issuer_is_refused_at_the_start(school):
    school.issuer = "https://id.evil.example"
    with pytest.raises(InputError, match="issuer 不是"):
        Provider(
            OidcSettings(issuer=ISSUER, client_id=CLIENT),
            SECRET,
            httpx2.MockTransport(school),
        )


def test_a_provider_that_does_not_answer_is_said():
    def silent(_request):
        raise httpx2.ConnectError("no")

    with pytest.raises(InputError, match="没有答复"):
        Provider(
            OidcSettings(issuer=ISSUER, client_id=CLIENT),
            SECRET,
            httpx2.MockTransport(silent),
        )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('issuer: "http://id.example"\nclient_id: "x"\n', "issuer"),
        ('issuer: "https://id.example"\n', "client_id"),
        ('issuer: "https://id.example"\nclient_id: "x"\nrole: "acc"\n', "role"),
        (
            'issuer: "https://id.example"\nclient_id: "x"\nclient_secret_file: "no"\n',
            "密钥读不了",
        ),
    ],
)
def test_settings_that_are_wrong_are_named(tmp_path, text, said):
    file = tmp_path / "oidc.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=said):
        read_settings(file)


def test_the_secret_comes_from_the_file_or_the_environment(tmp_path, monkeypatch):
    file = tmp_path / "oidc.yaml"
    head = f'issuer: "{ISSUER}"\nclient_id: "{CLIENT}"\n'
    file.write_text(head, encoding="utf-8")
    with pytest.raises(InputError, match="没有写客户端密钥"):
        read_settings(file)
    monkeypatch.setenv("UNION_LEDGER_OIDC_SECRET", "from outside")
    assert read_settings(file)[1] == "from outside"
    secret = tmp_path / "secret"
    secret.write_text("in a file\n", encoding="utf-8")
    secret.chmod(0o640)
    file.write_text(f'{head}client_secret_file: "secret"\n', encoding="utf-8")
    with pytest.raises(InputError, match="不能让同机的其他用户读写"):
        read_settings(file)
    secret.chmod(0o600)
    assert read_settings(file)[1] == "in a file"


def test_without_the_libraries_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "authlib.integrations.httpx_client", None)
    settings = OidcSettings(issuer=ISSUER, client_id=CLIENT)
    with pytest.raises(InputError, match="要另装 Authlib") as refusal:
        Provider(settings, SECRET)
    assert 'pip install "union-ledger[oidc]"' in str(refusal.value)


def test_it_needs_https_to_the_reader(two_units, tmp_path):
    users = tmp_path / "users.yaml"
    users.write_text('users:\n- name: "a"\n  role: "auditor"\n', encoding="utf-8")
    users.chmod(0o600)
    options = ["--users", str(users), "--oidc", "x.yaml", "--url", "http://ledger"]
    done = CliRunner().invoke(serve.command, [str(two_units), *options])
    assert isinstance(done.exception, InputError)
    assert "用 --oidc 时要写 --url，而且是 https 的网址" in str(done.exception)
