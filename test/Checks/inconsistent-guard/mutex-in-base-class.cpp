// RUN: %check_expect --mock %s
// The mutex is inherited, the map is the derived class's own or inherited too.
#include <cstddef>
#include <map>
#include <mutex>

class Lockable {
protected:
  std::mutex &mutex() const { return Mutex; }
  mutable std::mutex Mutex;
};

class OwnMapBad : protected Lockable {
public:
  void set(int Key, int Value) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values[Key] = Value;
  }
  void remove(int Key) {
    std::lock_guard<std::mutex> Lock(mutex());
    Values.erase(Key);
  }
  std::size_t size() const {
    return Values.size(); // expect: inconsistent-guard
  }

private:
  std::map<int, int> Values;
};

class TableBase {
public:
  void set(int Key, int Value) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values[Key] = Value;
  }
  void remove(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values.erase(Key);
  }

protected:
  mutable std::mutex Mutex;
  std::map<int, int> Values;
};

class InheritedMapBad : public TableBase {
public:
  void reset() {
    Values.clear(); // expect: inconsistent-guard
  }
};

class InheritedMapOk : public TableBase {
public:
  std::size_t size() const {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Values.size();
  }
};

class OwnMapOk : protected Lockable {
public:
  void set(int Key, int Value) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values[Key] = Value;
  }
  std::size_t size() const {
    std::lock_guard<std::mutex> Lock(mutex());
    return Values.size();
  }

private:
  std::map<int, int> Values;
};
