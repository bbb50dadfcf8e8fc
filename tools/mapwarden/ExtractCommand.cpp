// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// `mapwarden extract`: one translation unit to its facts.
///
/// For build systems (`extract -o a.mwf -- g++ -c a.cpp`, beside the compiler)
/// and for looking at what mapwarden understood (`extract a.cpp --
/// -std=c++20`). It runs in this process: isolation is the caller's business.
#include "CommandLine.h"
#include "ExtractionOptions.h"

#include "Driver/CommandCleaning.h"
#include "Support/OutputFile.h"
#include "Driver/ResponseFiles.h"
#include "Driver/ScanPlan.h"
#include "Facts/FactsText.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace mapwarden;

namespace {

struct ExtractCommand {
  ExtractionOptions Extraction;
  std::string File, OutputFile = "-", Form = "text";

  int run(const CommandLine &Line);
  llvm::Expected<DatabaseEntry> makeEntry(const CommandLine &Line);
};

/// The command line as a database would have it.
llvm::Expected<DatabaseEntry>
ExtractCommand::makeEntry(const CommandLine &Line) {
  llvm::Expected<std::string> Here = getWorkingDirectory();
  if (!Here)
    return Here.takeError();
  DatabaseEntry Entry;
  Entry.Directory = *Here;
  Entry.Arguments = Line.AfterDashes;
  if (!File.empty())
    Entry.Arguments.insert(Entry.Arguments.begin(), "clang++");
  else if (Entry.Arguments.empty())
    return llvm::createStringError(
        "extract: name a source file, or a compile command after '--'");
  llvm::Expected<std::vector<std::string>> Expanded =
      expandResponseFiles(std::move(Entry.Arguments), *Here);
  if (!Expanded)
    return Expanded.takeError();
  Entry.Arguments = std::move(*Expanded);
  std::string Source =
      File.empty() ? findSourceArgument(Entry.Arguments) : File;
  if (Source.empty())
    return llvm::createStringError("extract: the compile command after '--' "
                                   "does not name exactly one source file");
  llvm::SmallString<256> Absolute(Source);
  llvm::sys::fs::make_absolute(Absolute);
  llvm::sys::path::remove_dots(Absolute, /*remove_dot_dot=*/true);
  Entry.File = std::string(Absolute);
  if (!llvm::sys::fs::exists(Entry.File))
    return llvm::createStringError("no such file: '" + Source + "'");
  return Entry;
}

int ExtractCommand::run(const CommandLine &Line) {
  if (llvm::Error E = Extraction.prepare())
    return fail(std::move(E));
  llvm::Expected<DatabaseEntry> Entry = makeEntry(Line);
  if (!Entry)
    return fail(Entry.takeError());
  CleanCommand Command = cleanCommand(*Entry);
  if (!Command.SkipReason.empty())
    return fail("'" + Entry->File + "' is not analysed: " + Command.SkipReason);
  std::string Root = Extraction.projectRoot();
  if (Root.empty())
    Root = findProjectRoot(llvm::StringRef(Entry->File));

  llvm::Expected<ModelSet> Models = ModelSet::load(Extraction.modelFiles());
  if (!Models)
    return fail(Models.takeError());
  TuJob Job{Entry->Directory, Entry->File, std::move(Command.Arguments), 0,
            /*CacheKey=*/""};
  llvm::Expected<TuFacts> Facts =
      extractTu(Job, *Models, Extraction.forRoot(Root));
  if (!Facts)
    return fail(relativePath(Entry->File, Root) + ": " +
                    llvm::toString(Facts.takeError()),
                ExitIncomplete);
  if (Facts->isDegraded())
    warn(relativePath(Entry->File, Root) +
         ": analysed in part only; first error: " +
         Facts->Problems.front().Message);
  if (llvm::Error E = writeFile(OutputFile, [&](llvm::raw_ostream &Out) {
        writeFacts(*Facts, Out);
        return llvm::Error::success();
      }))
    return fail(std::move(E));
  return ExitOk;
}

} // namespace

void mapwarden::addExtractCommand(CommandLine &Line) {
  auto Command = std::make_shared<ExtractCommand>();
  CLI::App *App = Line.App.add_subcommand(
      "extract", "Write the facts of one translation unit");
  App->footer(
      "Either name a file, with the compiler's flags after '--', or put "
      "a whole\ncompile command there:\n"
      "  mapwarden extract a.cpp -- -std=c++20\n"
      "  mapwarden extract -o a.mwf -- g++ -std=c++20 -c a.cpp");
  App->add_option("file", Command->File, "source file");
  App->add_option("-o", Command->OutputFile, "write to FILE, not stdout")
      ->type_name("FILE");
  addChoice(*App, "--emit", Command->Form, {"text"}, "form of the facts");
  Command->Extraction.add(*App);
  App->callback([Command, &Line] {
    Line.Run = [Command, &Line] { return Command->run(Line); };
  });
}
