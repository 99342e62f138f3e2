"""Play the story of docs/reviewing.md in a scratch repository and write it down.

Every command of the document is run as it stands there, and what it prints is what the
document shows. ``python scripts/reviewing_story.py`` writes the document anew; a test
plays it again and compares, ids and days of the clock aside.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DOCUMENT = ROOT / "docs" / "reviewing.md"
PEOPLE = {
    "T0001": "chair approver",
    "T0002": "reviewer",
    "T0004": "bookkeeper",
    "T0006": "handler",
    "T0010": "auditor",
}
_WHO = {"会计": "T0004", "复核": "T0002", "主席": "T0001", "经审会": "T0010"}


class Story:
    """The scratch folder, the people in it, and what was told so far."""

    def __init__(self, folder: Path) -> None:
        """Begin with an empty folder."""
        self.folder = folder
        self.told: list[str] = []
        home = str(folder / "home")
        self._env = {
            **os.environ,
            "HOME": home,
            "XDG_CACHE_HOME": f"{home}/cache",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "LC_ALL": "C.UTF-8",
        }

    def say(self, text: str) -> None:
        """Tell a paragraph or a heading."""
        self.told.append(f"{text}\n")

    def write(self, who: str, name: str, text: str) -> None:
        """Have somebody append text to a file of his copy, and show it."""
        path = self.folder / who / name
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_text(encoding="utf-8") if path.is_file() else ""
        gap = "\n" if before else ""
        path.write_text(f"{before}{gap}{text}", encoding="utf-8")
        self.told.append(f"`{name}`：\n\n```beancount\n{text}```\n")

    def replace(self, who: str, name: str, old: str, new: str) -> None:
        """Have somebody change text in his copy."""
        path = self.folder / who / name
        text = path.read_text(encoding="utf-8")
        if text.count(old) != 1:
            raise ValueError(f"{old!r} stands {text.count(old)} times in {name}")
        path.write_text(text.replace(old, new), encoding="utf-8")

    def run(self, who: str, command: str, given: str = "") -> None:
        """Run a command in somebody's copy and show it with what it printed."""
        code, printed = self._run(self.folder / who, command, given)
        shown = "\n".join(line.rstrip() for line in printed.rstrip("\n").split("\n"))
        typed = f"（输入：{'、'.join(given.split())}）\n\n" if given else ""
        ended = "" if code == 0 else f"\n\n退出码 {code}。"
        self.told.append(
            f"{typed}```console\n{who}$ {command}\n{shown}\n```{ended}\n"
            if shown
            else f"{typed}```console\n{who}$ {command}\n```{ended}\n"
        )

    def quietly(self, where: str, command: str) -> str:
        """Run a command that the document does not show; it must succeed."""
        code, printed = self._run(self.folder / where, command, "")
        if code:
            raise RuntimeError(f"{command}: {printed}")
        return printed

    def _run(self, folder: Path, command: str, given: str) -> tuple[int, str]:
        folder.mkdir(parents=True, exist_ok=True)
        done = subprocess.run(  # noqa: S603 - our own story
            ["bash", "-c", command],  # noqa: S607
            cwd=folder,
            env=self._env,
            input=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=300,
        )
        return done.returncode, done.stdout.replace(f"{self.folder}/", "")


