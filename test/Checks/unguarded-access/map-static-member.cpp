// RUN: %check_expect --mock %s
// A static member is one map for all instances: that each thread has its own
// object does not help.
#include <map>
#include <mutex>
#include <string>
#include <thread>

class ParserBad {
public:
  void parse(const std::string &Name) {
    Known.insert({Name, 1}); // expect: unguarded-access
  }

private:
  static std::map<std::string, int> Known;
};
std::map<std::string, int> ParserBad::Known;

void ownObjectsBad() {
  ParserBad One, Two;
  std::thread First([&One] { One.parse("a"); });
  std::thread Second([&Two] { Two.parse("b"); });
  First.join();
  Second.join();
}

class ParserOk {
public:
  void parse(const std::string &Name) {
    std::lock_guard<std::mutex> Lock(KnownMutex);
    Known.insert({Name, 1});
  }

private:
  inline static std::map<std::string, int> Known;
  inline static std::mutex KnownMutex;
};

void ownObjectsOk() {
  ParserOk One, Two;
  std::thread First([&One] { One.parse("a"); });
  std::thread Second([&Two] { Two.parse("b"); });
  First.join();
  Second.join();
}

int main() {
  ownObjectsBad();
  ownObjectsOk();
}
