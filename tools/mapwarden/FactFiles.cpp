// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// See the header.
#include "FactFiles.h"
#include "CommandLine.h"

#include "Driver/FactsStatus.h"
#include "Driver/ResponseFiles.h"
#include "Facts/FactsText.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace mapwarden;
namespace fs = llvm::sys::fs;

static llvm::Expected<std::vector<std::string>>
listFolder(const std::string &Folder) {
  std::vector<std::string> Files;
  std::error_code Code;
  for (fs::directory_iterator I(Folder, Code), End; I != End && !Code;
       I.increment(Code))
    if (llvm::is_contained({".mwf", ".mwp"},
                           llvm::sys::path::extension(I->path())))
      Files.push_back(I->path());
  if (Code)
    return llvm::createStringError("cannot read the folder '" + Folder +
                                   "': " + Code.message());
  if (Files.empty())
    return llvm::createStringError("no fact files (*.mwf, *.mwp) in '" +
                                   Folder +
                                   "'; 'mapwarden scan --save-facts' writes "
                                   "them");
  llvm::sort(Files);
  return Files;
}

/// The files that \p Paths stand for.
static llvm::Expected<std::vector<std::string>>
listFiles(llvm::ArrayRef<std::string> Paths) {
  llvm::Expected<std::string> Here = getWorkingDirectory();
  if (!Here)
    return Here.takeError();
  llvm::Expected<std::vector<std::string>> Named =
      expandResponseFiles(Paths.vec(), *Here);
  if (!Named)
    return Named.takeError();
  std::vector<std::string> Files;
  for (std::string &Path : *Named) {
    if (!fs::is_directory(Path)) {
      Files.push_back(std::move(Path));
      continue;
    }
    llvm::Expected<std::vector<std::string>> Listed = listFolder(Path);
    if (!Listed)
      return Listed.takeError();
    llvm::append_range(Files, *Listed);
  }
  return Files;
}

/// Calls \p Visit with the text of each unit and the file that it is in. A
/// large program's text is not held twice.
static llvm::Error forEachText(
    llvm::ArrayRef<std::string> Paths,
    llvm::function_ref<llvm::Error(llvm::StringRef, const std::string &)>
        Visit) {
  llvm::Expected<std::vector<std::string>> Files = listFiles(Paths);
  if (!Files)
    return Files.takeError();
  for (const std::string &Path : *Files) {
    auto Buffer = llvm::MemoryBuffer::getFile(Path);
    if (!Buffer)
      return llvm::createStringError("cannot read '" + Path +
                                     "': " + Buffer.getError().message());
    llvm::StringRef Bytes = (*Buffer)->getBuffer();
    if (!isProgramFile(Bytes)) {
      if (llvm::Error E = Visit(Bytes, Path))
        return E;
      continue;
    }
    FactTexts Texts;
    if (llvm::Error E = readProgramFile(Bytes, Path, Texts))
      return E;
    while (!Texts.empty())
      if (llvm::Error E = Visit(Texts.extract(Texts.begin()).value(), Path))
        return E;
  }
  return llvm::Error::success();
}

llvm::Expected<FactTexts>
mapwarden::readFactTexts(llvm::ArrayRef<std::string> Paths) {
  FactTexts Texts;
  if (llvm::Error E = forEachText(
          Paths,
          [&](llvm::StringRef Text, const std::string &Path) -> llvm::Error {
            // What is no text of facts must not get into a program.
            if (llvm::Error Bad = readFacts(Text, Path).takeError())
              return Bad;
            Texts.insert(Text.str());
            return llvm::Error::success();
          }))
    return E;
  return Texts;
}

llvm::Expected<ProgramFacts>
mapwarden::readFactFiles(llvm::ArrayRef<std::string> Paths) {
  ProgramFacts Program;
  if (llvm::Error E = forEachText(
          Paths,
          [&](llvm::StringRef Text, const std::string &Path) -> llvm::Error {
            llvm::Expected<TuFacts> Facts = readFacts(Text, Path);
            if (!Facts)
              return Facts.takeError();
            Program.Units.push_back(describeUnit(*Facts));
            Program.Facts.push_back(std::move(*Facts));
            return llvm::Error::success();
          }))
    return E;
  return Program;
}
