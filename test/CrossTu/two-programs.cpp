// RUN: %check_expect %s
// RUN: %check_expect --real %s
// A database with two programs has two mains; the contexts of both count.
//--- table.h
#include <map>
#include <thread>
extern std::map<int, int> First, Second;
void putFirst(int Key);
void putSecond(int Key);
//--- table.cpp
#include "table.h"
std::map<int, int> First, Second;
void putFirst(int Key) { First[Key] = 1; }   // expect: unguarded-access
void putSecond(int Key) { Second[Key] = 1; } // expect: unguarded-access
//--- server.cpp
#include "table.h"
int main() {
  std::thread Worker([] { putFirst(1); });
  First.erase(2); // expect: unguarded-access
  Worker.join();
}
//--- client.cpp
#include "table.h"
int main(int Count, char **Words) {
  (void)Words;
  std::thread Worker([] { putSecond(1); });
  Second.erase(Count); // expect: unguarded-access
  Worker.join();
}
//--- tool.cpp
#include "table.h"
int main() {
  std::thread Worker([] { putSecond(1); });
  Worker.join();
  Second.erase(3);
}
