// RUN: %check_expect --mock %s
// Mutex and map live in an implementation struct behind a pointer.
#include <cstddef>
#include <map>
#include <memory>
#include <mutex>

class StoreBad {
public:
  StoreBad();
  ~StoreBad();
  void set(int Key, int Value);
  void remove(int Key);
  std::size_t size() const;

private:
  struct Impl;
  std::unique_ptr<Impl> Self;
};

struct StoreBad::Impl {
  std::mutex Mutex;
  std::map<int, int> Values;
};

StoreBad::StoreBad() : Self(std::make_unique<Impl>()) { Self->Values[0] = 0; }
StoreBad::~StoreBad() = default;
void StoreBad::set(int Key, int Value) {
  std::lock_guard<std::mutex> Lock(Self->Mutex);
  Self->Values[Key] = Value;
}
void StoreBad::remove(int Key) {
  std::lock_guard<std::mutex> Lock(Self->Mutex);
  Self->Values.erase(Key);
}
std::size_t StoreBad::size() const {
  return Self->Values.size(); // expect: inconsistent-guard
}

class StoreOk {
public:
  StoreOk();
  ~StoreOk();
  void set(int Key, int Value);
  std::size_t size() const;

private:
  struct Impl;
  std::unique_ptr<Impl> Self;
};

struct StoreOk::Impl {
  std::mutex Mutex;
  std::map<int, int> Values;
};

StoreOk::StoreOk() : Self(std::make_unique<Impl>()) { Self->Values[0] = 0; }
StoreOk::~StoreOk() = default;
void StoreOk::set(int Key, int Value) {
  std::lock_guard<std::mutex> Lock(Self->Mutex);
  Self->Values[Key] = Value;
}
std::size_t StoreOk::size() const {
  std::lock_guard<std::mutex> Lock(Self->Mutex);
  return Self->Values.size();
}
