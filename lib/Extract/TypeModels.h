// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What the library models say of types and functions, found once per
/// declaration.
///
/// Model entries name types and functions; this is the only place where those
/// names meet Clang's declarations. A class that derives from a modelled one is
/// of the same kind, and so is a typedef that a model names
/// (`pthread_mutex_t`). Iterators need no model: a class with `operator*` and
/// `operator++` is one.
#ifndef MAPWARDEN_EXTRACT_TYPEMODELS_H
#define MAPWARDEN_EXTRACT_TYPEMODELS_H

#include "Extract/EntityNaming.h"
#include "Models/ModelSet.h"

namespace mapwarden {

/// What is known of one type. References are looked through, pointers are not.
struct TypeModel {
  const ContainerModel *Container = nullptr;
  const LockModel *Lock = nullptr;
  const GuardModel *Guard = nullptr;
  const WaitModel *Wait = nullptr;
  const ThreadModel *Thread = nullptr;
  const PointerModel *Pointer = nullptr;
  const SequenceModel *Sequence = nullptr;
  const ExecutorModel *Executor = nullptr;
  const LockedModel *Locked = nullptr;
  const CallableModel *Callable = nullptr;
  const AtomicModel *Atomic = nullptr;
  bool IsCallable =
      false;           ///< std::function and the like; lambdas are IsClosure.
  bool IsView = false; ///< Owns nothing: string_view, span, reference_wrapper.
  bool IsIterator = false;
  bool IsClosure = false;
  bool IsProject = false; ///< A class declared outside of system headers.
  bool HasParts = false;  ///< std::pair and the like.
  /// The class itself; null for types that are none.
  const clang::CXXRecordDecl *Record = nullptr;
  /// The class whose name the model gave: Record or one of its bases; null when
  /// a typedef was matched.
  const clang::CXXRecordDecl *Modelled = nullptr;

  bool isModelled() const {
    return Container || Lock || Guard || Wait || Thread || Pointer ||
           Sequence || Executor || Locked || IsCallable || Atomic;
  }
  /// Copies of such a value designate the same thing.
  bool isHandleLike() const {
    return Pointer || IsCallable || IsIterator || IsClosure || Thread;
  }
};

/// What is known of one function.
struct CalleeModel {
  llvm::StringRef Name; ///< Qualified.
  bool IsSystem = false;
  const IdentityModel *Identity = nullptr;
  bool IsAllocation = false;
  bool IsThreadNumber = false;
  const BindModel *Bind = nullptr;
  const LockFunctionModel *Lock = nullptr;
  const JoinModel *Join = nullptr;
  const CallThroughModel *CallThrough = nullptr;
  const ExecutorModel *Runs = nullptr;
  llvm::ArrayRef<const SpawnModel *> Spawns;
};

class TypeModels {
public:
  TypeModels(const clang::ASTContext &Context, const ModelSet &Models,
             EntityNaming &Naming, SourceSpans &Spans, NameTable &Names)
      : Context(Context), Models(Models), Naming(Naming), Spans(Spans),
        Names(Names) {
    ScopedGuard.Lock = {"lock", "Lock", "Acquire"};
    ScopedGuard.Unlock = {"unlock", "Unlock", "Release", "release"};
    ScopedSharedGuard = ScopedGuard;
    ScopedSharedGuard.IsShared = true;
    ScopedRelease.IsReverse = true;
  }

  /// The reference stays valid as long as this object. Cached per class.
  const TypeModel &of(clang::QualType Type);
  const TypeModel &of(const clang::CXXRecordDecl *Record);
  const CalleeModel &of(const clang::FunctionDecl *Function);

  /// The operation that \p Model gives for member \p Member, or for free
  /// function \p Name; null when it has none.
  static const ContainerOperation *member(const ContainerModel &Model,
                                          llvm::StringRef Member);
  static const ContainerOperation *function(const ContainerModel &Model,
                                            llvm::StringRef Name);

  /// Does a model name the class that \p Method is a member of, as a container
  /// or as what keeps one locked? The model says what it does, wherever it is
  /// declared.
  bool isOfModelledContainer(const clang::CXXMethodDecl *Method) const;
  /// May objects of this class matter: does it hold, also inside members and
  /// bases, a container, lock, guard, thread, callable, pointer or reference to
  /// a class, or does it have virtual functions? False for system classes
  /// without.
  bool isInteresting(const clang::CXXRecordDecl *Record);
  bool isInteresting(clang::QualType Type);
  /// Is it written as the iterator type of a modelled container:
  /// `Map::iterator`? False for iterators of sequences.
  bool iteratesContainer(clang::QualType Type);
  /// Is it a thread handle or a collection of them?
  bool holdsThreads(clang::QualType Type);
  /// Is it a map with an entry for each thread: are its keys threads or their
  /// ids, and its values no thread handles?
  bool isPerThread(clang::QualType Type);
  /// The first type argument of a class template's instance (`T` of
  /// `vector<T>`); null when there is none.
  static clang::QualType firstArgument(clang::QualType Type);
  /// Raw pointer to something that may be an object of interest: a class, a
  /// function, void.
  static bool isTrackedPointer(clang::QualType Type);
  /// Is \p Method called like those that the models list for collections which
  /// no model names?
  bool isNamedIn(const clang::CXXMethodDecl *Method,
                 std::vector<std::string> SequenceModel::*List) const;
  /// Does a framework call \p Function from threads of its own: is it an
  /// override of a virtual method of a modelled base?
  bool isFrameworkEntry(const clang::FunctionDecl *Function);
  /// The class behind pointers, smart pointers and references; null when there
  /// is none.
  const clang::CXXRecordDecl *designatedClass(clang::QualType Type);
  /// Does a value of this type lead to storage that it does not own: a pointer,
  /// an iterator, a string view, an optional reference wrapper?
  bool isView(clang::QualType Type);
  /// The same for views of what an element owns, like its characters.
  bool isTextView(clang::QualType Type);
  bool isSystem(const clang::Decl *Entity) const {
    return Spans.isSystem(Entity->getLocation());
  }

private:
  const clang::ASTContext &Context;
  const ModelSet &Models;
  EntityNaming &Naming;
  SourceSpans &Spans;
  NameTable &Names;
  llvm::DenseMap<const void *, std::unique_ptr<TypeModel>>
      Types; // Canonical class, or the name of a typedef.
  llvm::DenseMap<const clang::FunctionDecl *, std::unique_ptr<CalleeModel>>
      Callees;
  llvm::DenseMap<const clang::CXXRecordDecl *, bool> Interesting;
  TypeModel Nothing;
  /// Of classes that the attributes of thread-safety analysis declare to be
  /// scoped capabilities.
  GuardModel ScopedGuard, ScopedSharedGuard, ScopedRelease;

  bool lookUp(llvm::StringRef Name, TypeModel &Model) const;
  /// The model of maps that are recognised by their interface, if \p Record is
  /// one.
  const ContainerModel *mapByInterface(const clang::CXXRecordDecl *Record);
  bool lookUpClass(const clang::CXXRecordDecl *Record, TypeModel &Model,
                   unsigned Depth);
  const TypeModel &ofTypedef(clang::QualType Type);
  const GuardModel *declaredGuard(const clang::CXXRecordDecl *Record) const;
};

} // namespace mapwarden

#endif
