// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// llvm::writeToOutput does the same but ends the process when the disk is
/// full.
#include "Support/OutputFile.h"

#include "llvm/Support/FileSystem.h"

using namespace mapwarden;
using llvm::StringRef;
namespace fs = llvm::sys::fs;

static llvm::Error makeError(StringRef Path, std::error_code Problem) {
  return llvm::createStringError(
      "cannot write " +
      (Path == "-" ? "to standard output" : "'" + Path + "'") + ": " +
      Problem.message());
}

/// Runs \p Write on \p Out and turns errors of the stream, which would
/// otherwise end the process, into ours.
static llvm::Error
writeTo(llvm::raw_fd_ostream &Out, StringRef Path,
        llvm::function_ref<llvm::Error(llvm::raw_ostream &)> Write) {
  llvm::Error Problem = Write(Out);
  Out.flush();
  std::error_code Code = Out.error();
  Out.clear_error();
  if (!Code)
    return Problem;
  llvm::consumeError(std::move(Problem));
  return makeError(Path, Code);
}

static bool isSpecial(StringRef Path) {
  fs::file_status Status;
  return !fs::status(Path, Status) && fs::exists(Status) &&
         !fs::is_regular_file(Status);
}

llvm::Error mapwarden::writeFile(
    StringRef Path,
    llvm::function_ref<llvm::Error(llvm::raw_ostream &)> Write) {
  if (Path == "-")
    return writeTo(llvm::outs(), Path, Write);
  if (isSpecial(Path)) {
    std::error_code Code;
    llvm::raw_fd_ostream Out(Path, Code);
    if (Code)
      return makeError(Path, Code);
    return writeTo(Out, Path, Write);
  }
  llvm::Expected<fs::TempFile> Temporary =
      fs::TempFile::create(Path + ".%%%%%%.tmp");
  if (!Temporary)
    return makeError(Path, llvm::errorToErrorCode(Temporary.takeError()));
  llvm::Error Problem = llvm::Error::success();
  {
    llvm::raw_fd_ostream Out(Temporary->FD, /*shouldClose=*/false);
    Problem = llvm::joinErrors(std::move(Problem), writeTo(Out, Path, Write));
  }
  if (Problem) {
    llvm::consumeError(Temporary->discard());
    return Problem;
  }
  if (llvm::Error E = Temporary->keep(Path))
    return makeError(Path, llvm::errorToErrorCode(std::move(E)));
  return llvm::Error::success();
}
