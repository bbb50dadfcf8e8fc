// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Recognition of lock interfaces by the names of their two halves.
#include "Analysis/LockClasses.h"
#include "llvm/ADT/STLExtras.h"

using namespace mapwarden;

static LockMember readName(llvm::StringRef QualifiedName) {
  std::string Lower = QualifiedName.rsplit("::").second.lower();
  llvm::erase(Lower, '_');
  llvm::StringRef Word = Lower;
  LockMember Member;
  Member.IsTry = Word.consume_front("try");
  Member.IsShared = Word.consume_back("shared") || Word.consume_back("read") ||
                    Word.consume_front("reader") ||
                    Word.consume_front("read") || Word.consume_front("shared");
  const bool IsWriter = Word.consume_back("write") ||
                        Word.consume_front("writer") ||
                        Word.consume_front("write");
  // `begin_read`, `end_write`; alone they say nothing of locks.
  const bool HasMode = Member.IsShared || IsWriter;
  // `rlock`, `wr_unlock`.
  for (llvm::StringRef Short : {"rd", "r", "s", "wr", "w", "x"})
    if (llvm::StringRef Rest = Word; !HasMode && Rest.consume_front(Short) &&
                                     (Rest == "lock" || Rest == "unlock" ||
                                      Rest == "acquire" || Rest == "release")) {
      Member.IsShared = Short == "rd" || Short == "r" || Short == "s";
      Word = Rest;
      break;
    }
  if (Word == "lock" || Word == "acquire" || Word == "enter" ||
      (HasMode && (Word == "begin" || Word == "start")))
    Member.Half = LockMember::Acquire;
  else if (Word == "unlock" || Word == "release" || Word == "leave" ||
           (HasMode && (Word == "end" || Word == "finish" || Word == "stop")))
    Member.Half = LockMember::Release;
  return Member;
}

bool mapwarden::isUnlockerName(llvm::StringRef QualifiedName) {
  llvm::StringRef Plain = QualifiedName.rsplit("::").second;
  return (Plain.empty() ? QualifiedName : Plain).contains_insensitive("unlock");
}

bool mapwarden::isGuardName(llvm::StringRef QualifiedName) {
  std::string Lower = QualifiedName.rsplit("::").second.lower();
  if (Lower.empty())
    Lower = QualifiedName.lower();
  llvm::StringRef Name = Lower;
  return !isUnlockerName(QualifiedName) &&
         (Name.contains("lock") || Name.contains("guard"));
}

/// `T *Acquire()` and `Release(T *)` hand out objects, they do not lock.
static bool handsOutObjects(const FunctionFacts &Function,
                            const LockMember &Member) {
  if (Member.Half == LockMember::Acquire)
    return Function.has(FunctionReturnsAlias);
  return !Function.Params.empty() &&
         Function.Params[0].has(VariableIsReference);
}

/// `lock` and `unlock` say what they do; who is acquired and released may be
/// counted.
static bool isLockWord(llvm::StringRef QualifiedName) {
  return QualifiedName.rsplit("::").second.contains_insensitive("lock");
}

LockClasses::LockClasses(const Program &Prog) : Prog(&Prog) {
  llvm::DenseSet<NameId> Acquires, Releases, Pools, Named;
  for (const FunctionFacts &Function : Prog.Functions) {
    if (Function.Class == NameId::None || Function.has(FunctionIsLambda))
      continue;
    LockMember Member = readName(Prog.text(Function.Name));
    if (Member.Half != LockMember::None && handsOutObjects(Function, Member))
      Pools.insert(Function.Class);
    if (Member.Half != LockMember::None && isLockWord(Prog.text(Function.Name)))
      Named.insert(Function.Class);
    // `while (busy) {} busy = true;` on a plain number.
    if (Member.Half == LockMember::Acquire && Function.has(FunctionIsPlain))
      continue;
    if (Member.Half == LockMember::Acquire)
      // A pool hands things out and takes them back: `Item *acquire()`.
      (Function.has(FunctionReturnsAlias) ? Pools : Acquires)
          .insert(Function.Class);
    else if (Member.Half == LockMember::Release)
      Releases.insert(Function.Class);
  }
  // A class that keeps a guard passes the calls on to it: its bodies tell.
  auto keepsGuard = [&](NameId Class) {
    const ClassFacts *Facts = Prog.classOf(Class);
    return Facts && llvm::any_of(Facts->Fields, [](const VariableFacts &Field) {
             return Field.has(VariableIsGuard);
           });
  };
  // Services and sessions that their users count keep maps; a lock does not.
  auto keepsMaps = [&](NameId Class) {
    const ClassFacts *Facts = Prog.classOf(Class);
    return Facts && llvm::any_of(Facts->Fields, [](const VariableFacts &Field) {
             return Field.has(VariableIsContainer);
           });
  };
  for (NameId Class : Acquires)
    if (Releases.contains(Class) && !Pools.contains(Class) &&
        !keepsGuard(Class) && (Named.contains(Class) || !keepsMaps(Class)))
      Classes.insert(Class);
}

LockMember LockClasses::member(const FunctionFacts &Function) const {
  if (!Classes.contains(Function.Class) || Function.has(FunctionIsLambda))
    return {};
  return readName(Prog->text(Function.Name));
}
