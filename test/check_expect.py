#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Scans a test program and compares the findings with the comments in it.

    // RUN: %check_expect %s                   on the mock standard library
    // RUN: %check_expect --real %s            on the real one
    // RUN: %check_expect --confidence low %s  low findings as well

    Map[Key] = 1;                   // expect: unguarded-access
    use(Map[Key], Map.find(Other)); // expect: unguarded-access, check-then-act
    Table.clear();                  // expect-low: unguarded-access

A missing finding fails, and so does an extra one. `expect` stands for a finding
of medium or high confidence, which every run reports; `expect-low` for one of
low confidence, which counts only with `--confidence low`.

The test is a source file, or a folder of sources, or one file cut into several
by the marks of split-file (`//--- server.cpp`); lines keep their numbers in the
file that was cut. Each .c and .cpp file is a translation unit. A line
`// FLAGS: -std=c++17 -pthread` replaces the default compiler flags of its file;
in front of the first mark, those of all files. Include paths start at the
folder of the test. What follows `--` goes to `mapwarden scan`.
"""

import argparse
import collections
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

UNIT_SUFFIXES = {".c", ".cc", ".cpp", ".cxx"}
SOURCE_SUFFIXES = UNIT_SUFFIXES | {".def", ".h", ".hh", ".hpp", ".inc"}
EXPECT = re.compile(r"//\s*expect(-low)?:\s*([a-z][a-z-]*(?:\s*,\s*[a-z][a-z-]*)*)")
FLAGS = re.compile(r"^\s*//\s*FLAGS:(.*)$", re.MULTILINE)
MARK = re.compile(r"^(?:.|//)--- (\S+)\s*$")
DEFAULT_FLAGS = {True: ["-std=c17", "-pthread"], False: ["-std=c++20", "-pthread"]}

# What a finding, or a comment, says: in which file and line, which check, and whether with low confidence.
Claim = collections.namedtuple("Claim", "file line check low")


def cut(text):
    """The parts of a file with split-file marks, as {name: text}, and the text in front of the first mark.

    Each part starts with as many empty lines as it takes for its lines to keep their numbers.
    """
    parts, name, preamble = {}, None, []
    for number, line in enumerate(text.splitlines(keepends=True)):
        mark = MARK.match(line)
        if mark:
            name = mark[1]
            parts[name] = "\n" * (number + 1)
        elif name:
            parts[name] += line
        else:
            preamble.append(line)
    return parts, "".join(preamble)


def read_test(source):
    """The test's files as {relative name: text}, and the flags for all of them (None: the defaults)."""
    if source.is_dir():
        paths = [p for p in sorted(source.rglob("*")) if p.suffix in SOURCE_SUFFIXES]
        return {p.relative_to(source).as_posix(): p.read_text(encoding="utf-8") for p in paths}, None
    text = source.read_text(encoding="utf-8")
    parts, preamble = cut(text)
    if not parts:
        return {source.name: text}, None
    flags = FLAGS.search(preamble)
    return parts, shlex.split(flags[1]) if flags else None


def package_flags(packages):
    """The flags for headers of `packages`, which are those of the system, not of the project."""
    if not packages:
        return []
    run = subprocess.run(["pkg-config", "--cflags", *packages], capture_output=True, text=True, check=True)
    flags = []
    for flag in shlex.split(run.stdout):
        flags += ["-isystem", flag[2:]] if flag.startswith("-I") else [flag]
    return flags


def write_project(root, files, common_flags, args):
    """Writes the files and their compile_commands.json into `root`. Returns the number of translation units."""
    # Marks the project root, which the paths in the report start from.
    (root / ".git").mkdir(exist_ok=True)
    origin = args.source if args.source.is_dir() else args.source.parent
    commands = []
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        if path.suffix not in UNIT_SUFFIXES:
            continue
        is_c = path.suffix == ".c"
        own = FLAGS.search(text)
        flags = shlex.split(own[1]) if own else common_flags or DEFAULT_FLAGS[is_c]
        flags = flags + package_flags(args.pkg_config)
        for folder in args.isystem or []:
            flags += ["-isystem", str(folder.resolve())]
        if not is_c and not args.real:
            flags = ["-nostdinc++", "-isystem", str(args.mock_std)] + flags
        compiler = args.clangxx[: -len("++")] if is_c else args.clangxx
        command = [compiler, *flags, "-I", str(origin.resolve()), "-c", name]
        commands.append({"directory": str(root), "file": name, "arguments": command})
    (root / "compile_commands.json").write_text(json.dumps(commands, indent=1), encoding="utf-8")
    return len(commands)


