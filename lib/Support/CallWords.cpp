// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Words and what they tell.
#include "Support/CallWords.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace mapwarden;
using llvm::StringLiteral;
using llvm::StringRef;

llvm::SmallVector<std::string, 4> mapwarden::wordsOf(StringRef Name) {
  llvm::SmallVector<std::string, 4> Words;
  bool IsInWord = false;
  for (size_t I = 0; I < Name.size(); ++I) {
    char C = Name[I];
    if (!llvm::isAlpha(C)) {
      IsInWord = false;
      continue;
    }
    // `onEvent`, and the last capital of `MHDStart`.
    bool Turns = llvm::isUpper(C) && I > 0 &&
                 (llvm::isLower(Name[I - 1]) ||
                  (llvm::isUpper(Name[I - 1]) && I + 1 < Name.size() &&
                   llvm::isLower(Name[I + 1])));
    if (!IsInWord || Turns)
      Words.emplace_back();
    Words.back() += llvm::toLower(C);
    IsInWord = true;
  }
  return Words;
}

static constexpr StringLiteral Ending[] = {
    "stop",        "destroy", "free",     "close",      "unregister", "remove",
    "shutdown",    "cancel",  "quit",     "disconnect", "uninstall",  "join",
    "unsubscribe", "deinit",  "release",  "terminate",  "finalize",   "fini",
    "unhook",      "unset",   "unlisten", "delete",     "unmount",    "dispose",
    "unbind",      "detach",  "disarm",   "end",        "cleanup",    "unref"};

static constexpr StringLiteral Keeping[] = {
    "register",  "set",       "add",      "on",       "start",    "create",
    "subscribe", "install",   "listen",   "connect",  "hook",     "watch",
    "callback",  "callbacks", "handler",  "handlers", "listener", "observe",
    "observer",  "notify",    "notifier", "schedule", "post",     "dispatch",
    "async",     "serve",     "bind",     "attach",   "accept",   "timer",
    "timeout",   "signal",    "event",    "events",   "spawn",    "submit",
    "queue",     "enqueue",   "launch",   "mount",    "init",     "monitor",
    "trigger",   "interrupt", "isr",      "cb",       "new",      "open",
    "main",      "route",     "service",  "endpoint", "plugin",   "subscriber",
    "server"};

static constexpr StringLiteral Calling[] = {
    "for",     "foreach",    "each",    "sort",   "qsort",     "search",
    "bsearch", "find",       "visit",   "walk",   "traverse",  "iterate",
    "enum",    "enumerate",  "scan",    "filter", "transform", "apply",
    "reduce",  "fold",       "compare", "cmp",    "exec",      "query",
    "select",  "parse",      "decode",  "invoke", "call",      "if",
    "any",     "all",        "none",    "count",  "partition", "generate",
    "merge",   "once",       "map",     "hash",   "equal",     "match",
    "replace", "decompose",  "glob",    "ftw",    "atexit",    "destructor",
    "deleter", "comparator", "sorted",  "min",    "max",       "unique",
    "dump",    "print",      "read",    "write",  "load",      "perform"};

static bool hasWord(llvm::ArrayRef<std::string> Words,
                    llvm::ArrayRef<StringLiteral> List) {
  return llvm::any_of(
      Words, [&](StringRef Word) { return llvm::is_contained(List, Word); });
}

CallVerb mapwarden::verbOf(StringRef Name) {
  // `event += callable`
  if (Name == "operator+=")
    return CallVerb::Keeps;
  if (Name == "operator-=")
    return CallVerb::Ends;
  llvm::SmallVector<std::string, 4> Words = wordsOf(Name);
  // What a callable is for tells more than what is done with it:
  // `disconnect_callback_set`, `register_destructor`.
  // `create_post_processor`: an object that calls back while it is fed.
  static constexpr StringLiteral Roles[] = {
      "comparator", "compare",   "cmp",     "destructor", "deleter",
      "sort",       "hash",      "equal",   "foreach",    "atexit",
      "parser",     "processor", "decoder", "tokenizer",  "lexer",
      "iterator",   "visitor"};
  static constexpr StringLiteral Targets[] = {
      "callback", "callbacks", "cb", "handler", "handlers", "listener", "hook"};
  static constexpr StringLiteral Setting[] = {"set", "add", "register",
                                              "install", "on"};
  static constexpr StringLiteral Several[] = {"parallel", "concurrent",
                                              "concurrently"};
  if (hasWord(Words, Several))
    return CallVerb::InParallel;
  if (hasWord(Words, Targets) && hasWord(Words, Setting))
    return CallVerb::Keeps;
  for (const std::string &Word : Words) {
    if (llvm::is_contained(Ending, Word))
      return CallVerb::Ends;
    if (llvm::is_contained(Keeping, Word))
      break;
  }
  if (hasWord(Words, Roles))
    return CallVerb::CallsBack;
  if (hasWord(Words, Keeping))
    return CallVerb::Keeps;
  return hasWord(Words, Calling) ? CallVerb::CallsBack : CallVerb::Unknown;
}

bool mapwarden::namesMaker(StringRef Name) {
  static constexpr StringLiteral Making[] = {
      "make",  "create", "new",     "alloc",    "allocate", "build",
      "clone", "copy",   "dup",     "open",     "spawn",    "construct",
      "parse", "load",   "produce", "generate", "init",     "acquire",
      "take",  "pop",    "begin",   "start",    "prepare",  "compute",
      "next",  "read",   "receive", "snapshot"};
  return hasWord(wordsOf(Name), Making);
}

StringRef mapwarden::memberInUsr(StringRef Usr) {
  return Usr.rsplit("@F@").second.take_until(
      [](char C) { return C == '#' || C == '<'; });
}
