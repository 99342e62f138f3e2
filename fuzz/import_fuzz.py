"""Coverage-guided fuzzing of the import: any bytes give a verdict, never a traceback.

Run by ``make fuzz``, or by hand with the options of libFuzzer::

    python fuzz/import_fuzz.py -max_total_time=600 CORPUS

An input that breaks it is left as ``crash-…`` (or ``timeout-…``) in build/fuzz.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import atheris

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

with atheris.instrument_imports(include=["union_ledger"]):
    from tests.harness.any_bytes import read_any
    from tests.harness.any_bytes import seeds


def main() -> None:
    """Give libFuzzer the target and, in a corpus folder that is empty, the seeds."""
    named = [Path(word) for word in sys.argv[1:] if not word.startswith("-")]
    # A file among the arguments is an input to be tried again.
    for folder in [path for path in named if not path.is_file()][:1]:
        folder.mkdir(parents=True, exist_ok=True)
        if not any(folder.iterdir()):
            for number, data in enumerate(seeds()):
                (folder / f"seed-{number:03}").write_bytes(data)
    left = ROOT / "build" / "fuzz"
    left.mkdir(parents=True, exist_ok=True)
    memory = Path("/dev/shm")  # noqa: S108 - only asked whether it is there
    with TemporaryDirectory(dir=memory if memory.is_dir() else None) as name:
        path = Path(name) / "input"

        def target(data: bytes) -> None:
            path.write_bytes(data)
            read_any(path)

        limits = ["-timeout=5", "-max_len=20000", f"-artifact_prefix={left}/"]
        atheris.Setup([sys.argv[0], *limits, *sys.argv[1:]], target)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
