"""What libraries and the system say in English is said in Chinese."""

from __future__ import annotations

import errno
import re
import zipfile

import pytest

from union_ledger.core.container import read_bytes
from union_ledger.core.errors import InputError
from union_ledger.core.explain import os_problem
from union_ledger.core.explain import zip_problem


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (zipfile.BadZipFile("File is not a zip file"), "不是完整的压缩包"),
        (
            zipfile.BadZipFile("Bad CRC-32 for file 'xl/a.xml'"),
            "部件 xl/a.xml 的校验码不符",
        ),
        (zipfile.BadZipFile("Truncated file header"), "内容不全"),
        (zipfile.BadZipFile("Bad magic number for file header"), "压缩包的目录损坏"),
        (
            NotImplementedError("That compression method is not supported"),
            "用了不支持的压缩方式",
        ),
        (EOFError(), "内容不全"),
        (zipfile.BadZipFile("something new"), "解压出错"),
    ],
)
def test_what_is_wrong_with_an_archive(error, said):
    """The same words whatever the zip reader calls it."""
    assert zip_problem(error) == said


def test_what_the_system_refuses():
    """By the number of the error; one nobody foresaw keeps its number."""
    assert os_problem(PermissionError(errno.EACCES, "Permission denied")) == "没有权限"
    assert os_problem(OSError(errno.EXDEV, "Invalid cross-device link")) == (
        f"系统错误 {errno.EXDEV}"
    )
    assert os_problem(OSError("no number")) == "系统错误"


def test_a_name_too_long_is_told_in_chinese(tmp_path):
    """From the reader of statements, not from the function alone."""
    with pytest.raises(InputError) as caught:
        read_bytes(tmp_path / ("很" * 200))
    assert caught.value.message == "文件读不出来（文件名太长）"
    assert not re.search("[a-z]", caught.value.message)
