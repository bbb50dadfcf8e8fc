// RUN: %check_expect %s
// RUN: %check_expect --real %s
// RUN: %check_expect --real --confidence low %s
// A server that lives in main, and the threads of its connections, end with the
// program; one in another function does not, nor does a plain map.
#include <map>
#include <mutex>
#include <thread>

class Server {
public:
  void accept(int Id) {
    std::thread([this, Id] { // expect: detached-capture
      std::lock_guard<std::mutex> Lock(Mutex);
      Clients[Id] = 1;
    }).detach();
  }

private:
  std::mutex Mutex;
  std::map<int, int> Clients;
};

class MainServer {
public:
  void accept(int Id) {
    std::thread([this, Id] { // expect-low: detached-capture
      std::lock_guard<std::mutex> Lock(Mutex);
      Clients[Id] = 1;
    }).detach();
  }

private:
  std::mutex Mutex;
  std::map<int, int> Clients;
};

void serveOnce() {
  Server Short;
  Short.accept(1);
}

int main() {
  std::map<int, int> Own;
  MainServer Long;
  Long.accept(1);
  serveOnce();
  std::thread([&Own] { Own[1] = 1; }).detach(); // expect: detached-capture
}
