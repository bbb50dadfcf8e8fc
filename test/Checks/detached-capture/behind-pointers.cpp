// RUN: %check_expect %s
// RUN: %check_expect --real %s
// A local list of pointers ends with its function; what they lead to does not.
#include <map>
#include <thread>
#include <vector>

struct Reader {
  std::map<int, int> Conditions;
};
struct Handle {
  Reader *Impl = nullptr;
};

std::vector<Handle> allHandles();

void enablePointeesOk() {
  std::vector<Handle> Handles = allHandles();
  for (Handle &H : Handles)
    std::thread([R = H.Impl] { R->Conditions[1] = 1; }).detach();
}

void enableLocalBad() {
  Reader Own;
  std::thread([&Own] { Own.Conditions[1] = 1; }).detach(); // expect: detached-capture
}
