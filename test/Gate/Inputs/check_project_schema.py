#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""check_project_schema.py PROJECT_SCHEMA MODEL_SCHEMA READER: the project schema has the keys of the reader."""

import json
import pathlib
import re
import sys

project, models = (json.loads(pathlib.Path(name).read_text()) for name in sys.argv[1:3])
reader = pathlib.Path(sys.argv[3]).read_text()
settings = set(re.findall(r'readSetting\(Io, "([^"]+)"', reader))
rule = set(re.findall(r'Io\.map(?:Optional|Required)\("([^"]+)", Rule\.', reader))
assert settings and rule

known = set(project["properties"])
assert known == settings | set(models["properties"]), known ^ (settings | set(models["properties"]))
in_rule = set(project["properties"]["suppressions"]["items"]["properties"])
assert in_rule == rule, in_rule ^ rule
