// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A map class of the program's own, known by its bodies alone.
#include <map>
#include <memory>
#include <mutex>
#include <string>

template <typename Key, typename Value> class Map {
public:
  bool isEmpty() const { return Items.empty(); }
  Value &operator[](const Key &Of) { return Items[Of]; }
  void insert(const Key &Of, const Value &New) {
    Items.emplace(Of, New);
  }
  bool contains(const Key &Of) const { return Items.count(Of) != 0; }

private:
  std::map<Key, Value> Items;
};

bool subscriptBad(const std::string &Name) {
  static Map<std::string, int> Names;
  if (Names.isEmpty())
    Names["ok"] = 200; // expect: racy-init
  return Names.contains(Name);
}

bool insertBad(int Key) {
  static Map<int, int> Squares;
  if (Squares.isEmpty()) {
    for (int I = 0; I < 10; ++I)
      Squares.insert(I, I * I); // expect: racy-init
  }
  return Squares.contains(Key);
}

bool lockedOk(char Key) {
  static std::mutex Mutex;
  static Map<char, int> Squares;
  std::lock_guard<std::mutex> Lock(Mutex);
  if (Squares.isEmpty())
    Squares.insert('a', 1);
  return Squares.contains(Key);
}
