// RUN: %check_expect --confidence low --mock %s
// RUN: %check_expect --real %s
// A service that its users acquire and release is counted, not locked; a class
// of the same words that keeps nothing is a lock.
#include <map>
#include <string>

class Service {
public:
  int Acquire() { return ++Users; }
  int Release() { return --Users; }
  void add(int Key) { Routes[Key] = 1; }

private:
  int Users = 0;
  std::map<int, int> Routes;
};

class Sessions {
public:
  void reload(int Key) {
    Shared->Acquire();
    ByKey[Key] = "fresh";
    Shared->Release();
  }
  bool has(int Key) const { return ByKey.count(Key) != 0; }

private:
  Service *Shared = nullptr;
  std::map<int, std::string> ByKey;
};

class Section {
public:
  void Acquire() { IsTaken = true; }
  void Release() { IsTaken = false; }

private:
  bool IsTaken = false;
};

class Rooms {
public:
  void reload(int Key) {
    Lock.Acquire();
    ByKey[Key] = "fresh";
    Lock.Release();
  }
  bool has(int Key) const {
    return ByKey.count(Key) != 0; // expect: inconsistent-guard
  }

private:
  Section Lock;
  std::map<int, std::string> ByKey;
};
