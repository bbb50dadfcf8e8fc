#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Checks that a page shows the first finding and the summary of a text report as they are."""

import sys


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        page = file.read()
    with open(sys.argv[2], encoding="utf-8") as file:
        report = file.read().rstrip().split("\n\n")
    for part in (report[0], report[-1]):
        if f"```\n{part}\n```" not in page:
            sys.exit(f"{sys.argv[1]}: does not show:\n{part}")


if __name__ == "__main__":
    main()
