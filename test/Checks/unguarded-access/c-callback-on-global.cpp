// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Callbacks without user data work on globals, in parallel with the program
// that registered them.
#include <map>
#include <mutex>

extern "C" void bus_subscribe(int topic, void (*handler)(int topic, int value));

static std::map<int, int> LastBad;
static std::map<int, int> LastOk;
static std::map<int, int> Limits;
static std::mutex Mutex;

static void onValueBad(int Topic, int Value) {
  LastBad[Topic] = Value; // expect: unguarded-access
}
static void onValueOk(int Topic, int Value) {
  std::lock_guard<std::mutex> Lock(Mutex);
  if (Limits.count(Topic))
    LastOk[Topic] = Value;
}

int main() {
  Limits[1] = 10; // Before anybody is registered.
  bus_subscribe(1, onValueBad);
  bus_subscribe(1, onValueOk);
  for (;;) {
    LastBad.erase(2); // expect: unguarded-access
    std::lock_guard<std::mutex> Lock(Mutex);
    LastOk.erase(2);
  }
}
