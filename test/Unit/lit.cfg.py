# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# -*- Python -*-
"""The GoogleTest programs, one for each room."""

import os

import lit.formats

if not hasattr(config, "unit_binary_dir"):
    # lit was pointed at the source folder; the site file of the build loads this file again.
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    site = os.path.join(root, os.environ.get("BUILD_DIR", "build"), "test", "Unit", "lit.site.cfg.py")
    if not os.path.exists(site):
        lit_config.fatal("no build found; run scripts/build, or set BUILD_DIR")
    lit_config.load_config(config, site)
    raise SystemExit

config.name = "mapwarden-unit"
config.test_source_root = config.unit_binary_dir
config.test_exec_root = config.unit_binary_dir
config.test_format = lit.formats.GoogleTest(".", "Tests")
