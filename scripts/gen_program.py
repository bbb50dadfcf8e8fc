#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Writes a program of about N functions as facts, to measure how link and analysis scale.

The program looks like a server of many modules. A module has some 40 functions: a
table class with three maps and a mutex, an interface with four implementations,
a worker thread that one method starts and another joins, a slot for a callback,
and two call chains ten deep that end in the tables of this and of earlier
modules. One module in twenty has a method that forgets its lock. All modules
count events in one global map behind a home-made guard, and a tree of
initialisers under main reaches every module. The functions of a header are
repeated in every unit, as inline functions are.

The same arguments give the same bytes.
"""

import argparse
import os
import random

# Where several functions call, so that call chains have this length.
DEPTH = 10
# Modules that one initialiser, or one of its callers, runs.
FAN_OUT = 8
FUNCTIONS_PER_MODULE = 39

HEADER = """\
global "c:@metrics" name=metrics at "base.h":1:1 flags=container
global "c:@metricsLock" name=metricsLock at "base.h":2:1 flags=mutex
class "c:@S@Guard" name="Guard" at "base.h":4:1
  field "c:@S@Guard@FI@Held" name="Held" at "base.h":5:1 flags=reference
function "c:@S@Guard@F@Guard" name="Guard::Guard" at "base.h":6:1 flags=method,constructor,public class="c:@S@Guard"
  param Given flags=reference
  block 0
    %0 assign this."c:@S@Guard@FI@Held" at "base.h":6:5 args=[$0]
    %1 lock this."c:@S@Guard@FI@Held" at "base.h":6:9
function "c:@S@Guard@F@~Guard" name="Guard::~Guard" at "base.h":7:1 flags=method,destructor,public class="c:@S@Guard"
  block 0
    %0 unlock this."c:@S@Guard@FI@Held" at "base.h":7:5
function "c:@F@count" name="count" at "base.h":9:1 flags=external
  param Name flags=const
  local L class="c:@S@Guard"
  block 0
    %0 call l0 callee=fn "c:@S@Guard@F@Guard" flags=constructs at "base.h":10:1 args=[@"c:@metricsLock"]
    %1 access @"c:@metrics" name="operator[]" flags=write,inserts at "base.h":11:1 args=[$0]
    %2 call l0 callee=fn "c:@S@Guard@F@~Guard" flags=destroys at "base.h":12:1
