// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// `mapwarden cache`: what is kept from scan to scan, and how to be rid of it.
#include "CommandLine.h"
#include "ExtractionOptions.h"

#include "llvm/Support/Format.h"

using namespace mapwarden;

namespace {

struct CacheCommand {
  ProjectFile Project;
  std::string Given, Action;
  uint64_t MaxMiB = 5 << 10;

  int run();
};

std::string describe(const CacheStatistics &Found) {
  std::string Text;
  llvm::raw_string_ostream(Text)
      << Found.Units << " translation units, " << Found.Facts << " facts, "
      << Found.Results << " results, "
      << llvm::format("%.1f MiB", Found.Bytes / double(1 << 20));
  return Text;
}

int CacheCommand::run() {
  if (llvm::Error E = Project.load(""))
    return fail(std::move(E));
  const std::string Folder = findCacheFolder(Given, Project);
  if (Folder.empty())
    return fail("there is no cache folder; name one with --cache-dir");
  const CacheFolder Cache(Folder, /*IsReadOnly=*/false);
  const CacheStatistics Before = Cache.count();
  if (Action == "stats") {
    llvm::outs() << Folder << ": " << describe(Before) << "\n";
    return ExitOk;
  }
  if (Action == "verify") {
    uint64_t Damaged = Cache.verify();
    llvm::outs() << Folder << ": " << describe(Before) << "; " << Damaged
                 << (Damaged == 1 ? " was" : " were")
                 << " damaged and removed\n";
    return ExitOk;
  }
  if (Action == "prune")
    Cache.prune(MaxMiB << 20, /*Always=*/true);
  else if (llvm::Error E = Cache.clear())
    return fail(std::move(E));
  llvm::outs() << Folder << ": " << describe(Cache.count()) << " left\n";
  return ExitOk;
}

} // namespace

void mapwarden::addCacheCommand(CommandLine &Line) {
  auto Command = std::make_shared<CacheCommand>();
  CLI::App *App = Line.App.add_subcommand(
      "cache", "Look at or empty what is kept from scan to scan");
  const std::vector<std::string> Actions = {"stats", "verify", "prune",
                                            "clear"};
  App->add_option("action", Command->Action,
                  "stats: count; verify: read all, remove what is damaged; "
                  "prune: down to --max-size; clear: remove all")
      ->required()
      ->type_name("stats|verify|prune|clear")
      ->check([Actions](const std::string &Word) {
        return llvm::is_contained(Actions, Word)
                   ? std::string()
                   : "unknown action '" + Word + "'" + suggest(Word, Actions);
      });
  App->add_option("--cache-dir", Command->Given,
                  "the folder (default: MAPWARDEN_CACHE_DIR, the project file, "
                  "or mapwarden in the user's cache folder)")
      ->type_name("DIR");
  addNumber(*App, "--max-size", Command->MaxMiB, 0,
            "MiB that prune leaves; 0 for no limit [5120]");
  Command->Project.add(*App);
  App->callback(
      [Command, &Line] { Line.Run = [Command] { return Command->run(); }; });
}
