// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// The callback names the object by the variable that it captured.
#include <functional>
#include <map>
#include <utility>

template <int> class Subject {
  std::map<int, std::function<void()>> Observers;
  int Next = 0;

public:
  int attach(std::function<void()> Observer) {
    Observers.emplace(Next, std::move(Observer));
    return Next++;
  }
  void detach(int Id) { Observers.erase(Id); }
  void notifyBad() {
    for (auto &[Id, Observer] : Observers)
      Observer(); // expect: erase-in-range-for
  }
  void notifyOk() {
    auto Copy = Observers;
    for (auto &[Id, Observer] : Copy)
      Observer();
  }
  void notifyQuietOk() {
    for (auto &[Id, Observer] : Observers)
      Observer();
  }
};

int main() {
  Subject<0> First;
  int Id = 0;
  Id = First.attach([&] { First.detach(Id); });
  First.notifyBad();

  Subject<1> Second;
  Id = Second.attach([&] { Second.detach(Id); });
  Second.notifyOk();

  Subject<2> Third;
  Id = Third.attach([&] { ++Id; });
  Third.notifyQuietOk();
}
