// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Every operation that reads a std::map: a race beside a writer, none among
// readers.
#include <map>
#include <mutex>
#include <string>
#include <thread>

namespace BesideWriterBad {
std::map<int, std::string> Names;

int read() {
  int Sum = 0;
  Sum += Names.size();                       // expect: unguarded-access
  Sum += Names.empty();                      // expect: unguarded-access
  Sum += Names.count(1);                     // expect: unguarded-access
  Sum += Names.contains(2);                  // expect: unguarded-access
  Sum += Names.at(3).size();                 // expect: unguarded-access
  Sum += Names.find(4) == Names.end();       // expect: unguarded-access
  auto Found = Names.find(5);                // expect: unguarded-access
  auto Lower = Names.lower_bound(6);         // expect: unguarded-access
  auto Upper = Names.upper_bound(7);         // expect: unguarded-access
  auto [First, Last] = Names.equal_range(8); // expect: unguarded-access
  Sum += Found == Lower || Upper == First || First == Last;
  return Sum;
}

void run() {
  Names.emplace(3, "three");
  std::thread Reader([] { read(); });
  Names.emplace(1, "one"); // expect: unguarded-access
  Reader.join();
}
} // namespace BesideWriterBad

namespace AmongReadersOk {
std::map<int, std::string> Names;

int read() {
  int Sum = Names.size() + Names.empty() + Names.count(1) + Names.contains(2);
  Sum += Names.at(3).size();
  Sum += Names.find(4) == Names.end();
  auto [First, Last] = Names.equal_range(8);
  return Sum + (First == Last);
}

void run() {
  Names.emplace(3, "three");
  std::thread Reader([] { read(); });
  read();
  Reader.join();
  Names.emplace(1, "one");
}
} // namespace AmongReadersOk

namespace WriterLockedBad {
std::map<int, std::string> Names;
std::mutex Mutex;

void write() {
  std::lock_guard<std::mutex> Lock(Mutex);
  Names.emplace(1, "one");
}

void run() {
  std::thread Writer(write);
  bool Any = !Names.empty(); // expect: unguarded-access
  Writer.join();
  (void)Any;
}
} // namespace WriterLockedBad

int main() {
  BesideWriterBad::run();
  AmongReadersOk::run();
  WriterLockedBad::run();
}
