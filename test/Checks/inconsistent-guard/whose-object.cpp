// RUN: %check_expect --real %s
// Objects that are the function's own, that end here, that were looked up.
#include <map>
#include <memory>
#include <mutex>

// Given by value: copy and swap.
class Swapped {
public:
  Swapped() = default;
  Swapped(const Swapped &Other) {
    std::lock_guard<std::mutex> Lock(Other.Mutex);
    Values = Other.Values;
  }
  Swapped &operator=(Swapped Other) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values.swap(Other.Values);
    return *this;
  }
  void put(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values[Key] = 1;
  }
  void merge(Swapped &Other) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values.swap(Other.Values); // expect: inconsistent-guard
  }

private:
  mutable std::mutex Mutex;
  std::map<int, int> Values;
};

// The other side of a comparison is read, too.
class Compared {
public:
  void put(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values[Key] = 1;
  }
  void drop(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values.erase(Key);
  }
  bool operator==(const Compared &Other) const {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Values == Other.Values; // expect: inconsistent-guard
  }
  bool operator!=(const Compared &Other) const {
    std::scoped_lock Lock(Mutex, Other.Mutex);
    return Values != Other.Values;
  }

private:
  mutable std::mutex Mutex;
  std::map<int, int> Values;
};

// Who deletes it has it alone.
struct Decoder {
  std::mutex Mutex;
  std::map<int, int> Frames;
};
extern "C" {
void decoder_free(Decoder *D) {
  if (!D)
    return;
  D->Frames.clear();
  delete D;
}
void decoder_unref(Decoder *D, bool IsLast) {
  D->Frames.clear(); // expect: inconsistent-guard
  if (IsLast)
    delete D;
}
void decoder_add(Decoder *D, int Frame) {
  std::lock_guard<std::mutex> Lock(D->Mutex);
  D->Frames[Frame] = 1;
}
void decoder_drop(Decoder *D, int Frame) {
  std::lock_guard<std::mutex> Lock(D->Mutex);
  D->Frames.erase(Frame);
}
}

// A look-up that nobody has the body of finds the same object for all.
struct Room {
  std::mutex Mutex;
  std::map<int, int> Members;
};
class Lobby {
public:
  void join(int Id, int User) {
    auto Found = room(Id);
    std::lock_guard<std::mutex> Lock(Found->Mutex);
    Found->Members[User] = 1;
  }
  bool has(int Id, int User) {
    auto Found = room(Id);
    std::lock_guard<std::mutex> Lock(Found->Mutex);
    return Found->Members.count(User) != 0;
  }
  void part(int Id, int User) {
    auto Found = room(Id);
    Found->Members.erase(User); // expect: inconsistent-guard
  }
  std::shared_ptr<Room> open(int User) {
    auto Made = makeRoom();
    Made->Members[User] = 1;
    return Made;
  }

private:
  std::shared_ptr<Room> room(int Id);
  std::shared_ptr<Room> makeRoom();
};

// Or one that has a body with a choice in it.
class Hall {
public:
  void open(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Rooms.emplace(Id, std::make_shared<Room>());
  }
  void join(int Id, int User) {
    auto Found = room(Id);
    std::lock_guard<std::mutex> Lock(Found->Mutex);
    Found->Members[User] = 1;
  }
  void part(int Id, int User) {
    auto Found = room(Id);
    Found->Members.erase(User); // expect: inconsistent-guard
  }

private:
  std::shared_ptr<Room> room(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    auto Found = Rooms.find(Id);
    return Found == Rooms.end() ? nullptr : Found->second;
  }
  std::mutex Mutex;
  std::map<int, std::shared_ptr<Room>> Rooms;
};
