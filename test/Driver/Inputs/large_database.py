#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""large_database.py COUNT: a database of COUNT entries in the working directory, of which every hundredth file exists."""

import json
import pathlib
import sys

entries = []
for number in range(int(sys.argv[1])):
    folder = pathlib.Path(f"part{number % 100}")
    name = folder / f"unit{number}.cpp"
    if number % 100 == 0:
        folder.mkdir(exist_ok=True)
        name.write_text(f"int value{number}() {{ return {number}; }}\n")
    entries.append({"directory": ".", "file": str(name), "command": f"c++ -std=c++20 -DNUMBER={number} -c {name}"})
# The same file for every second entry from here on.
for entry in entries[::2]:
    entries.append(dict(entry))
pathlib.Path("compile_commands.json").write_text(json.dumps(entries))
