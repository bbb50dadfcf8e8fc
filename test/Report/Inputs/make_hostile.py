#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""make_hostile.py REPORT: the report with names that try to leave every medium."""

import json
import sys

NASTY = (
    "a\x1b]0;x\x07b\u202ec\u200bd-->e]]>f</code><script>g|h`i*j\"k'l&m\n::error::n\r\n%0Ao"
    "{% raw %}[p](http://q)<br>@user #1\ufffd"
)

report = json.load(open(sys.argv[1], encoding="utf-8"))
for finding in report["findings"]:
    for side in [finding, finding["access"], *finding["others"]]:
        side["file"] = "src/" + NASTY + ".cpp"
        side["object"] = NASTY
    for side in [finding["access"], *finding["others"]]:
        side["function"] = side["context"] = side["operation"] = NASTY
        for lock in side["locks"]:
            lock["name"] = NASTY
        for step in side["trace"]:
            step["text"] = NASTY
    finding["message"] = finding["advice"] = NASTY
json.dump(report, sys.stdout)
