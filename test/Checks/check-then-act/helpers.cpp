// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Both sections are in helpers that lock for themselves. The class owns a mutex;
// no thread is in sight.
#include <map>
#include <mutex>
#include <optional>
#include <string>

class Cache {
public:
  bool has(int Key) const {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Entries.count(Key) != 0;
  }
  bool isEmpty() const {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Entries.empty();
  }
  size_t size() const {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Entries.size();
  }
  std::string get(int Key) const {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Entries.at(Key);
  }
  std::string lookUp(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Entries[Key];
  }
  void add(int Key, const std::string &Value) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Entries[Key] = Value;
  }
  void replace(int Key, const std::string &Value) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Entries.insert_or_assign(Key, Value);
  }
  void remove(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Entries.erase(Key);
  }
  void removeFirst() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Entries.erase(Entries.begin());
  }
  bool addIfAbsent(int Key, const std::string &Value) {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Entries.emplace(Key, Value).second;
  }
  void addChecked(int Key, const std::string &Value) {
    std::lock_guard<std::mutex> Lock(Mutex);
    if (Entries.count(Key) == 0)
      Entries[Key] = Value;
  }
  bool removeFirstChecked() {
    std::lock_guard<std::mutex> Lock(Mutex);
    if (Entries.empty())
      return false;
    Entries.erase(Entries.begin());
    return true;
  }
  std::optional<std::string> find(int Key) const {
    std::lock_guard<std::mutex> Lock(Mutex);
    auto Found = Entries.find(Key);
    if (Found == Entries.end())
      return std::nullopt;
    return Found->second;
  }

  void ownHelpersBad(int Key) {
    if (!has(Key))
      add(Key, "x"); // expect: check-then-act
  }

private:
  mutable std::mutex Mutex;
  std::map<int, std::string> Entries;
};

void addBad(Cache &Of, int Key) {
  if (!Of.has(Key))
    Of.add(Key, "x"); // expect: check-then-act
}

void replaceBad(Cache &Of, int Key) {
  if (Of.has(Key))
    Of.replace(Key, "x"); // expect: check-then-act
}

std::string getBad(Cache &Of, int Key) {
  if (Of.has(Key))
    return Of.get(Key); // expect: check-then-act
  return "";
}

std::string subscriptBad(Cache &Of, int Key) {
  if (!Of.has(Key))
    return "";
  return Of.lookUp(Key); // expect: check-then-act
}

void removeBad(Cache &Of, int Key) {
  bool IsThere = Of.has(Key);
  if (IsThere)
    Of.remove(Key); // expect: check-then-act
}

void popBad(Cache &Of) {
  while (!Of.isEmpty())
    Of.removeFirst(); // expect: check-then-act
}

void boundBad(Cache &Of, int Key) {
  if (Of.size() < 100)
    Of.add(Key, "x"); // expect: check-then-act
}

void appendBad(Cache &Of, int Key) {
  std::string Value = Of.get(Key);
  Value += "y";
  Of.add(Key, Value); // expect: check-then-act
}

void throughFunctionsBad(Cache &Of, int Key);
static bool knows(Cache &Of, int Key) { return Of.has(Key); }
static void put(Cache &Of, int Key) { Of.add(Key, "x"); }
void throughFunctionsBad(Cache &Of, int Key) {
  if (knows(Of, Key))
    return;
  put(Of, Key); // expect: check-then-act
}

//===-- Right ---------------------------------------------------------===//

void addIfAbsentOk(Cache &Of, int Key) {
  if (!Of.has(Key))
    Of.addIfAbsent(Key, "x");
}

void testedAgainOk(Cache &Of, int Key) {
  if (!Of.has(Key))
    Of.addChecked(Key, "x");
}

void popOk(Cache &Of) {
  while (!Of.isEmpty())
    Of.removeFirstChecked();
}

std::string findOk(Cache &Of, int Key) {
  if (std::optional<std::string> Found = Of.find(Key))
    return *Found;
  return "";
}

std::string cachedOk(Cache &Of, int Key) {
  if (auto Found = Of.find(Key))
    return *Found;
  std::string Made(Key, 'x');
  Of.addIfAbsent(Key, Made);
  return Made;
}

void otherKeyOk(Cache &Of, int Key, int Other) {
  if (Of.has(Key))
    Of.remove(Other);
}

void otherCacheOk(Cache &From, Cache &To, int Key) {
  if (From.has(Key))
    To.add(Key, "x");
}

void independentOk(Cache &Of, int Key) {
  bool IsThere = Of.has(Key);
  Of.add(Key, "x");
  (void)IsThere;
}

void printedOk(Cache &Of, int Key, int &Count) {
  if (Of.has(Key))
    ++Count;
  Of.add(Key, "x");
}