def expected_claims(files, with_low):
    """What the comments ask for, as a Counter of Claims."""
    claims = collections.Counter()
    for name, text in files.items():
        for number, line in enumerate(text.splitlines(), 1):
            for low, checks in EXPECT.findall(line):
                if with_low or not low:
                    for check in checks.split(","):
                        claims[Claim(name, number, check.strip(), bool(low))] += 1
    return claims


def found_claims(report, root):
    """What `mapwarden scan --output json` reports, as a Counter of Claims, and the message of each."""
    claims, messages = collections.Counter(), {}
    for finding in report["findings"]:
        file = finding["file"]
        if os.path.isabs(file):
            file = os.path.relpath(os.path.realpath(file), os.path.realpath(root))
        check = finding["check"].removeprefix("mapwarden-")
        claim = Claim(file, finding["line"], check, finding["confidence"] == "low")
        claims[claim] += 1
        messages[claim] = f"{finding['confidence']}: {finding.get('message', '')}"
    return claims, messages


def broken_units(report):
    """How many translation units were not analysed in full: a test that does not compile proves nothing."""
    units = report.get("summary", {}).get("units", {})
    return sum(units.get(state, 0) for state in ("degraded", "failed", "timedOut"))


def describe(claim, files):
    lines = files.get(claim.file, "").splitlines()
    code = lines[claim.line - 1].strip() if 0 < claim.line <= len(lines) else "(no such line)"
    return f"{claim.file}:{claim.line}: {claim.check}{' (low)' if claim.low else ''}\n      {code}"


def compare(expected, found, messages, files):
    """The differences as text, one paragraph each; empty if there are none."""
    paragraphs = []
    for claim in sorted((expected - found).elements()):
        paragraphs.append(f"  - missing    {describe(claim, files)}")
    for claim in sorted((found - expected).elements()):
        kind = "unexpected" if claim not in expected else "repeated  "
        paragraphs.append(f"  + {kind} {describe(claim, files)}\n      {messages[claim]}")
    return "\n".join(paragraphs)


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mapwarden", required=True, help="the program under test")
    parser.add_argument("--clangxx", required=True, help="the compiler that the compile commands name")
    parser.add_argument("--mock-std", required=True, type=pathlib.Path, help="folder of the mock standard library")
    library = parser.add_mutually_exclusive_group()
    library.add_argument("--real", action="store_true", help="use the real standard library")
    library.add_argument("--mock", dest="real", action="store_false", help="use the mock standard library (default)")
    parser.add_argument("--confidence", choices=["low", "medium", "high"], help="passed on if given")
    parser.add_argument("--pkg-config", action="append", metavar="NAME", help="add the flags of this package")
    parser.add_argument("--isystem", action="append", type=pathlib.Path, help="a folder of library headers")
    parser.add_argument("--allow-errors", action="store_true", help="the test's sources may have compile errors")
    parser.add_argument("--keep", type=pathlib.Path, help="write the project to this folder and keep it")
    parser.add_argument("source", type=pathlib.Path)
    parser.add_argument("scan_arguments", nargs="*")
    return parser.parse_args()


def run_test(args, root):
    """Scans the test as a project in `root`. Returns what is wrong, or an empty string."""
    files, common_flags = read_test(args.source)
    if not write_project(root, files, common_flags, args):
        return "the test has no .c or .cpp file"
    command = [args.mapwarden, "scan", "-p", str(root), "--output", "json"]
    if args.confidence:
        command += ["--confidence", args.confidence]
    command += args.scan_arguments
    run = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    trouble = f"  $ {shlex.join(command)}\n{run.stderr}"
    if run.returncode not in (0, 1):
        return f"mapwarden ended with exit code {run.returncode}\n{trouble}"
    try:
        report = json.loads(run.stdout)
        found, messages = found_claims(report, root)
    except (ValueError, KeyError, TypeError) as error:
        return f"no JSON report with findings: {error!r}\n{trouble}\n{run.stdout}"
    if broken_units(report) and not args.allow_errors:
        return f"{broken_units(report)} translation units have errors\n{trouble}"
    differences = compare(expected_claims(files, args.confidence == "low"), found, messages, files)
    if differences:
        return f"findings differ from the comments:\n{differences}\n{trouble}"
    gated = any(not claim.low for claim in found)
    if not args.confidence and gated != (run.returncode == 1):
        return f"exit code {run.returncode} with {sum(found.values())} findings\n{trouble}"
    return ""


def main():
    args = parse_arguments()
    if not args.source.exists():
        sys.exit(f"{args.source}: no such file or folder")
    if args.keep:
        args.keep.mkdir(parents=True, exist_ok=True)
        wrong = run_test(args, args.keep.resolve())
    else:
        with tempfile.TemporaryDirectory(prefix="mapwarden-test-") as scratch:
            wrong = run_test(args, pathlib.Path(scratch).resolve())
    if wrong:
        print(f"{args.source}: {wrong}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
