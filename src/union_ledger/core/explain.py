"""What pydantic, the YAML reader and the system find wrong, said in Chinese."""

from __future__ import annotations

import errno
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails
    from yaml import YAMLError

_TYPES = {
    "string_type": "应是文字",
    "int_type": "应是整数",
    "int_parsing": "应是整数",
    "int_from_float": "应是整数",
    "decimal_type": "应是数字",
    "decimal_parsing": "应是数字",
    "bool_type": "应是 TRUE 或 FALSE",
    "bool_parsing": "应是 TRUE 或 FALSE",
    "date_type": "应是日期（年-月-日）",
    "date_parsing": "应是日期（年-月-日）",
    "date_from_datetime_parsing": "应是日期（年-月-日）",
    "date_from_datetime_inexact": "应是日期（年-月-日）",
    "list_type": "应是列表",
    "tuple_type": "应是列表",
    "dict_type": "应是键值结构",
    "model_type": "应是键值结构",
    "missing": "缺少",
    "extra_forbidden": "不认识这个字段",
}


_PATTERNS = {
    r"^\d{2}$": "两位数字",
    r"^\d{3}$": "三位数字",
    r"^\d{4}$": "四位年份",
    r"^\d{4}-(0[1-9]|1[0-2])$": "年-月，如 2024-03",
    r"^\d{3}-\d{2}$": "单位代码加两位小组号，如 007-03",
    r"^[A-Z][A-Z0-9-]+$": "大写字母开头的编号，如 T0412",
    r"^Assets:.+$": "资产科目的全名，如 Assets:102-银行存款:01-基本户",
    r"^[0-9A-Z-]{1,4}$": "账号的末四位",
    r"^[45]\d{2,6}$": "4 或 5 开头的收支科目代码",
    r"^[A-Z]{1,2}\d{2,3}$": "规则编号，如 R31",
    r"^[a-z][a-z0-9_]+$": "小写字母开头的参数名，如 cash_limit",
}


def explain(error: ErrorDetails) -> str:  # noqa: PLR0911 - a table of cases
    """Return one Chinese sentence: the field, what is wrong, what is allowed."""
    field = ".".join(str(part) for part in error["loc"]) or "（整体）"
    kind = error["type"]
    context = error.get("ctx", {})
    if kind == "value_error" and not error["loc"]:
        return str(context.get("error"))
    if kind == "missing":
        return f"缺少字段 {field}"
    if kind == "extra_forbidden":
        return f"不认识字段 {field}"
    shown = f"字段 {field} 的值 {error['input']!s}"
    if kind in _TYPES:
        return f"{shown} 不对：{_TYPES[kind]}"
    if kind in {"literal_error", "enum"}:
        allowed = str(context.get("expected", "")).replace(" or ", "、")
        return f"{shown} 不对：只能是 {allowed.replace(', ', '、')}"
    if kind == "string_pattern_mismatch":
        pattern = str(context.get("pattern"))
        return f"{shown} 不对：应是{_PATTERNS.get(pattern, f'这种写法 {pattern}')}"
    if kind == "value_error":
        return f"{shown} 不对：{context.get('error')}"
    if kind.startswith(("greater_than", "less_than")):
        bound = next(iter(context.values()), "")
        word = "大于" if kind.startswith("greater") else "小于"
        or_equal = "或等于" if kind.endswith("equal") else ""
        return f"{shown} 不对：应{word}{or_equal} {bound}"
    return f"{shown} 不对"


_YAML = {
    "found duplicate key": "同一个键写了两次",
    "'\\t'": "用了制表符（Tab），缩进只能用空格",
    "expected ',' or ']'": "方括号没有配对",
    "expected ',' or '}'": "花括号没有配对",
    "mapping values are not allowed": "这里不该有冒号；文字里有冒号时请加引号",
    "could not find expected ':'": "这一行缺少冒号",
    "expected <block end>": "缩进没有对齐",
    "unexpected end of stream": "引号没有配对",
    "found unknown escape": "引号里的反斜杠写法不对",
    "found undefined alias": "用了没有定义的引用（*）",
    "unhashable key": "冒号前面的键应是文字，不能是列表或花括号",
    "cannot start any token": "文字不能以这个符号开头，请加引号",
    "expected alphabetic or numeric character": "文字以 * 或 & 开头时请加引号",
    "expected the node content": "这里缺少值，或多了一个符号",
    "expected a single document": "一个文件里只能有一份内容，中间不能有 ---",
    "document separator": "一个文件里只能有一份内容，中间不能有 ---",
    "tag": "用了不认识的标记（!），文字以 ! 开头时请加引号",
    "special characters are not allowed": "有看不见的控制字符，请删去",
    "block scalar": "多行文字（| 或 >）的写法不对",
}


def yaml_problem(error: YAMLError) -> str:
    """Return in Chinese what the YAML reader could not take."""
    parts = (getattr(error, name, None) for name in ("problem", "reason", "context"))
    said = " ".join(str(part) for part in parts if part)
    for english, chinese in _YAML.items():
        if english in said:
            return chinese
    return "这一行或前一行的写法不对，请核对缩进、冒号和引号"


_ERRNO = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EISDIR: "是目录，不是文件",
    errno.ENOTDIR: "路径中间有一段不是目录",
    errno.ENOENT: "找不到文件",
    errno.EEXIST: "已经有同名的文件",
    errno.ENAMETOOLONG: "文件名太长",
    errno.ENOSPC: "磁盘满了",
    errno.EROFS: "磁盘只能读，不能写",
    errno.EBUSY: "文件正被别的程序使用",
    errno.EMFILE: "打开的文件太多",
    errno.ELOOP: "链接绕成了圈",
    errno.EIO: "磁盘读写出错",
}


def os_problem(error: OSError) -> str:
    """Return in Chinese why the system refused a file."""
    number = error.errno or 0
    return _ERRNO.get(number, f"系统错误 {number}" if number else "系统错误")


_ZIP = (
    (r"not a zip file", "不是完整的压缩包"),
    (r"Bad CRC-32 for file '(.+)'", r"部件 \1 的校验码不符"),
    (r"[Tt]runcated|EOF|incomplete", "内容不全"),
    (r"compression", "用了不支持的压缩方式"),
    (r"zip64|central directory|header|magic", "压缩包的目录损坏"),
)


def zip_problem(error: Exception) -> str:
    """Return in Chinese what is wrong with a zip archive."""
    for pattern, said in _ZIP:
        found = re.search(pattern, str(error))
        if found:
            return found.expand(said)
    return "内容不全" if isinstance(error, EOFError) else "解压出错"
