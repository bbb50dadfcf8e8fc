// RUN: %check_expect --mock %s
// Constructors and destructors have the object to themselves; other methods
// have not, whatever their name.
#include <map>
#include <mutex>

class TableOk {
public:
  TableOk() {
    Values[0] = 0;
    load();
  }
  ~TableOk() { Values.clear(); }
  TableOk(TableOk &&Other) {
    std::lock_guard<std::mutex> Lock(Other.Mutex);
    Values.swap(Other.Values);
  }
  void set(int Key, int Value) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values[Key] = Value;
  }

private:
  void load() { Values[1] = 1; }
  std::mutex Mutex;
  std::map<int, int> Values;
};

class TableBad {
public:
  TableBad() { Values[0] = 0; }
  ~TableBad() { Values.clear(); }
  void load() {
    Values[1] = 1; // expect: inconsistent-guard
  }
  void set(int Key, int Value) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values[Key] = Value;
  }
  void remove(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values.erase(Key);
  }

private:
  std::mutex Mutex;
  std::map<int, int> Values;
};
