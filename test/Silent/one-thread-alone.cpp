// RUN: %check_expect --mock %s
// A map that one thread alone uses, in a program that has others.
#include <map>
#include <mutex>
#include <thread>

class ServerOk {
public:
  void run() {
    std::thread Reader(&ServerOk::read, this);
    std::thread Writer(&ServerOk::write, this);
    Log[0] = 1;
    Reader.join();
    Writer.join();
  }

private:
  void read() {
    Incoming[1] = 1;
    Incoming.erase(1);
  }
  void write() {
    Outgoing[1] = 1;
    for (auto &Entry : Outgoing)
      Entry.second = 0;
  }
  std::map<int, int> Incoming, Outgoing, Log;
};

class ServerBad {
public:
  void run() {
    std::thread Reader(&ServerBad::read, this);
    std::thread Writer(&ServerBad::write, this);
    Reader.join();
    Writer.join();
  }

private:
  void read() {
    Incoming[1] = 1; // expect: unguarded-access
  }
  void write() {
    Incoming.erase(1); // expect: unguarded-access
  }
  std::map<int, int> Incoming;
};

int main() {
  ServerOk().run();
  ServerBad().run();
}
