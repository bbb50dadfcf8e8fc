// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A second lock that all sides hold protects as well as the first: a lazily
// filled view under the reader lock of its source, a map that is written under
// two locks and read under either.
#include <map>
#include <mutex>
#include <shared_mutex>
#include <string>

class UrlOk {
public:
  void set(const std::string &Text) {
    std::lock_guard<std::shared_mutex> Lock(Mutex);
    Source = Text;
    std::lock_guard<std::mutex> MapLock(ViewMutex);
    View.clear();
    IsParsed = false;
  }
  bool has(const std::string &Key) const {
    std::shared_lock<std::shared_mutex> Lock(Mutex);
    std::lock_guard<std::mutex> MapLock(ViewMutex);
    parse();
    return View.count(Key) != 0;
  }
  std::string get(const std::string &Key) const {
    std::shared_lock<std::shared_mutex> Lock(Mutex);
    std::lock_guard<std::mutex> MapLock(ViewMutex);
    parse();
    auto Found = View.find(Key);
    return Found == View.end() ? std::string() : Found->second;
  }

private:
  void parse() const {
    if (IsParsed)
      return;
    View.clear();
    View[Source] = "1";
    IsParsed = true;
  }
  mutable std::shared_mutex Mutex;
  mutable std::mutex ViewMutex;
  std::string Source;
  mutable std::map<std::string, std::string> View;
  mutable bool IsParsed = false;
};

class UrlBad {
public:
  bool has(const std::string &Key) const {
    std::shared_lock<std::shared_mutex> Lock(Mutex);
    if (View.empty())
      View[Source] = "1"; // expect: write-under-shared-lock
    return View.count(Key) != 0;
  }
  void reset() {
    std::lock_guard<std::shared_mutex> Lock(Mutex);
    View.clear();
  }

private:
  mutable std::shared_mutex Mutex;
  std::string Source;
  mutable std::map<std::string, std::string> View;
};

class BothOk {
public:
  void set(int Key, int Value) {
    std::scoped_lock Lock(First, Second);
    Values[Key] = Value;
  }
  void drop(int Key) {
    std::scoped_lock Lock(First, Second);
    Values.erase(Key);
  }
  bool has(int Key) {
    std::lock_guard<std::mutex> Lock(First);
    return Values.count(Key) != 0;
  }
  bool isEmpty() {
    std::lock_guard<std::mutex> Lock(Second);
    return Values.empty();
  }
  std::size_t size() {
    std::lock_guard<std::mutex> Lock(First);
    return Values.size();
  }

private:
  std::mutex First, Second;
  std::map<int, int> Values;
};

class BothBad {
public:
  void set(int Key, int Value) {
    std::scoped_lock Lock(First, Second);
    Values[Key] = Value;
  }
  void drop(int Key) {
    std::lock_guard<std::mutex> Lock(First);
    Values.erase(Key);
  }
  bool has(int Key) {
    std::lock_guard<std::mutex> Lock(First);
    return Values.count(Key) != 0;
  }
  bool isEmpty() {
    std::lock_guard<std::mutex> Lock(Second);
    return Values.empty(); // expect: inconsistent-guard
  }

private:
  std::mutex First, Second;
  std::map<int, int> Values;
};
