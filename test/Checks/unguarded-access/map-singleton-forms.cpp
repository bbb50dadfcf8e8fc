// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Singletons in the forms people write: call_once and a pointer, a template
// base, double-checked locking, a leaked static pointer, a shared_ptr.
#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

class OnceBad {
public:
  static OnceBad &instance() {
    std::call_once(Flag, [] { Instance.reset(new OnceBad); });
    return *Instance;
  }
  void set(const std::string &Key) {
    Values[Key] = 1; // expect: unguarded-access
  }
  bool has(const std::string &Key) const {
    return Values.count(Key) != 0; // expect: unguarded-access
  }

private:
  static std::once_flag Flag;
  static std::unique_ptr<OnceBad> Instance;
  std::map<std::string, int> Values;
};
std::once_flag OnceBad::Flag;
std::unique_ptr<OnceBad> OnceBad::Instance;

class OnceOk {
public:
  static OnceOk &instance() {
    std::call_once(Flag, [] { Instance.reset(new OnceOk); });
    return *Instance;
  }
  void set(const std::string &Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values[Key] = 1;
  }
  bool has(const std::string &Key) const {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Values.count(Key) != 0;
  }

private:
  static std::once_flag Flag;
  static std::unique_ptr<OnceOk> Instance;
  mutable std::mutex Mutex;
  std::map<std::string, int> Values;
};
std::once_flag OnceOk::Flag;
std::unique_ptr<OnceOk> OnceOk::Instance;

template <class T> class Singleton {
public:
  static T &get() {
    static T Instance;
    return Instance;
  }
};

class DerivedBad : public Singleton<DerivedBad> {
public:
  void add(int Key) {
    Table.insert({Key, 1}); // expect: unguarded-access
  }

private:
  std::map<int, int> Table;
};

// Another instance of the template is another object.
template <class Tag> struct TableOf : Singleton<TableOf<Tag>> {
  std::map<int, int> Table;
};

class DoubleCheckedBad {
public:
  static DoubleCheckedBad *instance() {
    DoubleCheckedBad *Found = Instance.load();
    if (!Found) {
      std::lock_guard<std::mutex> Lock(InstanceMutex);
      Found = Instance.load();
      if (!Found) {
        Found = new DoubleCheckedBad;
        Instance.store(Found);
      }
    }
    return Found;
  }
  void put(int Key) {
    Table[Key]++; // expect: unguarded-access
  }

private:
  static std::atomic<DoubleCheckedBad *> Instance;
  static std::mutex InstanceMutex;
  std::map<int, int> Table;
};
std::atomic<DoubleCheckedBad *> DoubleCheckedBad::Instance{nullptr};
std::mutex DoubleCheckedBad::InstanceMutex;

class DoubleCheckedOk {
public:
  static DoubleCheckedOk *instance() {
    DoubleCheckedOk *Found = Instance.load();
    if (!Found) {
      std::lock_guard<std::mutex> Lock(InstanceMutex);
      Found = Instance.load();
      if (!Found) {
        Found = new DoubleCheckedOk;
        Instance.store(Found);
      }
    }
    return Found;
  }
  void put(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Table[Key]++;
  }

private:
  static std::atomic<DoubleCheckedOk *> Instance;
  static std::mutex InstanceMutex;
  std::mutex Mutex;
  std::map<int, int> Table;
};
std::atomic<DoubleCheckedOk *> DoubleCheckedOk::Instance{nullptr};
std::mutex DoubleCheckedOk::InstanceMutex;

class LeakedBad {
public:
  static LeakedBad *GetInstance() {
    static LeakedBad *Instance = new LeakedBad;
    return Instance;
  }
  void put(int Key) {
    Table[Key] = 1; // expect: unguarded-access
  }

private:
  std::map<int, int> Table;
};

class SharedBad {
public:
  static std::shared_ptr<SharedBad> instance() {
    static std::shared_ptr<SharedBad> Instance = std::make_shared<SharedBad>();
    return Instance;
  }
  void put(int Key) {
    Table[Key] = 1; // expect: unguarded-access
  }
  bool isEmpty() {
    return Table.empty(); // expect: unguarded-access
  }

private:
  std::map<int, int> Table;
};

struct FirstTag;
struct SecondTag;

int main() {
  std::thread Other([] {
    OnceBad::instance().set("a");
    OnceOk::instance().set("a");
    DerivedBad::get().add(1);
    TableOf<FirstTag>::get().Table[1] = 1;
    DoubleCheckedBad::instance()->put(1);
    DoubleCheckedOk::instance()->put(1);
    LeakedBad::GetInstance()->put(1);
    SharedBad::instance()->put(1);
  });
  OnceBad::instance().has("a");
  OnceOk::instance().has("a");
  DerivedBad::get().add(2);
  TableOf<SecondTag>::get().Table[1] = 1;
  DoubleCheckedBad::instance()->put(2);
  DoubleCheckedOk::instance()->put(2);
  LeakedBad::GetInstance()->put(2);
  auto Kept = SharedBad::instance();
  Kept->isEmpty();
  Other.join();
}
