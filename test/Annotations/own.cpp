// RUN: %check_expect --mock %s
// mapwarden's own annotations: entries, confinement, guards.
#include <map>
#include <mutex>
#include <thread>

#define THREAD_ENTRY [[clang::annotate("mapwarden::thread_entry")]]
#define CONFINED [[clang::annotate("mapwarden::confined")]]
#define GUARDED(M) [[clang::annotate("mapwarden::guarded_by(" #M ")")]]

namespace EntryBad {
std::map<int, int> Table;
THREAD_ENTRY void onMessage(int Key) {
  Table[Key] = 1; // expect: unguarded-access
}
THREAD_ENTRY void onQuery(int Key) {
  (void)Table.count(Key); // expect: unguarded-access
}
} // namespace EntryBad

namespace EntryMemberBad {
class Handler {
public:
  THREAD_ENTRY void onMessage(int Key) {
    put(Key);
  }

private:
  void put(int Key) {
    Table[Key] = 1; // expect: unguarded-access
  }
  std::map<int, int> Table;
};
} // namespace EntryMemberBad

namespace EntryOk {
std::map<int, int> Table;
std::mutex Mutex;
THREAD_ENTRY void onMessage(int Key) {
  std::lock_guard<std::mutex> Lock(Mutex);
  Table[Key] = 1;
}
THREAD_ENTRY int onQuery(int Key) {
  std::lock_guard<std::mutex> Lock(Mutex);
  return static_cast<int>(Table.count(Key));
}
} // namespace EntryOk

namespace ConfinedOk {
CONFINED std::map<int, int> Table;
struct Loop {
  CONFINED std::map<int, int> Tasks;
};
struct CONFINED Session {
  std::map<int, int> Values;
};
std::map<int, int> Other;
void work(Loop *L, Session *S) {
  Table[1] = 1;
  L->Tasks[1] = 1;
  S->Values[1] = 1;
}
CONFINED void ownerOnly() { Other[1] = 1; }
void run() {
  Loop L;
  Session S;
  std::thread First(work, &L, &S), Second(work, &L, &S), Third(ownerOnly), Fourth(ownerOnly);
  First.join();
  Second.join();
  Third.join();
  Fourth.join();
}
} // namespace ConfinedOk

namespace GuardedBad {
struct State {
  std::mutex Mutex;
};
std::mutex Global;
class Cache {
public:
  void put(int Key) {
    Table[Key] = 1; // expect: inconsistent-guard
  }
  void putOther(int Key) {
    Other[Key] = 1; // expect: inconsistent-guard
  }
  void putGlobal(int Key) {
    Third[Key] = 1; // expect: inconsistent-guard
  }

private:
  std::mutex Mutex;
  State Shared;
  GUARDED(Mutex) std::map<int, int> Table;
  GUARDED(Shared.Mutex) std::map<int, int> Other;
  GUARDED(Global) std::map<int, int> Third;
};
} // namespace GuardedBad

namespace GuardedOk {
struct State {
  std::mutex Mutex;
};
std::mutex Global;
class Cache {
public:
  void put(int Key) {
    std::scoped_lock Lock(Mutex, Shared.Mutex, Global);
    Table[Key] = 1;
    Other[Key] = 1;
    Third[Key] = 1;
  }

private:
  std::mutex Mutex;
  State Shared;
  GUARDED(Mutex) std::map<int, int> Table;
  GUARDED(Shared.Mutex) std::map<int, int> Other;
  GUARDED(Global) std::map<int, int> Third;
};
} // namespace GuardedOk

int main() { ConfinedOk::run(); }
