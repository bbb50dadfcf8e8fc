// RUN: %check_expect --real %s
// Views in the frame of a coroutine, which is suspended after the lock is gone.
#include <coroutine>
#include <map>
#include <mutex>
#include <string>
#include <thread>
struct Task {
  struct promise_type {
    Task get_return_object() { return {}; }
    std::suspend_never initial_suspend() { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};
struct Wait {
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<>) {}
  void await_resume() {}
};
class Store {
public:
  Task show(int K) {
    std::unique_lock<std::mutex> L(Mu);
    auto It = Names.find(K);
    if (It == Names.end())
      co_return;
    L.unlock();
    co_await Wait{};
    It->second += "x"; // expect: guard-escape
  }
  Task showOk(int K) {
    std::string Copy;
    {
      std::lock_guard<std::mutex> L(Mu);
      Copy = Names[K];
    }
    co_await Wait{};
    Copy += "x";
  }
  Task kept(int K) {
    const std::string *P;
    {
      std::lock_guard<std::mutex> L(Mu);
      P = &Names[K];
    }
    co_await Wait{};
    P->size(); // expect: guard-escape
  }
  void drop(int K) {
    std::lock_guard<std::mutex> L(Mu);
    Names.erase(K);
  }

private:
  std::mutex Mu;
  std::map<int, std::string> Names;
};
int main() {
  Store S;
  std::thread T([&] { S.drop(1); });
  S.show(1);
  S.showOk(1);
  S.kept(1);
  T.join();
}