def set_up(story: Story) -> None:
    """Make keys, the first version, the server with its gate, and three copies."""
    for person in PEOPLE:
        story.quietly("keys", f"ssh-keygen -q -t ed25519 -N '' -f {person} -C {person}")
    story.quietly(".", "union-ledger init first")
    first = story.folder / "first"
    lines = []
    for person, roles in PEOPLE.items():
        key = " ".join(
            (story.folder / "keys" / f"{person}.pub").read_text().split()[:2]
        )
        lines += [
            f"  - id: {person}",
            f"    email: {person.lower()}@union.invalid",
            f"    roles: {roles}",
            f"    keys: [{{key: {key}}}]",
        ]
    policy = first / "rules" / "review.yaml"
    text = policy.read_text(encoding="utf-8")
    people = "people:\n" + "\n".join(lines) + "\n"
    text = re.sub(r"^people:\n(?:[ #].*\n)*", people, text, flags=re.MULTILINE)
    text = text.replace("signatures: optional", "signatures: required")
    policy.write_text(text, encoding="utf-8")
    persons = "".join(
        f'\n2022-01-01 custom "person" "{person}"\n  unit: "000"\n  roles: "{roles}"\n'
        for person, roles in PEOPLE.items()
        if person != "T0001"
    )
    with (first / "registers" / "persons.beancount").open(
        "a", encoding="utf-8"
    ) as file:
        file.write(persons)
    (first / "2026").mkdir(exist_ok=True)
    (first / "2026" / "01.beancount").write_text(OPENING, encoding="utf-8")
    (first / "2026" / "quota.beancount").write_text(QUOTA, encoding="utf-8")
    story.quietly("first", "git init -q -b main && git add -A")
    who = "-c user.name=T0001 -c user.email=t0001@union.invalid"
    story.quietly("first", f"git {who} commit -q -m 第一版")
    story.quietly(".", "git clone -q --bare first server.git")
    hook = story.folder / "server.git" / "hooks" / "pre-receive"
    shutil.copyfile(first / "hooks" / "pre-receive", hook)
    hook.chmod(0o755)
    for who, person in _WHO.items():
        story.quietly(".", f"git clone -q server.git {who}")
        for setting in (
            f"user.name {person}",
            f"user.email {person.lower()}@union.invalid",
            "gpg.format ssh",
            f"user.signingkey {story.folder}/keys/{person}",
        ):
            story.quietly(who, f"git config {setting}")


OPENING = """;; 2026 年 1 月（示例，虚构）

2026-01-01 * "上年结转"
  id: "KAI-2026"
  voucher: "转-0001"
  Assets:101-库存现金                           5000.00 CNY
  Assets:102-银行存款:01-基本户:1-自有         95000.00 CNY
  Equity:322-工会资金结余:32205-累计结余     -100000.00 CNY
"""
QUOTA = """2026-01-02 * "预算批复"
  id: "Q-2026-1"
  quota: "approve"
  Equity:Q00-预算批复            -50000.00 QUOTA
  Equity:Q01-可用额度:000:10      50000.00 QUOTA
"""
SPENT = """2026-01-12 * "武汉示例体育用品店" "新年乒乓球赛器材"
  id: "V-2026-0001"
  voucher: "现付-0001"
  unit: "000"
  fund: "10"
  invoice: "26420000000000000001"
  attachments: 2
  handler: "T0006"
  reviewer: "T0002"
  approver: "T0001"
  bookkeeper: "T0004"
  submitted: 2026-01-12
  approved: 2026-01-12
  paid: 2026-01-12
  Expenses:501-职工活动支出:50102-文体活动    1860.00 CNY
  Assets:101-库存现金                        -1860.00 CNY
"""
LATE = """2026-01-20 * "武汉示例印刷店" "晚到的海报发票"
  id: "V-2026-0002"
  voucher: "银付-0002"
  unit: "000"
  fund: "10"
  invoice: "26420000000000000002"
  attachments: 1
  handler: "T0006"
  reviewer: "T0002"
  approver: "T0001"
  bookkeeper: "T0004"
  submitted: 2026-01-20
  approved: 2026-01-20
  paid: 2026-01-20
  Expenses:501-职工活动支出:50102-文体活动     240.00 CNY
  Assets:102-银行存款:01-基本户:1-自有        -240.00 CNY
"""


