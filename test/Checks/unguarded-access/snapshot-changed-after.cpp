// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A map is filled and then published. What is done before nobody else sees;
// what is done after, everybody.
#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

using Map = std::map<std::string, int>;

class FilledBeforeOk {
public:
  bool has(const std::string &Key) const {
    return Current.load()->count(Key) != 0;
  }
  void set(const std::string &Key, int Value) {
    auto Old = Current.load();
    std::shared_ptr<const Map> Next;
    do {
      auto Copy = std::make_shared<Map>(*Old);
      (*Copy)[Key] = Value;
      Next = Copy;
    } while (!Current.compare_exchange_weak(Old, Next));
  }

private:
  std::atomic<std::shared_ptr<const Map>> Current{
      std::make_shared<const Map>()};
};

class FilledAfterBad {
public:
  bool has(const std::string &Key) const {
    auto Seen = Current.load();
    return Seen->count(Key) != 0; // expect: unguarded-access
  }
  void set(const std::string &Key, int Value) {
    auto Next = std::make_shared<Map>();
    Current.store(Next);
    (*Next)[Key] = Value; // expect: unguarded-access
  }

private:
  std::atomic<std::shared_ptr<Map>> Current{std::make_shared<Map>()};
};

class FreeFunctionsOk {
public:
  bool has(const std::string &Key) const {
    return std::atomic_load(&Current)->count(Key) != 0;
  }
  void set(const std::string &Key, int Value) {
    std::lock_guard<std::mutex> Lock(Writers);
    auto Next = std::make_shared<Map>(*std::atomic_load(&Current));
    (*Next)[Key] = Value;
    std::atomic_store(&Current, std::shared_ptr<const Map>(Next));
  }

private:
  std::mutex Writers;
  std::shared_ptr<const Map> Current = std::make_shared<Map>();
};

class FreeFunctionsBad {
public:
  bool isEmpty() const {
    auto Seen = std::atomic_load(&Current);
    return Seen->empty(); // expect: unguarded-access
  }
  void set(const std::string &Key, int Value) {
    auto Seen = std::atomic_load(&Current);
    Seen->insert_or_assign(Key, Value); // expect: unguarded-access
  }

private:
  std::shared_ptr<Map> Current = std::make_shared<Map>();
};

struct Config {
  Map Values;
};

class ReloadedOk {
public:
  std::shared_ptr<const Config> get() const {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Current;
  }
  bool has(const std::string &Key) const {
    return get()->Values.count(Key) != 0;
  }
  void set(const std::string &Key, int Value) {
    auto Next = std::make_shared<Config>();
    Next->Values["a"] = 1;
    Next->Values[Key] = Value;
    std::lock_guard<std::mutex> Lock(Mutex);
    Current = std::move(Next);
  }

private:
  mutable std::mutex Mutex;
  std::shared_ptr<const Config> Current = std::make_shared<Config>();
};

template <class Case> void inTwoThreads() {
  Case Object;
  std::thread Setter([&Object] { Object.set("a", 1); });
  Object.has("a");
  Setter.join();
}

int main() {
  inTwoThreads<FilledBeforeOk>();
  inTwoThreads<FilledAfterBad>();
  inTwoThreads<FreeFunctionsOk>();
  inTwoThreads<ReloadedOk>();
  FreeFunctionsBad Free;
  std::thread Setter([&Free] { Free.set("a", 1); });
  Free.isEmpty();
  Setter.join();
}
