// RUN: %check_expect %s
// RUN: %check_expect --real %s
// What a method does to an element, its body says better than a missing const.
#include <map>
#include <string>
#include <thread>

struct Factory {
  int make() { return 1; }
};

struct Holder {
  Factory *Held = nullptr;
  char Name[8] = {};
  Factory *get() { return Held; }
  Factory *operator->() { return Held; }
  bool isSet() { return Held != nullptr; }
  void reset() { Held = nullptr; }
  char *name() { return Name; }
};

std::map<std::string, Holder> Filters;
std::map<std::string, Holder> Cleared;
std::map<std::string, Holder> Renamed;

void useOk() {
  auto Found = Filters.find("fec");
  if (Found != Filters.end() && Found->second.isSet())
    (void)(Found->second->make() + (Found->second.get() != nullptr));
}

void resetBad() {
  auto Found = Cleared.find("fec");
  if (Found != Cleared.end())
    Found->second.reset(); // expect: unguarded-access
}

// The pointer leads into the element, and the caller writes through it.
void renameBad() {
  auto Found = Renamed.find("fec");
  if (Found != Renamed.end())
    Found->second.name()[0] = 'x'; // expect: unguarded-access
}

int main() {
  std::thread A(useOk), B(useOk), C(resetBad), D(resetBad), E(renameBad),
      F(renameBad);
  A.join();
  B.join();
  C.join();
  D.join();
  E.join();
  F.join();
}
