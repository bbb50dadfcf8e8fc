// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// The main thread is the first one, by construction.
#include <map>
#include <string>
#include <thread>

using Codes = std::map<std::string, int>;

const Codes &codesOk() {
  static Codes Table;
  if (Table.empty())
    Table["ok"] = 200;
  return Table;
}

int main() {
  codesOk();
  std::thread First([] { codesOk().count("ok"); });
  std::thread Second([] { codesOk().count("ok"); });
  First.join();
  Second.join();
}
