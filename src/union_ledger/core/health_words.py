"""A named person's health in text（疑似健康信息）: a sick word beside a person's name.

医疗健康信息 is 敏感个人信息 (个人信息保护法 A28). Only what is sure enough is told: a
surname, a given name and what follows persons, in one sentence with the word.
"""

from __future__ import annotations

import re

_SICK = re.compile(
    "癌|肿瘤|白血病|尿毒症|透析|化疗|放疗|艾滋|乙肝|肝硬化|肺结核|抑郁症|精神分裂|"
    "精神病|心脏病|脑梗|脑溢血|中风|糖尿病|瘫痪|骨折|截肢|流产|不孕|残疾|病危|确诊"
)
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡"
    "余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯"
    "龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
# A name begins a text or stands behind what is done for people.
_PERSON = re.compile(
    "(?:^|[^\u4e00-\u9fff]|慰问|看望|探望|补助|救助|帮扶|职工|会员|教师|员工)"
    f"(?!高血|白血)[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}?"
    "(?:同志|老师|教授|师傅|女士|先生|同学|家属|之妻|之夫|之子|之女|本人|因|患|，|,|（|\\()"
)
_SENTENCE = re.compile(r"[。；;\n]")


def health_of_a_person(text: str) -> bool:
    """Tell whether a sentence names a person and what they suffer from."""
    return _SICK.search(text) is not None and any(
        _SICK.search(part) and _PERSON.search(part) for part in _SENTENCE.split(text)
    )
