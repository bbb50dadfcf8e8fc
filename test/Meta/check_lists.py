#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Checks that each check of checks/Checks.def has its source, its page and its tests, and that no page is left over."""

import pathlib
import re
import sys

ENTRY = re.compile(r'^MAPWARDEN_CHECK\((\w+),\s*"([a-z-]+)"', re.MULTILINE)
HEADINGS = ["What it reports", "Why it matters", "Example", "How to fix", "When it stays silent", "Options", "Limits"]


def faults_of(root):
    checks = root / "checks" / "Checks.def"
    entries = ENTRY.findall(checks.read_text(encoding="utf-8")) if checks.exists() else []
    if not entries:
        yield "checks/Checks.def: no MAPWARDEN_CHECK entry"
    for name, check in entries:
        if not (root / "checks" / f"{name}.cpp").exists():
            yield f"{check}: no checks/{name}.cpp"
        page = root / "docs" / "checks" / f"{check}.md"
        if not page.exists():
            yield f"{check}: no docs/checks/{check}.md"
        else:
            found = re.findall(r"^##\s+(.+?)\s*$", page.read_text(encoding="utf-8"), re.MULTILINE)
            if [heading for heading in found if heading in HEADINGS] != HEADINGS:
                yield f"{check}: docs/checks/{check}.md needs the headings, in this order: {', '.join(HEADINGS)}"
        tests = root / "test" / "Checks" / check
        if not any(tests.glob("*.cpp")):
            yield f"{check}: no test in test/Checks/{check}/"
    known = {check for _, check in entries}
    for page in sorted((root / "docs" / "checks").glob("*.md")):
        if page.stem not in known:
            yield f"docs/checks/{page.name}: no such check in checks/Checks.def"


def main():
    faults = list(faults_of(pathlib.Path(sys.argv[1])))
    print("\n".join(faults), end="\n" if faults else "")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
