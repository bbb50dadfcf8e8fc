// RUN: %check_expect --real %s
// A guard in an optional or behind a pointer holds while it is there.
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

class Table {
public:
  void emplacedOk(const std::string &Key) {
    std::optional<std::lock_guard<std::mutex>> Lock;
    Lock.emplace(Mutex);
    Values[Key] = 1;
  }
  void inPlaceOk(const std::string &Key) {
    std::optional<std::unique_lock<std::mutex>> Lock(std::in_place, Mutex);
    Values.erase(Key);
  }
  void directOk(const std::string &Key) {
    std::optional<std::lock_guard<std::mutex>> Lock(Mutex);
    Values[Key] = 1;
  }
  void pointerOk(const std::string &Key) {
    auto Lock = std::make_unique<std::lock_guard<std::mutex>>(Mutex);
    Values[Key] = 1;
  }
  void plainOk(const std::string &Key) {
    std::lock_guard Lock(Mutex);
    Values.erase(Key);
  }
  void resetBad(const std::string &Key) {
    std::optional<std::lock_guard<std::mutex>> Lock(Mutex);
    Lock.reset();
    Values[Key] = 1; // expect: inconsistent-guard
  }
  void emptyBad(const std::string &Key) {
    std::optional<std::lock_guard<std::mutex>> Lock;
    Values[Key] = 1; // expect: inconsistent-guard
  }

private:
  std::mutex Mutex;
  std::map<std::string, int> Values;
};
