#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""count_findings.py REPORT: what a comparison came to."""

import json
import sys

report = json.load(open(sys.argv[1], encoding="utf-8"))
new = [f for f in report["findings"] if f["known"] == "new" and f["suppressed"] is None]
print(f"{len(new)} introduced, {len(report['comparison']['gone'])} gone, {report['summary']['known']} known")
