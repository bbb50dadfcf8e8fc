#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Checks a JSON report against docs/reference/report.schema.json.

Knows the keywords that the schema uses and no others, and is stricter than the
schema in one way: a key that the schema does not name is an error, because a
new key must be documented.
"""

import json
import sys

TYPES = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool, "null": type(None)}
KNOWN = {"$schema", "$defs", "title", "description", "type", "required", "properties", "items", "enum", "const"}
KNOWN |= {"minimum", "maximum", "$ref", "anyOf"}


def has_type(value, name):
    return isinstance(value, TYPES[name]) and not (name == "integer" and isinstance(value, bool))


def faults(value, schema, root, path):
    """Yields a line for everything in `value` that `schema` does not allow."""
    for keyword in schema.keys() - KNOWN:
        yield f"{path}: the schema uses {keyword}, which this script does not know"
    if "$ref" in schema:
        target = root
        for part in schema["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        yield from faults(value, target, root, path)
    if "anyOf" in schema and all(list(faults(value, choice, root, path)) for choice in schema["anyOf"]):
        yield f"{path}: fits no alternative"
    if "const" in schema and value != schema["const"]:
        yield f"{path}: {value!r} is not {schema['const']!r}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{path}: {value!r} is none of {schema['enum']}"
    names = schema.get("type", [])
    names = [names] if isinstance(names, str) else names
    if names and not any(has_type(value, name) for name in names):
        yield f"{path}: {value!r} is not of type {' or '.join(names)}"
    elif has_type(value, "integer") and not schema.get("minimum", value) <= value <= schema.get("maximum", value):
        yield f"{path}: {value} is out of range"
    if isinstance(value, dict) and "properties" in schema:
        for key in schema.get("required", []):
            if key not in value:
                yield f"{path}: {key} is missing"
        for key in value:
            if key in schema["properties"]:
                yield from faults(value[key], schema["properties"][key], root, f"{path}.{key}")
            else:
                yield f"{path}: {key} is not in the schema"
    if isinstance(value, list) and "items" in schema:
        for index, element in enumerate(value):
            yield from faults(element, schema["items"], root, f"{path}[{index}]")


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: check_schema.py SCHEMA REPORT")
    with open(sys.argv[1], encoding="utf-8") as file:
        schema = json.load(file)
    with open(sys.argv[2], encoding="utf-8") as file:
        report = json.load(file)
    found = list(faults(report, schema, schema, "report"))
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
