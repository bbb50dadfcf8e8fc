#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""check_exchange.py FOLDER: reads the reports there as their consumers do."""

import json
import pathlib
import re
import sys
import xml.etree.ElementTree as ElementTree

folder = pathlib.Path(sys.argv[1])
source = json.loads((folder / "hostile.json").read_text("utf-8"))
count = sum(1 for finding in source["findings"] if finding["suppressed"] is None)
assert count


def text(name):
    data = (folder / name).read_bytes()
    data.decode("utf-8")
    # Our own JSON is data, names as they are; all others are shown to people.
    harmful = set("\x1b\x07\r" if name == "l.jsonl" else "\x1b\x07\u202e\u200b\r") & set(data.decode("utf-8"))
    assert not harmful, (name, harmful)
    return data.decode("utf-8")


errors = ElementTree.fromstring(text("c.xml")).findall("file/error")
assert len(errors) == count and all("::error::n" in e.get("message") for e in errors)

suite = ElementTree.fromstring(text("j.xml")).find("testsuite")
assert len(suite.findall("testcase/failure")) == count == int(suite.get("failures"))

issues = json.loads(text("g.json"))
assert len(issues) == count and all(re.fullmatch("[0-9a-f]+", i["fingerprint"]) for i in issues)
assert all({"description", "check_name", "severity", "location"} <= set(i) for i in issues)

diagnostics = json.loads(text("r.json"))["diagnostics"]
assert len(diagnostics) == count and all(d["location"]["range"]["start"]["line"] for d in diagnostics)

lines = [json.loads(line) for line in text("l.jsonl").splitlines()]
assert lines[0]["version"] == 1 and "findings" not in lines[0] and len(lines) == 1 + len(source["findings"])

rows = [line for line in text("m.md").splitlines() if line.startswith("|")]
assert len(rows) == 2 + count, rows
for row in rows[2:]:
    assert row.count("|") == 5 and "<script" not in row and "`" not in row and "[p]" not in row
    assert set(re.findall(r"<[^>]*>", row)) <= {"<code>", "</code>", "<br>"}

for line in text("a.txt").splitlines():
    assert re.match(r"::(error|warning|notice) ", line), line
for name in ("p.txt", "t.txt"):
    assert len([line for line in text(name).splitlines() if re.match(r"\S.*: (error|warning|note): ", line)]) == count
json.loads(text("s.sarif"))
