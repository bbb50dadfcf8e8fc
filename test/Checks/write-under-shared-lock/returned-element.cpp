// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
//
// operator[] on a key that was seen to be there inserts nothing; that the
// element is returned by reference or address writes nothing either.
#include <map>
#include <mutex>
#include <shared_mutex>
#include <thread>

class SettingsOk {
public:
  int &ofThreadOk() {
    std::shared_lock<std::shared_mutex> Read(Mutex);
    auto Id = std::this_thread::get_id();
    if (!ByThread.count(Id)) {
      Read.unlock();
      std::unique_lock<std::shared_mutex> Write(Mutex);
      ByThread[Id] = Default;
      return ByThread[Id];
    }
    return ByThread[Id];
  }
  int *findOk(int Key) {
    std::shared_lock<std::shared_mutex> Read(Mutex);
    if (ByKey.find(Key) == ByKey.end())
      return nullptr;
    return &ByKey[Key];
  }
  int &getBad(int Key) {
    std::shared_lock<std::shared_mutex> Read(Mutex);
    return ByKey[Key]; // expect: write-under-shared-lock
  }
  int *addressBad(int Key) {
    std::shared_lock<std::shared_mutex> Read(Mutex);
    return &ByKey[Key]; // expect: write-under-shared-lock
  }
  void put(int Key) {
    std::unique_lock<std::shared_mutex> Write(Mutex);
    ByKey.emplace(Key, 1);
  }

private:
  int Default = 0;
  std::shared_mutex Mutex;
  std::map<std::thread::id, int> ByThread;
  std::map<int, int> ByKey;
};
