// RUN: %check_expect --real %s
// A pair of iterators is a range of the map; a pointer that an element owns and
// nobody ends is none, by whatever name the map goes.
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

class Index {
public:
  using Range = std::pair<std::multimap<int, int>::iterator,
                          std::multimap<int, int>::iterator>;
  Range range(int Key) {
    std::lock_guard<std::mutex> Hold(Mutex);
    return Items.equal_range(Key); // expect: guard-escape
  }
  std::size_t count(int Key) {
    std::lock_guard<std::mutex> Hold(Mutex);
    auto [Begin, End] = Items.equal_range(Key);
    return Begin == End ? 0 : 1;
  }
  void drop(int Key) {
    std::lock_guard<std::mutex> Hold(Mutex);
    Items.erase(Key);
  }

private:
  std::mutex Mutex;
  std::multimap<int, int> Items;
};

struct Session {
  int Count = 0;
};
using Sessions = std::map<std::string, std::unique_ptr<Session>>;
Sessions &all() {
  static Sessions Own;
  return Own;
}
std::mutex Mutex;
Session *session(const std::string &Name) {
  std::lock_guard<std::mutex> Hold(Mutex);
  auto &Known = all();
  if (Known.count(Name) == 0)
    Known[Name] = std::make_unique<Session>();
  return Known[Name].get();
}

int main() {
  std::thread A([] { session("a"); }), B([] { session("b"); });
  A.join();
  B.join();
}