"""
HEADER_FUNCTIONS = HEADER.count("function ")


class Unit:
    """The text of one translation unit; counts lines and functions."""

    def __init__(self, name):
        self.name = name
        self.lines = ["facts 1", f'main-file "{name}"', HEADER.rstrip()]
        self.line = 0
        self.functions = 0

    def at(self):
        self.line += 1
        return f'at "{self.name}":{self.line}:3'

    def entity(self, text):
        self.lines.append(f"{text} {self.at()}")

    def function(self, usr, name, flags, body, owner=None, params=(), local=None, overrides=None):
        self.functions += 1
        more = (f' class="{owner}"' if owner else "") + (f' overrides=["{overrides}"]' if overrides else "")
        self.lines.append(f'function "{usr}" name="{name}" {self.at()} flags={flags}{more}')
        self.lines += [f"  param {param}" for param in params]
        if local:
            self.lines.append(f"  local {local}")
        self.lines.append("  block 0")
        for number, instruction in enumerate(body):
            head, args = instruction if isinstance(instruction, tuple) else (instruction, "")
            self.lines.append(f"    %{number} {head} {self.at()}" + (f" args=[{args}]" if args else ""))

    def write(self, folder):
        path = os.path.join(folder, self.name.replace("/", "_") + ".facts")
        with open(path, "w", encoding="utf-8") as file:
            file.write("\n".join(self.lines) + "\nend\n")


def call(usr, args="", receiver="", flags=""):
    receiver = receiver and receiver + " "
    flags = flags and " flags=" + flags
    return (f'call {receiver}callee=fn "{usr}"{flags}', args)


class Module:
    """Module number `n`. It may use those before it."""

    def __init__(self, n, unit, rng):
        self.n, self.unit, self.rng = n, unit, rng
        self.owner, self.name = f"c:@S@Table{n}", f"Table{n}"
        self.table = f'@"c:@table{n}"'

    def field(self, name):
        return f'this."{self.owner}@FI@{name}"'

    def access(self, field, name, flags, args="$0"):
        return (f'access {self.field(field)} name="{name}" flags={flags}', args)

    def locked(self, *body):
        return [('guard l0 name="lock_guard"', self.field("Mutex")), *body, "guard-end l0"]

    def method(self, name, body, flags="method,public,external", params=("Key flags=const",)):
        self.unit.function(f"{self.owner}@F@{name}", f"{self.name}::{name}", flags, body, self.owner, params, "L flags=guard")

    def write(self):
        self.write_classes()
        self.write_table()
        self.write_worker()
        self.write_handlers()
        for chain in (0, 1):
            self.write_chain(chain)
        self.write_run()

    def write_classes(self):
        unit, n = self.unit, self.n
        unit.entity(f'class "{self.owner}" name="{self.name}"')
        for field, kind in (("Rows", "container"), ("Index", "container"), ("Names", "container")):
            unit.entity(f'  field "{self.owner}@FI@{field}" name="{field}" flags={kind}')
        for field, kind in (("Mutex", "mutex"), ("Worker", "thread"), ("Changed", "callable")):
            unit.entity(f'  field "{self.owner}@FI@{field}" name="{field}" flags={kind}')
        unit.entity(f'global "c:@table{n}" name="table{n}" class="{self.owner}"')
        unit.entity(f'class "c:@S@Handler{n}" name="Handler{n}" flags=abstract')
        for i in range(4):
            unit.entity(f'class "c:@S@Handler{n}_{i}" name="Handler{n}_{i}" bases=["c:@S@Handler{n}"]')

    def write_table(self):
        erase = [self.access("Rows", "erase", "write,erases"), self.access("Index", "erase", "write,erases")]
        self.method("put", self.locked(self.access("Rows", "operator[]", "write,inserts"), self.access("Index", "insert", "write,inserts")))
        self.method("get", self.locked(self.access("Rows", "find", "read,tests-presence")))
        self.method("drop", erase if self.n % 20 == 7 else self.locked(*erase))
        self.method("name", self.locked(self.access("Names", "emplace", "write,inserts,inserts-if-absent")))
        self.method("size", self.locked(self.access("Rows", "size", "read", "")))
        self.method("sweepLocked", [self.access("Rows", "range-for", "read,iterates", ""), self.access("Names", "clear", "write,clears", "")], "method")
        self.method("sweep", self.locked(call(f"{self.owner}@F@sweepLocked", receiver="this")))

    def write_worker(self):
        owner, n = self.owner, self.n
        self.method("work", [
            call(f"{owner}@F@sweep", receiver="this"),
            call(f"{owner}@F@put", 'const "0"', "this"),
            f"call callee={self.field('Changed')}",
        ], "method")
        self.method("start", [(f'spawn {self.field("Worker")} callee=fn "{owner}@F@work"', "this")])
        self.method("stop", [f'join {self.field("Worker")}', self.access("Rows", "clear", "write,clears", "")])
        self.method("onChange", [(f"assign {self.field('Changed')}", "$0")], params=("Call flags=callable",))
        self.unit.function(f"c:@F@changed{n}", f"changed{n}", "external", [call("c:@F@count", 'const "changed"')])

    def write_handlers(self):
        n = self.n
        self.unit.function(f"c:@S@Handler{n}@F@handle", f"Handler{n}::handle", "method,virtual,pure,public,external", [], f"c:@S@Handler{n}", ("Key flags=const",))
        for i, operation in enumerate(("put", "get", "drop", "name")):
            self.unit.function(f"c:@S@Handler{n}_{i}@F@handle", f"Handler{n}_{i}::handle", "method,virtual,public,external",
                               [call(f"{self.owner}@F@{operation}", "$0", self.table)], f"c:@S@Handler{n}_{i}", ("Key flags=const",),
                               overrides=f"c:@S@Handler{n}@F@handle")
        self.unit.function(f"c:@F@dispatch{n}", f"dispatch{n}", "external",
                           [call(f"c:@S@Handler{n}@F@handle", "$0", "$1", "virtual")], params=("Key flags=const", "To flags=reference"))

    def earlier(self):
        """The number of a module to use: a near one, or one of the basic ones."""
        if self.rng.random() < 0.7:
            return max(0, self.n - self.rng.randint(1, 8))
        return self.rng.randrange(self.n // 50 + 1)

    def write_chain(self, chain):
        n = self.n
        for level in range(DEPTH):
            if level + 1 < DEPTH:
                body = [call(f"c:@F@serve{n}_{chain}_{level + 1}", "$0")]
                if level == 4:
                    body.append(call("c:@F@count", 'const "serve"'))
            else:
                used = self.earlier()
                operation = self.rng.choice(("get", "name", "size"))
                body = [call(f"{self.owner}@F@{('get', 'put')[chain]}", "$0", self.table),
                        call(f"c:@S@Table{used}@F@{operation}", "$0", f'@"c:@table{used}"')]
            self.unit.function(f"c:@F@serve{n}_{chain}_{level}", f"serve{n}_{chain}_{level}", "external", body, params=("Key flags=const",))

    def write_run(self):
        n, owner = self.n, self.owner
        self.unit.function(f"c:@F@run{n}", f"run{n}", "external", [
            call(f"{owner}@F@onChange", f'fn "c:@F@changed{n}"', self.table),
            call(f"{owner}@F@put", 'const "1"', self.table),
            call(f"{owner}@F@start", receiver=self.table),
            call(f"c:@F@serve{n}_0_0", 'const "2"'),
            call(f"c:@F@serve{n}_1_0", 'const "3"'),
            call(f"c:@F@dispatch{n}", 'const "4", unknown'),
            call(f"{owner}@F@stop", receiver=self.table),
        ])


def write_initialisers(unit, modules):
    """A tree of functions that run everything, up to main."""
    level, number = [f"c:@F@run{n}" for n in range(modules)], 0
    while len(level) > 1:
        above = []
        for first in range(0, len(level), FAN_OUT):
            usr = f"c:@F@init{number}"
            unit.function(usr, f"init{number}", "external", [call(below) for below in level[first:first + FAN_OUT]])
            above.append(usr)
            number += 1
        level = above
    unit.function("c:@F@main", "main", "main,external", [call(level[0])])


def write_program(functions, folder, seed, unit_functions):
    rng = random.Random(seed)
    modules = max(1, functions // (FUNCTIONS_PER_MODULE + 1))
    per_unit = max(1, unit_functions // FUNCTIONS_PER_MODULE)
    written = HEADER_FUNCTIONS
    os.makedirs(folder, exist_ok=True)
    for first in range(0, modules, per_unit):
        unit = Unit(f"src/m{first // per_unit:05}.cpp")
        for n in range(first, min(first + per_unit, modules)):
            Module(n, unit, rng).write()
        unit.write(folder)
        written += unit.functions
    unit = Unit("src/main.cpp")
    write_initialisers(unit, modules)
    unit.write(folder)
    return written + unit.functions


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("functions", type=int, help="about so many functions")
    parser.add_argument("folder", help="where the fact files go")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--unit-functions", type=int, default=400, help="functions of one translation unit [400]")
    args = parser.parse_args()
    print(write_program(args.functions, args.folder, args.seed, args.unit_functions))


if __name__ == "__main__":
    main()
