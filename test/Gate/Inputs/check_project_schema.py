#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""check_project_schema.py PROJECT_SCHEMA MODEL_SCHEMA SETTINGS READER: the project schema has the keys of the reader."""

import json
import pathlib
import re
import sys

project, models = (json.loads(pathlib.Path(name).read_text()) for name in sys.argv[1:3])
settings = set(re.findall(r'Do\("([^"]+)", &', pathlib.Path(sys.argv[3]).read_text()))
reader = pathlib.Path(sys.argv[4]).read_text()


def must_agree(schema: dict, keys: set[str]) -> None:
    assert keys
    assert set(schema) == keys, set(schema) ^ keys


def keys_of(variable: str) -> set[str]:
    return set(re.findall(rf'Io\.map(?:Optional|Required)\("([^"]+)", {variable}\.', reader))


properties = project["properties"]
must_agree(properties, settings | set(models["properties"]))
must_agree(properties["suppressions"]["items"]["properties"], keys_of("Rule"))
must_agree(properties["overrides"]["items"]["properties"], keys_of("Override"))
must_agree(properties["entries"]["properties"], keys_of("Entries"))
