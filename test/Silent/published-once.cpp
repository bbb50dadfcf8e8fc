// RUN: %check_expect --real %s
// An atomic flag in front of a call_once, and maps that are offered to an
// atomic pointer.
#include <atomic>
#include <map>
#include <mutex>
#include <thread>

std::atomic<bool> Ready{false};
std::once_flag Once;
std::map<int, int> Values;
int getOk(int Key) {
  if (!Ready) {
    std::call_once(Once, [] { Values.emplace(1, 1); });
    Ready = true;
  }
  return Values.at(Key);
}

class InsideOk {
public:
  int get(int Key) {
    if (!Ready.load(std::memory_order_acquire))
      std::call_once(Once, [this] {
        Values.emplace(1, 1);
        Ready.store(true, std::memory_order_release);
      });
    return Values.at(Key);
  }

private:
  std::atomic<bool> Ready{false};
  std::once_flag Once;
  std::map<int, int> Values;
};

// The flag comes too early.
std::atomic<bool> Early{false};
std::once_flag EarlyOnce;
std::map<int, int> EarlyValues;
int getEarlyBad(int Key) {
  if (!Early) {
    Early = true;
    std::call_once(EarlyOnce, [] {
      EarlyValues.emplace(1, 1); // expect: unguarded-access
    });
  }
  return EarlyValues.at(Key); // expect: unguarded-access
}

// Somebody else sets it, too.
std::atomic<bool> Shared{false};
std::once_flag SharedOnce;
std::map<int, int> SharedValues;
void announce() { Shared = true; }
int getSharedBad(int Key) {
  if (!Shared) {
    std::call_once(SharedOnce, [] {
      SharedValues.emplace(1, 1); // expect: unguarded-access
    });
    Shared = true;
  }
  return SharedValues.at(Key); // expect: unguarded-access
}

// Who comes second deletes his own.
std::atomic<std::map<int, int> *> Offered{nullptr};
int offeredOk(int Key) {
  auto *Known = Offered.load();
  if (!Known) {
    auto *Mine = new std::map<int, int>{{1, 10}};
    if (!Offered.compare_exchange_strong(Known, Mine)) {
      delete Mine;
      return Known->at(Key);
    }
    Known = Mine;
  }
  return Known->at(Key);
}

// It is filled when others have it.
std::atomic<std::map<int, int> *> Late{nullptr};
int lateBad(int Key) {
  auto *Known = Late.load();
  if (!Known) {
    auto *Mine = new std::map<int, int>;
    if (!Late.compare_exchange_strong(Known, Mine)) {
      delete Mine;
      return Known->at(Key); // expect: unguarded-access
    }
    Mine->emplace(1, 1); // expect: unguarded-access
    Known = Mine;
  }
  return Known->at(Key); // expect: unguarded-access
}

int main() {
  InsideOk Inside;
  auto Work = [&] {
    getOk(1);
    Inside.get(1);
    getEarlyBad(1);
    getSharedBad(1);
    offeredOk(1);
    lateBad(1);
  };
  std::thread A(Work), B(Work), C(announce);
  A.join();
  B.join();
  C.join();
}
