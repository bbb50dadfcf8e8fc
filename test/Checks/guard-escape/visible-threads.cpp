// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Threads are visible and decide: a view is wrong only while another thread may
// end it.
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>

struct Entry {
  std::string Text;
  int Hits = 0;
};

std::mutex TableMutex;
std::unordered_map<int, Entry> TableBad;

Entry &lookUpBad(int Id) {
  std::lock_guard<std::mutex> Lock(TableMutex);
  return TableBad[Id]; // expect: guard-escape
}

void readBad() {
  for (int Id = 0; Id < 100; ++Id)
    lookUpBad(Id).Text.size();
}

void sweepBad() {
  std::lock_guard<std::mutex> Lock(TableMutex);
  TableBad.clear();
}

void useLaterBad(int Id) {
  std::unique_lock<std::mutex> Lock(TableMutex);
  auto It = TableBad.find(Id);
  if (It == TableBad.end())
    return;
  Lock.unlock();
  It->second.Hits++; // expect: guard-escape
}

void localMapBad() {
  std::map<int, Entry> Table;
  std::mutex Mutex;
  std::thread Eraser([&] {
    std::lock_guard<std::mutex> Lock(Mutex);
    Table.erase(1);
  });
  {
    std::unique_lock<std::mutex> Lock(Mutex);
    Entry &Found = Table[1];
    Lock.unlock();
    Found.Hits = 1; // expect: guard-escape
  }
  Eraser.join();
}

/// One thread alone changes the map, and it alone keeps references outside of
/// the lock; the others read under it.
std::mutex OwnerMutex;
std::map<int, Entry> OwnedOk;

void ownerOk() {
  for (int Id = 0; Id < 100; ++Id) {
    std::unique_lock<std::mutex> Lock(OwnerMutex);
    OwnedOk.erase(Id - 1);
    Entry &Mine = OwnedOk[Id];
    Lock.unlock();
    Mine.Text.size();
  }
}

void readerOk() {
  std::lock_guard<std::mutex> Lock(OwnerMutex);
  auto It = OwnedOk.find(1);
  if (It != OwnedOk.end())
    It->second.Text.size();
}

/// After the join nobody else is left.
void afterJoinOk() {
  std::map<int, Entry> Table;
  std::mutex Mutex;
  std::thread Eraser([&] {
    std::lock_guard<std::mutex> Lock(Mutex);
    Table.erase(1);
  });
  Eraser.join();
  std::unique_lock<std::mutex> Lock(Mutex);
  Entry &Found = Table[1];
  Lock.unlock();
  Found.Hits = 1;
}

int main() {
  std::thread Reader(readBad), Sweeper(sweepBad), Later(useLaterBad, 1);
  Reader.join();
  Sweeper.join();
  Later.join();
  localMapBad();
  std::thread Owner(ownerOk), Other(readerOk);
  Owner.join();
  Other.join();
  afterJoinOk();
}
