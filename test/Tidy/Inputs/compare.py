#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""compare.py MAPWARDEN CLANG_TIDY MODULE FOLDER FLAGS...

Runs `mapwarden scan` and clang-tidy with the module on the one unit of the database in FOLDER.
Prints the findings as `file:line: check` and fails, naming the difference, unless both report the
same places, checks and messages.
"""

import json
import pathlib
import re
import subprocess
import sys

WARNING = re.compile(r"^(?P<file>[^:]+):(?P<line>\d+):(?P<column>\d+): warning: (?P<message>.*) \[(?P<check>mapwarden-[\w-]+)\]$")


def scan(mapwarden, root):
    command = [mapwarden, "scan", "-q", "-p", root, "--project-root", root, "--exit-zero", "--output", "json"]
    report = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return {
        (f["file"], f["line"], f["column"], f["check"], f["message"]) for f in report["findings"]
    }


def tidy(clang_tidy, module, root, source, flags):
    options = json.dumps({"CheckOptions": {"mapwarden.ProjectRoot": str(root)}})
    command = [clang_tidy, f"-load={module}", "-checks=-*,mapwarden-*", f"-config={options}", source, "--", *flags]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found = set()
    for line in output.splitlines():
        if match := WARNING.match(line):
            file = pathlib.Path(match["file"]).resolve().relative_to(root).as_posix()
            found.add((file, int(match["line"]), int(match["column"]), match["check"], match["message"]))
    return found


def main():
    mapwarden, clang_tidy, module, folder, *flags = sys.argv[1:]
    root = pathlib.Path(folder).resolve()
    source = json.loads((root / "compile_commands.json").read_text())[0]["file"]
    ours, theirs = scan(mapwarden, root), tidy(clang_tidy, module, root, root / source, flags)
    for file, line, _, check, _ in sorted(ours):
        print(f"{file}:{line}: {check}")
    for what, only in (("scan", ours - theirs), ("clang-tidy", theirs - ours)):
        for finding in sorted(only):
            print(f"only {what}: {finding}", file=sys.stderr)
    return ours != theirs


if __name__ == "__main__":
    sys.exit(main())
