// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// `mapwarden plan`: how the extraction of a program can be spread over
/// machines, or left to ninja.
#include "CommandLine.h"
#include "ExtractionOptions.h"

#include "Driver/NinjaFile.h"
#include "Driver/Pipeline.h"
#include "Driver/Shards.h"
#include "Support/AbsolutePath.h"
#include "Support/OutputFile.h"
#include "llvm/Support/JSON.h"

using namespace mapwarden;

namespace {

struct PlanCommand {
  ExtractionOptions Extraction;
  std::string BuildPath, NinjaFile;
  uint64_t Shards = 1;
  bool IsJson = false;

  int run(CommandLine &Line);
  int writeNinja(const CommandLine &Line, const ScanPlan &Plan,
                 const std::string &Database) const;
  void print(const ScanPlan &Plan) const;
};

int PlanCommand::writeNinja(const CommandLine &Line, const ScanPlan &Plan,
                            const std::string &Database) const {
  NinjaOptions Options;
  Options.Program = Line.ProgramPath;
  Options.Database = Database;
  Options.NinjaFile = absolutePath(NinjaFile);
  for (const std::string &File : Extraction.modelFiles())
    Options.ExtractOptions.push_back("--models=" + absolutePath(File));
  if (llvm::Error E = writeFile(Options.NinjaFile, [&](llvm::raw_ostream &Out) {
        writeNinjaFile(Plan, Options, Out);
        return llvm::Error::success();
      }))
    return fail(std::move(E));
  return ExitOk;
}

/// Each shard with its share of the estimated cost and its files.
void PlanCommand::print(const ScanPlan &Plan) const {
  std::vector<std::vector<size_t>> Divided = divideIntoShards(Plan, Shards);
  uint64_t Total = 0;
  for (const TuJob &Job : Plan.Jobs)
    Total += Job.Cost;
  auto share = [&](llvm::ArrayRef<size_t> Shard) {
    uint64_t Cost = 0;
    for (size_t Job : Shard)
      Cost += Plan.Jobs[Job].Cost;
    return Total ? 100 * Cost / Total : 0;
  };
  if (!IsJson) {
    for (size_t I = 0; I < Divided.size(); ++I) {
      llvm::outs() << "shard " << I + 1 << "/" << Divided.size() << ": "
                   << Divided[I].size() << " translation units, "
                   << share(Divided[I]) << " % of the work\n";
      for (size_t Job : Divided[I])
        llvm::outs() << "  "
                     << relativePath(Plan.Jobs[Job].File, Plan.ProjectRoot)
                     << "\n";
    }
    return;
  }
  llvm::json::OStream J(llvm::outs(), 2);
  J.array([&] {
    for (const std::vector<size_t> &Shard : Divided)
      J.object([&] {
        J.attribute("share", share(Shard));
        J.attributeArray("files", [&] {
          for (size_t Job : Shard)
            J.value(llvm::json::fixUTF8(
                relativePath(Plan.Jobs[Job].File, Plan.ProjectRoot)));
        });
      });
  });
  llvm::outs() << "\n";
}

int PlanCommand::run(CommandLine &Line) {
  if (llvm::Error E = Extraction.prepare())
    return fail(std::move(E));
  llvm::Expected<ScanOptions> Options =
      Extraction.scanOptions(Line.ProgramPath, BuildPath, 1);
  if (!Options)
    return fail(Options.takeError());
  std::string Database;
  llvm::Expected<ScanPlan> Plan = planScan(*Options, &Database);
  if (!Plan)
    return fail(Plan.takeError());
  if (!NinjaFile.empty())
    return writeNinja(Line, *Plan, absolutePath(Database));
  print(*Plan);
  return ExitOk;
}

} // namespace

void mapwarden::addPlanCommand(CommandLine &Line) {
  auto Command = std::make_shared<PlanCommand>();
  CLI::App *App = Line.App.add_subcommand(
      "plan", "Divide the work on a program among machines, or for ninja");
  App->footer("On machine I of 4, then on one:\n"
              "  mapwarden extract -p build --shard I/4 -o facts\n"
              "  mapwarden analyze facts\n"
              "With ninja:\n"
              "  mapwarden plan -p build --ninja scan/build.ninja\n"
              "  ninja -C scan");
  App->add_option("-p", Command->BuildPath,
                  "build folder with compile_commands.json, or that file "
                  "(default: ./ or the only ./build*/)")
      ->type_name("BUILD");
  addNumber(*App, "--shards", Command->Shards, 1,
            "print as many parts of about the same cost [1]");
  App->add_flag("--json", Command->IsJson, "print JSON");
  App->add_option("--ninja", Command->NinjaFile,
                  "write a file for ninja instead: it makes facts, "
                  "program.mwp, report.json and report.sarif beside it")
      ->type_name("FILE");
  Command->Extraction.add(*App);
  App->callback([Command, &Line] {
    Line.Run = [Command, &Line] { return Command->run(Line); };
  });
}
