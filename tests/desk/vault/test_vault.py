"""The vault: whom it opens for, what is refused, and what is gone for good."""

from __future__ import annotations

import json
import stat
import subprocess
from dataclasses import replace
from random import Random

import pytest
from tests.desk.vault.conftest import people

from union_ledger.core.errors import InputError
from union_ledger.desk.age import decrypted
from union_ledger.desk.unfinished import FOLDER
from union_ledger.desk.vault import Vault
from union_ledger.desk.vault import make_vault
from union_ledger.desk.vault_evidence import Sealed
from union_ledger.desk.vault_evidence import read_evidence
from union_ledger.desk.vault_evidence import seal_evidence
from union_ledger.desk.vault_keys import read_key
from union_ledger.desk.vault_keys import write_key
from union_ledger.desk.vault_people import erase
from union_ledger.desk.vault_people import person_file
from union_ledger.desk.vault_people import shown
from union_ledger.desk.vault_people import take_in

FLIPS = 600


def files(vault):
    return {path: path.read_bytes() for path in vault.folder.rglob("*.age")}


def test_both_recipients_open_it_and_a_third_does_not(vault, keys, three):
    officer, auditor, stranger = keys[0]
    for key in (officer, auditor):
        assert shown(vault, three[0], key, "T0001", "复核") == people(3)[0]
    with pytest.raises(InputError, match="这把私钥不是它的"):
        shown(vault, three[0], stranger, "T0001", "复核")
    for data in files(vault).values():
        with pytest.raises(InputError):
            decrypted(data, stranger)


def test_a_persons_file_opens_with_his_own_key_only(vault, keys, three):
    ring = vault.keyring(keys[0][0])
    data = person_file(vault, three[0]).read_bytes()
    for key in (*keys[0], ring.people[three[1]], ring.people[three[2]]):
        with pytest.raises(InputError, match="打不开"):
            decrypted(data, key)
    assert json.loads(decrypted(data, ring.people[three[0]]))["name"] == "对象0"


