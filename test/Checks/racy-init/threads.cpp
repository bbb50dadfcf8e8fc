// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Where threads are visible they decide.
#include <map>
#include <mutex>
#include <string>
#include <thread>

using Codes = std::map<std::string, int>;

static Codes Table;

int lookupBad(const std::string &Name) {
  if (Table.empty()) {
    Table["ok"] = 200;                             // expect: racy-init
    Table["gone"] = 410;                           // expect: racy-init
  }
  auto Found = Table.find(Name);                   // expect: unguarded-access
  return Found == Table.end() ? 0 : Found->second; // expect: unguarded-access
}

class CacheBad {
public:
  int get(int Key) {
    if (!IsFilled) {
      Squares[2] = 4; // expect: racy-init
      IsFilled = true;
    }
    return Squares.count(Key); // expect: unguarded-access
  }

private:
  std::map<int, int> Squares;
  bool IsFilled = false;
};

// Filled before anybody else is there.
static Codes Early;

int earlyOk(const std::string &Name) {
  if (Early.empty())
    Early["ok"] = 200;
  return Early.count(Name);
}

int readEarlyOk(const std::string &Name) { return Early.count(Name); }

// Only the main thread comes here.
static Codes Single;

int singleOk(const std::string &Name) {
  if (Single.empty())
    Single["ok"] = 200;
  return Single.count(Name);
}

class CacheOk {
public:
  int get(int Key) {
    std::call_once(Filled, [this] { Squares[2] = 4; });
    return Squares.count(Key);
  }

private:
  std::map<int, int> Squares;
  std::once_flag Filled;
};

int main() {
  earlyOk("ok");
  CacheBad Bad;
  CacheOk Good;
  std::thread First([&] {
    lookupBad("ok");
    Bad.get(1);
    Good.get(1);
    readEarlyOk("ok");
  });
  std::thread Second([&] {
    lookupBad("gone");
    Bad.get(2);
    Good.get(2);
    readEarlyOk("gone");
  });
  singleOk("ok");
  First.join();
  Second.join();
}
