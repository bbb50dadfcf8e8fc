#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Libraries are data: no C++ code of the analyser names a type or function that a model names.

Usage: library_names.py DUMP ROOT

DUMP is the output of `mapwarden models --dump`. Names in code that decides stand in string literals; those of lib/, checks/
and tools/ are searched. Comments may name libraries, and so may sentences, such as the advice of a finding.
"""

import pathlib
import re
import sys

import yaml

TOKEN = re.compile(r'//[^\n]*|/\*.*?\*/|R"(\w*)\((.*?)\)\1"|"((?:[^"\\\n]|\\.)*)"|\'(?:[^\'\\\n]|\\.)+\'', re.DOTALL)


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
    faults = []
    for folder in ("lib", "checks", "tools"):
        for path in sorted((root / folder).rglob("*")):
            if path.suffix not in {".h", ".cpp", ".def"}:
                continue
            for line, literal in literals(path.read_text(encoding="utf-8")):
                if " " in literal:
                    continue
                words = set(re.findall(r"[A-Za-z_][\w:]*", literal))
                named = sorted(word for word in words if word in names or word.split("::")[0] in namespaces and "::" in word)
                faults += [f"{path.relative_to(root)}:{line}: names '{word}', which is for a model to do" for word in named]
    print("\n".join(faults), end="\n" if faults else "")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
