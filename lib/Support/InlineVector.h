// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// llvm::SmallVector with moves that promise not to throw.
///
/// SmallVector promises nothing, so a std::vector of structs that hold one
/// copies them all whenever it grows. Nothing throws here, and growing was a
/// tenth of the analysis.
#ifndef MAPWARDEN_SUPPORT_INLINEVECTOR_H
#define MAPWARDEN_SUPPORT_INLINEVECTOR_H

#include "llvm/ADT/SmallVector.h"

namespace mapwarden {

/// Holds \p Count elements without allocating. For fields of structs that
/// stand in vectors.
template <typename T, unsigned Count>
class InlineVector : public llvm::SmallVector<T, Count> {
public:
  using llvm::SmallVector<T, Count>::SmallVector;
  InlineVector() = default;
  InlineVector(const InlineVector &) = default;
  InlineVector &operator=(const InlineVector &) = default;
  InlineVector(InlineVector &&Other) noexcept
      : llvm::SmallVector<T, Count>(std::move(Other)) {}
  InlineVector &operator=(InlineVector &&Other) noexcept {
    llvm::SmallVector<T, Count>::operator=(std::move(Other));
    return *this;
  }
  InlineVector(const llvm::SmallVector<T, Count> &Other)
      : llvm::SmallVector<T, Count>(Other) {}
  InlineVector(llvm::SmallVector<T, Count> &&Other) noexcept
      : llvm::SmallVector<T, Count>(std::move(Other)) {}
  using llvm::SmallVector<T, Count>::operator=;
};

} // namespace mapwarden

#endif
