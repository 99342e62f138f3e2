#!/bin/sh
# Make or renew .venv from one hash-locked list: PYTHON=python3 setup.sh requirements.txt
# uv does it when it is on PATH, else pip, each with the user's own settings.
set -eu

list=$1
python=${PYTHON:-python3}
venv=.venv

stop() {
    printf '%s\n' "$@" >&2
    exit 2
}

check_python() {
    command -v "$python" >/dev/null 2>&1 || stop \
        "找不到 Python（$python）。请安装 Python 3.11 或更高版本，或指明位置：make demo PYTHON=/路径/python3.12" \
        "No Python found ($python). Install Python 3.11 or later, or name one: make demo PYTHON=/path/to/python3.12"
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || stop \
        "$python 的版本太低（$(version)），需要 3.11 或更高。已另装新版本的，请指明：make demo PYTHON=python3.12" \
        "$python is too old ($(version)); 3.11 or later is needed. Name a newer one: make demo PYTHON=python3.12"
}

check_venv() {
    "$python" -c 'import ensurepip, venv' 2>/dev/null || stop \
        "$python 缺少 venv/ensurepip，无法建立运行环境。Debian、Ubuntu 请先执行：apt-get install python3-venv（或安装 uv 后重试）。" \
        "$python lacks venv/ensurepip. On Debian or Ubuntu: apt-get install python3-venv (or install uv), then try again."
}

version() {
    "$python" -c 'import sys; print("%d.%d.%d" % tuple(sys.version_info[:3]))'
}

# True when .venv runs and holds this checkout, so that it can be brought up to date.
usable() {
    [ -x $venv/bin/python ] &&
        [ "$($venv/bin/python -c 'import union_ledger as u; print(u.__file__)' 2>/dev/null)" \
            = "$(pwd -P)/src/union_ledger/__init__.py" ]
}

with_uv() {
    { usable || { rm -rf $venv && uv venv --quiet --no-project --python "$python" $venv; }; } &&
        uv pip install --quiet --python $venv/bin/python --require-hashes -r "$list" &&
        uv pip install --quiet --python $venv/bin/python --no-deps --no-build-isolation -e .
}

with_pip() {
    check_venv
    if ! usable || ! $venv/bin/python -m pip --version >/dev/null 2>&1; then
        rm -rf $venv
        "$python" -m venv $venv
    fi
    pip="$venv/bin/python -m pip --disable-pip-version-check"
    # --no-user: "user = true" in somebody's pip settings cannot hold inside .venv.
    $pip install --quiet --no-user --require-hashes -r "$list"
    $pip install --quiet --no-user --no-deps --no-build-isolation -e .
}

check_python
echo "正在准备运行环境，首次约一分钟…… / Setting up .venv, about a minute the first time"
if command -v uv >/dev/null 2>&1; then
    with_uv && exit 0
    echo "uv 未能完成，改用 pip。/ uv did not manage it; going on with pip." >&2
fi
with_pip
