"""What pydantic and the YAML reader find wrong, said in Chinese."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails
    from ruamel.yaml.error import MarkedYAMLError

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
    r"^\d{3}-\d{2}$": "单位代码加两位小组号，如 007-03",
    r"^[A-Z][A-Z0-9-]+$": "大写字母开头的编号，如 T0412",
    r"^[45]\d{2,6}$": "4 或 5 开头的收支科目代码",
    r"^[A-Z]{1,2}\d{2,3}$": "规则编号，如 R31",
    r"^[a-z][a-z0-9_]+$": "小写字母开头的参数名，如 cash_limit",
}


def explain(error: ErrorDetails) -> str:  # noqa: PLR0911 - a table of cases
    """Return one Chinese sentence: the field, what is wrong, what is allowed."""
    field = ".".join(str(part) for part in error["loc"]) or "（整体）"
    kind = error["type"]
    context = error.get("ctx", {})
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
    return f"{shown} 不对（{error['msg']}）"


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
}


def yaml_problem(error: MarkedYAMLError) -> str:
    """Return in Chinese what the YAML reader could not take."""
    said = str(error.problem or error.context or "")
    for english, chinese in _YAML.items():
        if english in said:
            return chinese
    return f"写法不对（{said}）"
