// RUN: %check_expect --real %s
// Handlers of HTTP and RPC servers, with declarations of the libraries.
#include <map>
#include <memory>
#include <mutex>
#include <string>

struct mg_connection;
class CivetServer;
class CivetHandler {
public:
  virtual ~CivetHandler() {}
  virtual bool handleGet(CivetServer *Server, mg_connection *Connection);
  virtual bool handlePost(CivetServer *Server, mg_connection *Connection);
};
namespace apache {
namespace thrift {
class TProcessor {
public:
  virtual ~TProcessor();
  virtual bool process(void *In, void *Out, void *Context) = 0;
};
} // namespace thrift
} // namespace apache

class HitsBad : public CivetHandler {
public:
  bool handleGet(CivetServer *, mg_connection *) override {
    Hits["/"]++; // expect: unguarded-access
    return true;
  }

private:
  std::map<std::string, int> Hits;
};

class HitsOk : public CivetHandler {
public:
  bool handleGet(CivetServer *, mg_connection *) override {
    std::lock_guard<std::mutex> Hold(Mutex);
    Hits["/"]++;
    return true;
  }

private:
  std::mutex Mutex;
  std::map<std::string, int> Hits;
};

class CallsBad : public apache::thrift::TProcessor {
public:
  bool process(void *, void *, void *) override {
    Calls[1]++; // expect: unguarded-access
    return true;
  }

private:
  std::map<int, int> Calls;
};

class CallsOk : public apache::thrift::TProcessor {
public:
  bool process(void *, void *, void *) override {
    std::lock_guard<std::mutex> Hold(Mutex);
    Calls[1]++;
    return true;
  }

private:
  std::mutex Mutex;
  std::map<int, int> Calls;
};
