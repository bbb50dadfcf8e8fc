#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Applies every fix that a scan of test programs offers, and checks the promise that goes with it.

    // RUN: %apply_fixes %s                     on the mock standard library
    // RUN: %apply_fixes --real --at-least 3 %s on the real one; so many fixes must be offered

Each fix is applied alone to a fresh copy of the program, and then all of them
together. Each time the program must compile, the findings that the fix belongs
to must be gone, and no other finding may have come: one is the same as before
if it is of the same check, at the place that the old one moved to.

Tests are written as for check_expect.py. Several may be given; with --summary
the last line counts the fixes of all.
"""

import argparse
import collections
import json
import pathlib
import shlex
import subprocess
import sys
import tempfile

import check_expect

Edit = collections.namedtuple("Edit", "file begin end text")


class Broken(Exception):
    """What is wrong, as text."""


def line_starts(text):
    starts = [0]
    for index, byte in enumerate(text):
        if byte == 0x0A:
            starts.append(index + 1)
    return starts


def offset(text, line, column):
    return line_starts(text)[line - 1] + column - 1


def edits_of(fix, texts):
    edits = []
    for edit in fix["edits"]:
        where = edit["range"] if "range" in edit else edit
        text = texts[where["file"]]
        begin = offset(text, where["line"], where["column"])
        end = offset(text, where.get("endLine", where["line"]), where.get("endColumn", where["column"]))
        edits.append(Edit(where["file"], begin, end, edit["text"].encode()))
    return edits


def merge(groups):
    """The edits of all groups that do not run into those of an earlier one."""
    taken, used = [], []
    for number, group in enumerate(groups):
        new = [edit for edit in group if edit not in taken]
        clash = any(
            a.file == b.file and (a.begin < b.end and b.begin < a.end or (a.begin == b.begin and a != b))
            for a in new
            for b in taken
        )
        if not clash:
            taken += new
            used.append(number)
    return taken, used


def apply(texts, edits):
    """The edited texts, and for each file a function from old offsets to new ones."""
    result, moves = {}, {}
    for name, text in texts.items():
        own = sorted(edit for edit in edits if edit.file == name)
        out, last = b"", 0
        for edit in own:
            out += text[last : edit.begin] + edit.text
            last = edit.end
        result[name] = out + text[last:]

        def move(where, own=own):
            shift = 0
            for edit in own:
                if edit.end <= where:
                    shift += len(edit.text) - (edit.end - edit.begin)
            return where + shift

        moves[name] = move
    return result, moves


def line_of(text, where):
    return text.count(b"\n", 0, where) + 1


class Program:
    """A test program on disk."""

    def __init__(self, args, source, root):
        self.args, self.root = args, root
        args.source = source
        self.files, flags = check_expect.read_test(source)
        if not check_expect.write_project(root, self.files, flags, args):
            raise Broken("the test has no .c or .cpp file")
        self.texts = {name: text.encode() for name, text in self.files.items()}

    def write(self, texts):
        for name, text in texts.items():
            (self.root / name).write_bytes(text)

    def compile(self):
        for entry in json.loads((self.root / "compile_commands.json").read_text()):
            command = [*entry["arguments"], "-fsyntax-only", "-w"]
            run = subprocess.run(command, cwd=entry["directory"], capture_output=True, text=True, check=False)
            if run.returncode:
                raise Broken(f"does not compile:\n{run.stderr}")

    def scan(self):
        command = [self.args.mapwarden, "scan", "-p", str(self.root), "--output", "json", "-q"]
        command += ["--confidence", self.args.confidence]
        run = subprocess.run(command, cwd=self.root, capture_output=True, text=True, check=False)
        if run.returncode not in (0, 1):
            raise Broken(f"$ {shlex.join(command)}\n{run.stderr}")
        return json.loads(run.stdout)["findings"]


def claims(findings):
    return {(f["file"], f["line"], f["check"]): f for f in findings}


def check(program, before, fixed, edits):
    """Raises Broken if the edits do not do what the fixes of the findings `fixed` promise."""
    texts, moves = apply(program.texts, edits)
    program.write(texts)
    try:
        program.compile()
        after = claims(program.scan())
    finally:
        program.write(program.texts)
    moved = {}
    for key in before:
        name, line, rule = key
        where = offset(program.texts[name], line, before[key]["column"])
        moved[(name, line_of(texts[name], moves[name](where)), rule)] = key
    for key in after:
        if moved.get(key) in fixed:
            raise Broken(f"still there: {key}")
        if key not in moved:
            raise Broken(f"new: {key}: {after[key]['message']}")


def diff(program, edits):
    texts, _ = apply(program.texts, edits)
    out = ""
    for name, text in texts.items():
        if text == program.texts[name]:
            continue
        with tempfile.TemporaryDirectory() as folder:
            old, new = pathlib.Path(folder, "old"), pathlib.Path(folder, "new")
            old.write_bytes(program.texts[name])
            new.write_bytes(text)
            out += subprocess.run(["diff", "-U2", "--label", name, "--label", name, old, new],
                                  capture_output=True, text=True, check=False).stdout  # fmt: skip
    return out


def run_program(args, source, root):
    """Returns the number of different fixes, of findings with one, and of findings; and what is wrong."""
    program = Program(args, source, root)
    program.compile()
    before = claims(program.scan())
    groups = collections.defaultdict(set)
    for key, finding in before.items():
        for fix in finding.get("fixes", []):
            groups[(fix["description"], tuple(edits_of(fix, program.texts)))].add(key)
    wrong = []
    for (description, edits), keys in groups.items():
        if args.show:
            print(diff(program, edits))
        try:
            check(program, before, keys, edits)
        except Broken as problem:
            where = ", ".join(f"{name}:{line} {rule}" for name, line, rule in sorted(keys))
            wrong.append(f"  {where}: {description}: {problem}\n{diff(program, edits)}")
    if len(groups) > 1 and not wrong:
        edits, used = merge([edits for _, edits in groups])
        keys = set().union(*(list(groups.values())[number] for number in used))
        try:
            check(program, before, keys, edits)
        except Broken as problem:
            wrong.append(f"  all together: {problem}\n{diff(program, edits)}")
    fixed = set().union(*groups.values()) if groups else set()
    return len(groups), len(fixed), len(before), wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mapwarden", required=True, help="the program under test")
    parser.add_argument("--clangxx", required=True, help="the compiler")
    parser.add_argument("--mock-std", required=True, type=pathlib.Path, help="folder of the mock standard library")
    parser.add_argument("--real", action="store_true", help="use the real standard library")
    parser.add_argument("--mock", dest="real", action="store_false")
    parser.add_argument("--pkg-config", action="append", metavar="NAME")
    parser.add_argument("--isystem", action="append", type=pathlib.Path)
    parser.add_argument("--confidence", choices=["low", "medium", "high"], default="medium")
    parser.add_argument("--at-least", type=int, default=0, metavar="N", help="fail if fewer fixes are offered")
    parser.add_argument("--show", action="store_true", help="print each fix as a diff")
    parser.add_argument("--summary", action="store_true", help="count the fixes")
    parser.add_argument("sources", type=pathlib.Path, nargs="+")
    args = parser.parse_args()
    fixes = fixed = found = failures = 0
    for source in args.sources:
        with tempfile.TemporaryDirectory(prefix="mapwarden-fixes-") as scratch:
            try:
                counts = run_program(args, source, pathlib.Path(scratch).resolve())
            except Broken as problem:
                counts = (0, 0, 0, [str(problem)])
        fixes, fixed, found = fixes + counts[0], fixed + counts[1], found + counts[2]
        failures += len(counts[3])
        if counts[3]:
            print(f"{source}:", *counts[3], sep="\n", file=sys.stderr)
    if args.summary:
        print(f"{fixes} fixes for {fixed} of {found} findings, {failures} broken")
    if fixes < args.at_least:
        print(f"{fixes} fixes are offered, expected at least {args.at_least}", file=sys.stderr)
        failures += 1
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
