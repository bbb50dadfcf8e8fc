#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Checks that every include follows the arrows between the rooms.

A room may include itself, the rooms that its row below names, and the C++ and
C libraries. LLVM's support library is open to all; Clang is not: everything
after Extract must be able to run where no Clang is.

Exit code 0 if all includes are allowed, 1 with one line for each that is not.
"""

import argparse
import pathlib
import re
import sys

# Room -> the rooms it may include. A room is a folder of lib/, `checks`, or a folder of tools/.
ROOMS = {
    "Support": "",
    "Facts": "Support",
    "Models": "Support",
    "Extract": "Facts Models Support",
    "Link": "Facts Support",
    "Analysis": "Link Facts Support",
    "Findings": "Support",
    "Fixes": "Analysis Link Facts Findings Support",
    "checks": "Fixes Analysis Link Facts Findings Support",
    "Report": "Findings Support",
    "Index": "Facts Support",
    "Driver": "Extract Index Link Analysis checks Findings Report Models Facts Support",
    "Tidy": "Extract Index Link Analysis checks Findings Models Facts Support",
    "tools/mapwarden": "Driver Extract Index Link Analysis checks Findings Report Models Facts Support",
    "tools/mapwarden-tidy": "Tidy Support",
}
# Rooms that may include Clang, and those that may include clang-tidy as well.
CLANG = {"Extract", "Driver", "Tidy", "tools/mapwarden-tidy"}
CLANG_TIDY = {"Tidy", "tools/mapwarden-tidy"}
# The parts of LLVM that are the compiler rather than the support library.
LLVM_OPEN = {"ADT", "Support", "Config", "TargetParser", "Option", "Demangle"}

INCLUDE = re.compile(r'^\s*#\s*(?:include|import)\s*([<"])([^>"]+)[>"]')
SUFFIXES = {".h", ".cpp", ".def", ".inc"}


def room_of(path):
    """The room of a repository-relative path; None outside the rooms."""
    parts = path.parts
    if parts[0] == "lib" and len(parts) > 2:
        return parts[1]
    if parts[0] == "checks":
        return "checks"
    if parts[0] == "tools" and len(parts) > 2:
        return "/".join(parts[:2])
    return None


def fault_of(room, include, quoted, siblings):
    """Why `room` may not have this include; None if it may."""
    first = include.split("/")[0]
    if first == "clang-tidy":
        return None if room in CLANG_TIDY else "only Tidy may include clang-tidy"
    if first in ("clang", "clang-c"):
        return None if room in CLANG else "only Extract, Driver and Tidy may include Clang"
    if first == "llvm":
        part = include.split("/")[1]
        if part in LLVM_OPEN or room in CLANG:
            return None
        return f"{room} may use LLVM's support library only, not llvm/{part}"
    if first in ROOMS:
        allowed = ROOMS[room].split() + [room]
        return None if first in allowed else f"{room} may not include {first}"
    if first in ("lib", "tools"):
        return 'includes start at the room, as in "Link/Program.h"'
    if quoted and "/" not in include and include in siblings and not room.startswith("tools/"):
        return f'name the room: "{room}/{include}"'
    if quoted and include.startswith("."):
        return "no relative includes"
    return None


def check(root):
    for top in ("lib", "checks", "tools"):
        for path in sorted((root / top).rglob("*")):
            if path.suffix not in SUFFIXES:
                continue
            relative = path.relative_to(root)
            room = room_of(relative)
            if room not in ROOMS:
                yield f"{relative}: not in a room that {pathlib.Path(__file__).name} knows"
                continue
            siblings = {other.name for other in path.parent.iterdir()}
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                found = INCLUDE.match(line)
                if found:
                    fault = fault_of(room, found[2], found[1] == '"', siblings)
                    if fault:
                        yield f"{relative}:{number}: {fault}: {found[2]}"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("root", nargs="?", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parent.parent)
    faults = list(check(parser.parse_args().root))
    print("\n".join(faults), end="\n" if faults else "")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
