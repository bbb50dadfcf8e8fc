// RUN: %check_expect --mock %s
// The readers lock and a writer does not. Reads alone need no lock, even if
// some of them take one.
#include <map>
#include <mutex>

class WriterForgetsBad {
public:
  int get(int Key) const {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Values.at(Key);
  }
  bool has(int Key) const {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Values.count(Key) != 0;
  }
  void set(int Key, int Value) {
    Values[Key] = Value; // expect: inconsistent-guard
  }

private:
  mutable std::mutex Mutex;
  std::map<int, int> Values;
};

class OneWriterForgetsBad {
public:
  void set(int Key, int Value) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values[Key] = Value;
  }
  void update(int Key, int Value) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values.insert_or_assign(Key, Value);
  }
  void remove(int Key) {
    Values.erase(Key); // expect: inconsistent-guard
  }

private:
  std::mutex Mutex;
  std::map<int, int> Values;
};

class NeverWrittenOk {
public:
  explicit NeverWrittenOk(int Count) {
    for (int I = 0; I < Count; ++I)
      Values[I] = I;
  }
  int get(int Key) const {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Values.at(Key);
  }
  bool has(int Key) const { return Values.count(Key) != 0; }

private:
  mutable std::mutex Mutex;
  std::map<int, int> Values;
};
