#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Every entry of the models has twins: a test that races with it, and a repaired one that is silent.

Usage: model_twins.py DUMP TESTS

DUMP is the output of `mapwarden models --dump`, TESTS the folder of tests. A test program is cut into its outermost
declarations. One with an `// expect:` comment, or a name that ends in Bad, is racy; one without, and a name that ends in Ok, is
repaired. What it uses is what it names, and what the other declarations of its file that it names use. An entry is used
where one of its types or functions is named, in a file that names its namespace. A container that is safe by itself needs the
silent test alone. Prints the entries without twins; fails when there are any.
"""

import pathlib
import re
import sys

import yaml

WORD = re.compile(r"[A-Za-z_]\w*")
NAME = re.compile(r"^\s*(?:template\s*<[^{;]*?>\s*)?(?:(?:struct|class|namespace|union|enum(?:\s+class)?)\s+(\w+)|[^({;]*?(\w+)\s*\()")
COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)
DIRECTIVE = re.compile(r"^#.*(?:\\\n.*)*$", re.MULTILINE)


def names_of(entry):
    names = list(entry.get("types", [])) + list(entry.get("made-by", [])) + list(entry.get("run-functions", []))
    for function in entry.get("functions", []):
        names += function["names"] if isinstance(function, dict) else [function]
    return names


def declarations(text):
    """The outermost declarations of a program as (first line with its name, text)."""
    blocks, depth, start = [], 0, 0
    for number, char in enumerate(text):
        if char == "{":
            depth += 1
        elif char == "}":
            depth -= 1
        if depth == 0 and char in "};":
            end = text.find("\n", number)
            end = len(text) if end < 0 else end
            if char == "}" and text[number + 1 : number + 2] == ";":
                continue
            blocks.append(text[start:end])
            start = end
    return blocks


class Declaration:
    def __init__(self, text):
        code = COMMENT.sub("", text)
        match = NAME.match(DIRECTIVE.sub("", code).strip())
        self.name = (match[1] or match[2]) if match else ""
        self.racy = "expect:" in text or self.name.endswith("Bad")
        self.repaired = not self.racy and self.name.endswith("Ok")
        self.words = set(WORD.findall(code))


def uses(path):
    """The words of the racy and of the repaired declarations in a test."""
    found = []
    parts = [Declaration(block) for block in declarations(path.read_text(encoding="utf-8"))]
    by_name = {}
    for part in parts:
        by_name.setdefault(part.name, []).append(part)
    for part in parts:
        if not part.racy and not part.repaired:
            continue
        words, work = set(part.words), list(part.words)
        while work:
            for other in by_name.get(work.pop(), []):
                if other is not part and not other.racy and not other.repaired and other.name != "main":
                    work += other.words - words
                    words |= other.words
        found.append((part.racy, words))
    return found


def main():
    dump = yaml.safe_load(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
    # By word: the words of each declaration with that verdict, and those of its whole file.
    racy, repaired = {}, {}
    for path in sorted(pathlib.Path(sys.argv[2]).rglob("*")):
        if path.suffix not in {".c", ".cpp", ".h"} or "Inputs" in path.parts:
            continue
        everywhere = set(WORD.findall(path.read_text(encoding="utf-8")))
        for is_racy, words in uses(path):
            for word in words:
                (racy if is_racy else repaired).setdefault(word, []).append(everywhere)

    def is_used(entry, verdict):
        return any(
            name.split("::")[0] in everywhere
            for name in names_of(entry)
            for everywhere in verdict.get(name.split("::")[-1], [])
        )

    faults = []
    for section, entries in dump.items():
        for entry in entries:
            missing = []
            # What is recognised by its interface, and operators, have no name that a test could use.
            if not any(WORD.fullmatch(name.split("::")[-1]) for name in names_of(entry)):
                continue
            if not entry.get("internally-synchronised") and not is_used(entry, racy):
                missing.append("racy")
            if not is_used(entry, repaired):
                missing.append("repaired")
            if missing:
                names = ", ".join(names_of(entry)[:6])
                faults.append(f"{section}: {entry['id']}: no {' and no '.join(missing)} test names one of {names}")
    print("\n".join(faults), end="\n" if faults else "")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