def play(folder: Path) -> str:
    """Play the whole story in an empty folder; return the document."""
    story = Story(folder)
    set_up(story)
    story.say(
        "# 一处改动从记账到封账\n\n"
        "这一页是真实运行的记录：一个临时的仓库，四个人各有一份副本，服务器上装着"
        "守门的钩子。人员、公司、金额都是虚构的。`make docs` 会重新走一遍并重写"
        "本页；测试也会走一遍来核对。\n\n"
        "- 会计 T0004 记账、提交、封账；\n"
        "- 复核 T0002 看改动、退回或批准；\n"
        "- 主席 T0001 批准带着没有做到的项目封账；\n"
        "- 经审会 T0010 批准封账，留存封印，自己验证。\n\n"
        "复核办法在 `rules/review.yaml`：人人有自己的签名密钥，没有签名的不算数。"
        "设置见 [账簿仓库](账簿仓库.md)、[复核办法](复核办法.md)。"
    )
    story.say("## 一、会计记一笔支出，提交复核")
    story.write("会计", "2026/01.beancount", SPENT)
    story.run("会计", 'union-ledger submit . -m "一月乒乓球赛器材" --yes')
    story.say("## 二、复核的人看出问题，退回")
    story.say(
        "一千元以上不能付现金。复核单把新出现的违规、钱和额度的变动放在一起；"
        "还不合规定的改动，批准不了。"
    )
    story.run("复核", "union-ledger approve", "退回\n超过一千元，应当转账支付\n")
    story.say("## 三、会计改正，再提交")
    story.say("凭证改为银行付款（`现付-0001` 改成 `银付-0001`，库存现金改成基本户）。")
    story.run("会计", "union-ledger submit . --update")
    story.replace("会计", "2026/01.beancount", "现付-0001", "银付-0001")
    story.replace(
        "会计",
        "2026/01.beancount",
        "Assets:101-库存现金                        -1860.00 CNY",
        "Assets:102-银行存款:01-基本户:1-自有       -1860.00 CNY",
    )
    story.run("会计", 'union-ledger submit . -m "器材改为转账支付" --yes')
    story.say("## 四、复核的人批准，并入账簿")
    story.run("复核", "union-ledger approve", "同意\n")
    story.say("## 五、一月封账")
    story.run("会计", "union-ledger submit . --update")
    story.say(
        "对账单还没有导入，银行一项由主席同意后带着封账，原因和批准人写进封账行。"
        "写的批准人要自己批准才算：主席先批准，经审会再批准、合并。"
    )
    accepted = '--accept bank --reason "对账单二月初才到" --approver T0001 --by T0004'
    story.run("会计", f"union-ledger close 2026-01 . {accepted} -o ../封账单.html")
    story.run("会计", 'union-ledger submit . -m "一月封账" --yes')
    story.run("主席", "union-ledger approve -o ../复核单.html", "同意\n")
    story.run("经审会", "union-ledger approve", "同意\n")
    story.say(
        "封账单打印一页，签字后与经审会的会议记录一起保存：上面的封印是仓库以外的凭据。"
    )
    story.say("## 六、晚到的发票")
    story.quietly("会计", "union-ledger submit . --update")
    story.say("会计把一张一月的发票补记进一月。检查马上指出一月已经封账：")
    story.write("会计", "2026/01.beancount", LATE)
    story.run("会计", "union-ledger check . | grep 封账")
    story.say("他没有理会，照样提交。复核单和守门的都不放行：")
    story.run("会计", 'union-ledger submit . -m "补记一月的海报" --yes')
    story.run(
        "复核", "union-ledger approve --reject 一月已经封账，请记在二月 | tail -n 40"
    )
    story.say("就是绕过复核、自己合并再推送，服务器也不收，冒写的批准更没有用：")
    story.quietly("会计", "git switch -q main")
    story.quietly(
        "会计",
        "git merge -q --no-ff --no-gpg-sign $(git for-each-ref --no-merged=main"
        " --format='%(refname:short)' refs/heads/submit) -m 合并"
        " -m 'Approved-by: T0001 <t0001@union.invalid>'",
    )
    story.run("会计", "git push origin main 2>&1 | grep 〔")
    story.quietly("会计", "git reset -q --hard origin/main")
    story.say("## 七、更正记在二月")
    story.write("会计", "2026/02.beancount", late_in_february())
    story.run("会计", 'union-ledger submit . -m "二月入账：一月的海报发票" --yes')
    story.run("复核", "union-ledger approve", "同意\n")
    story.say("## 八、经审会自己验证")
    story.say(
        "经审会用自己的程序、自己的副本和手里封账单上的封印验证，不相信服务器，也不相信会计。"
    )
    story.quietly("经审会", "git pull -q --ff-only")
    head = story.quietly("经审会", "union-ledger close --list .").split("　")[2]
    story.run("经审会", f"union-ledger verify . --head {head.replace(' ', '').strip()}")
    return "\n".join(story.told)


def late_in_february() -> str:
    """Return the late invoice as an entry of February, numbered anew."""
    text = LATE.replace("2026-01-20", "2026-02-06").replace("银付-0002", "银付-0001")
    return text.replace("晚到的海报发票", "一月海报（发票晚到，一月已封账）")


def masked(text: str) -> str:
    """Return the document without what differs from one run to the next."""
    text = re.sub(r"\b[0-9a-f]{4}(?: [0-9a-f]{4}){15}\b", "封印", text)
    text = re.sub(r"\b[0-9a-f]{8,64}\b", "0000000000", text)
    return re.sub(r"submit/\d{8}-", "submit/00000000-", text)


def main() -> None:
    """Write the document anew."""
    with tempfile.TemporaryDirectory() as name:
        DOCUMENT.write_text(play(Path(name)), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
