// RUN: %check_expect --real %s
// A class template whose only object is made by std::make_unique: nothing but
// the body of that function, in a system header, uses its virtual members.
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>

struct Endpoint {
  virtual ~Endpoint() = default;
  virtual void put(int Key) = 0;
  virtual int get(int Key) = 0;
};

template <class Transport> class Server : public Endpoint {
public:
  void put(int Key) override {
    std::shared_lock<std::shared_mutex> Lock(Mutex);
    Sessions.emplace(Key, Key); // expect: write-under-shared-lock
  }
  int get(int Key) override {
    std::shared_lock<std::shared_mutex> Lock(Mutex);
    auto Found = Sessions.find(Key);
    return Found == Sessions.end() ? 0 : Found->second;
  }

private:
  std::shared_mutex Mutex;
  std::map<int, int> Sessions;
};

template <class Transport> class Guarded : public Endpoint {
public:
  explicit Guarded(int First) { Sessions[First] = 1; }
  void put(int Key) override {
    std::unique_lock<std::shared_mutex> Lock(Mutex);
    Sessions.emplace(Key, Key);
  }
  int get(int Key) override {
    std::shared_lock<std::shared_mutex> Lock(Mutex);
    return Sessions.count(Key);
  }
  // No object needs what nobody calls, and it would not compile.
  void broken() { Transport::missing(Sessions); }

private:
  std::shared_mutex Mutex;
  std::map<int, int> Sessions;
};

struct Tls {};
std::unique_ptr<Endpoint> create() { return std::make_unique<Server<Tls>>(); }
std::shared_ptr<Endpoint> share() {
  return std::make_shared<Guarded<Tls>>(1);
}
