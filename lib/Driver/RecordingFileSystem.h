// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// A file system that keeps a log of what it was asked.
///
/// Clang and its driver reach files through LLVM's virtual file system alone,
/// so this sees every header, every folder that was searched in vain, and every
/// probe for an installed compiler. Texts are hashed as they are handed out:
/// what a parse saw is known even if the file changes a moment later.
#ifndef MAPWARDEN_DRIVER_RECORDINGFILESYSTEM_H
#define MAPWARDEN_DRIVER_RECORDINGFILESYSTEM_H

#include "Index/InputSet.h"
#include "llvm/ADT/IntrusiveRefCntPtr.h"

namespace llvm::vfs {
class FileSystem;
}

namespace mapwarden {

/// Question and absolute path, to the answer as answerInput() gives it. A file
/// whose text was read is not listed as existing, too.
using InputLog = std::map<std::pair<InputKind, std::string>, std::string>;

/// \p Base, writing to \p Log, which must outlive it.
llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>
recordInputs(llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Base,
             InputLog &Log);

} // namespace mapwarden

#endif
