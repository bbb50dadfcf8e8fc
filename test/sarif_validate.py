#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Fails unless sarif-multitool validates SARIF files without an error or a warning.

The rules are those of SARIF itself and those of GitHub code scanning. The
validator's own exit code is 0 whatever it finds, so its log is read.
"""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile


def faults_of(args, file):
    """The number of errors and warnings in `file`, and what the validator printed."""
    with tempfile.TemporaryDirectory() as scratch:
        log = pathlib.Path(scratch) / "log.sarif"
        command = [args.multitool, "validate", file.resolve(), "--output", log, "--rule-kind", args.rule_kinds]
        command += ["--level", "Error;Warning", "--kind", "Fail"]
        run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        if run.returncode or not log.exists():
            return 1, run.stdout
        return len(json.loads(log.read_text(encoding="utf-8-sig"))["runs"][0]["results"]), run.stdout


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--multitool", required=True, help="the program Sarif.Multitool")
    parser.add_argument("--rule-kinds", default="Sarif;Ghas", help="rule sets to apply (default: %(default)s)")
    parser.add_argument("files", nargs="+", type=pathlib.Path)
    args = parser.parse_args()
    failed = False
    for file in args.files:
        if not file.is_file():
            sys.exit(f"{file}: no such file")
        faults, output = faults_of(args, file)
        if faults:
            failed = True
            print(output)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
