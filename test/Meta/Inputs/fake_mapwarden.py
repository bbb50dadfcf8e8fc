#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Stands in for mapwarden in the test of check_expect.py.

Reports what the comments `// report: CONFIDENCE CHECK` in the files of the
database's folder say; `// exit: CODE` sets the exit code and `// error` makes a unit degraded.
Prints the compile commands on stderr.
"""

import json
import pathlib
import re
import sys

root = pathlib.Path(sys.argv[sys.argv.index("-p") + 1])
for command in json.loads((root / "compile_commands.json").read_text()):
    print("unit", command["file"], *command["arguments"][1:], file=sys.stderr)
findings, code = [], None
for path in sorted(p for p in root.rglob("*") if p.is_file()):
    for number, line in enumerate(path.read_text().splitlines(), 1):
        for confidence, check in re.findall(r"// report: (\w+) ([a-z-]+)", line):
            findings.append({
                "check": f"mapwarden-{check}", "file": path.relative_to(root).as_posix(), "line": number,
                "confidence": confidence, "message": "a message",
            })
        for number in re.findall(r"// exit: (\d+)", line):
            code = int(number)
if "low" not in sys.argv:
    findings = [finding for finding in findings if finding["confidence"] != "low"]
degraded = sum("// error" in path.read_text() for path in root.rglob("*.cpp"))
print(json.dumps({"summary": {"units": {"degraded": degraded}}, "findings": findings}))
sys.exit((1 if findings else 0) if code is None else code)
