// REQUIRES: grpc
// RUN: %check_expect --real %s
// gRPC: reactors of callback services and interceptors, which the library calls from threads of its own.
// FLAGS: -std=c++17 -pthread
#include <grpcpp/grpcpp.h>
#include <grpcpp/support/client_interceptor.h>
#include <grpcpp/support/server_callback.h>
#include <grpcpp/support/server_interceptor.h>
#include <map>
#include <mutex>
#include <string>

struct Message {
  std::string Key;
};

class Registry {
public:
  std::mutex Mutex;
  std::map<std::string, int> Seen;
};

// One reactor for each call, one registry for all.
class WatchBad : public grpc::ServerBidiReactor<Message, Message> {
public:
  explicit WatchBad(Registry &All) : All(All) { StartRead(&In); }
  void OnReadDone(bool IsFine) override {
    if (IsFine)
      All.Seen[In.Key] = 1; // expect: unguarded-access
    StartRead(&In);
  }
  void OnWriteDone(bool) override {
    All.Seen.erase(In.Key); // expect: unguarded-access
  }
  void OnDone() override { delete this; }

private:
  Registry &All;
  Message In;
};

class WatchOk : public grpc::ServerBidiReactor<Message, Message> {
public:
  explicit WatchOk(Registry &All) : All(All) { StartRead(&In); }
  void OnReadDone(bool IsFine) override {
    std::lock_guard<std::mutex> Lock(All.Mutex);
    if (IsFine)
      All.Seen[In.Key] = 1;
  }
  void OnWriteDone(bool) override {
    std::lock_guard<std::mutex> Lock(All.Mutex);
    All.Seen.erase(In.Key);
  }
  void OnDone() override { delete this; }

private:
  Registry &All;
  Message In;
};

static std::map<std::string, int> Counts;
class CounterBad : public grpc::experimental::Interceptor {
  void Intercept(grpc::experimental::InterceptorBatchMethods *Methods) override {
    ++Counts["calls"]; // expect: unguarded-access
    Methods->Proceed();
  }
};

static std::mutex TotalsMutex;
static std::map<std::string, int> Totals;
class CounterOk : public grpc::experimental::Interceptor {
  void Intercept(grpc::experimental::InterceptorBatchMethods *Methods) override {
    {
      std::lock_guard<std::mutex> Lock(TotalsMutex);
      ++Totals["calls"];
    }
    Methods->Proceed();
  }
};

int main() {
  static Registry First, Second;
  new WatchBad(First);
  new WatchOk(Second);
  CounterBad Third;
  CounterOk Fourth;
}
