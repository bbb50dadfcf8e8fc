// RUN: %check_expect --mock %s
// A struct of mutex and map, and free functions that get it: the style of C
// interfaces. Also a file's mutex that guards the fields of a class.
#include <map>
#include <mutex>

struct TableBad {
  std::mutex Mutex;
  std::map<int, int> Values;
};

void tableSetBad(TableBad *Table, int Key, int Value) {
  std::lock_guard<std::mutex> Lock(Table->Mutex);
  Table->Values[Key] = Value;
}
void tableResetBad(TableBad *Table) {
  std::lock_guard<std::mutex> Lock(Table->Mutex);
  Table->Values.clear();
}
int tableCountBad(const TableBad *Table, int Key) {
  return Table->Values.count(Key); // expect: inconsistent-guard
}

struct TableOk {
  mutable std::mutex Mutex;
  std::map<int, int> Values;
};

void tableSetOk(TableOk *Table, int Key, int Value) {
  std::lock_guard<std::mutex> Lock(Table->Mutex);
  Table->Values[Key] = Value;
}
int tableCountOk(const TableOk &Table, int Key) {
  std::lock_guard<std::mutex> Lock(Table.Mutex);
  return Table.Values.count(Key);
}
TableOk *tableMakeOk() {
  auto *Table = new TableOk;
  Table->Values[0] = 0;
  return Table;
}

static std::mutex FileMutex;

class NodeBad {
public:
  void link(int Id) {
    std::lock_guard<std::mutex> Lock(FileMutex);
    Links[Id] = 1;
  }
  void unlink(int Id) {
    std::lock_guard<std::mutex> Lock(FileMutex);
    Links.erase(Id);
  }
  bool isLinked(int Id) const {
    return Links.contains(Id); // expect: inconsistent-guard
  }

private:
  std::map<int, int> Links;
};

class NodeOk {
public:
  void link(int Id) {
    std::lock_guard<std::mutex> Lock(FileMutex);
    Links[Id] = 1;
  }
  bool isLinked(int Id) const {
    std::lock_guard<std::mutex> Lock(FileMutex);
    return Links.contains(Id);
  }

private:
  std::map<int, int> Links;
};