def test_a_flipped_bit_is_refused_wherever_it_is(vault, keys, three):
    """In keyring and persons' files; nothing comes out half."""
    random = Random(11)
    ring = vault.keyring(keys[0][0])
    own = {person_file(vault, person): ring.people[person] for person in three}
    held = files(vault)
    opened = 0
    for _ in range(FLIPS):
        path, data = random.choice(sorted(held.items()))
        place = random.randrange(len(data) * 8)
        flipped = bytearray(data)
        flipped[place // 8] ^= 1 << place % 8
        try:
            decrypted(bytes(flipped), own.get(path, keys[0][0]))
        except InputError:
            continue
        opened += 1
    assert opened == 0
    # The control: what was not flipped opens.
    assert all(
        decrypted(data, own.get(path, keys[0][0])) for path, data in held.items()
    )


def test_an_erased_person_is_unreadable_and_nobody_else(vault, keys, tmp_path):
    """The files and their hashes stay: the seals of the ledger still hold."""
    many = people(30)
    names = [each.person for each in take_in(vault, many, keys[0][0], "T0412")]
    paper = tmp_path / "证明.pdf"
    paper.write_bytes(b"%PDF 1")
    sealed = [
        seal_evidence(vault, paper, name, keys[0][0], "T0412") for name in names[:12]
    ]
    before = {p: d for p, d in files(vault).items() if p.name != "keyring.age"}
    for name in names[:10]:
        (gone,) = erase(vault, name, keys[0][1], "T0001", "期限已满")
        assert gone == sealed[names.index(name)].sha256
    after = {p: d for p, d in files(vault).items() if p.name != "keyring.age"}
    assert after == before
    assert not (vault.folder / FOLDER).exists()  # nor the old keyring
    assert all(Sealed.of(each.path(vault).read_bytes()) == each for each in sealed)
    ring = vault.keyring(keys[0][0])
    left = [*keys[0], *ring.people.values(), *_all_keys(vault, keys)]
    for name, each in zip(names[:10], sealed, strict=False):
        for path in (person_file(vault, name), each.path(vault)):
            for key in left:
                with pytest.raises(InputError, match="打不开"):
                    decrypted(path.read_bytes(), key)
        with pytest.raises(InputError, match="已经销毁"):
            shown(vault, name, keys[0][0], "T0001", "复核")
    for name, person in zip(names[10:], many[10:], strict=True):
        assert shown(vault, name, keys[0][0], "T0001", "复核") == person
    said = (keys[0][0], "T0001", "复核")
    assert read_evidence(vault, sealed[10].sha256, names[10], *said) == b"%PDF 1"


def _all_keys(vault, keys):
    """Return every key that is left anywhere in the vault, in the open or not."""
    text = vault.keyring(keys[0][0]).text().decode()
    text += "".join(
        p.read_text("utf-8", "ignore") for p in vault.folder.rglob("*.json*")
    )
    return {word for word in text.split('"') if word.startswith("AGE-SECRET-KEY-1")}


def test_erasing_works_where_the_file_is_damaged(vault, keys, three):
    person_file(vault, three[0]).write_bytes(b"x")
    erase(vault, three[0], keys[0][0], "T0001", "期满")
    assert vault.log.erased() == {three[0]}


def test_who_comes_again_has_his_old_pseudonym_and_a_new_key(vault, keys, three):
    key = vault.keyring(keys[0][0]).people[three[0]]
    erase(vault, three[0], keys[0][0], "T0001", "期满")
    (again,) = take_in(vault, people(1), keys[0][0], "T0412")
    assert again.person == three[0]
    assert vault.keyring(keys[0][0]).people[three[0]] != key
    assert vault.log.erased() == set()


def test_the_same_person_twice_is_one(vault, keys, three):
    first = people(1)[0]
    spaced = f" {first.number[:6]} {first.number[6:14]}　{first.number[14:].lower()}"
    same, changed = take_in(
        vault,
        [replace(first, number=spaced), replace(first, reason="又一个原因")],
        keys[0][0],
        "T0412",
    )
    assert (same.person, same.what) == (three[0], "")
    assert (changed.person, changed.what) == (three[0], "更改")
    assert len(list((vault.folder / "people").iterdir())) == 3


def test_an_id_number_is_one_persons(vault, keys, three):
    other = replace(people(1)[0], name="别人")
    before = files(vault)
    with pytest.raises(InputError, match="登记的是另一个姓名"):
        take_in(vault, [people(4)[3], other], keys[0][0], "T0412")
    assert files(vault) == before  # all or none
    take_in(vault, [other], keys[0][0], "T0412", may_rename=True)
    assert shown(vault, three[0], keys[0][0], "T0001", "复核").name == "别人"


def test_a_wrong_id_number_is_refused_without_repeating_it(vault, keys):
    number = people(1)[0].number
    wrong = number[:-1] + ("0" if number[-1] != "0" else "1")
    with pytest.raises(InputError, match="校验码不对") as caught:
        take_in(vault, [replace(people(1)[0], number=wrong)], keys[0][0], "T0412")
    assert wrong not in str(caught.value)
    assert not (vault.folder / "people").exists()


def test_the_log_says_who_looked_and_no_name(vault, keys, three):
    shown(vault, three[0], keys[0][1], "T0001", "群众来信 复核")
    text = (vault.folder / "台账.jsonl").read_text("utf-8")
    last = json.loads(text.splitlines()[-1])
    assert (last["what"], last["person"], last["by"]) == ("查看", three[0], "T0001")
    assert last["reason"] == "群众来信 复核"
    assert "对象" not in text
    assert people(1)[0].number not in text
    for reason in ("对象0的情况", f"证件 {people(1)[0].number}", "电话 13912345678"):
        with pytest.raises(InputError, match="原因里有姓名"):
            shown(vault, three[0], keys[0][1], "T0001", reason)
    with pytest.raises(InputError, match="要写 --by"):
        shown(vault, three[0], keys[0][1], "T0001", " ")


@pytest.mark.parametrize(
    "damage",
    [
        lambda lines: lines[1:],
        lambda lines: [lines[0], *lines[2:]],
        lambda lines: [lines[0].replace("T0412", "T0413"), *lines[1:]],
        lambda lines: [lines[1], lines[0], *lines[2:]],
        lambda lines: [*lines[:-1], lines[-1].rstrip("\n")],
        lambda lines: [*lines[:-1], "x\n"],
    ],
)
def test_a_changed_log_is_found(vault, three, damage):
    path = vault.folder / "台账.jsonl"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(damage(lines)), encoding="utf-8")
    with pytest.raises(InputError, match="台账被改动过"):
        vault.log.read()
    assert len(three) == 3


