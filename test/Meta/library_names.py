#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Libraries are data: no C++ code of the analyser names a type or function that a model names.

Usage: library_names.py DUMP ROOT

DUMP is the output of `mapwarden models --dump`. Names in code that decides stand in string literals; those of lib/, checks/
and tools/ are searched. Comments may name libraries, and so may sentences, such as the advice of a finding.

Where Clang is lowered, and where source text is mended, names of members that a model gives are searched, too.
"""

import pathlib
import re
import sys

import yaml

TOKEN = re.compile(r'//[^\n]*|/\*.*?\*/|R"(\w*)\((.*?)\)\1"|"((?:[^"\\\n]|\\.)*)"|\'(?:[^\'\\\n]|\\.)+\'', re.DOTALL)


# Names of members that stand in C++ all the same: requirements of the language on any class, words by which declarations are
# read that no model names, and names that a fix gives to what it writes.
MEMBERS = {
    "lib/Extract/BodyScan.cpp": {"release"},  # An owner gives its object away: unique_ptr and its kin.
    "lib/Extract/HandleLowering.cpp": {"swap"},  # [swappable.requirements]
    "lib/Extract/ContainerLowering.cpp": {"at"},  # What LookupRepair writes.
    "lib/Extract/DeclFacts.cpp": {"has", "lock"},  # Words in names of functions.
    "lib/Extract/LockConvention.cpp": {  # [thread.req.lockable]
        "lock", "lock_shared", "try_lock", "try_lock_shared", "unlock", "unlock_shared"},
    "lib/Extract/LockLowering.cpp": {"lock", "lock_shared", "swap"},
    "lib/Extract/MissingDeclarations.cpp": {"lock", "set", "size"},  # Names of headers, and words.
    "lib/Extract/ThreadLowering.cpp": {"swap"},
    "lib/Extract/TypeModels.h": {"Lock", "Release", "Unlock", "lock", "release", "unlock"},  # Of a declared capability.
    "lib/Fixes/GuardInsertion.cpp": {"lock"},
    "lib/Fixes/GuardRepair.cpp": {"lock"},
    "lib/Fixes/IterationRepair.cpp": {"crbegin", "rbegin"},  # Words of the text of a loop.
}
# Keys of entries that hold anything but names of members.
OTHER_KEYS = {
    "id", "inherit", "types", "functions", "members", "methods", "made-by", "run-functions", "requires-tag", "skip-tags",
    "deferred-by", "serial-by", "defer-tags", "adopt-tags", "try-tags", "ended-results", "part-of"}  # fmt: skip


def member_names(dump):
    """Names of members in the models, without operators."""
    names = set()
    for entry in (entry for section in dump.values() for entry in section):
        for member in entry.get("members", []):
            names.update(member["names"] if isinstance(member, dict) else [member])
        for key, value in entry.items():
            if key not in OTHER_KEYS and isinstance(value, list):
                names.update(value)
    return {name for name in names if not name.startswith("operator")}


def modelled_names(dump):
    """Qualified names, and those without a namespace that no sentence would hold."""
    names = set()
    for section in dump.values():
        for entry in section:
            functions = entry.get("functions", [])
            if functions and isinstance(functions[0], dict):
                functions = [name for item in functions for name in item["names"]]
            for name in entry.get("types", []) + functions + entry.get("run-functions", []) + entry.get("made-by", []):
                if "::" in name or "_" in name or re.search(r"[a-z][A-Z]|^Q[A-Z]", name):
                    names.add(name)
    return names


def literals(text):
    for match in TOKEN.finditer(text):
        literal = match[2] if match[2] is not None else match[3]
        if literal is not None and not text[: match.start()].rstrip().endswith("#include"):
            yield text.count("\n", 0, match.start()) + 1, literal


def main():
    dump = yaml.safe_load(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
    root = pathlib.Path(sys.argv[2])
    names = modelled_names(dump)
    namespaces = {name.split("::")[0] for name in names if "::" in name}
    members = member_names(dump)
    faults = []
    for folder in ("lib", "checks", "tools"):
        for path in sorted((root / folder).rglob("*")):
            if path.suffix not in {".h", ".cpp", ".def"}:
                continue
            file = path.relative_to(root).as_posix()
            known = MEMBERS.get(file, set()) if file.startswith(("lib/Extract/", "lib/Fixes/")) else members
            for line, literal in literals(path.read_text(encoding="utf-8")):
                if literal in members - known:
                    faults.append(f"{file}:{line}: names the member '{literal}', which is for a model to do")
                if " " in literal:
                    continue
                words = set(re.findall(r"[A-Za-z_][\w:]*", literal))
                named = sorted(word for word in words if word in names or word.split("::")[0] in namespaces and "::" in word)
                faults += [f"{file}:{line}: names '{word}', which is for a model to do" for word in named]
    print("\n".join(faults), end="\n" if faults else "")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
