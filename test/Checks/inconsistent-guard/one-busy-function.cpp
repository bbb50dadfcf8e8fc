// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// One function takes the wrong lock, and does more than all the others: the
// guard is what most functions take.
#include <map>
#include <mutex>

class RoomsBad {
public:
  void join(int User, int Room) {
    {
      std::lock_guard<std::mutex> Hold(UsersMutex);
      Users[User] = Room;
    }
    std::lock_guard<std::mutex> Hold(RoomsMutex);
    Rooms[Room] = User;
  }
  void leave(int User, int Room) {
    std::lock_guard<std::mutex> Hold(UsersMutex);
    Users.erase(User);
    auto Found = Rooms.find(Room); // expect: inconsistent-guard
    if (Found == Rooms.end())
      return;
    Found->second++;
    if (Found->second == 0)
      Rooms.erase(Found); // expect: inconsistent-guard
  }
  std::size_t count() {
    std::lock_guard<std::mutex> Hold(RoomsMutex);
    return Rooms.size();
  }

private:
  std::mutex UsersMutex, RoomsMutex;
  std::map<int, int> Users, Rooms;
};

class RoomsOk {
public:
  void join(int User, int Room) {
    {
      std::lock_guard<std::mutex> Hold(UsersMutex);
      Users[User] = Room;
    }
    std::lock_guard<std::mutex> Hold(RoomsMutex);
    Rooms[Room] = User;
  }
  void leave(int User, int Room) {
    {
      std::lock_guard<std::mutex> Hold(UsersMutex);
      Users.erase(User);
    }
    std::lock_guard<std::mutex> Hold(RoomsMutex);
    auto Found = Rooms.find(Room);
    if (Found == Rooms.end())
      return;
    Found->second++;
    if (Found->second == 0)
      Rooms.erase(Found);
  }
  std::size_t count() {
    std::lock_guard<std::mutex> Hold(RoomsMutex);
    return Rooms.size();
  }

private:
  std::mutex UsersMutex, RoomsMutex;
  std::map<int, int> Users, Rooms;
};
