// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// String views and character pointers into an element: also an assignment to
// the element ends them.
#include <map>
#include <mutex>
#include <string>
#include <string_view>

struct Entry {
  std::string Name;
};

class NamesBad {
public:
  std::string_view view(int Id) const {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Names.at(Id); // expect: guard-escape
  }
  const char *text(int Id) const {
    std::lock_guard<std::mutex> Lock(Mutex);
    auto It = Names.find(Id);
    if (It == Names.end())
      return "";
    return It->second.c_str(); // expect: guard-escape
  }
  std::string_view part(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    std::string_view Found = Entries[Id].Name;
    return Found; // expect: guard-escape
  }
  bool startsLater(int Id) {
    std::unique_lock<std::mutex> Lock(Mutex);
    std::string_view Found = Names[Id];
    Lock.unlock();
    return !Found.empty(); // expect: guard-escape
  }
  void rename(int Id, const std::string &Name) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Names[Id] = Name;
    Entries[Id].Name = Name;
  }

private:
  mutable std::mutex Mutex;
  std::map<int, std::string> Names;
  std::map<int, Entry> Entries;
};

class NamesOk {
public:
  std::string copy(int Id) const {
    std::lock_guard<std::mutex> Lock(Mutex);
    std::string_view Found = Names.at(Id);
    return std::string(Found);
  }
  bool startsNow(int Id) {
    std::unique_lock<std::mutex> Lock(Mutex);
    std::string_view Found = Names[Id];
    bool Result = !Found.empty();
    Lock.unlock();
    return Result;
  }
  void rename(int Id, const std::string &Name) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Names[Id] = Name;
  }

private:
  mutable std::mutex Mutex;
  std::map<int, std::string> Names;
};

/// Interned: entries are added, never changed or removed.
class InternOk {
public:
  std::string_view intern(const std::string &Text) {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Table.emplace(Text, Text).first->second;
  }

private:
  std::mutex Mutex;
  std::map<std::string, std::string> Table;
};
