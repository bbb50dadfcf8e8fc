// RUN: %check_expect --mock %s
// A program with one thread may fill its statics whenever it likes.
#include <map>
#include <string>

static std::map<std::string, int> Table;

int globalOk(const std::string &Name) {
  if (Table.empty())
    Table["ok"] = 200;
  return Table.count(Name);
}

const std::map<int, int> &functionStaticOk() {
  static std::map<int, int> Squares;
  if (Squares.empty())
    Squares[2] = 4;
  return Squares;
}

std::map<int, int> *pointerOk() {
  static std::map<int, int> *Own = nullptr;
  if (!Own)
    Own = new std::map<int, int>;
  return Own;
}

int main() {
  globalOk("ok");
  functionStaticOk();
  return pointerOk()->size();
}
