#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""make_database.py FOLDER [--reverse]: prints a database of the .cpp files in FOLDER."""

import json
import pathlib
import sys

sources = sorted(path.name for path in pathlib.Path(sys.argv[1]).glob("*.cpp"))
if "--reverse" in sys.argv:
    sources.reverse()
json.dump(
    [{"directory": ".", "file": s, "command": f"c++ -std=c++20 -pthread -c {s}"} for s in sources],
    sys.stdout,
)
