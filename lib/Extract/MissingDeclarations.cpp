// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Declarations of the names that a unit misses, as the text of a header.
#include "Extract/MissingNames.h"
#include "llvm/ADT/StringExtras.h"

using namespace mapwarden;
using llvm::StringRef;

/// What a program uses of the standard library without naming its header, when
/// that of another library would have included it.
static constexpr llvm::StringLiteral StandardHeaders[] = {
    "algorithm", "array",         "atomic",        "chrono",
    "deque",     "functional",    "future",        "iostream",
    "list",      "map",           "memory",        "mutex",
    "optional",  "queue",         "set",           "shared_mutex",
    "sstream",   "string",        "thread",        "tuple",
    "variant",   "unordered_map", "unordered_set", "condition_variable",
    "vector"};

static bool isNameChar(char C) { return llvm::isAlnum(C) || C == '_'; }

/// A member that takes anything.
static std::string anyMember(StringRef Result, StringRef Name) {
  return ("  template <class... A> " + Result + " " + Name +
          "(A &&...) const;\n")
      .str();
}

static std::string containerMembers(const ContainerModel &Model) {
  std::string Out = "  struct value_type { K first; V second; };\n"
                    "  struct iterator {\n"
                    "    value_type *operator->() const;\n"
                    "    value_type &operator*() const;\n"
                    "    iterator &operator++();\n"
                    "    iterator operator++(int);\n"
                    "    bool operator==(const iterator &) const;\n"
                    "    bool operator!=(const iterator &) const;\n"
                    "    V &value() const;\n"
                    "    const K &key() const;\n"
                    "  };\n"
                    "  typedef iterator const_iterator;\n"
                    "  struct insertion { iterator first; bool second; };\n"
                    "  template <class A> V &operator[](A &&);\n";
  for (const auto &[Name, Does] : Model.Members) {
    if (!llvm::all_of(Name, isNameChar))
      continue; // Operators.
    bool IsAnswer = Does.Effects & (EffectTestsPresence | EffectTestsEmpty);
    StringRef Result = Does.Effects & EffectInserts ? "insertion"
                       : Does.ReturnsIterator       ? "iterator"
                       : Does.ReturnsElement        ? "V &"
                       : IsAnswer || Name == "size" ? "unsigned long"
                                                    : "void";
    Out += anyMember(Result, Name);
  }
  return Out;
}

/// Whether a class template that no model names is called like a map, and not
/// like one that threads may share.
static bool soundsLikeMap(StringRef Name) {
  std::string Text = Name.lower();
  StringRef Lower = Text;
  for (StringRef Word : {"concurrent", "parallel", "thread", "safe", "sync",
                         "lock", "atomic", "multi_index"})
    if (Lower.contains(Word))
      return false;
  return Lower.ends_with("map") || Lower.ends_with("dict") ||
         Lower.ends_with("hashtable");
}

/// The class \p Name with the interface that the models give to \p Qualified,
/// without the closing brace.
static std::string describe(const ModelSet &Models, StringRef Qualified,
                            StringRef Name, bool IsTemplate) {
  std::string Head = IsTemplate ? "template <class...> " : "";
  std::string Members;
  auto addAll = [&](StringRef Result, const std::vector<std::string> &Names) {
    for (const std::string &Each : Names)
      if (llvm::all_of(Each, isNameChar))
        Members += anyMember(Result, Each);
  };
  const ContainerModel *Map = Models.container(Qualified);
  if (!Map && IsTemplate && soundsLikeMap(Name))
    Map = Models.container("map by interface");
  if (Map) {
    Head = "template <class K, class V = K, class...> ";
    Members = containerMembers(*Map);
  } else if (Models.pointer(Qualified)) {
    Head = "template <class T, class...> ";
    Members = "  T *operator->() const;\n  T &operator*() const;\n"
              "  T *get() const;\n  explicit operator bool() const;\n"
              "  template <class... A> void reset(A &&...);\n";
  } else if (const LockModel *Lock = Models.lock(Qualified)) {
    for (const auto *Names :
         {&Lock->Lock, &Lock->Unlock, &Lock->LockShared, &Lock->UnlockShared})
      addAll("void", *Names);
    addAll("bool", Lock->TryLock);
    addAll("bool", Lock->TryLockShared);
  } else if (const GuardModel *Guard = Models.guard(Qualified)) {
    for (const auto *Names : {&Guard->Lock, &Guard->Unlock, &Guard->Release})
      addAll("void", *Names);
    addAll("bool", Guard->TryLock);
    addAll("bool", Guard->Owns);
  } else if (const ThreadModel *Thread = Models.thread(Qualified)) {
    addAll("void", Thread->Join);
    addAll("void", Thread->Detach);
    addAll("bool", Thread->Joinable);
  } else {
    std::string Lower = Name.lower();
    // Its bodies say nothing, its interface says that it is a lock.
    if (StringRef(Lower).contains("mutex") ||
        StringRef(Lower).ends_with("lock"))
      Members = "  void lock() {}\n  void unlock() {}\n"
                "  bool try_lock() { return true; }\n";
  }
  return Head + "class " + Name.str() + " {\npublic:\n  " + Name.str() +
         "();\n  template <class... A> " + Name.str() + "(A &&...);\n  ~" +
         Name.str() + "();\n" + Members;
}

void MissingNames::declare(const ModelSet &Models, const std::string &Scope,
                           const std::string &Name, const Entity &What,
                           std::string &Out) const {
  std::string Qualified = Scope.empty() ? Name : Scope + "::" + Name;
  bool IsKnown = Models.container(Qualified) || Models.lock(Qualified) ||
                 Models.guard(Qualified) || Models.thread(Qualified);
  bool IsClass = What.IsType || IsKnown;
  Out += IsClass ? describe(Models, Qualified, Name, What.IsTemplate)
                 : "namespace " + Name + " {\n";
  for (const auto &[Inner, Entry] : What.Inner)
    declare(Models, Qualified, Inner, Entry, Out);
  Out += IsClass ? "};\n" : "}\n";
}

bool MissingNames::soundsLikeGuard(StringRef Name) {
  std::string Lower = Name.lower();
  return StringRef(Lower).contains("lock") ||
         StringRef(Lower).contains("guard");
}

std::string MissingNames::declarations(const ModelSet &Models) const {
  std::string Out;
  for (const auto &[Name, HasArguments] : Macros) {
    if (HasArguments && soundsLikeGuard(Name) &&
        !StringRef(Name).contains("UNLOCK"))
      Out += "#define " + Name +
             "(...) mapwarden_missing_guard mapwarden_guard(__VA_ARGS__)\n";
    else
      Out += "#define " + Name + (HasArguments ? "(...)\n" : "\n");
  }
  if (HasStandard)
    for (StringRef Header : StandardHeaders)
      Out += ("#if __has_include(<" + Header + ">)\n#include <" + Header +
              ">\n#endif\n")
                 .str();
  for (const auto &[Name, Entry] : Root.Inner)
    declare(Models, "", Name, Entry, Out);
  if (!Out.empty())
    Out += "class mapwarden_missing_guard {\npublic:\n"
           "  template <class... A> mapwarden_missing_guard(A &&...);\n"
           "  ~mapwarden_missing_guard();\n};\n";
  return Out;
}
