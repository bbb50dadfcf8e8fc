// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// The first write under the lock is one of an element, which is in no conflict
// with a look at the size; the insertions under the lock are.
#include <cstddef>
#include <map>
#include <mutex>
#include <string>

struct Member {
  std::string Nick;
  int Role = 0;
};

class RoomBad {
public:
  bool promote(int Id) {
    std::lock_guard<std::mutex> Hold(Mutex);
    auto It = Members.find(Id);
    if (It == Members.end())
      return false;
    ++It->second.Role;
    return true;
  }
  void join(int Id) {
    std::lock_guard<std::mutex> Hold(Mutex);
    Members.emplace(Id, Member());
  }
  std::size_t count() const {
    return Members.size(); // expect: inconsistent-guard
  }

private:
  std::map<int, Member> Members;
  mutable std::mutex Mutex;
};

class RoomOk {
public:
  bool promote(int Id) {
    std::lock_guard<std::mutex> Hold(Mutex);
    auto It = Members.find(Id);
    if (It == Members.end())
      return false;
    ++It->second.Role;
    return true;
  }
  void join(int Id) {
    std::lock_guard<std::mutex> Hold(Mutex);
    Members.emplace(Id, Member());
  }
  std::size_t count() const {
    std::lock_guard<std::mutex> Hold(Mutex);
    return Members.size();
  }

private:
  std::map<int, Member> Members;
  mutable std::mutex Mutex;
};

// Nobody inserts once the object is made: the size stays what it is.
class SeatsOk {
public:
  SeatsOk() {
    for (int I = 0; I < 8; ++I)
      Seats.emplace(I, Member());
  }
  void take(int Id) {
    std::lock_guard<std::mutex> Hold(Mutex);
    auto It = Seats.find(Id);
    if (It != Seats.end())
      ++It->second.Role;
  }
  std::size_t count() const { return Seats.size(); }

private:
  std::map<int, Member> Seats;
  mutable std::mutex Mutex;
};
