"""The school's OIDC provider: where to send the reader, and what it says of him.

Authorization code with PKCE. An ID token counts when it is signed by a key of the
provider in a way that only the provider can sign, is for us, of this login and fresh.
"""

from __future__ import annotations

import os
import stat
import time
from typing import TYPE_CHECKING
from typing import Annotated
from typing import Any

from pydantic import BaseModel
from pydantic import ConfigDict
from pydantic import Field

from union_ledger.core.errors import InputError
from union_ledger.core.explain import os_problem
from union_ledger.core.yamlfile import read_model
from union_ledger.core.yamlfile import read_yaml

if TYPE_CHECKING:
    from pathlib import Path

    import httpx2

SECRET_VARIABLE = "UNION_LEDGER_OIDC_SECRET"  # noqa: S105 - its name
# Signed with a private key: with a shared secret, or none, anybody could sign.
ALGORITHMS = ["RS256", "PS256", "ES256", "EdDSA"]
_KEYS_FOR = 600
_PATIENCE = 10
_LEEWAY = 60
_Https = Annotated[str, Field(pattern=r"^https://[^/?#]+[^?#]*$")]


class UntrustedError(Exception):
    """What the provider said, or did not say, is no login."""


class OidcSettings(BaseModel):
    """The file that ``--oidc`` names; ``claim`` holds the name in the users file."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    issuer: _Https
    client_id: Annotated[str, Field(min_length=1)]
    claim: Annotated[str, Field(min_length=1)] = "preferred_username"
    scope: str = "openid profile"
    client_secret_file: str | None = None


def read_settings(path: Path) -> tuple[OidcSettings, str]:
    """Return the settings and the client's secret.

    Raises:
        InputError: The file is wrong, or there is no secret.
    """
    settings = read_model(OidcSettings, read_yaml(path), path)
    if settings.client_secret_file is None:
        secret = os.environ.get(SECRET_VARIABLE, "")
    else:
        file = path.parent / settings.client_secret_file
        secret = _secret_in(file)
    if not secret:
        raise InputError(
            "没有写客户端密钥",
            file=path,
            hint=f"请写 client_secret_file，或设环境变量 {SECRET_VARIABLE}。",
        )
    return settings, secret


def _secret_in(file: Path) -> str:
    try:
        secret = file.read_text("utf-8").strip()
        mode = file.stat().st_mode
    except (OSError, UnicodeDecodeError) as exc:
        said = os_problem(exc) if isinstance(exc, OSError) else "不是 UTF-8 文本"
        raise InputError(f"密钥读不了（{said}）", file=file) from None
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise InputError(
            "客户端密钥不能让同机的其他用户读写",
            file=file,
            hint=f"请运行 chmod 600 {file}。",
        )
    return secret


class Provider:
    """The provider of one run; ``transport`` is httpx2's, another one in tests."""

    def __init__(
        self,
        settings: OidcSettings,
        secret: str,
        transport: httpx2.BaseTransport | None = None,
    ) -> None:
        """Ask the provider where its parts are.

        Raises:
            InputError: The libraries are missing, the provider does not answer, or it
                is another one than the settings say.
        """
        try:
            import httpx2  # noqa: PLC0415 - optional, as authlib and joserfc
            from authlib.integrations.httpx_client import OAuth2Client  # noqa: PLC0415
        except ImportError:
            raise InputError(
                "统一身份认证（OIDC）要另装 Authlib",
                hint='请运行 pip install "union-ledger[oidc]"。',
            ) from None
        self.settings = settings
        self._http = httpx2.Client(transport=transport, timeout=_PATIENCE)
        where = f"{settings.issuer.rstrip('/')}/.well-known/openid-configuration"
        try:
            self._parts = self._http.get(where).raise_for_status().json()
            same = self._parts["issuer"] == settings.issuer
            ends = [self._parts[name] for name in _ENDS]
        except (httpx2.HTTPError, ValueError, KeyError, TypeError) as exc:
            raise InputError(
                f"统一身份认证没有答复或答复不对（{type(exc).__name__}）：{where}",
                hint="请核对 issuer，并看本机能不能连到它。",
            ) from None
        if not same or not all(str(end).startswith("https://") for end in ends):
            raise InputError(
                f"统一身份认证的 issuer 不是 {settings.issuer}，或地址不是 https",
                hint="issuer 要与认证服务公布的一字不差。",
            )
        self._oauth = OAuth2Client(
            settings.client_id,
            secret,
            scope=settings.scope,
            code_challenge_method="S256",
            transport=transport,
            timeout=_PATIENCE,
        )
        self._keys: Any = None
        self._since = 0.0

    def address(self, back: str, state: str, nonce: str, verifier: str) -> str:
        """Return where the reader is sent; ``back`` is where he comes back to."""
        url, _ = self._oauth.create_authorization_url(
            self._parts["authorization_endpoint"],
            state=state,
            nonce=nonce,
            code_verifier=verifier,
            redirect_uri=back,
        )
        return str(url)

    def name(self, code: str, back: str, nonce: str, verifier: str) -> str:
        """Exchange a code; return the name that the ID token carries.

        Raises:
            UntrustedError: It is refused, or its token does not hold.
        """
        import httpx2  # noqa: PLC0415
        from authlib.common.errors import AuthlibBaseError  # noqa: PLC0415

        try:
            token = self._oauth.fetch_token(
                self._parts["token_endpoint"],
                code=code,
                redirect_uri=back,
                code_verifier=verifier,
            )
        except (AuthlibBaseError, httpx2.HTTPError, ValueError) as exc:
            raise UntrustedError(type(exc).__name__) from None
        return self._claimed(str(token.get("id_token", "")), nonce)

    def _claimed(self, id_token: str, nonce: str) -> str:
        from authlib.oidc.core import CodeIDToken  # noqa: PLC0415
        from joserfc import jwt  # noqa: PLC0415
        from joserfc.errors import JoseError  # noqa: PLC0415

        try:
            token = self._decoded(jwt, id_token)
            claims = CodeIDToken(
                token.claims,
                token.header,
                {
                    "iss": {"essential": True, "value": self.settings.issuer},
                    "aud": {"essential": True, "value": self.settings.client_id},
                },
                {"nonce": nonce, "client_id": self.settings.client_id},
            )
            claims.validate(int(time.time()), _LEEWAY)
        except (JoseError, ValueError, TypeError, KeyError) as exc:
            raise UntrustedError(type(exc).__name__) from None
        name = token.claims.get(self.settings.claim)
        if not isinstance(name, str) or not name:
            raise UntrustedError(f"no {self.settings.claim}")
        return name

    def _decoded(self, jwt: Any, id_token: str) -> Any:  # noqa: ANN401 - joserfc's
        """Return the token; the keys are asked for again where none fits."""
        from joserfc.errors import JoseError  # noqa: PLC0415

        try:
            return jwt.decode(id_token, self._key_set(), algorithms=ALGORITHMS)
        except (JoseError, ValueError):
            if time.monotonic() - self._since < _PATIENCE:
                raise
            self._keys = None
            return jwt.decode(id_token, self._key_set(), algorithms=ALGORITHMS)

    def _key_set(self) -> Any:  # noqa: ANN401 - joserfc's
        import httpx2  # noqa: PLC0415
        from joserfc.jwk import KeySet  # noqa: PLC0415

        if self._keys is None or time.monotonic() - self._since > _KEYS_FOR:
            try:
                answer = self._http.get(self._parts["jwks_uri"]).raise_for_status()
                keys = answer.json()
            except httpx2.HTTPError as exc:
                raise UntrustedError(type(exc).__name__) from None
            self._keys = KeySet.import_key_set(keys)
            self._since = time.monotonic()
        return self._keys


_ENDS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
