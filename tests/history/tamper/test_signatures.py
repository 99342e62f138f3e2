"""Signatures of seals: two people with two keys, known from outside the books."""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import date

os.environ["BEANCOUNT_DISABLE_LOAD_CACHE"] = "1"

import pytest
from click.testing import CliRunner
from tests.history.tamper.base import seal_books
from tests.history.tamper.base import write_books
from tests.history.tamper.repository import commit
from tests.history.tamper.repository import git

from union_ledger.cli.close import command
from union_ledger.core.errors import InputError
from union_ledger.desk.seal_signing import sign_seal
from union_ledger.history.proof.verify import verify
from union_ledger.history.revisions.repository import Repository

pytestmark = pytest.mark.skipif(
    not shutil.which("ssh-keygen"), reason="needs ssh-keygen"
)
MARCH = date(2024, 3, 1)
DAY = date(2024, 5, 6)


@pytest.fixture(scope="session")
def keys(tmp_path_factory):
    """Keys of three people; the third is on nobody's list."""
    folder = tmp_path_factory.mktemp("keys")
    for name in ("T0001", "T0004", "stranger"):
        words = ("-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(folder / name))
        subprocess.run(["ssh-keygen", *words], check=True)
    return folder


@pytest.fixture
def books(tmp_path):
    """Closed books under git."""
    folder = write_books(tmp_path / "books")
    git(folder, "init", "-q", "-b", "main")
    seal_books(folder)
    return folder


def signers(keys, tmp_path, **whose):
    """Return a list of signers kept outside the books: whose key each is."""
    path = tmp_path / "allowed_signers"
    text = "".join(
        f'{person} namespaces="union-ledger-seal"{more} '
        f"{(keys / f'{name}.pub').read_text(encoding='utf-8')}"
        for person, (name, more) in whose.items()
    )
    path.write_text(text, encoding="utf-8")
    return path


def said(books, allowed):
    commit(books, "签名")
    repository = Repository(books)
    made = verify(repository, repository.commit_id("HEAD"), [], allowed, DAY)
    return made, [one.said for one in made.differences]


def sign_all(books, keys, **whose):
    for month in (1, 2, 3):
        for person, name in whose.items():
            sign_seal(books, date(2024, month, 1), person, keys / name)


def test_two_people_with_two_keys(books, keys, tmp_path):
    sign_all(books, keys, T0001="T0001", T0004="T0004")
    listed = signers(keys, tmp_path, T0001=("T0001", ""), T0004=("T0004", ""))
    made, found = said(books, listed)
    assert found == []
    assert {len(month.signatures) for month in made.months} == {2}
    assert not any("两个人" in text for text in made.open)


def test_one_key_for_two_people(books, keys, tmp_path):
    sign_all(books, keys, T0001="T0001", T0004="T0001")
    listed = signers(keys, tmp_path, T0001=("T0001", ""), T0004=("T0001", ""))
    _, found = said(books, listed)
    assert any("同一把密钥" in text for text in found)


def test_a_strangers_key(books, keys, tmp_path):
    sign_seal(books, MARCH, "T0004", keys / "stranger")
    listed = signers(keys, tmp_path, T0004=("T0004", ""))
    _, found = said(books, listed)
    assert any("T0004.sig" in text for text in found)


def test_signatures_that_change_places(books, keys, tmp_path):
    sign_all(books, keys, T0001="T0001", T0004="T0004")
    one = books / "seals" / "2024-03.json.T0001.sig"
    other = books / "seals" / "2024-03.json.T0004.sig"
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)
    listed = signers(keys, tmp_path, T0001=("T0001", ""), T0004=("T0004", ""))
    _, found = said(books, listed)
    assert len(found) == 2


def test_a_signature_of_another_month(books, keys, tmp_path):
    sign_seal(books, MARCH, "T0004", keys / "T0004")
    signature = (books / "seals" / "2024-03.json.T0004.sig").read_bytes()
    (books / "seals" / "2024-02.json.T0004.sig").write_bytes(signature)
    listed = signers(keys, tmp_path, T0004=("T0004", ""))
    made, found = said(books, listed)
    assert len(found) == 1
    assert made.differences[0].month == "2024-02"


def test_a_key_that_was_revoked(books, keys, tmp_path):
    sign_seal(books, MARCH, "T0004", keys / "T0004")
    listed = signers(keys, tmp_path, T0004=("T0004", ',valid-before="20200101"'))
    _, found = said(books, listed)
    assert any("现在有效的密钥" in text for text in found)


def test_a_key_for_another_purpose(books, keys, tmp_path):
    sign_seal(books, MARCH, "T0004", keys / "T0004")
    listed = signers(keys, tmp_path, T0004=("T0004", ""))
    text = listed.read_text(encoding="utf-8").replace("union-ledger-seal", "git")
    listed.write_text(text, encoding="utf-8")
    _, found = said(books, listed)
    assert found


def test_without_a_list_nothing_is_known_of_signatures(books, keys):
    sign_seal(books, MARCH, "T0004", keys / "T0004")
    made, found = said(books, None)
    assert found == []
    assert [one.fault for one in made.months[2].signatures] == ["没有给出签名人名单"]


def test_a_month_that_is_open_cannot_be_signed(books, keys):
    with pytest.raises(InputError, match="还没有封账"):
        sign_seal(books, date(2024, 4, 1), "T0004", keys / "T0004")


def test_nobody_signs_twice_or_unregistered(books, keys):
    sign_seal(books, MARCH, "T0004", keys / "T0004")
    with pytest.raises(InputError, match="已经"):
        sign_seal(books, MARCH, "T0004", keys / "T0004")
    with pytest.raises(InputError, match="没有登记"):
        sign_seal(books, MARCH, "T9999", keys / "T0004")


def test_what_is_no_key_is_refused(books, tmp_path):
    key = tmp_path / "key"
    key.write_text("nothing", encoding="utf-8")
    key.chmod(0o600)
    with pytest.raises(InputError, match="签名没有做成"):
        sign_seal(books, MARCH, "T0004", key)


def test_the_command_signs(books, keys):
    words = ["2024-03", str(books), "--sign", "--by", "T0004", "--key"]
    done = CliRunner().invoke(command, [*words, str(keys / "T0004")])
    assert done.exit_code == 0, done.output
    assert "2024-03.json.T0004.sig" in done.output
