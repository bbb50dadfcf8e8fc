// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A virtual member, called on a class that inherits it and overrides nothing.
#include <map>
#include <mutex>
#include <thread>

class Session {
public:
  virtual ~Session() {}
  virtual void put(int Key);
  virtual void clear();

private:
  std::map<int, int> Values;
};
class PlainSession : public Session {};
void Session::put(int Key) {
  Values[Key] = 1; // expect: unguarded-access
}
void Session::clear() {
  Values.clear(); // expect: unguarded-access
}
void useBad(PlainSession &Mine) {
  std::thread Other([&] { Mine.put(1); });
  Mine.clear();
  Other.join();
}

class LockedSession {
public:
  virtual ~LockedSession() {}
  virtual void put(int Key);
  virtual void clear();

private:
  std::mutex Mutex;
  std::map<int, int> Values;
};
class PlainLockedSession : public LockedSession {};
void LockedSession::put(int Key) {
  std::lock_guard<std::mutex> Lock(Mutex);
  Values[Key] = 1;
}
void LockedSession::clear() {
  std::lock_guard<std::mutex> Lock(Mutex);
  Values.clear();
}
void useOk(PlainLockedSession &Mine) {
  std::thread Other([&] { Mine.put(1); });
  Mine.clear();
  Other.join();
}

// Joined before the other access.
class JoinedSession {
public:
  virtual ~JoinedSession() {}
  virtual void put(int Key);
  virtual void clear();

private:
  std::map<int, int> Values;
};
class PlainJoinedSession : public JoinedSession {};
void JoinedSession::put(int Key) { Values[Key] = 1; }
void JoinedSession::clear() { Values.clear(); }
void joinOk(PlainJoinedSession &Mine) {
  std::thread Other([&] { Mine.put(1); });
  Other.join();
  Mine.clear();
}

int main() {
  PlainSession Bad;
  PlainLockedSession Ok;
  PlainJoinedSession Joined;
  useBad(Bad);
  useOk(Ok);
  joinOk(Joined);
}
