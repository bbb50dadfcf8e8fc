#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Makes the skeleton of a check: its source, its line in the list, its page and its first test.

    scripts/new_check.py lost-update ["One sentence that says what it reports."]

Nothing that exists is overwritten. The page and the test then fail test/Meta until they say something: each part marks what is to be
written with TO DO.
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
NAME = re.compile(r"[a-z]+(-[a-z]+)*")
HEADINGS = ["What it reports", "Why it matters", "Example", "How to fix", "When it stays silent", "Options", "Limits"]
LICENCE = "SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception"

SOURCE = """// {licence}
/// \\file
/// {summary}
///
/// TO DO: the idea, and what is left out on purpose.
#include "checks/Evidence.h"
#include "checks/Rules.h"

using namespace mapwarden;

static const llvm::StringRef Tags[] = {{"concurrency", "CWE-362"}};
const RuleInfo mapwarden::{title}Rule = {{
    "mapwarden-{name}", "{title}",
    "{summary}",
    "error", Tags}};

void mapwarden::check{title}(const CheckContext &Ctx, FindingSink &Out) {{
  // TO DO: for each result of the analysis, a finding. See UnguardedAccess.cpp.
  (void)Ctx;
  (void)Out;
}}
"""

TEST = """// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// {summary}
#include <map>
#include <mutex>
#include <thread>

// TO DO: functions named ...Bad, with `expect: {name}` behind two slashes on the line of the finding, and the same code
// repaired the way people repair it, named ...Ok.
int main() {{}}
"""


def title_of(name):
    return "".join(word.capitalize() for word in name.split("-"))


def create(path, text):
    """Writes a new file; leaves an old one alone."""
    if path.exists():
        print(f"kept      {path}")
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    print(f"made      {path}")


def add_to_list(path, name):
    """Adds the entry to Checks.def, in alphabetical order after the entries that lead the list."""
    entry = f'MAPWARDEN_CHECK({title_of(name)}, "{name}")'
    text = path.read_text(encoding="utf-8")
    if entry in text:
        print(f"kept      {path}")
        return
    path.write_text(text.rstrip("\n") + "\n" + entry + "\n", encoding="utf-8")
    print(f"added to  {path}")


def page(name, summary):
    lines = [f"# mapwarden-{name}", ""]
    for heading in HEADINGS:
        body = summary if heading == "What it reports" else "None of its own." if heading == "Options" else "TO DO"
        lines += [f"## {heading}", "", body, ""]
    return "\n".join(lines[:-1]) + "\n"


def make(root, name, summary):
    words = {"name": name, "title": title_of(name), "summary": summary, "licence": LICENCE}
    create(root / "checks" / f"{words['title']}.cpp", SOURCE.format(**words))
    add_to_list(root / "checks" / "Checks.def", name)
    create(root / "docs" / "checks" / f"{name}.md", page(name, summary))
    create(root / "test" / "Checks" / name / f"{name}.cpp", TEST.format(**words))


def main():
    arguments = sys.argv[1:]
    root = ROOT
    if arguments[:1] == ["--root"] and len(arguments) > 1:
        root, arguments = pathlib.Path(arguments[1]), arguments[2:]
    if not 1 <= len(arguments) <= 2 or not NAME.fullmatch(arguments[0]):
        print(__doc__, file=sys.stderr)
        return 2
    make(root, arguments[0], arguments[1] if len(arguments) == 2 else "TO DO.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
