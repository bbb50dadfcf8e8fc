// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// The right field of the wrong object: a.Mutex does not guard b.Table.
#include <map>
#include <mutex>
#include <thread>

struct Account {
  std::mutex Mutex;
  std::map<int, int> Entries;
};

void addBad(Account &Target) {
  std::lock_guard<std::mutex> Lock(Target.Mutex);
  Target.Entries[1] = 1;
  Target.Entries[2] = 2;
}

void moveBad(Account &From, Account &To) {
  std::lock_guard<std::mutex> Lock(From.Mutex);
  From.Entries.erase(1);
  To.Entries.erase(1); // expect: inconsistent-guard
}

void wrongInstanceBad() {
  Account Mine, Yours;
  std::thread First(addBad, std::ref(Mine));
  std::thread Second(addBad, std::ref(Yours));
  moveBad(Mine, Yours);
  First.join();
  Second.join();
}

void addOk(Account &Target) {
  std::lock_guard<std::mutex> Lock(Target.Mutex);
  Target.Entries[1] = 1;
  Target.Entries[2] = 2;
}

void moveOk(Account &From, Account &To) {
  std::scoped_lock Lock(From.Mutex, To.Mutex);
  From.Entries.erase(1);
  To.Entries.erase(1);
}

void bothInstancesOk() {
  Account Mine, Yours;
  std::thread First(addOk, std::ref(Mine));
  std::thread Second(addOk, std::ref(Yours));
  moveOk(Mine, Yours);
  First.join();
  Second.join();
}

int main() {
  wrongInstanceBad();
  bothInstancesOk();
}
