// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// An element that leaves the lock while others go on changing elements under
// it. Nothing is ever erased.
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

class ReturnedBad {
public:
  const std::string &get(int Key) {
    std::lock_guard<std::mutex> Hold(Mutex);
    return Names.at(Key); // expect: guard-escape
  }
  void set(int Key, std::string Name) {
    std::lock_guard<std::mutex> Hold(Mutex);
    Names[Key] = std::move(Name);
  }

private:
  std::map<int, std::string> Names;
  std::mutex Mutex;
};

class ReturnedCopyOk {
public:
  std::string get(int Key) {
    std::lock_guard<std::mutex> Hold(Mutex);
    return Names.at(Key);
  }
  void set(int Key, std::string Name) {
    std::lock_guard<std::mutex> Hold(Mutex);
    Names[Key] = std::move(Name);
  }

private:
  std::map<int, std::string> Names;
  std::mutex Mutex;
};

class UpdatedBad {
public:
  const std::vector<int> &history(int Key) {
    std::lock_guard<std::mutex> Hold(Mutex);
    return Histories[Key]; // expect: guard-escape
  }
  void add(int Key, int Value) {
    std::lock_guard<std::mutex> Hold(Mutex);
    Histories[Key].push_back(Value);
  }

private:
  std::map<int, std::vector<int>> Histories;
  std::mutex Mutex;
};

class UsedBad {
public:
  void print(int Key) {
    std::string *Name;
    {
      std::lock_guard<std::mutex> Hold(Mutex);
      Name = &Names[Key];
    }
    Total += Name->size(); // expect: guard-escape
  }
  void set(int Key, std::string Name) {
    std::lock_guard<std::mutex> Hold(Mutex);
    Names[Key] = std::move(Name);
  }

private:
  std::map<int, std::string> Names;
  std::size_t Total = 0;
  std::mutex Mutex;
};

class UsedUnderLockOk {
public:
  void print(int Key) {
    std::lock_guard<std::mutex> Hold(Mutex);
    std::string *Name = &Names[Key];
    Total += Name->size();
  }
  void set(int Key, std::string Name) {
    std::lock_guard<std::mutex> Hold(Mutex);
    Names[Key] = std::move(Name);
  }

private:
  std::map<int, std::string> Names;
  std::size_t Total = 0;
  std::mutex Mutex;
};

// Elements are added, and stay what they are.
class AddedOk {
public:
  const std::string &get(int Key) {
    std::lock_guard<std::mutex> Hold(Mutex);
    return Names.at(Key);
  }
  void add(int Key, std::string Name) {
    std::lock_guard<std::mutex> Hold(Mutex);
    Names.emplace(Key, std::move(Name));
  }

private:
  std::map<int, std::string> Names;
  std::mutex Mutex;
};

// Others replace the pointers, not what they lead to.
struct Session {
  int Hits = 0;
};
class OwnersCopiedOk {
public:
  std::shared_ptr<Session> get(int Key) {
    std::lock_guard<std::mutex> Hold(Mutex);
    return Sessions[Key];
  }
  void set(int Key) {
    std::lock_guard<std::mutex> Hold(Mutex);
    Sessions[Key] = std::make_shared<Session>();
  }

private:
  std::map<int, std::shared_ptr<Session>> Sessions;
  std::mutex Mutex;
};

// The caller is one of those threads.
class Registry {
public:
  const std::string &get(int Key) {
    std::lock_guard<std::mutex> Hold(Mutex);
    return Names[Key]; // expect: guard-escape
  }
  void set(int Key, std::string Name) {
    std::lock_guard<std::mutex> Hold(Mutex);
    Names[Key] = std::move(Name);
  }

private:
  std::map<int, std::string> Names;
  std::mutex Mutex;
};

int main() {
  Registry Names;
  std::thread Renamer([&] { Names.set(1, "b"); });
  std::size_t Length = Names.get(1).size();
  Renamer.join();
  return static_cast<int>(Length);
}
