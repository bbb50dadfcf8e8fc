// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// `mapwarden show`: what the analysis knows of a program, without any finding.
#include "CommandLine.h"
#include "ProgramSource.h"

#include "Driver/Rules.h"
#include "Findings/ScanSummary.h"
#include "Report/InventoryReport.h"
#include "Support/OutputFile.h"

using namespace mapwarden;
using llvm::StringRef;

namespace {

struct ShowCommand {
  ProgramSource Source;
  std::string TopicName = "maps", Name;

  int run(CommandLine &Line);
  InventoryTopic topic() const;
};

InventoryTopic ShowCommand::topic() const {
  if (TopicName == "threads")
    return InventoryTopic::Threads;
  if (TopicName == "locks")
    return InventoryTopic::Locks;
  return TopicName == "accesses" ? InventoryTopic::Accesses
                                 : InventoryTopic::Maps;
}

/// A name may be misspelled as a whole or in its last part.
std::string findNearName(StringRef Wanted,
                         const std::vector<std::string> &Names) {
  std::vector<StringRef> Parts(Names.begin(), Names.end());
  for (const std::string &Name : Names)
    if (StringRef Last = StringRef(Name).rsplit("::").second; !Last.empty())
      Parts.push_back(Last);
  return findNearest(Wanted, Parts).str();
}

int ShowCommand::run(CommandLine &Line) {
  llvm::Expected<ProgramFacts> Facts = Source.gather(Line);
  if (!Facts)
    return fail(Facts.takeError());
  Inventory All =
      takeInventory(std::move(*Facts), topic(), Source.surveyOptions());
  std::vector<std::string> Names = listNames(All, topic());
  bool HasAny = selectInventory(All, topic(), Name);
  if (!HasAny && !Name.empty()) {
    std::string Near = findNearName(Name, Names);
    return fail("no " + TopicName + " with '" + Name + "' in the name" +
                (Near.empty() ? "; 'mapwarden show " + TopicName + "' lists all"
                              : "; did you mean '" + Near + "'?"));
  }
  llvm::Error Written = writeFile("-", [&](llvm::raw_ostream &Out) {
    if (Source.isJson())
      writeInventoryJson(All, topic(), Out);
    else if (HasAny)
      writeInventoryText(All, Source.reportOptions(), Out);
    else
      Out << "the program has no " << TopicName << "\n";
    return llvm::Error::success();
  });
  if (Written)
    return fail(std::move(Written));
  UnitCounts Units = UnitCounts::count(All.Units);
  if (!Units.lost())
    return ExitOk;
  warn((llvm::Twine(Units.lost()) +
        " translation units could not be analysed; the list may lack entries")
           .str());
  return ExitIncomplete;
}

} // namespace

void mapwarden::addShowCommand(CommandLine &Line) {
  auto Command = std::make_shared<ShowCommand>();
  CLI::App *App = Line.App.add_subcommand(
      "show", "List the maps, threads, locks or accesses of a program");
  addChoice(*App, "topic", Command->TopicName,
            {"maps", "threads", "locks", "accesses"}, "what to list");
  App->add_option("name", Command->Name,
                  "only what has this in its name; of threads, in the "
                  "function that it runs; of accesses, in the map")
      ->type_name("NAME");
  Command->Source.add(*App);
  App->callback([Command, &Line] {
    Line.Run = [Command, &Line] { return Command->run(Line); };
  });
}
