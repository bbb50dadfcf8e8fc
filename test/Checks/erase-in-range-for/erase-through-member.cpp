// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// The loop calls a method of the same object, and that method erases. The
// finding is at the call in the loop.
#include <map>
#include <vector>

class SessionsBad {
public:
  void closeIdle() {
    for (auto &Session : Sessions)
      if (Session.second == 0)
        close(Session.first); // expect: erase-in-range-for
  }
  void closeAll() {
    for (auto It = Sessions.begin(); It != Sessions.end(); ++It)
      shutDown(It->first); // expect: erase-in-range-for
  }

private:
  void shutDown(int Id) { close(Id); }
  void close(int Id) { Sessions.erase(Id); }
  std::map<int, int> Sessions;
};

class SessionsOk {
public:
  void closeIdle() {
    std::vector<int> Idle;
    for (auto &Session : Sessions)
      if (Session.second == 0)
        Idle.push_back(Session.first);
    for (int Id : Idle)
      close(Id);
  }
  // The first one only, then the loop ends.
  bool closeOne() {
    for (auto &Session : Sessions)
      if (Session.second == 0) {
        close(Session.first);
        return true;
      }
    return false;
  }
  // A method that only reads.
  int countBusy() const {
    int Count = 0;
    for (auto &Session : Sessions)
      Count += isBusy(Session.first);
    return Count;
  }
  // The sessions of another object.
  void closeMissing(SessionsOk &Other) {
    for (auto &Session : Sessions)
      Other.close(Session.first);
  }

private:
  bool isBusy(int Id) const { return Sessions.at(Id) != 0; }
  void close(int Id) { Sessions.erase(Id); }
  std::map<int, int> Sessions;
};
