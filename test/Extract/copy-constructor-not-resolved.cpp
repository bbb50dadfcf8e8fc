// RUN: %check_expect --real %s
// FLAGS: -std=c++17 -pthread
// A class template whose copy constructor nobody has asked for yet, and a
// member that leaves it to overload resolution: Clang cannot say yet whether it
// is deleted. The unit is analysed all the same.
#include <map>
#include <mutex>
#include <vector>

struct Entry {
  Entry();
  Entry(Entry &);
  Entry(const Entry &);
};
template <class T> class Group { Entry First; };

class Manager {
public:
  const Group<int> &get(unsigned Id) const { return Groups[Id]; }
  void add(int Key) {
    std::lock_guard<std::mutex> Hold(Mutex);
    Names[Key] = 1;
  }
  void drop(int Key) {
    std::lock_guard<std::mutex> Hold(Mutex);
    Names.erase(Key);
  }
  bool has(int Key) { return Names.count(Key); } // expect: inconsistent-guard

private:
  std::vector<Group<int>> Groups;
  std::mutex Mutex;
  std::map<int, int> Names;
};
