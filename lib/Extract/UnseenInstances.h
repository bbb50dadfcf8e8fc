// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Members of class templates that only skipped code would instantiate.
///
/// Bodies in system headers are not parsed. What makes an object of a project's
/// class template is often such a body, `std::make_unique<Server<Tls>>()`: the
/// class is known, but nobody has used its constructor and, through that, its
/// virtual members. They are instantiated here, as the compiler would have
/// done.
#ifndef MAPWARDEN_EXTRACT_UNSEENINSTANCES_H
#define MAPWARDEN_EXTRACT_UNSEENINSTANCES_H

#include "clang/Sema/ExternalSemaSource.h"

namespace mapwarden {

/// Asked by Sema at the end of a translation unit for instantiations that are
/// still due. Errors in these are not reported: nobody may ever need a member
/// that does not compile. Linear in the declarations outside of system headers.
class UnseenInstances : public clang::ExternalSemaSource {
public:
  explicit UnseenInstances(clang::Sema &Sema) : Sema(Sema) {}
  void ReadPendingInstantiations(
      llvm::SmallVectorImpl<
          std::pair<clang::ValueDecl *, clang::SourceLocation>> &Pending)
      override;

private:
  clang::Sema &Sema;
  bool IsDone = false;
};

} // namespace mapwarden

#endif
