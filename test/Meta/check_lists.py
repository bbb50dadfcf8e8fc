#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Checks that each check of checks/Checks.def has its source, its page and its tests, and that none of these is left over.

A part that scripts/new_check.py made and nobody has filled in counts as missing: it still says TO DO.
"""

import pathlib
import re
import sys

ENTRY = re.compile(r'^MAPWARDEN_CHECK\((\w+),\s*"([a-z-]+)"', re.MULTILINE)
HEADINGS = ["What it reports", "Why it matters", "Example", "How to fix", "When it stays silent", "Options", "Limits"]


def is_unfinished(path):
    return "TO DO" in path.read_text(encoding="utf-8")


def rule_fault(source, name, check):
    """What is wrong with the rule in checks/Name.cpp, or an empty string."""
    text = source.read_text(encoding="utf-8")
    if is_unfinished(source):
        return f"{check}: checks/{name}.cpp still says TO DO"
    if f'"mapwarden-{check}"' not in text or f"{name}Rule" not in text or f"check{name}(" not in text:
        return f"{check}: checks/{name}.cpp must define {name}Rule with the id mapwarden-{check}, and check{name}()"
    return ""


def test_fault(tests, check):
    """What is missing in the tests of the check, or an empty string: they show both verdicts."""
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(tests.rglob("*")) if path.is_file())
    if not text:
        return f"{check}: no test in test/Checks/{check}/"
    if not re.search(r"//\s*expect(-low)?:[^\n]*\b" + check + r"\b", text):
        return f"{check}: no test in test/Checks/{check}/ expects it"
    if not re.search(r"\w+Ok\b", text):
        return f"{check}: no test in test/Checks/{check}/ shows repaired code (...Ok)"
    return ""


def faults_of(root):
    checks = root / "checks" / "Checks.def"
    entries = ENTRY.findall(checks.read_text(encoding="utf-8")) if checks.exists() else []
    if not entries:
        yield "checks/Checks.def: no MAPWARDEN_CHECK entry"
    for name, check in entries:
        source = root / "checks" / f"{name}.cpp"
        if not source.exists():
            yield f"{check}: no checks/{name}.cpp"
        elif fault := rule_fault(source, name, check):
            yield fault
        page = root / "docs" / "checks" / f"{check}.md"
        if not page.exists():
            yield f"{check}: no docs/checks/{check}.md"
        else:
            found = re.findall(r"^##\s+(.+?)\s*$", page.read_text(encoding="utf-8"), re.MULTILINE)
            if [heading for heading in found if heading in HEADINGS] != HEADINGS:
                yield f"{check}: docs/checks/{check}.md needs the headings, in this order: {', '.join(HEADINGS)}"
            elif is_unfinished(page):
                yield f"{check}: docs/checks/{check}.md still says TO DO"
        if fault := test_fault(root / "test" / "Checks" / check, check):
            yield fault
    known = {check for _, check in entries}
    for tests in sorted((root / "test" / "Checks").glob("*")):
        if tests.is_dir() and tests.name not in known:
            yield f"test/Checks/{tests.name}: no such check in checks/Checks.def"
    for source in sorted((root / "checks").glob("*.cpp")):
        if "const RuleInfo mapwarden::" in source.read_text(encoding="utf-8") and source.stem not in {name for name, _ in entries}:
            yield f"checks/{source.name}: a rule that is not in checks/Checks.def"
    for page in sorted((root / "docs" / "checks").glob("*.md")):
        if page.stem not in known:
            yield f"docs/checks/{page.name}: no such check in checks/Checks.def"


def main():
    faults = list(faults_of(pathlib.Path(sys.argv[1])))
    print("\n".join(faults), end="\n" if faults else "")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
