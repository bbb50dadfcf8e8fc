// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// An array of mutexes beside an array of maps: which mutex goes with which map
// follows from the index.
#include <array>
#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>

class SameIndexOk {
public:
  void put(const std::string &Key, int Value) {
    std::size_t Shard = indexOf(Key);
    std::lock_guard<std::mutex> Lock(Locks[Shard]);
    Maps[Shard][Key] = Value;
  }
  bool has(const std::string &Key) const {
    std::lock_guard<std::mutex> Lock(Locks[indexOf(Key)]);
    return Maps[indexOf(Key)].count(Key) != 0;
  }
  std::size_t size() const {
    std::size_t Sum = 0;
    for (std::size_t I = 0; I < 16; ++I) {
      std::lock_guard<std::mutex> Lock(Locks[I]);
      Sum += Maps[I].size();
    }
    return Sum;
  }
  void dropFirst() {
    std::lock_guard<std::mutex> Lock(Locks[0]);
    Maps[0].clear();
  }

private:
  std::size_t indexOf(const std::string &Key) const {
    return std::hash<std::string>()(Key) % 16;
  }
  mutable std::mutex Locks[16];
  std::unordered_map<std::string, int> Maps[16];
};

// Fewer mutexes than maps: each mutex guards several.
class FewerLocksOk {
public:
  void put(unsigned Hash, int Value) {
    const unsigned Bucket = Hash % 64;
    const unsigned Stripe = Bucket % 4;
    std::lock_guard<std::mutex> Lock(Locks[Stripe]);
    Maps[Bucket][Value] = 1;
  }
  void drop(unsigned Bucket) {
    std::lock_guard<std::mutex> Lock(Locks[Bucket % 4]);
    Maps[Bucket].clear();
  }

private:
  std::array<std::mutex, 4> Locks;
  std::array<std::map<int, int>, 64> Maps;
};

class ByHelpersOk {
public:
  void put(int Key) {
    std::lock_guard<std::mutex> Lock(lockFor(Key));
    mapFor(Key)[Key] = 1;
  }
  void drop(int Id) {
    std::lock_guard<std::mutex> Lock(lockFor(Id));
    mapFor(Id).erase(Id);
  }

private:
  std::mutex &lockFor(int Key) { return Locks[Key % 4]; }
  std::map<int, int> &mapFor(int Key) { return Maps[Key % 4]; }
  std::mutex Locks[4];
  std::map<int, int> Maps[4];
};

enum Kind { Users, Groups };

// An array of mutexes is no stripe when the indices are fixed.
class NamedLocksOk {
public:
  void addUser(int Id) {
    std::lock_guard<std::mutex> Lock(Locks[Users]);
    UserMap[Id] = 1;
  }
  void addGroup(int Id) {
    std::lock_guard<std::mutex> Lock(Locks[Groups]);
    GroupMap[Id] = 1;
  }
  bool hasUser(int Id) {
    std::lock_guard<std::mutex> Lock(Locks[0]);
    return UserMap.count(Id) != 0;
  }

private:
  std::mutex Locks[2];
  std::map<int, int> UserMap, GroupMap;
};

class NamedLocksBad {
public:
  void addUser(int Id) {
    std::lock_guard<std::mutex> Lock(Locks[Users]);
    UserMap[Id] = 1;
  }
  void dropUser(int Id) {
    std::lock_guard<std::mutex> Lock(Locks[Users]);
    UserMap.erase(Id);
  }
  bool hasUser(int Id) {
    std::lock_guard<std::mutex> Lock(Locks[Groups]);
    return UserMap.count(Id) != 0; // expect: inconsistent-guard
  }

private:
  std::mutex Locks[2];
  std::map<int, int> UserMap, GroupMap;
};

class OtherModulusBad {
public:
  void put(std::size_t Key) {
    std::lock_guard<std::mutex> Lock(Locks[Key % 16]);
    Maps[Key % 16][Key] = 1;
  }
  void drop(std::size_t Key) {
    std::lock_guard<std::mutex> Lock(Locks[Key % 16]);
    Maps[Key % 16].erase(Key);
  }
  bool has(std::size_t Key) {
    std::lock_guard<std::mutex> Lock(Locks[Key % 8]);
    return Maps[Key % 16].count(Key) != 0; // expect: inconsistent-guard
  }

private:
  std::mutex Locks[16];
  std::map<std::size_t, int> Maps[16];
};

class OtherIndexBad {
public:
  void put(std::size_t Index) {
    std::lock_guard<std::mutex> Lock(Locks[Index]);
    Maps[Index][1] = 1;
  }
  void fill(std::size_t Index) {
    std::lock_guard<std::mutex> Lock(Locks[Index]);
    Maps[Index][2] = 2;
  }
  void move(std::size_t From, std::size_t To) {
    std::lock_guard<std::mutex> Lock(Locks[From]);
    Maps[From].erase(1);
    Maps[To].erase(1); // expect: inconsistent-guard
  }

private:
  std::mutex Locks[4];
  std::map<int, int> Maps[4];
};

class NoLockBad {
public:
  void put(int Key) {
    std::lock_guard<std::mutex> Lock(Locks[Key % 4]);
    Maps[Key % 4][Key] = 1;
  }
  std::size_t size() {
    std::size_t Sum = 0;
    for (auto &Each : Maps)
      Sum += Each.size(); // expect: unguarded-access
    return Sum;
  }

private:
  std::mutex Locks[4];
  std::map<int, int> Maps[4];
};

template <class Body> void twice(Body Run) {
  std::thread Other(Run);
  Run();
  Other.join();
}

int main() {
  SameIndexOk Same;
  twice([&] {
    Same.put("a", 1);
    Same.has("b");
    Same.size();
    Same.dropFirst();
  });
  FewerLocksOk Fewer;
  twice([&] {
    Fewer.put(3, 1);
    Fewer.drop(2);
  });
  ByHelpersOk Helpers;
  twice([&] {
    Helpers.put(1);
    Helpers.drop(2);
  });
  NamedLocksOk Named;
  twice([&] {
    Named.addUser(1);
    Named.addGroup(1);
    Named.hasUser(2);
  });
  NamedLocksBad Mixed;
  twice([&] {
    Mixed.addUser(1);
    Mixed.dropUser(1);
    Mixed.hasUser(2);
  });
  OtherModulusBad Modulus;
  twice([&] {
    Modulus.put(1);
    Modulus.drop(1);
    Modulus.has(2);
  });
  OtherIndexBad Index;
  twice([&] {
    Index.put(1);
    Index.fill(2);
    Index.move(0, 1);
  });
  NoLockBad Unlocked;
  twice([&] {
    Unlocked.put(1);
    Unlocked.size();
  });
}
