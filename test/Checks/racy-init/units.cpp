// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// The map in one file, the threads in another.
//--- table.h
#include <map>
#include <string>
class Table {
public:
  static Table &instance();
  int find(const std::string &Name);
  int findOnce(const std::string &Name);

private:
  void load();
  std::map<std::string, int> Names, Others;
  bool IsLoaded = false;
};
//--- table.cpp
#include "table.h"
Table &Table::instance() {
  static Table Only;
  return Only;
}
void Table::load() {
  Names["ok"] = 200; // expect: racy-init
  IsLoaded = true;
}
int Table::find(const std::string &Name) {
  if (!IsLoaded)
    load();
  return Names.count(Name); // expect: unguarded-access
}
static std::map<std::string, int> make() { return {{"ok", 200}}; }
int Table::findOnce(const std::string &Name) {
  static const std::map<std::string, int> Own = make();
  return Own.count(Name);
}
//--- main.cpp
#include "table.h"
#include <thread>
#include <vector>
static void work(int Number) {
  Table::instance().find("ok");
  Table::instance().findOnce("ok");
}
int main() {
  std::vector<std::thread> Threads;
  for (int I = 0; I < 4; ++I)
    Threads.emplace_back(work, I);
  for (std::thread &One : Threads)
    One.join();
}
