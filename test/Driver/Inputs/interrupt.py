#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""interrupt.py SIGNAL COMMAND...: runs a scan, sends it SIGNAL once only one worker is busy, and
prints its stdout, its exit code and how many of its workers are left."""

import pathlib
import signal
import subprocess
import sys
import time


def children(pid):
    """The processes below `pid`, with the CPU time that each has used, in ticks."""
    found = {}
    for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(fields[1]) == pid and fields[0] != "Z":
            found[int(stat.parent.name)] = int(fields[11]) + int(fields[12])
    return found


def alive(pid):
    try:
        return pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


# A shell's background job ignores SIGINT; this is no such job.
signal.signal(signal.SIGINT, signal.default_int_handler)
process = subprocess.Popen(sys.argv[2:], stdout=subprocess.PIPE, text=True)
deadline = time.monotonic() + 60
workers, before = {}, {}
while time.monotonic() < deadline:
    time.sleep(0.5)
    workers = children(process.pid)
    busy = [pid for pid, ticks in workers.items() if ticks > before.get(pid, -1)]
    if len(workers) == 2 and len(busy) == 1:
        break
    before = workers
process.send_signal(getattr(signal, sys.argv[1]))
output, _ = process.communicate(timeout=60)
print(output)
print("exit code", process.returncode)
time.sleep(0.5)
print("workers left", sum(alive(pid) for pid in workers))
