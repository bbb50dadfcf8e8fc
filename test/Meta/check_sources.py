#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Checks the form of the repository's files.

- A C++ source starts with the licence line and a `/// \\file` paragraph.
- A script or CMake file has the licence line.
- No text file names a place on one developer's machine.
- package-lock.json names no place to download from.

The exit code is 1, with a line for each fault, if there are any.
"""

import pathlib
import re
import subprocess
import sys

LICENCE = "SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception"
# Folders whose C++ sources are the product; those below test/ are input data.
CXX_ROOTS = ("lib/", "checks/", "tools/", "test/Unit/", "examples/")
MACHINE_PATH = re.compile(r"(?<![\w.~$}%>-])/(?:work|root|home|Users)/[A-Za-z]")


def files_of(root):
    """The files of the repository, those not yet added included, as relative paths."""
    command = ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listing = subprocess.run(command, capture_output=True, check=False)
    if listing.returncode:
        return sorted(p.relative_to(root) for p in root.rglob("*") if p.is_file())
    names = set(listing.stdout.decode().split("\0")) - {""}
    return sorted(path for path in map(pathlib.PurePosixPath, names) if (root / path).is_file())


def faults_of(path, text):
    name = path.as_posix()
    head = text.splitlines()[:3]
    if path.suffix in (".cpp", ".h") and name.startswith(CXX_ROOTS):
        if not head or head[0] != f"// {LICENCE}":
            yield f"{name}:1: the first line is not `// {LICENCE}`"
        elif len(head) < 2 or not head[1].startswith("/// \\file"):
            yield f"{name}:2: no `/// \\file` paragraph after the licence line"
    if path.suffix in (".py", ".cmake") or path.name == "CMakeLists.txt" or text.startswith("#!"):
        if not any(LICENCE in line for line in head):
            yield f"{name}:1: no licence line"
    for number, line in enumerate(text.splitlines(), 1):
        if MACHINE_PATH.search(line):
            yield f"{name}:{number}: a path of one machine: {line.strip()[:80]}"
    if path.name == "package-lock.json" and ('"resolved"' in text or "://" in text):
        yield f"{name}: names a place to download from"


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    faults = []
    for path in files_of(root):
        try:
            text = (root / path).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        faults += faults_of(path, text)
    print("\n".join(faults), end="\n" if faults else "")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
