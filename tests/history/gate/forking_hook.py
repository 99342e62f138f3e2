"""A pre-receive hook whose program is loaded once: a fork of it judges each push.

git runs it as it runs any hook, with its own environment, folder and input; only the
half second that Python takes to load is not spent two hundred times.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from contextlib import contextmanager

# Sends environment, folder, arguments and input; prints what comes back.
_HOOK = """\
#!{python} -SEs
import os, socket, sys
asked = repr((dict(os.environ), os.getcwd(), sys.stdin.read())).encode()
server = socket.socket(socket.AF_UNIX)
server.connect({place!r})
server.sendall(asked)
server.shutdown(socket.SHUT_WR)
answer = b"".join(iter(lambda: server.recv(65536), b""))
sys.stderr.buffer.write(answer[1:])
sys.exit(answer[0])
"""

_SERVER = """\
import ast, io, os, socket, sys
from union_ledger import cli
from union_ledger.cli import gate, main
listening = socket.socket(socket.AF_UNIX)
listening.bind(sys.argv[1])
listening.listen()
print("ready", flush=True)
while True:
    asked, _ = listening.accept()
    if os.fork():
        asked.close()
        try:
            os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            pass
        continue
    said = b"".join(iter(lambda: asked.recv(65536), b""))
    env, folder, given = ast.literal_eval(said.decode())
    os.environ.clear()
    os.environ.update(env)
    os.chdir(folder)
    sys.stdin = io.StringIO(given)
    sys.stderr = told = io.StringIO()
    sys.argv = ["union-ledger", "gate", "--hook", "--branch", "main"]
    try:
        main()
    except SystemExit as exc:
        code = int(exc.code or 0)
    asked.sendall(bytes([code]) + told.getvalue().encode())
    os._exit(0)
"""


@contextmanager
def forking_hook():
    """Yield the text of the hook; its program runs until then."""
    # A socket's path must be short, which those of tests are not.
    with (
        tempfile.TemporaryDirectory(prefix="gate-") as folder,
        subprocess.Popen(
            [sys.executable, "-c", _SERVER, place := f"{folder}/socket"],
            stdout=subprocess.PIPE,
        ) as server,
    ):
        assert server.stdout.readline() == b"ready\n"
        try:
            yield _HOOK.format(python=sys.executable, place=place)
        finally:
            server.kill()
