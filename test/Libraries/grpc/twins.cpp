// REQUIRES: grpc
// RUN: %check_expect --real %s
// gRPC: reactors of callback services and interceptors, which the library calls from threads of its own.
// FLAGS: -std=c++17 -pthread
#include <google/protobuf/service.h>
#include <grpcpp/grpcpp.h>
#include <grpcpp/impl/codegen/sync.h>
#include <grpcpp/security/auth_metadata_processor.h>
#include <grpcpp/support/client_interceptor.h>
#include <grpcpp/support/server_callback.h>
#include <grpcpp/support/server_interceptor.h>
#include <map>
#include <mutex>
#include <string>
#include <thread>

struct Message {
  std::string Key;
};

class Registry {
public:
  std::mutex Mutex;
  std::map<std::string, int> Seen;
};

// The server asks its one processor on threads of its own.
class TokensBad : public grpc::AuthMetadataProcessor {
  grpc::Status Process(const InputMetadata &, grpc::AuthContext *, OutputMetadata *, OutputMetadata *) override {
    Seen["token"]++; // expect: unguarded-access
    return grpc::Status::OK;
  }
  std::map<std::string, int> Seen;
};
class TokensOk : public grpc::AuthMetadataProcessor {
  grpc::Status Process(const InputMetadata &, grpc::AuthContext *, OutputMetadata *, OutputMetadata *) override {
    std::lock_guard<std::mutex> Hold(Mutex);
    Seen["token"]++;
    return grpc::Status::OK;
  }
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

struct LockBad {
  grpc::internal::Mutex Mutex;
  std::map<int, int> Table;
  void work() {
    {
      grpc::internal::MutexLock Lock(&Mutex);
      Table[1] = 1;
    }
    Table[2] = 1; // expect: unguarded-access
  }
  void release() {
    grpc::internal::ReleasableMutexLock Lock(&Mutex);
    Table[1] = 1;
    Lock.Release();
    Table[3] = 1; // expect: unguarded-access
  }
};
struct LockOk {
  grpc::internal::Mutex Mutex;
  std::map<int, int> Table;
  void work() {
    grpc::internal::MutexLock Lock(&Mutex);
    Table[1] = 1;
  }
  void release() {
    grpc::internal::ReleasableMutexLock Lock(&Mutex);
    Table[1] = 1;
    Lock.Release();
  }
};
template <class Case> void inThreads() {
  Case Object;
  std::thread First(&Case::work, &Object);
  std::thread Second(&Case::work, &Object);
  std::thread Third(&Case::release, &Object);
  std::thread Fourth(&Case::release, &Object);
  First.join();
  Second.join();
  Third.join();
  Fourth.join();
}

// A service of protobuf's own.
class StoreBad : public google::protobuf::Service {
  void CallMethod(const google::protobuf::MethodDescriptor *, google::protobuf::RpcController *,
                  const google::protobuf::Message *, google::protobuf::Message *,
                  google::protobuf::Closure *Done) override {
    ++Calls[1]; // expect: unguarded-access
    Done->Run();
  }
  std::map<int, int> Calls;
};
class StoreOk : public google::protobuf::Service {
  void CallMethod(const google::protobuf::MethodDescriptor *, google::protobuf::RpcController *,
                  const google::protobuf::Message *, google::protobuf::Message *,
                  google::protobuf::Closure *Done) override {
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      ++Calls[1];
    }
    Done->Run();
  }
  std::mutex Mutex;
  std::map<int, int> Calls;
};

int main() {
  inThreads<LockBad>();
  inThreads<LockOk>();
  static Registry First, Second;
  new WatchBad(First);
  new WatchOk(Second);
  CounterBad Third;
  CounterOk Fourth;
}
