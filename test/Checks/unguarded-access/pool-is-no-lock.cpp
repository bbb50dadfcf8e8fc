// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
//
// `acquire` and `release` of a pool hand objects out and take them back: nothing
// is locked between the two.
#include <atomic>
#include <map>
#include <mutex>
#include <thread>

struct Packet {
  int Size;
};

class PacketPool {
public:
  Packet *acquire() { return new Packet; }
  void release(Packet *Item) { delete Item; }
};

class SlotLock {
public:
  void acquire() {
    while (Busy.exchange(true)) {
    }
  }
  void release() { Busy.store(false); }

private:
  std::atomic<bool> Busy;
};

class Server {
public:
  void serve() {
    Packet *Item = Pool.acquire();
    Tokens[Item->Size] = 1; // expect: unguarded-access
    Pool.release(Item);
  }
  void serveOk() {
    Slot.acquire();
    Routes[1] = 1;
    Slot.release();
  }

private:
  PacketPool Pool;
  SlotLock Slot;
  std::map<int, int> Tokens, Routes;
};

int main() {
  Server Own;
  auto Work = [&] {
    Own.serve();
    Own.serveOk();
  };
  std::thread First(Work), Second(Work);
  First.join();
  Second.join();
}
