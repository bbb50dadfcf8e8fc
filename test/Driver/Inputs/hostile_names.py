#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Writes sources with strange names, and a database of them, into the working directory."""

import json
import shlex

NAMES = ["a b'\"c.cpp", "./-x.cpp", "$(touch pwned);%s\u202e.cpp", "\x1b[31mgone.cpp"]
for name in NAMES[:-1]:
    with open(name, "w", encoding="utf-8") as source:
        source.write("int x;\n")
with open("compile_commands.json", "w", encoding="utf-8") as database:
    json.dump(
        [{"directory": ".", "file": n, "command": f"c++ -c {shlex.quote(n)}"} for n in NAMES],
        database,
    )
