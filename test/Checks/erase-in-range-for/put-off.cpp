// RUN: %check_expect --mock %s
// A flag or counter says that the map is being iterated: changes are put off.
#include <functional>
#include <map>
#include <vector>

class FlagOk {
public:
  void connect(int Id, std::function<void()> Slot) {
    Slots.emplace(Id, std::move(Slot));
  }
  void disconnect(int Id) {
    if (IsEmitting)
      Dead.push_back(Id);
    else
      Slots.erase(Id);
  }
  void emit() {
    IsEmitting = true;
    for (auto &Each : Slots)
      Each.second();
    IsEmitting = false;
    for (int Id : Dead)
      Slots.erase(Id);
    Dead.clear();
  }

private:
  std::map<int, std::function<void()>> Slots;
  std::vector<int> Dead;
  bool IsEmitting = false;
};

void useFlag(FlagOk &Signal) {
  Signal.connect(1, [&Signal] { Signal.disconnect(1); });
}

class CounterOk {
public:
  void connect(int Id, std::function<void()> Slot) {
    Slots.emplace(Id, std::move(Slot));
  }
  void disconnect(int Id) {
    if (Depth > 0) {
      Dead.push_back(Id);
      return;
    }
    Slots.erase(Id);
  }
  void emit() {
    ++Depth;
    for (auto &Each : Slots)
      Each.second();
    if (--Depth == 0) {
      for (int Id : Dead)
        Slots.erase(Id);
      Dead.clear();
    }
  }

private:
  std::map<int, std::function<void()>> Slots;
  std::vector<int> Dead;
  int Depth = 0;
};

void useCounter(CounterOk &Signal) {
  Signal.connect(1, [&Signal] { Signal.disconnect(1); });
}

// The loop knows nothing of the flag.
class OtherFlagBad {
public:
  void connect(int Id, std::function<void()> Slot) {
    Slots.emplace(Id, std::move(Slot));
  }
  void disconnect(int Id) {
    if (IsOpen)
      Slots.erase(Id);
  }
  void emit() {
    for (auto &Each : Slots)
      Each.second(); // expect: erase-in-range-for
  }

private:
  std::map<int, std::function<void()>> Slots;
  bool IsOpen = true;
};

// The object is a global one in the callback, and `this` in the loop.
OtherFlagBad Signal;

int main() {
  Signal.connect(1, [] { Signal.disconnect(1); });
  Signal.emit();
}
