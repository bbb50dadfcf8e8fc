// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Filled by one thread, published by the one store of an atomic flag, read by
// those who have seen it set.
#include <atomic>
#include <map>
#include <thread>

std::map<int, int> Table;
std::atomic<bool> Ready{false};
void fill() {
  for (int I = 0; I < 10; ++I)
    Table[I] = I;
}
void load() {
  fill();
  Table[11] = 1;
  Ready.store(true, std::memory_order_release);
}
int spins() {
  while (!Ready.load(std::memory_order_acquire))
    ;
  return Table.count(3);
}
int yields() {
  while (!Ready)
    std::this_thread::yield();
  return Table.count(3);
}
int leaves() {
  if (!Ready.load())
    return 0;
  return Table.count(3);
}
int waits() {
  Ready.wait(false);
  return Table.count(3);
}

// A class that starts its own loader.
class Index {
public:
  void start() {
    Loader = std::thread([this] {
      Words[1] = 1;
      IsLoaded = true;
    });
  }
  int find(int Key) { return IsLoaded ? Words.count(Key) : 0; }
  void stop() { Loader.join(); }

private:
  std::map<int, int> Words;
  std::atomic<bool> IsLoaded{false};
  std::thread Loader;
};

// The store comes too early.
std::map<int, int> Early;
std::atomic<bool> IsEarly{false};
void loadEarly() {
  IsEarly = true;
  Early[1] = 1; // expect: unguarded-access
}
void loadForAll() { loadEarly(); } // What is called sets it too early.
int readEarly() {
  while (!IsEarly)
    ;
  return Early.count(1); // expect: unguarded-access
}

// Nothing is ordered.
std::map<int, int> Loose;
std::atomic<bool> IsLoose{false};
void loadLoose() {
  Loose[1] = 1; // expect: unguarded-access
  IsLoose.store(true, std::memory_order_relaxed);
}
int readLoose() {
  while (!IsLoose)
    ;
  return Loose.count(1); // expect: unguarded-access
}

// Every time round there is something new.
std::map<int, int> News;
std::atomic<bool> HasNews{false};
void report(int Key) {
  News[Key] = 1; // expect: unguarded-access
  HasNews = true;
}
void reportAll() {
  for (int I = 0; I < 9; ++I)
    report(I);
}
int readNews() {
  if (!HasNews)
    return 0;
  return News.count(1); // expect: unguarded-access
}

// The flag does not keep its writers apart.
std::map<int, int> Twice;
std::atomic<bool> IsTwice{false};
void writeBeside() {
  Twice[2] = 1; // expect: unguarded-access
}
void loadTwice() {
  Twice[1] = 1; // expect: unguarded-access
  IsTwice = true;
}

int main() {
  std::thread A(load), B(spins), C(yields), D(leaves), E(waits);
  std::thread F(loadForAll), G(readEarly);
  std::thread H(loadLoose), I(readLoose);
  std::thread J(reportAll), K(readNews);
  std::thread L(loadTwice), M(writeBeside);
  Index Words;
  Words.start();
  Words.find(1);
  Words.stop();
  A.join(), B.join(), C.join(), D.join(), E.join(), F.join(), G.join();
  H.join(), I.join(), J.join(), K.join(), L.join(), M.join();
}
