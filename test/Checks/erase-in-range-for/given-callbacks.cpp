// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A walk that calls what it is given: a std::function or a plain pointer, known
// where the walk is asked for.
#include <functional>
#include <map>
#include <vector>

class ManagerBad {
public:
  void remove(int Key) { Objects.erase(Key); }
  void forEach(const std::function<void(int)> &Visit) {
    for (auto &Entry : Objects)
      Visit(Entry.first); // expect: erase-in-range-for
  }

private:
  std::map<int, int> Objects;
};
void dropAll(ManagerBad &All) {
  All.forEach([&All](int Key) { All.remove(Key); });
}

class ManagerOk {
public:
  void remove(int Key) { Objects.erase(Key); }
  void forEach(const std::function<void(int)> &Visit) {
    for (auto &Entry : Objects)
      Visit(Entry.first);
  }

private:
  std::map<int, int> Objects;
};
void dropLater(ManagerOk &All) {
  std::vector<int> Keys;
  All.forEach([&Keys](int Key) { Keys.push_back(Key); });
  for (int Key : Keys)
    All.remove(Key);
}
// Another one than the one that is walked.
void move(ManagerOk &From, ManagerOk &To) {
  From.forEach([&To](int Key) { To.remove(Key); });
}

std::map<int, int> Shared, Other;
static void eraseShared(int Key) { Shared.erase(Key); }
static void eraseOther(int Key) { Other.erase(Key); }
static void walkBad(void (*Visit)(int)) {
  for (auto &Entry : Shared)
    Visit(Entry.first); // expect: erase-in-range-for
}
static void walkOk(void (*Visit)(int)) {
  for (auto &Entry : Shared)
    Visit(Entry.first);
}

int main() {
  walkBad(eraseShared);
  walkOk(eraseOther);
}