def test_everything_is_for_its_owner_only(vault, keys, three, tmp_path):
    paper = tmp_path / "证明.pdf"
    paper.write_bytes(b"%PDF 1")
    seal_evidence(vault, paper, three[0], keys[0][0], "T0412")
    modes = {
        path.name: stat.S_IMODE(path.stat().st_mode)
        for path in vault.folder.rglob("*")
        if path.is_file()
    }
    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE(vault.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "专干.key").stat().st_mode) == 0o600


def test_no_name_stands_in_the_open(vault, three):
    held = b"".join(p.read_bytes() for p in vault.folder.rglob("*") if p.is_file())
    for person in people(3):
        assert person.name.encode() not in held
        assert person.number.encode() not in held
    assert len(three) == 3


def test_a_key_others_may_read_is_refused(tmp_path):
    path = tmp_path / "a.key"
    write_key(path)
    path.chmod(0o640)
    with pytest.raises(InputError, match=r"别人也能读.*chmod 600"):
        read_key(path)
    with pytest.raises(InputError, match="已经有同名的文件"):
        write_key(path)


@pytest.mark.parametrize("text", ["", "# 公钥 age1x\n", "x\n"])
def test_a_file_without_a_key_is_refused(tmp_path, text):
    path = tmp_path / "a.key"
    path.touch(0o600)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="找到 0 把"):
        read_key(path)


def test_nothing_of_it_goes_into_a_repository(tmp_path, keys):
    for options, name in (((), "work"), (("--bare",), "bare.git")):
        repository = tmp_path / name
        subprocess.run(["git", "init", "-q", *options, repository], check=True)
        inside = repository / "deep" / "vault"
        with pytest.raises(InputError, match="保险柜不能放在 git 仓库里"):
            make_vault(inside, keys[1][:2])
        assert not inside.exists()
        with pytest.raises(InputError, match="私钥不能放在 git 仓库里"):
            write_key(repository / "a.key")
        (repository / "b.key").write_bytes((tmp_path / "专干.key").read_bytes())
        with pytest.raises(InputError, match="私钥不能放在 git 仓库里"):
            read_key(repository / "b.key")


def test_a_repository_made_around_it_later_is_refused(vault, tmp_path):
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    with pytest.raises(InputError, match="保险柜不能放在 git 仓库里"):
        Vault(vault.folder)


@pytest.mark.parametrize("which", [[0], [0, 0]])
def test_one_recipient_is_too_few(tmp_path, keys, which):
    with pytest.raises(InputError, match="至少要有两把不同的公钥"):
        make_vault(tmp_path / "新", [keys[1][n] for n in which])


def test_a_wrong_recipient_or_a_used_folder_is_refused(tmp_path, keys):
    with pytest.raises(InputError, match="不是 age 公钥"):
        make_vault(tmp_path / "新", [keys[1][0], "age1abc"])
    (tmp_path / "旧").mkdir()
    (tmp_path / "旧" / "x").touch()
    with pytest.raises(InputError, match="已有东西"):
        make_vault(tmp_path / "旧", keys[1][:2])


def test_handing_over_shuts_the_old_key_out(vault, keys, three):
    officer, auditor, successor = keys[0]
    vault.hand_over(auditor, [keys[1][2], keys[1][1]], "T0001")
    again = Vault(vault.folder)
    assert shown(again, three[1], successor, "T0555", "接手") == people(3)[1]
    assert shown(again, three[1], auditor, "T0001", "复核") == people(3)[1]
    with pytest.raises(InputError, match="这把私钥不是它的"):
        again.keyring(officer)


def test_evidence_is_its_persons_and_is_not_swapped(vault, keys, three, tmp_path):
    paper = tmp_path / "证明.pdf"
    paper.write_bytes(b"%PDF 1")
    sealed = seal_evidence(vault, paper, three[0], keys[0][0], "T0412")
    said = (keys[0][0], "T0001", "复核")
    with pytest.raises(InputError, match="名下没有证据"):
        read_evidence(vault, sealed.sha256, three[1], *said)
    path = sealed.path(vault)
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(InputError, match="被改动过"):
        read_evidence(vault, sealed.sha256, three[0], *said)
