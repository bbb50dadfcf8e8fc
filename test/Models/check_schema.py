#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Compares lib/Models/schema.json with what the reader knows and what the defaults use.

Usage: check_schema.py SCHEMA DUMP [MODEL...]

DUMP is the output of `mapwarden models --dump`, in which every entry has every
key. The exit code is 1, with a line for each fault, if there are any.
"""

import json
import sys

import yaml


def item_of(schema, section):
    return schema["properties"][section]["items"]["properties"]


def operations_of(section, entry):
    return entry["members"] + entry["functions"] if section == "containers" else []


def faults(schema, dump, models):
    operation = schema["$defs"]["operation"]["properties"]
    for section in schema["properties"].keys() ^ dump.keys():
        yield f"section '{section}' is not in both the schema and the dump"
    effects, results = set(), {"nothing"}
    for section, entries in dump.items():
        keys = item_of(schema, section).keys() - {"inherit"}
        for entry in entries:
            for key in keys ^ entry.keys():
                yield f"{section}: key '{key}' is not in both the schema and the dump"
            for item in operations_of(section, entry):
                effects.update(item["effects"])
                results.add(item.get("returns", "nothing"))
                for key in item.keys() - operation.keys():
                    yield f"{section}: key '{key}' of an operation is not in the schema"
    if not effects <= set(operation["effects"]["items"]["enum"]):
        yield f"effects that the schema does not list: {sorted(effects)}"
    if results != set(operation["returns"]["enum"]):
        yield f"results in the schema and in the dump differ: {sorted(results)}"
    for name, model in models.items():
        for section, entries in model.items():
            for entry in entries:
                for key in entry.keys() - item_of(schema, section).keys():
                    yield f"{name}: key '{key}' is not in the schema"


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        schema = json.load(file)
    documents = {}
    for name in sys.argv[2:]:
        with open(name, encoding="utf-8") as file:
            documents[name] = yaml.safe_load(file)
    found = sorted(set(faults(schema, documents.pop(sys.argv[2]), documents)))
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
