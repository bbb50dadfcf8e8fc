// RUN: %check_expect --mock %s
// A helper takes a recursive mutex again that its caller holds under another
// name, and hands an iterator back: safe while the caller goes on holding it.
#include <map>
#include <mutex>

class History {
public:
  explicit History(std::recursive_mutex &Mutex) : Mutex(Mutex) {}
  void add(int Key) {
    std::lock_guard<std::recursive_mutex> Hold(Mutex);
    Items.emplace(Key, Key);
  }
  bool removeOk(int Key, std::map<int, int>::iterator &Next) {
    std::lock_guard<std::recursive_mutex> Hold(Mutex);
    auto Found = Items.find(Key);
    if (Found == Items.end())
      return false;
    Next = Items.erase(Found);
    return true;
  }
  bool findBad(int Key, std::map<int, int>::iterator &Next) {
    std::lock_guard<std::recursive_mutex> Hold(Mutex);
    Next = Items.find(Key); // expect: guard-escape
    return Next != Items.end();
  }
  void drop(int Key) {
    std::lock_guard<std::recursive_mutex> Hold(Mutex);
    Items.erase(Key);
  }

private:
  std::recursive_mutex &Mutex;
  std::map<int, int> Items;
};

class Reader {
public:
  Reader() : Kept(Mutex) {}
  int take(int Key) {
    std::lock_guard<std::recursive_mutex> Hold(Mutex);
    std::map<int, int>::iterator Next;
    return Kept.removeOk(Key, Next) ? Next->second : 0;
  }
  int look(int Key) {
    std::map<int, int>::iterator Found;
    return Kept.findBad(Key, Found) ? Found->second : 0;
  }

private:
  std::recursive_mutex Mutex;
  History Kept;
};
