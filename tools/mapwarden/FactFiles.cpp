// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// See the header.
#include "FactFiles.h"

#include "Driver/FactsStatus.h"
#include "Facts/FactsText.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace mapwarden;
namespace fs = llvm::sys::fs;

static llvm::Error addFile(const std::string &Path, ProgramFacts &Program) {
  auto Buffer = llvm::MemoryBuffer::getFile(Path);
  if (!Buffer)
    return llvm::createStringError("cannot read '" + Path +
                                   "': " + Buffer.getError().message());
  llvm::Expected<TuFacts> Facts = readFacts((*Buffer)->getBuffer(), Path);
  if (!Facts)
    return Facts.takeError();
  Program.Units.push_back(describeUnit(*Facts));
  Program.Facts.push_back(std::move(*Facts));
  return llvm::Error::success();
}

static llvm::Expected<std::vector<std::string>>
listFolder(const std::string &Folder) {
  std::vector<std::string> Files;
  std::error_code Code;
  for (fs::directory_iterator I(Folder, Code), End; I != End && !Code;
       I.increment(Code))
    if (llvm::sys::path::extension(I->path()) == ".mwf")
      Files.push_back(I->path());
  if (Code)
    return llvm::createStringError("cannot read the folder '" + Folder +
                                   "': " + Code.message());
  if (Files.empty())
    return llvm::createStringError("no fact files (*.mwf) in '" + Folder +
                                   "'; 'mapwarden scan --save-facts' writes "
                                   "them");
  llvm::sort(Files);
  return Files;
}

llvm::Expected<ProgramFacts>
mapwarden::readFactFiles(llvm::ArrayRef<std::string> Paths) {
  ProgramFacts Program;
  for (const std::string &Path : Paths) {
    std::vector<std::string> Files = {Path};
    if (fs::is_directory(Path)) {
      llvm::Expected<std::vector<std::string>> Listed = listFolder(Path);
      if (!Listed)
        return Listed.takeError();
      Files = std::move(*Listed);
    }
    for (const std::string &File : Files)
      if (llvm::Error E = addFile(File, Program))
        return E;
  }
  return Program;
}
