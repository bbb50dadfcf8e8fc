// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Tests that do not say whether the map has been filled.
#include <map>
#include <mutex>

// It is filled on either way.
class BothWaysOk {
public:
  int count() {
    std::lock_guard<std::mutex> Hold(Mutex);
    return Visible.size();
  }
  void add(int Key) {
    std::lock_guard<std::mutex> Hold(Mutex);
    Visible[Key] = Key;
  }
  void sortAll(int Current) {
    for (int I = 0; I < 5; ++I)
      if (Tree.empty() && I == Current)
        sort(I, 1);
      else
        sort(I, 2);
  }

private:
  void sort(int Key, int Value) { Tree.insert({Key, Value}); }
  std::mutex Mutex;
  std::map<int, int> Tree, Visible;
};

class OneWayBad {
public:
  int count() {
    std::lock_guard<std::mutex> Hold(Mutex);
    return Visible.size();
  }
  void add(int Key) {
    std::lock_guard<std::mutex> Hold(Mutex);
    Visible[Key] = Key;
  }
  int find(int Key) {
    if (Tree.empty())
      Tree.insert({Key, 1}); // expect: racy-init
    return Tree.size();
  }

private:
  std::mutex Mutex;
  std::map<int, int> Tree, Visible;
};

// The flag that is set stays what it is, or becomes what else is asked.
class SetAgainOk {
public:
  int count() {
    std::lock_guard<std::mutex> Hold(Mutex);
    return Visible.size();
  }
  void add(int Key) {
    std::lock_guard<std::mutex> Hold(Mutex);
    Visible[Key] = Key;
  }
  void turn() {
    if (IsSorted) {
      IsSorted = true;
      for (int I = 0; I < 5; ++I)
        Waiting.insert({I, I});
    }
  }

private:
  std::mutex Mutex;
  bool IsSorted = false;
  std::map<int, int> Visible, Waiting;
};

class SetOnceBad {
public:
  int count() {
    std::lock_guard<std::mutex> Hold(Mutex);
    return Visible.size();
  }
  void add(int Key) {
    std::lock_guard<std::mutex> Hold(Mutex);
    Visible[Key] = Key;
  }
  void turn() {
    if (!IsSorted) {
      IsSorted = true;
      for (int I = 0; I < 5; ++I)
        Waiting.insert({I, I}); // expect: racy-init
    }
  }

private:
  std::mutex Mutex;
  bool IsSorted = false;
  std::map<int, int> Visible, Waiting;
};
