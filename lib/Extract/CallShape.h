// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What kind of thing a call is, by the models: the one decision that paths,
/// values and lowering share.
#ifndef MAPWARDEN_EXTRACT_CALLSHAPE_H
#define MAPWARDEN_EXTRACT_CALLSHAPE_H

#include "Extract/LoweringContext.h"
#include "clang/AST/ExprCXX.h"

namespace mapwarden {

enum class CallKind : uint8_t {
  Project,      ///< a function, method or operator of the project
  Closure,      ///< the call operator of a lambda
  Indirect,     ///< through a function pointer, or a pointer to member
  Callable,     ///< through std::function and the like
  Container,    ///< a member of a container, or a free function on one
  Lock,         ///< a member of a mutex
  LockFunction, ///< a free function on a mutex
  Guard,        ///< a member of a guard
  Wait,         ///< a member of a condition variable
  Thread,       ///< a member of a thread or future handle
  Spawn,        ///< starts or queues a callable
  Locked,       ///< a member of what keeps an object under a lock
  RunTasks,     ///< runs the tasks of an event loop
  Join,         ///< a free function that waits for, or detaches, a handle
  CallThrough,  ///< calls a callable argument
  Pointer,      ///< a member of a smart pointer, optional, reference wrapper
  Sequence,     ///< a member of a sequence
  Atomic,       ///< a member of an atomic
  Iterator,     ///< an operator of an iterator
  Identity,     ///< std::move and the like
  Allocation,   ///< std::make_shared and the like
  Bind,         ///< std::bind and the like
  System,       ///< anything else from a system header
};

struct CallShape {
  CallKind Kind = CallKind::System;
  const clang::FunctionDecl *Callee =
      nullptr; ///< Null for calls through pointers and in uninstantiated
               ///< templates.
  const clang::Expr *Receiver =
      nullptr; ///< The object, or the pointer to it; for free functions null.
  /// Without the receiver, and without arguments that come from defaults.
  llvm::SmallVector<const clang::Expr *, 4> Arguments;
  /// The member's or free function's plain name: `find`, `operator[]`;
  /// conversions are `operator type`.
  llvm::StringRef Member;
  const TypeModel *Type = nullptr;    ///< Of the receiver.
  const CalleeModel *Model = nullptr; ///< Of Callee.
  const ContainerOperation *Operation =
      nullptr;                       ///< For Container, if the model lists it.
  const SpawnModel *Spawn = nullptr; ///< For Spawn.

  /// Is Member in \p List? A conversion to bool is also found as `operator
  /// bool`.
  bool isIn(const std::vector<std::string> &List) const;
};

/// Classifies \p Call. Cheap: the models are looked up once per declaration.
CallShape shapeOf(LoweringContext &Context, const clang::CallExpr *Call);

/// Is \p Order a memory order that orders nothing?
bool isRelaxedOrder(const clang::Expr *Order);

/// Whether \p Call asks an iterator for what it stands at by a member that is
/// no operator and gives a reference: `it.value()`, `it.key()`.
bool isElementOfIterator(const clang::CallExpr *Call, const CallShape &Shape);

/// The type on which \p Receiver's member is called: pointers are looked
/// through.
clang::QualType receiverType(const clang::Expr *Receiver);

/// The entry of the models that says that \p Callee, given \p Arguments, starts
/// one of them; null when there is none.
const SpawnModel *spawnOf(LoweringContext &Context,
                          const clang::FunctionDecl *Callee,
                          llvm::ArrayRef<const clang::Expr *> Arguments);

/// Does \p Model apply to a call with these arguments: required tags are
/// present? Fills \p Skipped with the number of leading tag arguments that are
/// not counted, and \p IsDeferred when the call only runs the entry later.
bool matchSpawn(LoweringContext &Context, const SpawnModel &Model,
                llvm::ArrayRef<const clang::Expr *> Arguments,
                unsigned &Skipped, bool &IsDeferred);

} // namespace mapwarden

#endif
