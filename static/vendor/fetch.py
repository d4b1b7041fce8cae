"""Fetch the vendored files named in MANIFEST.json with npm and check each one's SHA-512.

``python static/vendor/fetch.py`` writes the files anew and stops at the first that differs;
``--check`` only compares what is already here; ``--pin`` records the sums of a new version.
Uses the standard library and the npm client, which knows its registry; no address stands here.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
MANIFEST = HERE / "MANIFEST.json"


def main() -> int:
    """Fetch, check or pin, as the arguments say; 1 when a file is not what it should be."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--check", action="store_true", help="compare the files here, fetch nothing"
    )
    parser.add_argument("--pin", action="store_true", help="record the sums of what is fetched")
    options = parser.parse_args()
    manifest = json.loads(MANIFEST.read_text(encoding="utf-8"))
    wrong = _check(manifest) if options.check else _fetch(manifest, pin=options.pin)
    for path in wrong:
        print(f"not as in MANIFEST.json: {path}", file=sys.stderr)
    return 1 if wrong else 0


def _check(manifest: dict[str, Any]) -> list[str]:
    files = [file for package in manifest["packages"] for file in package["files"]]
    return [
        file["to"]
        for file in files
        if not (HERE / file["to"]).is_file()
        or _sum((HERE / file["to"]).read_bytes()) != file["sha512"]
    ]


def _fetch(manifest: dict[str, Any], *, pin: bool) -> list[str]:
    for package in manifest["packages"]:
        with tempfile.TemporaryDirectory() as folder:
            archive = _pack(f"{package['name']}@{package['version']}", Path(folder))
            for file in package["files"]:
                content = _member(archive, file["from"])
                if pin:
                    file["sha512"] = _sum(content)
                if _sum(content) != file["sha512"]:
                    return [file["to"]]
                _write(HERE / file["to"], content)
    if pin:
        MANIFEST.write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    return []


def _pack(name: str, folder: Path) -> Path:
    """Let npm download one package; return the archive."""
    subprocess.run(
        ["npm", "pack", "--silent", "--pack-destination", str(folder), name],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    (archive,) = folder.glob("*.tgz")
    return archive


def _member(archive: Path, path: str) -> bytes:
    with tarfile.open(archive) as package:
        member = package.extractfile(f"package/{path}")
        if member is None:
            raise FileNotFoundError(path)
        return member.read()


def _write(target: Path, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)


def _sum(content: bytes) -> str:
    return hashlib.sha512(content).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
