"""``serve --edit``: a file is tried on a copy, looked at, and written as by command."""

from __future__ import annotations

import re
import shutil
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from werkzeug.test import Client

from union_ledger.cli import serve
from union_ledger.cli.serve_edit import edit_door
from union_ledger.core.errors import InputError
from union_ledger.desk.intake import run
from union_ledger.reports.pages.edit.importing import MOST_BYTES

HUST = Path(__file__).parents[2] / "ledgers" / "hust"
HOST = "127.0.0.1:5000"
OURS = {"Origin": f"http://{HOST}", "Host": HOST}
FILE = "工行基本户_202412.xlsx"


@pytest.fixture
def december(tmp_path):
    """Return a copy of the reference year without December's bank entries."""

    def made(name):
        books = tmp_path / name
        shutil.copytree(HUST, books)
        for each in ("12-bank.beancount", "closing.beancount"):
            (books / "2024" / each).unlink()
        return books

    return made


@pytest.fixture
def desk(december):
    """Give a client of the door, and the folder of the books behind it."""
    books = december("books")
    with edit_door(books / "main.beancount", frozenset({HOST})) as door:
        client = Client(door)
        yield client, books


def texts(books):
    return {
        path.relative_to(books).as_posix(): path.read_bytes()
        for path in books.rglob("*.beancount")
    }


def opened(client):
    answer = client.get("/desk/", headers=OURS)
    assert answer.status_code == 200
    return re.search(r'name="token" value="([^"]+)"', answer.text)[1]


def sent(client, to, headers=OURS, **form):
    return client.post(f"/desk/{to}", data=form, headers=headers)


def mark_of(page):
    return re.search(r'name="mark" value="(\w+)"', page)[1]


def test_what_is_saved_is_what_the_command_writes(desk, december):
    """Preview writes nothing; saving writes the same bytes; again writes nothing."""
    client, books = desk
    before = texts(books)
    token = opened(client)
    page = sent(client, "preview", token=token, name=FILE).text
    assert "将要写入的文字" in page
    assert "<h3>2024/2024-12-icbc-" in page
    assert f"将写入 {books / '2024'}" in page
    assert texts(books) == before
    saved = sent(client, "save", token=token, name=FILE, mark=mark_of(page))
    assert saved.status_code == 200
    assert "已保存：写了 1 个文件" in saved.text
    other = december("other")
    (result,) = run([other / "exports" / FILE], other)
    assert not result.failed
    assert texts(books) == texts(other)
    after = texts(books)
    again = sent(client, "preview", token=token, name=FILE).text
    assert "没有要写的：账簿不用改。" in again
    assert 'name="mark"' not in again
    assert texts(books) == after


def test_a_file_that_is_sent_keeps_its_name(desk):
    client, books = desk
    token = opened(client)
    data = (books / "exports" / FILE).read_bytes()
    answer = client.post(
        "/desk/preview",
        data={"token": token, "file": (BytesIO(data), f"../../{FILE}")},
        headers=OURS,
    )
    assert f"<h1>{FILE}</h1>" in answer.text
    ticket = re.search(r'name="name" value="(![^"]+)"', answer.text)[1]
    saved = sent(client, "save", token=token, name=ticket, mark=mark_of(answer.text))
    assert "已保存" in saved.text
    assert not (books.parent / FILE).exists()


def test_books_that_changed_since_are_not_written(desk):
    """The mark is of the text that was looked at."""
    client, books = desk
    token = opened(client)
    page = sent(client, "preview", token=token, name=FILE).text
    run([books / "exports" / FILE], books)
    before = texts(books)
    answer = sent(client, "save", token=token, name=FILE, mark=mark_of(page))
    assert answer.status_code == 409
    assert "账簿或文件在预览以后变了，没有写入" in answer.text
    assert texts(books) == before


@pytest.mark.parametrize(
    "wrong",
    [
        {"headers": {"Host": HOST}},
        {"headers": OURS | {"Origin": "http://evil.example"}},
        {"headers": OURS | {"Origin": "null"}},
        {"headers": OURS | {"Host": "evil.example"}},
        {"token": ""},
        {"token": "x" * 32},
        {"cookie": False},
    ],
)
@pytest.mark.parametrize("to", ["preview", "save"])
def test_a_page_of_others_cannot_write(desk, wrong, to):
    """Without our origin, host, token and cookie, nothing is even tried."""
    client, books = desk
    before = texts(books)
    token = opened(client)
    mark = mark_of(sent(client, "preview", token=token, name=FILE).text)
    if wrong.get("cookie") is False:
        client = Client(client.application, use_cookies=False)
    form = {"token": wrong.get("token", token), "name": FILE, "mark": mark}
    answer = sent(client, to, wrong.get("headers", OURS), **form)
    assert answer.status_code in {400, 403}
    assert texts(books) == before


@pytest.mark.parametrize(
    "name", ["../main.beancount", "/etc/passwd", "nothing.xlsx", "!nothing", ""]
)
def test_only_files_that_are_listed_are_read(desk, name):
    client, _ = desk
    answer = sent(client, "preview", token=opened(client), name=name)
    assert answer.status_code == 404
    assert "没有选文件，或者文件已经不在了。" in answer.text


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("<script>probe()</script>.csv", b"a,b\n1,2\n"),
        ("空.xlsx", b""),
        ("坏.xlsx", b"PK\x03\x04" + b"\0" * 40),
    ],
)
def test_a_file_nobody_can_read_is_said_in_chinese(desk, name, data):
    client, books = desk
    before = texts(books)
    answer = client.post(
        "/desk/preview",
        data={"token": opened(client), "file": (BytesIO(data), name)},
        headers=OURS,
    )
    assert answer.status_code == 200
    assert "没有要写的" in answer.text
    assert "<script>" not in answer.text
    assert texts(books) == before


def test_a_file_too_large_is_refused(desk):
    client, _ = desk
    data = BytesIO(b"0" * (MOST_BYTES + 1))
    form = {"token": opened(client), "file": (data, "大.csv")}
    answer = client.post("/desk/preview", data=form, headers=OURS)
    assert (answer.status_code, "32 MB" in answer.text) == (413, True)


def test_fava_itself_stays_read_only(desk):
    """Its saves are not safe against a crash: none of its writes is let through."""
    client, books = desk
    before = texts(books)
    slug = client.get("/", headers=OURS).headers["Location"].split("/")[1]
    for method, path in (
        ("PUT", "api/source"),
        ("PUT", "api/add_entries"),
        ("PUT", "api/add_document"),
        ("PUT", "api/source_slice"),
        ("DELETE", "api/source_slice"),
        ("GET", "api/move"),
        ("GET", "import/"),
        ("POST", "journal/"),
    ):
        answer = client.open(f"/{slug}/{path}", method=method, headers=OURS)
        assert answer.status_code in {404, 405}, path
    assert texts(books) == before
    page = client.get(f"/{slug}/extension/UnionOverview/", headers=OURS)
    assert 'href="/desk/"' in page.text


def test_without_edit_there_is_no_desk(guarded):
    answer = guarded.client.get("/desk/", base_url=f"http://{HOST}")
    assert answer.status_code == 404


def test_with_users_there_is_none_either(books, tmp_path):
    users = tmp_path / "users.yaml"
    done = CliRunner().invoke(
        serve.command, [str(books), "--edit", "--users", str(users)]
    )
    assert isinstance(done.exception, InputError)
    assert "--edit 不能和 --users 同用" in str(done.exception)
