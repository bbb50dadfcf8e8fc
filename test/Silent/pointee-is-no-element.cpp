// RUN: %check_expect --mock %s
// What an element points to is not the element: changing it leaves the map
// alone.
#include <map>
#include <memory>
#include <thread>

struct Session {
  int Count = 0;
  int Other = 0;
};

namespace PointeeOk {
std::map<int, Session *> Sessions;
std::map<int, std::shared_ptr<Session>> Owned;
void first() {
  Sessions.at(1)->Count = 1;
  Owned.at(1)->Count = 1;
}
void second() {
  Sessions.at(1)->Other = 1;
  Owned.at(1)->Other = 1;
}
void run() {
  Session One;
  Sessions[1] = &One;
  Owned[1] = std::make_shared<Session>();
  std::thread First(first), Second(second);
  First.join();
  Second.join();
}
} // namespace PointeeOk

namespace PointerItselfBad {
std::map<int, Session *> Sessions;
void reset() {
  Sessions.at(1) = nullptr; // expect: unguarded-access
}
bool isOpen() {
  return Sessions.at(1) != nullptr; // expect: unguarded-access
}
void run() {
  Session One;
  Sessions[1] = &One;
  std::thread First(reset);
  isOpen();
  First.join();
}
} // namespace PointerItselfBad

int main() {
  PointeeOk::run();
  PointerItselfBad::run();
}
