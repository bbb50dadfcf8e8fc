#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Writes docs/models.md, the table of the library models, from `mapwarden models --dump`.

Usage: gen_models_doc.py DUMP PAGE           writes PAGE
       gen_models_doc.py --check DUMP PAGE   fails if PAGE is not what it would write
"""

import pathlib
import re
import sys

import yaml

HEAD = """\
# Library models

What mapwarden knows of libraries, entry by entry. This page is generated from the models
([lib/Models/defaults](../lib/Models/defaults)) by `scripts/gen_models_doc.py`; do not edit it.

`mapwarden models --dump` prints the models in full: what each member reads, writes and invalidates, which argument is run,
and where an entry comes from. A file of your own, given with `--models FILE` or found as `.mapwarden.yaml` in the project root,
adds entries or replaces them by id ([reference/model-files.md](reference/model-files.md)).
"""

# What a section is about, in the order of the page.
SECTIONS = {
    "containers": "maps and sets",
    "locks": "locks",
    "lock-functions": "functions on locks",
    "guards": "guards",
    "locked": "objects under a lock",
    "waits": "waits",
    "threads": "threads, futures, groups",
    "spawns": "start a thread or task",
    "executors": "executors and loops",
    "frameworks": "bases whose methods a framework calls",
    "joins": "wait for a thread",
    "call-throughs": "call what they are given",
    "pointers": "pointers",
    "sequences": "sequences",
    "identities": "return their argument",
    "allocations": "allocate",
    "thread-numbers": "number the threads",
    "binds": "bind arguments",
    "callables": "hold a callable",
    "atomics": "atomics",
}


def note(section, entry):
    """What sets the entry apart from others of its section."""
    words = []
    if section == "containers":
        if entry["internally-synchronised"]:
            words.append("safe by itself")
        elif not entry["node-based"]:
            words.append("an erasure moves elements")
    if section == "lock-functions":
        words.append(entry["does"] + (", shared" if entry["shared"] else ""))
    if section == "guards":
        if entry["shared"]:
            words.append("shared")
        if entry["writer-argument"] >= 0:
            words.append(f"argument {entry['writer-argument']} says whether it writes")
    if section == "spawns":
        if entry["many"]:
            words.append("several at once")
        if entry["joins-here"]:
            words.append("ends before it returns")
        if entry["executor-argument"] != -1 or entry["executor"]:
            words.append("on an executor")
    if section == "executors":
        if entry["serial"]:
            words.append("one task after the other")
        if entry["run"] or entry["run-functions"]:
            words.append("runs tasks in " + ", ".join(f"`{name}`" for name in entry["run"] + entry["run-functions"]))
    if section == "threads" and entry["joins-on-destruction"]:
        words.append("its destructor waits")
    if section == "joins" and entry["detaches"]:
        words.append("detaches")
    return "; ".join(words)


def read_dump(text):
    """The dump as {section: [entry]}, each entry with the file it came from."""
    sections = yaml.safe_load(text)
    origins = re.findall(r"^  # (\S+):\d+$", text, re.MULTILINE)
    entries = [(section, entry) for section, entries in sections.items() for entry in entries]
    assert len(origins) == len(entries), "an entry without an origin"
    for (_, entry), origin in zip(entries, origins):
        entry["origin"] = pathlib.PurePosixPath(origin).name
    return entries


def make_page(text):
    files = {}
    for section, entry in read_dump(text):
        files.setdefault(entry["origin"], {}).setdefault(section, []).append(entry)
    lines = [HEAD]
    for name in sorted(files):
        lines += [f"## {name}", "", "| what | id | names | |", "| --- | --- | --- | --- |"]
        for section, title in SECTIONS.items():
            for entry in files[name].get(section, []):
                names = entry.get("types", []) + (entry.get("functions", []) if section != "containers" else [])
                spelled = ", ".join(f"`{each}`" for each in names)
                lines.append(f"| {title} | {entry['id']} | {spelled} | {note(section, entry)} |")
        lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


def main():
    arguments = sys.argv[1:]
    check = arguments[:1] == ["--check"]
    dump, page = map(pathlib.Path, arguments[check:])
    text = make_page(dump.read_text(encoding="utf-8"))
    if not check:
        page.write_text(text, encoding="utf-8")
        return 0
    if page.exists() and page.read_text(encoding="utf-8") == text:
        return 0
    print(f"{page} is not current: run scripts/gen_models_doc.py on the output of 'mapwarden models --dump'")
    return 1


if __name__ == "__main__":
    sys.exit(main())
