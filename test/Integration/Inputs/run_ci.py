#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""run_ci.py github|gitlab ROOT PROGRAM BASE: does what the CI service would do with our files."""

import json
import os
import pathlib
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

import yaml

kind, root, program, base = sys.argv[1:]
root = pathlib.Path(root)
environment = dict(os.environ, MAPWARDEN=program, PATH=f"{root / 'ci'}:{os.environ['PATH']}")

if kind == "github":
    action = yaml.safe_load((root / "action.yml").read_text())
    values = {name: given.get("default", "") for name, given in action["inputs"].items()}
    values["base"] = base
    summary = pathlib.Path("summary.md")
    environment.update(GITHUB_ACTIONS="true", GITHUB_ACTION_PATH=str(root), GITHUB_STEP_SUMMARY=str(summary))
    code = 0
    for step in action["runs"]["steps"]:
        for name, value in step.get("env", {}).items():
            for given, text in values.items():
                value = value.replace("${{ inputs.%s }}" % given, text)
            assert "${{" not in value, value
            environment[name] = value
        assert "${{" not in step["run"], "values must not be pasted into a script"
        code = code or subprocess.run([step["shell"], "-c", step["run"]], env=environment, check=False).returncode
    sys.stdout.flush()
    print("summary:", summary.read_text().splitlines()[0])
else:
    template = yaml.safe_load((root / "ci/gitlab/mapwarden.gitlab-ci.yml").read_text())
    job = template["mapwarden"]
    environment.update(job["variables"], CI_MERGE_REQUEST_DIFF_BASE_SHA=base)
    code = subprocess.run(["sh", "-ec", "\n".join(job["script"])], env=environment, stdout=subprocess.DEVNULL, check=False).returncode
    reports = job["artifacts"]["reports"]
    print(f"{reports['codequality']}: {len(json.load(open(reports['codequality'])))}")
    print(f"{reports['junit']}: {len(ElementTree.parse(reports['junit']).findall('.//failure'))}")
print("code:", code)
