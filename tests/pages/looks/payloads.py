"""Texts that would run as script where a page forgot to escape them."""

from __future__ import annotations

_BARE = "probe()"
_TAGS = [
    "<script>{}</script>",
    "<SCRIPT>{}</SCRIPT>",
    "<script >{}</script >",
    "<script/x>{}</script>",
    "</script><script>{}</script>",
    "<script>{}//",
    "<script\n>{}</script>",
    "<img src=x onerror={}>",
    "<img src=x:x onerror='{}'>",
    '<img src="x" onerror="{}">',
    "<IMG SRC=x OnErRoR={}>",
    "<img/src=x/onerror={}>",
    "<img src=x onerror\n={}>",
    "<svg onload={}>",
    "<svg/onload={}>",
    "<svg><script>{}</script></svg>",
    "<svg><animate onbegin={} attributeName=x dur=1s>",
    "<svg><set onbegin={} attributeName=x>",
    "<body onload={}>",
    "<iframe srcdoc='<script>parent.{}</script>'></iframe>",
    "<iframe src='javascript:parent.{}'></iframe>",
    "<object data='javascript:{}'></object>",
    "<embed src='javascript:{}'>",
    "<details open ontoggle={}>x</details>",
    "<video><source onerror={}></video>",
    "<audio src=x onerror={}></audio>",
    "<input autofocus onfocus={}>",
    "<select autofocus onfocus={}></select>",
    "<textarea autofocus onfocus={}></textarea>",
    "<marquee onstart={}>x</marquee>",
    "<style>@import 'javascript:{}';</style>",
    "<style onload={}></style>",
    "<link rel=stylesheet href=x onerror={}>",
    "<meta http-equiv=refresh content='0;url=javascript:{}'>",
    "<base href='javascript:{}//'>",
    "<form><button formaction='javascript:{}' autofocus>x</button></form>",
    "<isindex type=image src=1 onerror={}>",
    "<math><mtext></mtext><script>{}</script></math>",
    "<template><script>{}</script></template><img src=x onerror={}>",
    "<noscript><p title='</noscript><img src=x onerror={}>'></noscript>",
]
_BREAKS = [
    "' onmouseover={} autofocus onfocus={} x='",
    "&quot; onfocus={} autofocus x=&quot;",
    "'><img src=x onerror={}>",
    "&quot;><img src=x onerror={}>",
    "--><img src=x onerror={}>",
    "*/ {} /*",
    "]]><img src=x onerror={}>",
    "</title><img src=x onerror={}>",
    "</textarea><img src=x onerror={}>",
    "</style><img src=x onerror={}>",
    "</option></select><img src=x onerror={}>",
    "</td></tr></table><img src=x onerror={}>",
    "';{};//",
    "${{{}}}",
    "{{{{ {} }}}}",
    "{{% if {} %}}x{{% endif %}}",
    "&lt;img src=x onerror={}&gt;",
    "&#60;img src=x onerror={}&#62;",
    "%3Cimg%20src=x%20onerror={}%3E",
    "javascript:{}",
    "data:text/html,<script>{}</script>",
    "＜img src=x onerror={}＞",
    "<a href='javascript:{}'>x</a>",
    "[x](javascript:{})",
    "![x](x' onerror='{})",
]
PAYLOADS = [text.replace("{}", _BARE) for text in _TAGS] + [
    text.format(_BARE, _BARE) for text in _BREAKS
]


def in_ledger(text):
    """Return the payload as it may stand in a string of the ledger, on one line."""
    return text.replace("\\", "").replace('"', "&quot;").replace("\n", " ")


def hostile_books():
    """Return ledger text that holds every payload wherever a person's text can be."""
    parts = ['option "operating_currency" "CNY"']
    for number, payload in enumerate(map(in_ledger, PAYLOADS), 100):
        day = f"2024-{number % 12 + 1:02d}-{number % 28 + 1:02d}"
        parts.append(_one(number, payload, day))
    parts.append('2024-01-01 custom "fava-option" "language" "zh"')
    parts.append('2024-01-01 custom "fava-extension" "union_ledger.reports.pages"')
    return "\n".join(parts) + "\n"


def _one(number, payload, day):
    return f"""
2020-01-01 custom "unit" "{number}" "{payload}"
  short: "{payload}"
2020-01-01 custom "project" "P2024-{number}" "{payload}"
  unit: "{number}"
2020-01-01 custom "asset" "FA-{number}" "{payload}"
  class: "通用设备"
  cost: 2000.00 CNY
  unit: "{number}"
  owner: "行政"
  place: "{payload}"
  serial: "{payload}"
  note: "{payload}"
{day} * "{payload}" "{payload}"
  id: "H{number}"
  unit: "{number}"
  fund: "10"
  project: "P2024-{number}"
  event: "{payload}"
  minutes: "{payload}"
  contract: "{payload}"
  Expenses:501-职工活动支出:50102-文体活动   {number}.00 CNY
    note: "{payload}"
  Assets:102-银行存款:01-基本户            -{number}.00 CNY
{day} note Assets:101-库存现金 "{payload}"
{day} query "{number} {payload}" "SELECT account, {number}"
{day} custom "answer" "R31-{number:08x}"
  owner: "{payload}"
  state: "核实"
  note: "{payload}"
"""
