// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Makes mapwarden's checks known to the clang-tidy that loads this module.
///
/// A module has no library of Clang of its own: it uses the classes of the
/// program that loads it, whose layout changes between patch releases. So it
/// compares versions first and, if they differ, says so in one sentence and
/// registers nothing; clang-tidy then works as if it had not been loaded.
///
/// Registration at load time is how clang-tidy finds modules, hence the one
/// object with a constructor at namespace scope.
#include "Findings/Severity.h"
#include "Tidy/MapwardenCheck.h"
#include "checks/CheckRunner.h"
#include "clang-tidy/ClangTidyDiagnosticConsumer.h"
#include "clang-tidy/ClangTidyModule.h"
#include "clang/Basic/Version.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/Support/raw_ostream.h"
#include <mutex>
#include <optional>

using namespace mapwarden;
using llvm::StringRef;

namespace {

/// Hands the checks of one translation unit the same analysis. clang-tidy makes
/// them together, with the same context, and drops them together.
class SharedAnalyses {
public:
  std::shared_ptr<TuAnalysis> get(clang::tidy::ClangTidyContext *Context);

private:
  std::mutex Guard;
  llvm::DenseMap<clang::tidy::ClangTidyContext *, std::weak_ptr<TuAnalysis>>
      Known;
};

class MapwardenModule : public clang::tidy::ClangTidyModule {
public:
  void
  addCheckFactories(clang::tidy::ClangTidyCheckFactories &Factories) override;
};

/// Keeps the module registered while the library is loaded.
class Registration {
public:
  Registration();

private:
  std::optional<clang::tidy::ClangTidyModuleRegistry::Add<MapwardenModule>>
      Entry;
};

} // namespace

static TidyOptions readOptions(const clang::tidy::ClangTidyContext &Context) {
  const auto &Given = Context.getOptions().CheckOptions;
  auto Get = [&](StringRef Key) -> StringRef {
    auto Entry = Given.find(Key);
    return Entry == Given.end() ? StringRef() : StringRef(Entry->second.Value);
  };
  TidyOptions Options;
  Options.ProjectRoot = Get("mapwarden.ProjectRoot").rtrim('/').str();
  llvm::SmallVector<StringRef> Files;
  Get("mapwarden.Models").split(Files, ';', -1, /*KeepEmpty=*/false);
  for (StringRef File : Files)
    Options.ModelFiles.push_back(File.trim().str());
  if (auto Minimum = parseConfidence(Get("mapwarden.Confidence")))
    Options.Minimum = *Minimum;
  return Options;
}

std::shared_ptr<TuAnalysis>
SharedAnalyses::get(clang::tidy::ClangTidyContext *Context) {
  std::lock_guard Lock(Guard);
  std::weak_ptr<TuAnalysis> &Entry = Known[Context];
  std::shared_ptr<TuAnalysis> Analysis = Entry.lock();
  if (!Analysis) {
    Analysis = std::make_shared<TuAnalysis>(readOptions(*Context));
    Entry = Analysis;
  }
  return Analysis;
}

void MapwardenModule::addCheckFactories(
    clang::tidy::ClangTidyCheckFactories &Factories) {
  auto Analyses = std::make_shared<SharedAnalyses>();
  for (const RuleInfo &Rule : allRules())
    Factories.registerCheckFactory(
        Rule.Id,
        [Analyses](StringRef Name, clang::tidy::ClangTidyContext *Context) {
          return std::make_unique<MapwardenCheck>(Name, Context,
                                                  Analyses->get(Context));
        });
}

/// The number in "Debian clang version 22.1.8 (++2026...)".
static StringRef findVersionNumber(StringRef FullVersion) {
  return FullVersion.split("clang version ").second.take_until([](char C) {
    return C == ' ' || C == '+';
  });
}

Registration::Registration() {
  const std::string Host = clang::getClangFullVersion();
  if (findVersionNumber(Host) != CLANG_VERSION_STRING) {
    llvm::errs()
        << "mapwarden: this module was built for Clang " CLANG_VERSION_STRING
           " and cannot be used in "
        << Host << "; no mapwarden check is available\n";
    return;
  }
  Entry.emplace("mapwarden-module",
                "Accesses to maps that no lock protects from other threads.");
}

static Registration Register;
