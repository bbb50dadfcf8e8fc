#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Measures how link and analysis grow with the program.

Generates programs with scripts/gen_program.py, runs `mapwarden analyze` on each,
and prints a table of time (user CPU, the best of --runs) and peak memory with the
growth of both against that of the size. Exit code 1 if one grows by more than
--limit times the size ratio between two rows. --write replaces the table in
docs/benchmarks.md. Measure an optimised build on a quiet machine.
"""

import argparse
import os
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PAGE = os.path.join(ROOT, "docs", "benchmarks.md")
BEGIN, END = "<!-- bench_link: begin -->", "<!-- bench_link: end -->"


def generate(functions, folder):
    script = os.path.join(ROOT, "scripts", "gen_program.py")
    return int(subprocess.check_output([sys.executable, script, str(functions), folder]))


CLOCK_TICK = 1 / os.sysconf("SC_CLK_TCK")


def measure(mapwarden, folder):
    """User CPU seconds and peak MiB of one analysis, as wait4 reports them."""
    files = sorted(os.path.join(folder, name) for name in os.listdir(folder))
    command = [mapwarden, "analyze", "--exit-zero", "-q", "--output", "json:/dev/null", *files]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"bench_link: mapwarden failed with {process.returncode}")
    # A run shorter than a tick of the clock may be counted as no time at all, and nothing grows from zero.
    return max(usage.ru_utime, CLOCK_TICK), usage.ru_maxrss / 1024


def growth(row, before, column):
    """How much faster than the size a column grows; 1 is linear."""
    return (row[column] / before[column]) / (row[0] / before[0])


def format_rows(rows):
    lines = ["| functions | facts MB | user s | peak MB | time / size ratio | memory / size ratio |",
             "| ---: | ---: | ---: | ---: | ---: | ---: |"]
    for before, row in zip([None, *rows], rows):
        ratios = ["-", "-"] if before is None else [f"{growth(row, before, i):.2f}" for i in (2, 3)]
        lines.append(f"| {row[0]:,} | {row[1]:.0f} | {row[2]:.1f} | {row[3]:.0f} | {ratios[0]} | {ratios[1]} |")
    return "\n".join(lines)


def write_page(table):
    with open(PAGE, encoding="utf-8") as file:
        before, rest = file.read().split(BEGIN)
    with open(PAGE, "w", encoding="utf-8") as file:
        file.write(f"{before}{BEGIN}\n{table}\n{END}{rest.split(END)[1]}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mapwarden", default=os.path.join(ROOT, "build", "bin", "mapwarden"))
    parser.add_argument("--sizes", default="10000,100000,1000000", help="functions, separated by commas")
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--limit", type=float, default=1.2)
    parser.add_argument("--write", action="store_true", help="put the table into docs/benchmarks.md")
    args = parser.parse_args()
    rows = []
    for size in map(int, args.sizes.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            functions = generate(size, folder)
            facts = sum(entry.stat().st_size for entry in os.scandir(folder)) / 1e6
            runs = [measure(args.mapwarden, folder) for _ in range(args.runs)]
        rows.append((functions, facts, min(run[0] for run in runs), min(run[1] for run in runs)))
        print(f"{functions} functions: {rows[-1][2]:.1f} s, {rows[-1][3]:.0f} MB", file=sys.stderr)
    table = format_rows(rows)
    print(table)
    if args.write:
        write_page(table)
    worst = max((growth(row, before, i) for before, row in zip(rows, rows[1:]) for i in (2, 3)), default=0)
    return 1 if worst > args.limit else 0


if __name__ == "__main__":
    sys.exit(main())
