// REQUIRES: grpc
// RUN: %check_expect --real %s
// gRPC: the server calls the methods of a service from its own threads, several at once.
// FLAGS: -std=c++17 -pthread
#include <grpcpp/grpcpp.h>
#include <grpcpp/impl/codegen/service_type.h>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <string>

// What the generator makes of a .proto file.
struct Request {
  std::string Key;
};
struct Reply {
  std::string Value;
};
class Store {
public:
  class Service : public grpc::Service {
  public:
    virtual grpc::Status Put(grpc::ServerContext *, const Request *, Reply *) { return grpc::Status::OK; }
    virtual grpc::Status Get(grpc::ServerContext *, const Request *, Reply *) { return grpc::Status::OK; }
  };
};

class StoreBad final : public Store::Service {
  grpc::Status Put(grpc::ServerContext *, const Request *In, Reply *Out) override {
    Values[In->Key] = "x"; // expect: unguarded-access
    return grpc::Status::OK;
  }
  grpc::Status Get(grpc::ServerContext *, const Request *In, Reply *Out) override {
    return find(In->Key) ? grpc::Status::OK : grpc::Status::CANCELLED;
  }
  bool find(const std::string &Key) {
    return Values.count(Key) != 0; // expect: unguarded-access
  }
  std::map<std::string, std::string> Values;
};

class StoreOk final : public Store::Service {
  grpc::Status Put(grpc::ServerContext *, const Request *In, Reply *Out) override {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values[In->Key] = "x";
    return grpc::Status::OK;
  }
  grpc::Status Get(grpc::ServerContext *, const Request *In, Reply *Out) override {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Values.count(In->Key) ? grpc::Status::OK : grpc::Status::CANCELLED;
  }
  std::mutex Mutex;
  std::map<std::string, std::string> Values;
};

class ReadersBad final : public Store::Service {
  grpc::Status Put(grpc::ServerContext *, const Request *In, Reply *Out) override {
    std::unique_lock<std::shared_mutex> Lock(Mutex);
    Values[In->Key] = "x";
    return grpc::Status::OK;
  }
  grpc::Status Get(grpc::ServerContext *, const Request *In, Reply *Out) override {
    std::shared_lock<std::shared_mutex> Lock(Mutex);
    Out->Value = Values[In->Key]; // expect: write-under-shared-lock
    return grpc::Status::OK;
  }
  std::shared_mutex Mutex;
  std::map<std::string, std::string> Values;
};

// Filled before the server starts, read only afterwards.
class TableOk final : public Store::Service {
public:
  TableOk() { Values["a"] = "b"; }

private:
  grpc::Status Get(grpc::ServerContext *, const Request *In, Reply *Out) override {
    auto Found = Values.find(In->Key);
    return Found == Values.end() ? grpc::Status::CANCELLED : grpc::Status::OK;
  }
  std::map<std::string, std::string> Values;
};

int main() {
  StoreBad First;
  StoreOk Second;
  ReadersBad Third;
  TableOk Fourth;
  grpc::ServerBuilder Builder;
  Builder.RegisterService(&First);
  Builder.RegisterService(&Second);
  Builder.RegisterService(&Third);
  Builder.RegisterService(&Fourth);
  Builder.BuildAndStart()->Wait();
}
