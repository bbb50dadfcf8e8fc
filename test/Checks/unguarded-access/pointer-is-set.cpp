// RUN: %check_expect --real %s
// A pointer to a map is a variable of its own: whoever sets it races with those
// who load it, whatever guards the map.
#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using Table = std::map<int, int>;
std::mutex Mutex;

// Replaced under the lock, read without.
std::shared_ptr<const Table> Routes = std::make_shared<Table>();
void setRoute(int Key) {
  std::lock_guard<std::mutex> Lock(Mutex);
  auto Next = std::make_shared<Table>(*Routes);
  (*Next)[Key] = Key;
  Routes = Next;
}
bool hasRoute(int Key) {
  return Routes->count(Key) != 0; // expect: unguarded-access
}

// A copy that is taken under the lock is a pointer of its own.
std::shared_ptr<const Table> Copied = std::make_shared<Table>();
void setCopied(int Key) {
  auto Next = std::make_shared<Table>();
  (*Next)[Key] = Key;
  std::lock_guard<std::mutex> Lock(Mutex);
  Copied = std::move(Next);
}
bool hasCopied(int Key) {
  std::shared_ptr<const Table> Now;
  {
    std::lock_guard<std::mutex> Lock(Mutex);
    Now = Copied;
  }
  return Now->count(Key) != 0;
}

// The copy itself is made without the lock.
std::shared_ptr<const Table> Torn = std::make_shared<Table>();
void setTorn() {
  auto Next = std::make_shared<const Table>();
  std::lock_guard<std::mutex> Lock(Mutex);
  Torn.swap(Next);
}
bool hasTorn(int Key) {
  auto Now = Torn; // expect: unguarded-access
  return Now->count(Key) != 0;
}

// Atomic pointers, of both kinds.
std::atomic<std::shared_ptr<const Table>> Atomic{std::make_shared<Table>()};
void setAtomic() { Atomic = std::make_shared<const Table>(); }
bool hasAtomic(int Key) { return Atomic.load()->count(Key) != 0; }
std::shared_ptr<const Table> ByFunctions = std::make_shared<Table>();
void setByFunctions() {
  std::atomic_store(&ByFunctions,
                    std::shared_ptr<const Table>(std::make_shared<Table>()));
}
bool hasByFunctions(int Key) {
  return std::atomic_load(&ByFunctions)->count(Key) != 0;
}

// The only owner, an optional, a plain pointer.
std::unique_ptr<Table> Owned = std::make_unique<Table>();
void setOwned() {
  std::lock_guard<std::mutex> Lock(Mutex);
  Owned = std::make_unique<Table>();
}
bool hasOwned(int Key) {
  return Owned->count(Key) != 0; // expect: unguarded-access
}
std::optional<Table> Maybe;
void setMaybe() {
  std::lock_guard<std::mutex> Lock(Mutex);
  Maybe.emplace();
}
bool hasMaybe(int Key) {
  return Maybe && // expect: unguarded-access
         Maybe->count(Key) != 0; // expect: unguarded-access
}
Table First, Second;
Table *Plain = &First;
void setPlain() {
  std::lock_guard<std::mutex> Lock(Mutex);
  Plain = &Second;
}
bool hasPlain(int Key) {
  return Plain->count(Key) != 0; // expect: unguarded-access
}

// What stands behind it does not change, only the pointer does.
struct Settings {
  std::map<std::string, int> Values;
};
class Config {
public:
  void reload() {
    auto Next = std::make_shared<Settings>();
    std::lock_guard<std::mutex> Lock(Mutex);
    Current = Next;
    Guarded = Next;
  }
  int get(const std::string &Name) const {
    auto Found = Current->Values.find(Name); // expect: unguarded-access
    return Found == Current->Values.end() // expect: unguarded-access
               ? 0
               : Found->second;
  }
  int getGuarded(const std::string &Name) const {
    auto Now = snapshot();
    auto Found = Now->Values.find(Name);
    return Found == Now->Values.end() ? 0 : Found->second;
  }

private:
  std::shared_ptr<const Settings> snapshot() const {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Guarded;
  }
  mutable std::mutex Mutex;
  std::shared_ptr<const Settings> Current = std::make_shared<Settings>();
  std::shared_ptr<const Settings> Guarded = std::make_shared<Settings>();
};

