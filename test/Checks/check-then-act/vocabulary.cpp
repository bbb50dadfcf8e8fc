// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Other ways to lock, and to carry the answer.
#include <map>
#include <memory>
#include <mutex>
#include <pthread.h>
#include <string>

static pthread_mutex_t Lock = PTHREAD_MUTEX_INITIALIZER;
static std::map<int, std::string> Names;

void posixBad(int Key) {
  pthread_mutex_lock(&Lock);
  bool IsThere = Names.find(Key) != Names.end();
  pthread_mutex_unlock(&Lock);
  if (IsThere)
    return;
  pthread_mutex_lock(&Lock);
  Names[Key] = "x"; // expect: check-then-act
  pthread_mutex_unlock(&Lock);
}

class Guarded {
public:
  template <typename Function> auto withLock(Function Run) {
    std::lock_guard<std::mutex> Guard(Mutex);
    return Run();
  }
  void lambdaBad(int Key) {
    bool IsThere = withLock([&] { return Entries.count(Key) != 0; });
    if (!IsThere)
      withLock([&] { Entries[Key] = 1; }); // expect: check-then-act
  }
  void capturedFlagBad(int Key) {
    bool IsThere = false;
    withLock([&] { IsThere = Entries.count(Key) != 0; });
    if (IsThere)
      withLock([&] { Entries.erase(Key); }); // expect: check-then-act
  }
  void lambdaOk(int Key) {
    withLock([&] {
      if (!Entries.count(Key))
        Entries[Key] = 1;
    });
  }

private:
  std::mutex Mutex;
  std::map<int, int> Entries;
};

struct Session {
  bool IsClosed = false;
};

class Sessions {
public:
  std::shared_ptr<Session> get(int Id) {
    std::lock_guard<std::mutex> Guard(Mutex);
    auto Found = Open.find(Id);
    return Found == Open.end() ? nullptr : Found->second;
  }
  bool tryGet(int Id, Session &Result) {
    std::lock_guard<std::mutex> Guard(Mutex);
    auto Found = Open.find(Id);
    if (Found == Open.end())
      return false;
    Result = *Found->second;
    return true;
  }
  void drop(int Id) {
    std::lock_guard<std::mutex> Guard(Mutex);
    Open.erase(Id);
  }
  void put(int Id, std::shared_ptr<Session> New) {
    std::lock_guard<std::mutex> Guard(Mutex);
    Open[Id] = New;
  }
  void closeBad(int Id) {
    std::shared_ptr<Session> Found = get(Id);
    if (!Found)
      return;
    Found->IsClosed = true;
    drop(Id); // expect: check-then-act
  }
  void outputBad(int Id) {
    Session Found;
    if (!tryGet(Id, Found))
      put(Id, std::make_shared<Session>()); // expect: check-then-act
  }
  // The answer is used, not carried out on the map.
  bool isClosedOk(int Id) {
    std::shared_ptr<Session> Found = get(Id);
    return Found && Found->IsClosed;
  }

private:
  std::mutex Mutex;
  std::map<int, std::shared_ptr<Session>> Open;
};

// Claims the key in the helper.
class Requests {
public:
  bool begin(int Id) {
    std::lock_guard<std::mutex> Guard(Mutex);
    if (Running.count(Id))
      return false;
    Running[Id] = 1;
    return true;
  }
  void end(int Id) {
    std::lock_guard<std::mutex> Guard(Mutex);
    Running.erase(Id);
  }
  void serveOk(int Id) {
    if (!begin(Id))
      return;
    end(Id);
  }

private:
  std::mutex Mutex;
  std::map<int, int> Running;
};
