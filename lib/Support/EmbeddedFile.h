// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// A data file whose bytes are part of the program.
///
/// Default library models and the pages of the checks are files in the
/// repository, but the tool must not depend on where it is installed. The build
/// turns them into constants (scripts/cmake/embed_files.py).

#ifndef MAPWARDEN_SUPPORT_EMBEDDEDFILE_H
#define MAPWARDEN_SUPPORT_EMBEDDEDFILE_H

#include <cstddef>

namespace mapwarden {

/// One embedded file. Lives as long as the program.
struct EmbeddedFile {
  /// The file's name without folders, such as `std-thread.yaml`.
  const char *Name;
  /// Its bytes, followed by a zero byte.
  const char *Text;
  /// The number of bytes without that zero.
  size_t Size;
};

} // namespace mapwarden

#endif
