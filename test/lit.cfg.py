# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# -*- Python -*-
"""The tests of mapwarden that run its programs. docs of lit: `lit --help`.

`lit -v test/Link` runs the tests of a room (of the build in build/, or in
BUILD_DIR). Substitutions, besides lit's own (%s, %t, %S, ...):

  %mapwarden       the program
  %check_expect    test/check_expect.py: scan a test and compare with its `// expect:` comments
  %apply_fixes     test/apply_fixes.py: apply each fix that a scan offers, compile, and scan again
  %sarif_validate  test/sarif_validate.py: a SARIF file must pass sarif-multitool without a word
                   (REQUIRES: sarif-multitool)
  %clang_tidy      clang-tidy of the LLVM that mapwarden was built with
  %tidy_module     libMapwardenTidy.so (REQUIRES: tidy-module)
  %clangxx         clang++ of that LLVM
  %mock_std        the flags that select the mock standard library, test/Inputs/mock-std
  %llvm_include    the headers of that LLVM
  (REQUIRES: git for tests that make a repository; git knows nothing of the user there)
  %python          the Python that configured the build
  %build           the build folder (CMake's)
  %root            the root of the repository

FileCheck, not, split-file and count are in PATH.
"""

import os
import subprocess
from shutil import which

import lit.formats

if not hasattr(config, "binary_root"):
    # lit was pointed at the source folder; the site file of the build loads this file again.
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    site = os.path.join(root, os.environ.get("BUILD_DIR", "build"), "test", "lit.site.cfg.py")
    if not os.path.exists(site):
        lit_config.fatal("no build found; run scripts/build, or set BUILD_DIR")
    lit_config.load_config(config, site)
    raise SystemExit

config.name = "mapwarden"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".c", ".cpp", ".facts", ".findings", ".test", ".yaml"]
# Unit is a suite of its own.
config.excludes = ["Inputs", "Unit", "npm"]
config.test_source_root = os.path.join(config.source_root, "test")
config.test_exec_root = os.path.join(config.binary_root, "test")

mock_std = os.path.join(config.test_source_root, "Inputs", "mock-std")
check_expect = os.path.join(config.test_source_root, "check_expect.py")
apply_fixes = os.path.join(config.test_source_root, "apply_fixes.py")
sarif_validate = os.path.join(config.test_source_root, "sarif_validate.py")

config.substitutions += [
    (r"%mapwarden\b", config.mapwarden),
    (
        r"%check_expect\b",
        f"{config.python} {check_expect} --mapwarden {config.mapwarden} --clangxx {config.clangxx} --mock-std {mock_std}",
    ),
    (
        r"%apply_fixes\b",
        f"{config.python} {apply_fixes} --mapwarden {config.mapwarden} --clangxx {config.clangxx} --mock-std {mock_std}",
    ),
    (r"%sarif_validate\b", f"{config.python} {sarif_validate} --multitool {config.sarif_multitool}"),
    (r"%clang_tidy\b", config.clang_tidy),
    (r"%tidy_module\b", config.tidy_module),
    (r"%clangxx\b", config.clangxx),
    (r"%mock_std\b", f"-nostdinc++ -isystem {mock_std}"),
    (r"%llvm_include\b", os.path.join(os.path.dirname(config.llvm_tools_dir), "include")),
    (r"%python\b", config.python),
    (r"%split-file\b", "split-file"),
    (r"%build\b", config.binary_root),
    (r"%root\b", config.source_root),
]

# Daemons lie in /usr/sbin, which is not in everybody's PATH.
config.environment["PATH"] = os.pathsep.join([config.llvm_tools_dir, config.environment.get("PATH", ""), "/usr/sbin"])
# Nothing a test does may depend on, or change, what the developer has at home.
config.environment["HOME"] = os.path.join(config.test_exec_root, "home")
config.environment["XDG_CACHE_HOME"] = os.path.join(config.test_exec_root, "home", ".cache")
config.environment["PYTHONDONTWRITEBYTECODE"] = "1"
# Repositories that tests make are alike everywhere.
config.environment.update(
    GIT_CONFIG_GLOBAL=os.devnull,
    GIT_CONFIG_SYSTEM=os.devnull,
    GIT_AUTHOR_NAME="Author",
    GIT_AUTHOR_EMAIL="author@example.org",
    GIT_COMMITTER_NAME="Author",
    GIT_COMMITTER_EMAIL="author@example.org",
)
for program in ("git", "pre-commit", "dpkg-deb", "dpkg-shlibdeps", "cpack", "man", "make", "ninja", "bazel"):
    if which(program):
        config.available_features.add(program)
if all(which(program, path=config.environment["PATH"]) for program in ("slurmctld", "slurmd", "sbatch")):
    config.available_features.add("slurm")
# Nor on the developer's settings for mapwarden.
for name in [name for name in config.environment if name.startswith("MAPWARDEN_")]:
    config.environment.pop(name)
# Every scan of a test is a first one, but those of test/Cache.
config.environment["MAPWARDEN_CACHE_DIR"] = ""
# The SARIF validator is a .NET program.
config.environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1"


def has_header(header):
    return any(os.path.exists(os.path.join(root, header)) for root in ("/usr/include", "/usr/local/include"))


def has_package(name):
    return subprocess.run(["pkg-config", "--exists", name], check=False).returncode == 0 if which("pkg-config") else False


def has_openmp():
    run = subprocess.run([config.clangxx, "-print-resource-dir"], capture_output=True, text=True, check=False)
    return os.path.exists(os.path.join(run.stdout.strip(), "include", "omp.h"))


# Libraries whose real headers test/Libraries needs; scripts/setup installs them.
libraries = {
    "abseil": has_header("absl/synchronization/mutex.h"),
    "asio": has_header("asio.hpp"),
    "boost": has_header("boost/asio.hpp"),
    "glib": has_package("glib-2.0"),
    "grpc": has_header("grpcpp/grpcpp.h"),
    "hash-maps": has_header("tsl/hopscotch_map.h") and has_header("sparsehash/dense_hash_map"),
    "libuv": has_header("uv.h"),
    "openmp": has_openmp(),
    "poco": has_header("Poco/Thread.h"),
    "qt5": has_package("Qt5Concurrent"),
    "qt6": has_package("Qt6Concurrent"),
    "tbb": has_header("oneapi/tbb.h"),
}
config.available_features.update(name for name, found in libraries.items() if found)
if not all(libraries.values()):
    missing = ", ".join(name for name, found in libraries.items() if not found)
    lit_config.note(f"no headers of {missing}: their tests in test/Libraries are skipped; scripts/setup installs them")

if os.path.exists(config.sarif_multitool):
    config.available_features.add("sarif-multitool")
if config.sanitize:
    # LLVM itself is not instrumented: it does not tell the sanitizer about its arenas, and a program without the
    # sanitizer cannot load the module.
    config.available_features.add("sanitizer")
    config.environment["ASAN_OPTIONS"] = "detect_leaks=0:allow_user_poisoning=0"
    config.environment["UBSAN_OPTIONS"] = "print_stacktrace=1"
    config.environment["TSAN_OPTIONS"] = "second_deadlock_stack=1"
else:
    config.available_features.add("tidy-module")
