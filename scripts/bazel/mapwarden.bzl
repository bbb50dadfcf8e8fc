# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""mapwarden for Bazel: facts of each source as an action, programs as a link of them.

In WORKSPACE:

    load("//tools/mapwarden:mapwarden.bzl", "mapwarden_repository")
    mapwarden_repository(name = "mapwarden", path = "/usr/bin/mapwarden")

In a BUILD file:

    load("//tools/mapwarden:mapwarden.bzl", "mapwarden_report", "mapwarden_test")
    mapwarden_report(name = "server_races", deps = [":server"])
    mapwarden_test(name = "server_race_test", deps = [":server"])

The facts of a source depend on the source, its headers, its flags, the C++ toolchain and the tool itself, all of which
are inputs of the action: it can run in a sandbox or elsewhere, and its result can be shared through a remote cache.
Sources of external repositories are read for facts as well; nothing is reported on them but what a finding needs.
"""

load("@bazel_tools//tools/build_defs/cc:action_names.bzl", "CPP_COMPILE_ACTION_NAME")
load("@bazel_tools//tools/cpp:toolchain_utils.bzl", "find_cpp_toolchain")

MapwardenFactsInfo = provider(
    doc = "What mapwarden knows of a target and of what it depends on.",
    fields = {"facts": "depset of fact files, one for each C++ source"},
)

_SOURCES = ["cc", "cpp", "cxx", "c++", "C"]

def _mapwarden_repository_impl(ctx):
    ctx.symlink(ctx.attr.path, "mapwarden")
    ctx.file("BUILD.bazel", 'exports_files(["mapwarden"], visibility = ["//visibility:public"])\n')

mapwarden_repository = repository_rule(
    doc = "Makes an installed mapwarden known, so that another version of it makes other facts.",
    implementation = _mapwarden_repository_impl,
    attrs = {"path": attr.string(doc = "The program.", mandatory = True)},
    local = True,
)

_TOOL = {
    "_mapwarden": attr.label(
        default = "@mapwarden//:mapwarden",
        allow_single_file = True,
        executable = True,
        cfg = "exec",
    ),
}

def _compile_command(target, ctx, toolchain, source):
    """The words with which Bazel would compile the source."""
    features = cc_common.configure_features(
        ctx = ctx,
        cc_toolchain = toolchain,
        requested_features = ctx.features,
        unsupported_features = ctx.disabled_features,
    )
    context = target[CcInfo].compilation_context
    own = [ctx.expand_make_variables("copts", flag, {}) for flag in getattr(ctx.rule.attr, "copts", [])]
    local_defines = getattr(ctx.rule.attr, "local_defines", [])
    variables = cc_common.create_compile_variables(
        feature_configuration = features,
        cc_toolchain = toolchain,
        source_file = source.path,
        user_compile_flags = ctx.fragments.cpp.copts + ctx.fragments.cpp.cxxopts + own,
        include_directories = context.includes,
        quote_include_directories = context.quote_includes,
        system_include_directories = context.system_includes,
        preprocessor_defines = depset(local_defines, transitive = [context.defines, context.local_defines]),
    )
    compiler = cc_common.get_tool_for_action(feature_configuration = features, action_name = CPP_COMPILE_ACTION_NAME)
    flags = cc_common.get_memory_inefficient_command_line(
        feature_configuration = features,
        action_name = CPP_COMPILE_ACTION_NAME,
        variables = variables,
    )
    words = [compiler] + flags
    if source.path not in flags:
        words += ["-c", source.path]
    return words

def _extract(target, ctx, toolchain, source):
    facts = ctx.actions.declare_file(
        "{}.mapwarden/{}.mwf".format(target.label.name, source.path.replace("/", "_")),
    )
    arguments = ctx.actions.args()
    arguments.add("extract")
    arguments.add("--keep-going")
    arguments.add("--project-root", ".")
    arguments.add("-o", facts)
    arguments.add("--")
    arguments.add_all(_compile_command(target, ctx, toolchain, source))
    ctx.actions.run(
        executable = ctx.executable._mapwarden,
        arguments = [arguments],
        inputs = depset(
            [source] + [header for attribute in ["srcs", "textual_hdrs"] for header in getattr(ctx.rule.files, attribute, [])],
            transitive = [target[CcInfo].compilation_context.headers, toolchain.all_files],
        ),
        outputs = [facts],
        mnemonic = "MapwardenExtract",
        progress_message = "Extracting facts of %s" % source.short_path,
    )
    return facts

def _mapwarden_facts_impl(target, ctx):
    inherited = []
    for attribute in ["deps", "implementation_deps", "interface_deps"]:
        for dependency in getattr(ctx.rule.attr, attribute, []):
            if MapwardenFactsInfo in dependency:
                inherited.append(dependency[MapwardenFactsInfo].facts)
    facts = []
    if CcInfo in target and hasattr(ctx.rule.files, "srcs"):
        toolchain = find_cpp_toolchain(ctx)
        for source in ctx.rule.files.srcs:
            if source.extension in _SOURCES:
                facts.append(_extract(target, ctx, toolchain, source))
    return [MapwardenFactsInfo(facts = depset(facts, transitive = inherited))]

mapwarden_facts = aspect(
    doc = "Extracts the facts of a target's C++ sources and of all that it depends on.",
    implementation = _mapwarden_facts_impl,
    attr_aspects = ["deps", "implementation_deps", "interface_deps"],
    attrs = dict(_TOOL, _cc_toolchain = attr.label(default = "@bazel_tools//tools/cpp:current_cc_toolchain")),
    fragments = ["cpp"],
    toolchains = ["@bazel_tools//tools/cpp:toolchain_type"],
    incompatible_use_toolchain_transition = True,
)

def _link(ctx):
    program = ctx.actions.declare_file(ctx.label.name + ".mwp")
    facts = depset(transitive = [dependency[MapwardenFactsInfo].facts for dependency in ctx.attr.deps])
    arguments = ctx.actions.args()
    arguments.add("link")
    arguments.add("-o", program)
    listed = ctx.actions.args()
    listed.use_param_file("@%s", use_always = True)
    listed.set_param_file_format("multiline")
    listed.add_all(facts)
    ctx.actions.run(
        executable = ctx.executable._mapwarden,
        arguments = [arguments, listed],
        inputs = facts,
        outputs = [program],
        mnemonic = "MapwardenLink",
        progress_message = "Linking facts of %s" % ctx.label,
    )
    return program

def _mapwarden_report_impl(ctx):
    program = _link(ctx)
    json = ctx.actions.declare_file(ctx.label.name + ".json")
    sarif = ctx.actions.declare_file(ctx.label.name + ".sarif")
    arguments = ctx.actions.args()
    arguments.add_all(["report", program, "-q", "--exit-zero", "--max-failed-tus", "1000000"])
    arguments.add(json, format = "--output=json:%s")
    arguments.add(sarif, format = "--output=sarif:%s")
    ctx.actions.run(
        executable = ctx.executable._mapwarden,
        arguments = [arguments],
        inputs = [program],
        outputs = [json, sarif],
        mnemonic = "MapwardenReport",
        progress_message = "Reporting on %s" % ctx.label,
    )
    return [DefaultInfo(files = depset([program, json, sarif]))]

_DEPS = {"deps": attr.label_list(doc = "The programs and libraries.", aspects = [mapwarden_facts], mandatory = True)}

mapwarden_report = rule(
    doc = "Makes NAME.mwp, NAME.json and NAME.sarif; findings do not fail the build.",
    implementation = _mapwarden_report_impl,
    attrs = dict(_TOOL, **_DEPS),
)

def _mapwarden_test_impl(ctx):
    program = _link(ctx)
    script = ctx.actions.declare_file(ctx.label.name + ".sh")
    ctx.actions.write(
        script,
        "#!/bin/sh\nexec '%s' report '%s' %s\n" % (
            ctx.executable._mapwarden.short_path,
            program.short_path,
            " ".join(["'%s'" % option.replace("'", "'\\''") for option in ctx.attr.options]),
        ),
        is_executable = True,
    )
    return [DefaultInfo(executable = script, runfiles = ctx.runfiles([program, ctx.executable._mapwarden]))]

mapwarden_test = rule(
    doc = "Fails when mapwarden finds something in the programs.",
    implementation = _mapwarden_test_impl,
    attrs = dict(_TOOL, options = attr.string_list(doc = "For mapwarden report, such as --confidence=high."), **_DEPS),
    test = True,
)
