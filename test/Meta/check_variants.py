#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Each check has enough racy programs, and as many repaired ones that must be silent.

Usage: check_variants.py ROOT AT-LEAST

Racy variants are the lines of a check's tests that expect it; repaired ones are the functions, classes and variables
there whose names end in `Ok`. A check with fewer than AT-LEAST of either is named, and the exit code is 1.
"""

import pathlib
import re
import sys


def count(folder):
    racy = 0
    repaired = set()
    for path in sorted(folder.rglob("*.cpp")):
        text = path.read_text(encoding="utf-8")
        racy += len(re.findall(r"//.*\bexpect(?:-[a-z]+)?:.*\b" + folder.name + r"\b", text))
        repaired |= {(path.name, name) for name in re.findall(r"\b[A-Za-z]\w*Ok\b", text)}
    return racy, len(repaired)


def main():
    root, least = pathlib.Path(sys.argv[1]), int(sys.argv[2])
    faults = 0
    for folder in sorted(path for path in (root / "test" / "Checks").iterdir() if path.is_dir()):
        racy, repaired = count(folder)
        if min(racy, repaired) < least:
            faults = 1
            print(f"{folder.name}: {racy} racy and {repaired} repaired variants, at least {least} of each are needed")
    return faults


if __name__ == "__main__":
    sys.exit(main())