// Objects with maps that are replaced as a whole, whatever they are kept in.
struct Limits {
  std::map<std::string, int> Values;
};
std::unique_ptr<Limits> Replaced = std::make_unique<Limits>();
void setReplaced() {
  std::lock_guard<std::mutex> Lock(Mutex);
  Replaced = std::make_unique<Limits>();
}
bool hasReplaced() {
  return Replaced->Values.count("a") != 0; // expect: unguarded-access
}
Limits *Deleted = new Limits;
void setDeleted() {
  std::lock_guard<std::mutex> Lock(Mutex);
  delete Deleted;
  Deleted = new Limits;
}
bool hasDeleted() {
  return Deleted->Values.count("a") != 0; // expect: unguarded-access
}
std::vector<std::shared_ptr<const Table>> Several(4);
void setSeveral() {
  auto Next = std::make_shared<const Table>();
  std::lock_guard<std::mutex> Lock(Mutex);
  Several[1] = Next;
}
bool hasSeveral(int Key) {
  auto Now = Several[1]; // expect: unguarded-access
  return Now->count(Key) != 0;
}
// One that only points to another object that is there anyway.
Limits FirstLimits, SecondLimits;
Limits *Chosen = &FirstLimits;
void choose() { Chosen = &SecondLimits; }
bool hasChosen() { return Chosen->Values.count("a") != 0; }

// What is taken out of a map is gone from it.
Table Taken;
Table takeAll() {
  return std::exchange(Taken, {}); // expect: unguarded-access
}
void addTaken(int Key) {
  std::lock_guard<std::mutex> Lock(Mutex);
  Taken[Key] = 1;
}

// Each message has one owner at a time.
class Channel {
public:
  void send(std::unique_ptr<Table> Message) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Queue.push_back(std::move(Message));
  }
  std::unique_ptr<Table> receive() {
    std::lock_guard<std::mutex> Lock(Mutex);
    if (Queue.empty())
      return nullptr;
    auto Message = std::move(Queue.back());
    Queue.pop_back();
    return Message;
  }

private:
  std::mutex Mutex;
  std::vector<std::unique_ptr<Table>> Queue;
};
void produce(Channel &To) {
  auto Message = std::make_unique<Table>();
  (*Message)[1] = 1;
  To.send(std::move(Message));
}
void consume(Channel &From) {
  if (auto Message = From.receive())
    (*Message)[2] = 2;
}

// Set before the threads, and dropped when they are gone.
class Phased {
public:
  void start() {
    Values = std::make_unique<Table>();
    Worker = std::thread([this] { run(); });
  }
  void stop() {
    Worker.join();
    Values.reset();
  }

private:
  void run() { (*Values)[1] = 1; }
  std::unique_ptr<Table> Values;
  std::thread Worker;
};

int main() {
  Config Shared;
  Channel Messages;
  Phased Once;
  Once.start();
  std::thread Writer([&] {
    setRoute(1), setCopied(1), setTorn(), setAtomic(), setByFunctions();
    setOwned(), setMaybe(), setPlain();
    Shared.reload();
    setReplaced(), setDeleted(), setSeveral(), choose(), takeAll();
    consume(Messages);
  });
  hasRoute(1), hasCopied(1), hasTorn(1), hasAtomic(1), hasByFunctions(1);
  hasOwned(1), hasMaybe(1), hasPlain(1);
  Shared.get("a"), Shared.getGuarded("a");
  hasReplaced(), hasDeleted(), hasSeveral(1), hasChosen(), addTaken(1);
  produce(Messages);
  Writer.join();
  Once.stop();
}
