// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// One function per object of the format.
#include "Report/InventoryReport.h"
#include "llvm/Support/JSON.h"

using namespace mapwarden;
namespace json = llvm::json;
using llvm::StringRef;

namespace {
class InventoryJson {
public:
  explicit InventoryJson(llvm::raw_ostream &Out) : J(Out, /*IndentSize=*/2) {}
  void write(const Inventory &All, InventoryTopic Topic);
  void write(const LineExplanation &Line);

private:
  void text(StringRef Key, StringRef Text) {
    J.attribute(Key, json::fixUTF8(Text));
  }
  void texts(StringRef Key, llvm::ArrayRef<std::string> Texts) {
    J.attributeArray(Key, [&] {
      for (const std::string &Text : Texts)
        J.value(json::fixUTF8(Text));
    });
  }
  void place(const FilePlace &At);
  /// An object with a place, or null.
  void declared(const FilePlace &At);
  void guard(const std::optional<GuardStatistics> &Guard);
  void side(const AccessSide &Side);
  void entry(const MapEntry &Map);
  void entry(const ThreadEntry &Thread);
  void entry(const LockEntry &Lock);
  void entry(const AccessEntry &Access);
  template <typename T> void list(StringRef Key, const std::vector<T> &All) {
    J.attributeArray(Key, [&] {
      for (const T &One : All)
        J.object([&] { entry(One); });
    });
  }

  json::OStream J;
};
} // namespace

/// The version of this format; keys may be added within one.
static constexpr int InventoryVersion = 1;

void InventoryJson::place(const FilePlace &At) {
  text("file", At.File);
  J.attribute("line", At.Line);
  J.attribute("column", At.Column);
}

void InventoryJson::declared(const FilePlace &At) {
  if (At.isValid())
    J.attributeObject("declared", [&] { place(At); });
  else
    J.attribute("declared", nullptr);
}

void InventoryJson::guard(const std::optional<GuardStatistics> &Guard) {
  if (!Guard)
    return J.attribute("guard", nullptr);
  J.attributeObject("guard", [&] {
    text("name", Guard->Guard);
    J.attribute("holding", Guard->Holding);
    J.attribute("total", Guard->Total);
  });
}

void InventoryJson::entry(const MapEntry &Map) {
  text("name", Map.Name);
  text("kind", Map.Kind);
  declared(Map.At);
  J.attribute("reads", Map.Reads);
  J.attribute("writes", Map.Writes);
  guard(Map.Guard);
  texts("threads", Map.Threads);
}

void InventoryJson::entry(const ThreadEntry &Thread) {
  text("entry", Thread.Entry);
  text("kind", Thread.Kind);
  text("found", Thread.Found);
  place(Thread.At);
  J.attribute("many", Thread.IsMany);
  text("multiplicity", Thread.Multiplicity);
  text("ends", Thread.Joined);
  texts("startedBy", Thread.Calls);
}

void InventoryJson::entry(const LockEntry &Lock) {
  text("name", Lock.Name);
  text("kind", Lock.Kind);
  declared(Lock.At);
  J.attributeArray("guards", [&] {
    for (const LockEntry::Guarded &Map : Lock.Guards)
      J.object([&] {
        text("map", Map.Map);
        J.attribute("holding", Map.Holding);
        J.attribute("total", Map.Total);
      });
  });
  J.attributeArray("taken", [&] {
    for (const LockEntry::Hold &Hold : Lock.Taken)
      J.object([&] {
        place(Hold.At);
        text("function", Hold.Function);
        J.attribute("shared", Hold.IsShared);
      });
  });
}

void InventoryJson::side(const AccessSide &Side) {
  text("object", Side.Object);
  place(Side.At);
  text("operation", Side.Operation);
  text("function", Side.Function);
  J.attribute("write", Side.IsWrite);
  J.attribute("element", Side.IsElement);
}

void InventoryJson::entry(const AccessEntry &Access) {
  side(Access.Side);
  J.attributeArray("locks", [&] {
    for (const HeldLockText &Lock : Access.Side.Locks)
      J.object([&] {
        text("name", Lock.Name);
        J.attribute("shared", Lock.IsShared);
      });
  });
  texts("threads", Access.Threads);
  text("verdict", Access.Verdict);
  texts("reasons", Access.Reasons);
}

void InventoryJson::write(const Inventory &All, InventoryTopic Topic) {
  J.object([&] {
    J.attribute("version", InventoryVersion);
    switch (Topic) {
    case InventoryTopic::Maps:
      return list("maps", All.Maps);
    case InventoryTopic::Threads:
      return list("threads", All.Threads);
    case InventoryTopic::Locks:
      return list("locks", All.Locks);
    case InventoryTopic::Accesses:
      return list("accesses", All.Accesses);
    }
  });
}

void InventoryJson::write(const LineExplanation &Line) {
  J.object([&] {
    J.attribute("version", InventoryVersion);
    text("file", Line.File);
    J.attribute("line", Line.Line);
    list("accesses", Line.Accesses);
    texts("findings", Line.Findings);
    J.attributeArray("nearest", [&] {
      for (const AccessSide &Side : Line.Nearest)
        J.object([&] { side(Side); });
    });
    texts("notes", Line.Notes);
  });
}

void mapwarden::writeInventoryJson(const Inventory &All, InventoryTopic Topic,
                                   llvm::raw_ostream &Out) {
  InventoryJson(Out).write(All, Topic);
  Out << '\n';
}

void mapwarden::writeExplanationJson(const LineExplanation &Line,
                                     llvm::raw_ostream &Out) {
  InventoryJson(Out).write(Line);
  Out << '\n';
}
