"""导入: choose or send a file, look at what it would write, save it.

Three addresses below ``/desk/``. What changes the books is a POST that carries the
token of this run in a cookie and in the form, from a page of our own.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from hmac import compare_digest
from typing import TYPE_CHECKING
from typing import Any

from flask import Flask
from flask import Response
from flask import request
from jinja2 import Environment
from jinja2 import PackageLoader
from markupsafe import Markup
from werkzeug.exceptions import HTTPException
from werkzeug.exceptions import RequestEntityTooLarge

from union_ledger.core.errors import InputError
from union_ledger.reports.formats.as_html import stylesheet
from union_ledger.reports.pages.door import refusal

if TYPE_CHECKING:
    from pathlib import Path

    from union_ledger.reports.pages.edit.shown import ImportDesk
    from union_ledger.reports.pages.edit.shown import Shown
    from union_ledger.reports.pages.edit.uploads import Uploads

ROOT = "/desk/"
MOST_BYTES = 32 * 1024 * 1024
COOKIE = "ul_desk"
_SHOWN_ROWS = 2000
_CHANGED = "账簿或文件在预览以后变了，没有写入。下面是新的预览，请重新核对。"


@dataclass(slots=True)
class ImportPages:
    """The pages of one run of the server; ``entity`` is whose books they are."""

    desk: ImportDesk
    uploads: Uploads
    entity: str
    hosts: frozenset[str]
    home: str

    def app(self) -> Flask:
        """Return the application below ``ROOT``."""
        token = secrets.token_urlsafe(24)
        app = Flask(__name__, static_folder=None)
        app.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
        app.before_request(lambda: self._guard(token))
        app.add_url_rule(ROOT, "list", lambda: self._list(token))
        app.add_url_rule(
            f"{ROOT}preview", "preview", lambda: self._preview(token), methods=["POST"]
        )
        app.add_url_rule(
            f"{ROOT}save", "save", lambda: self._save(token), methods=["POST"]
        )
        app.register_error_handler(HTTPException, _refused)
        return app

    def _guard(self, token: str) -> Any:  # noqa: ANN401 - Flask's own answer
        """Let no page of others write: token, cookie and origin must all be ours."""
        if request.method != "POST":
            return None
        ours = {f"http://{host}" for host in self.hosts}
        if request.headers.get("Origin", "") not in ours:
            return refusal(403, "只接受本页提交的表单。")
        sent, held = request.form.get("token", ""), request.cookies.get(COOKIE, "")
        if not (_same(sent, token) and _same(held, token)):
            return refusal(403, "页面已经过期，请回到导入页，重新选文件。")
        return None

    def _list(self, token: str, wrong: str = "", status: int = 200) -> Response:
        page = self._page("list.html", token, wrong=wrong, files=self.desk.waiting())
        answer = Response(page, status)
        answer.set_cookie(COOKIE, token, path=ROOT, httponly=True, samesite="Strict")
        return answer

    def _preview(self, token: str) -> Response:
        ticket = request.form.get("name", "")
        sent = request.files.get("file")
        if sent is not None and sent.filename:
            ticket = f"!{self.uploads.keep(sent.filename, sent.read())}"
        file = self._file(ticket)
        if file is None:
            return self._list(token, "没有选文件，或者文件已经不在了。", 404)
        try:
            shown = self.desk.preview(file)
        except InputError as exc:
            return self._list(token, str(exc), 400)
        return self._shown(token, ticket, shown)

    def _save(self, token: str) -> Response:
        ticket = request.form.get("name", "")
        file = self._file(ticket)
        if file is None:
            return self._list(token, "文件已经不在了，请重新选。", 404)
        try:
            now = self.desk.preview(file)
            if not _same(now.mark, request.form.get("mark", "")):
                return self._shown(token, ticket, now, wrong=_CHANGED, status=409)
            done = self.desk.save(file)
        except InputError as exc:
            return self._list(token, str(exc), 400)
        return self._shown(token, ticket, done, saved=now)

    def _file(self, ticket: str) -> Path | None:
        if ticket.startswith("!"):
            return self.uploads.file(ticket[1:])
        return self.desk.place(ticket)

    def _shown(  # noqa: PLR0913 - what the template shows, by name
        self,
        token: str,
        ticket: str,
        shown: Shown,
        *,
        saved: Shown | None = None,
        wrong: str = "",
        status: int = 200,
    ) -> Response:
        page = self._page(
            "shown.html",
            token,
            ticket=ticket,
            shown=shown,
            changes=(saved or shown).changes,
            saved=saved is not None,
            wrong=wrong,
            rows=shown.rows[:_SHOWN_ROWS],
            rest=max(0, len(shown.rows) - _SHOWN_ROWS),
        )
        return Response(page, status)

    def _page(self, template: str, token: str, **values: Any) -> str:  # noqa: ANN401
        return (
            _templates()
            .get_template(template)
            .render(
                root=ROOT,
                home=self.home,
                entity=self.entity,
                token=token,
                css=Markup(stylesheet()),  # noqa: S704 - a file of ours
                **values,
            )
        )


def _same(one: str, other: str) -> bool:
    return compare_digest(one.encode(), other.encode())


def _refused(error: HTTPException) -> Any:  # noqa: ANN401 - Flask's own answer
    if isinstance(error, RequestEntityTooLarge):
        most = MOST_BYTES // 1024 // 1024
        return refusal(413, f"文件超过 {most} MB，没有收。请分段导出后再导入。")
    return refusal(error.code or 400, "没有这个页面。")


def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("union_ledger.reports.pages.edit"), autoescape=True
    )
