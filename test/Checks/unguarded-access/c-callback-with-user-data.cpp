// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A C library is given a function and a pointer; it calls the function from
// threads of its own with the pointer.
#include <map>
#include <mutex>
#include <string>

extern "C" {
struct http_daemon;
typedef int (*http_handler)(void *cls, const char *url, unsigned long size);
http_daemon *http_start(int port, http_handler handler, void *cls);
void http_stop(http_daemon *daemon);
}

class ServerBad {
public:
  bool start() {
    Daemon = http_start(80, &ServerBad::onRequest, this);
    return Daemon != nullptr;
  }
  void stop() { http_stop(Daemon); }
  void add(const std::string &Url) {
    Pages[Url] = 1; // expect: unguarded-access
  }

private:
  static int onRequest(void *cls, const char *url, unsigned long) {
    return static_cast<ServerBad *>(cls)->answer(url);
  }
  int answer(const char *url) {
    auto Page = Pages.find(url); // expect: unguarded-access
    std::lock_guard<std::mutex> Lock(Mutex);
    return ++Answers;
  }
  http_daemon *Daemon = nullptr;
  std::map<std::string, int> Pages;
  std::mutex Mutex;
  int Answers = 0;
};

class ServerOk {
public:
  bool start() {
    Daemon = http_start(80, &ServerOk::onRequest, this);
    return Daemon != nullptr;
  }
  void stop() { http_stop(Daemon); }
  void add(const std::string &Url) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Pages[Url] = 1;
  }

private:
  static int onRequest(void *cls, const char *url, unsigned long) {
    auto *Self = static_cast<ServerOk *>(cls);
    std::lock_guard<std::mutex> Lock(Self->Mutex);
    return Self->Pages.count(url);
  }
  http_daemon *Daemon = nullptr;
  std::map<std::string, int> Pages;
  std::mutex Mutex;
};

// The handlers count requests among themselves.
class CounterBad {
public:
  void start() {
    http_start(81, [](void *Self, const char *Url, unsigned long) {
      return reinterpret_cast<CounterBad *>(Self)->count(Url);
    }, this);
  }

private:
  int count(const char *Url) {
    return ++Hits[Url]; // expect: unguarded-access
  }
  std::map<std::string, int> Hits;
};
