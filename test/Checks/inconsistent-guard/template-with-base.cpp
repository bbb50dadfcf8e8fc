// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
//
// A class template that nobody instantiates here, whose mutex lies in a base:
// the members depend on the parameters, and a guard of them is not resolved.
#include <map>
#include <mutex>
#include <vector>

class StorageBase {
public:
  virtual ~StorageBase();

protected:
  std::mutex Mutex;
};

class Hold {
public:
  explicit Hold(std::mutex &M) : Held(M) { Held.lock(); }
  ~Hold() { Held.unlock(); }

private:
  std::mutex &Held;
};

template <class T> class Storage : public StorageBase {
public:
  bool removeOk(int Id) {
    std::lock_guard<std::mutex> Lock(this->Mutex);
    auto It = this->Index.find(Id);
    if (It == this->Index.end())
      return false;
    this->Index.erase(It);
    return true;
  }
  void putOk(int Id) {
    std::unique_lock Lock(this->Mutex);
    Index[Id] = 1;
  }
  void ownGuardOk(int Id) {
    Hold Lock(this->Mutex);
    Index[Id] = 2;
  }
  void clearBad() { this->Index.clear(); } // expect: inconsistent-guard

private:
  std::map<int, int> Index;
  std::vector<T> Items;
};
