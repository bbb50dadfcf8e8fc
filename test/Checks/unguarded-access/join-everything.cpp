// RUN: %check_expect --real %s
// All the ways to wait for all threads, futures and promises.
#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <functional>
#include <future>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <pthread.h>
#include <string>
#include <thread>
#include <vector>

std::mutex mu;
struct M {
  std::map<int, int> m;
  void locked() {
    std::lock_guard<std::mutex> l(mu);
    m[1] = 1;
  }
};

void indexLoopOk() {
  M t;
  std::thread ts[4];
  for (int i = 0; i < 4; i++)
    ts[i] = std::thread([&] { t.locked(); });
  for (int i = 0; i < 4; i++)
    ts[i].join();
  t.m.clear();
}
void stdArrayOk() {
  M t;
  std::array<std::thread, 4> ts;
  for (auto &x : ts)
    x = std::thread(&M::locked, &t);
  for (auto &x : ts)
    x.join();
  t.m.clear();
}
void iterLoopOk() {
  M t;
  std::list<std::thread> ts;
  for (int i = 0; i < 4; i++)
    ts.push_back(std::thread(&M::locked, &t));
  for (auto it = ts.begin(); it != ts.end(); ++it)
    it->join();
  t.m.clear();
}
void forEachMemFnOk() {
  M t;
  std::vector<std::thread> ts;
  for (int i = 0; i < 4; i++)
    ts.emplace_back(&M::locked, &t);
  std::for_each(ts.begin(), ts.end(), std::mem_fn(&std::thread::join));
  t.m.clear();
}
void mapOfThreadsOk() {
  M t;
  std::map<int, std::thread> ts;
  for (int i = 0; i < 4; i++)
    ts[i] = std::thread(&M::locked, &t);
  for (auto &[k, th] : ts)
    th.join();
  t.m.clear();
}
void mapOfThreads2Ok() {
  M t;
  std::map<std::string, std::thread> ts;
  ts.emplace("a", std::thread(&M::locked, &t));
  ts.emplace("b", std::thread(&M::locked, &t));
  for (auto &p : ts)
    if (p.second.joinable())
      p.second.join();
  t.m.clear();
}
void uniqueVecOk() {
  M t;
  std::vector<std::unique_ptr<std::thread>> ts;
  for (int i = 0; i < 4; i++)
    ts.push_back(std::make_unique<std::thread>(&M::locked, &t));
  for (auto &p : ts)
    p->join();
  t.m.clear();
}
void sharedVecOk() {
  M t;
  std::vector<std::shared_ptr<std::thread>> ts;
  for (int i = 0; i < 4; i++) {
    auto p = std::make_shared<std::thread>([&t] { t.locked(); });
    ts.push_back(p);
  }
  for (auto p : ts)
    p->join();
  t.m.clear();
}
void rawVecOk() {
  M t;
  std::vector<std::thread *> ts;
  for (int i = 0; i < 4; i++)
    ts.push_back(new std::thread(&M::locked, &t));
  for (std::thread *p : ts) {
    p->join();
    delete p;
  }
  t.m.clear();
}
static void joinAll(std::vector<std::thread> &v) {
  for (auto &t : v)
    if (t.joinable())
      t.join();
}
void helperOk() {
  M t;
  std::vector<std::thread> ts;
  for (int i = 0; i < 4; i++)
    ts.emplace_back([&] { t.locked(); });
  joinAll(ts);
  t.m.clear();
}
template <class C> void joinEvery(C &c) {
  for (auto &t : c)
    t.join();
  c.clear();
}
void templateHelperOk() {
  M t;
  std::list<std::thread> ts;
  for (int i = 0; i < 4; i++)
    ts.emplace_back([&] { t.locked(); });
  joinEvery(ts);
  t.m.clear();
}
void futuresOk() {
  M t;
  std::vector<std::future<void>> fs;
  for (int i = 0; i < 4; i++)
    fs.push_back(std::async(std::launch::async, [&] { t.locked(); }));
  for (auto &f : fs)
    f.get();
  t.m.clear();
}
void futuresScopeOk() {
  M t;
  {
    std::vector<std::future<void>> fs;
    for (int i = 0; i < 4; i++)
      fs.push_back(std::async(std::launch::async, [&] { t.locked(); }));
  }
  t.m.clear();
}
void futuresClearOk() {
  M t;
  std::vector<std::future<void>> fs;
  for (int i = 0; i < 4; i++)
    fs.push_back(std::async(std::launch::async, [&] { t.locked(); }));
  fs.clear();
  t.m.clear();
}
void jthreadVecOk() {
  M t;
  {
    std::vector<std::jthread> v;
    for (int i = 0; i < 3; i++)
      v.emplace_back([&] { t.locked(); });
  }
  t.m.clear();
}
void jthreadClearOk() {
  M t;
  std::vector<std::jthread> v;
  for (int i = 0; i < 3; i++)
    v.emplace_back([&] { t.locked(); });
  v.clear();
  t.m.clear();
}
void sharedFutureOk() {
  M t;
  std::shared_future<void> f = std::async(std::launch::async, [&] { t.locked(); }).share();
  f.wait();
  t.m.clear();
}
void waitForReadyOk() {
  M t;
  auto f = std::async(std::launch::async, [&] { t.locked(); });
  if (f.wait_for(std::chrono::seconds(1)) == std::future_status::ready)
    t.m.clear();
}
void waitForBad() {
  M t;
  auto f = std::async(std::launch::async, [&] {
    t.locked();
  });
  f.wait_for(std::chrono::seconds(1));
  t.m.clear(); // expect: unguarded-access
}
void packagedOk() {
  M t;
  std::packaged_task<void()> task([&] { t.locked(); });
  auto f = task.get_future();
  std::thread th(std::move(task));
  f.get();
  t.m.clear();
  th.join();
}
void packagedDetachOk() {
  M t;
  std::packaged_task<int(int)> task([&](int k) { t.locked(); return k; });
  std::future<int> f = task.get_future();
  std::thread(std::move(task), 3).detach();
  f.wait();
  t.m.clear();
}
void promiseOk() {
  M t;
  std::promise<void> p;
  auto f = p.get_future();
  std::thread th([&] {
    t.locked();
    p.set_value();
  });
  f.wait();
  t.m.clear();
  th.join();
}
void promiseMovedOk() {
  M t;
  std::promise<int> p;
  auto f = p.get_future();
  std::thread th([&t, p = std::move(p)]() mutable {
    t.locked();
    p.set_value(1);
  });
  f.get();
  t.m.clear();
  th.join();
}
void optionalOk() {
  M t;
  std::optional<std::thread> th;
  th.emplace([&] { t.locked(); });
  th->join();
  th.reset();
  t.m.clear();
}
struct Ctx {
  std::thread th;
  int id;
};
void structVecOk() {
  M t;
  std::vector<Ctx> v;
  for (int i = 0; i < 3; i++) {
    Ctx c;
    c.id = i;
    c.th = std::thread([&] { t.locked(); });
    v.push_back(std::move(c));
  }
  for (auto &c : v)
    c.th.join();
  t.m.clear();
}
void *entry(void *p) {
  static_cast<M *>(p)->locked();
  return nullptr;
}
void pthreadsOk() {
  M t;
  pthread_t ids[4];
  for (int i = 0; i < 4; i++)
    pthread_create(&ids[i], nullptr, entry, &t);
  for (int i = 0; i < 4; i++)
    pthread_join(ids[i], nullptr);
  t.m.clear();
}
void pthreadVecOk() {
  M t;
  std::vector<pthread_t> ids(4);
  for (auto &id : ids)
    pthread_create(&id, nullptr, entry, &t);
  for (auto id : ids)
    pthread_join(id, nullptr);
  t.m.clear();
}
class Group {
public:
  template <class F> void spawn(F f) { ts_.emplace_back(std::move(f)); }
  void wait() {
    for (auto &t : ts_)
      t.join();
    ts_.clear();
  }
  ~Group() { wait(); }

private:
  std::vector<std::thread> ts_;
};
void groupOk() {
  M t;
  Group g;
  g.spawn([&] { t.locked(); });
  g.spawn([&] { t.locked(); });
  g.wait();
  t.m.clear();
}
void groupScopeOk() {
  M t;
  {
    Group g;
    for (int i = 0; i < 4; i++)
      g.spawn([&] { t.locked(); });
  }
  t.m.clear();
}
void movedOk() {
  M t;
  std::thread a([&] { t.locked(); });
  std::thread b = std::move(a);
  b.join();
  t.m.clear();
}
void swapOk() {
  M t;
  std::thread a([&] { t.locked(); });
  std::thread b;
  b.swap(a);
  b.join();
  t.m.clear();
}
std::thread make(M &t) {
  return std::thread([&t] { t.locked(); });
}
void returnedOk() {
  M t;
  auto a = make(t);
  auto b = make(t);
  a.join();
  b.join();
  t.m.clear();
}
std::vector<std::thread> makeAll(M &t) {
  std::vector<std::thread> v;
  for (int i = 0; i < 3; i++)
    v.emplace_back([&t] { t.locked(); });
  return v;
}
void returnedAllOk() {
  M t;
  auto v = makeAll(t);
  for (auto &x : v)
    x.join();
  t.m.clear();
}
void reverseOk() {
  M t;
  std::vector<std::thread> v;
  for (int i = 0; i < 3; i++)
    v.emplace_back([&t] { t.locked(); });
  for (size_t i = v.size(); i-- > 0;)
    v[i].join();
  t.m.clear();
}
void whileIterOk() {
  M t;
  std::vector<std::thread> v;
  for (int i = 0; i < 3; i++)
    v.emplace_back([&t] { t.locked(); });
  auto it = v.begin();
  while (it != v.end()) {
    (*it).join();
    ++it;
  }
  t.m.clear();
}
void rangesOk() {
  M t;
  std::vector<std::thread> v;
  for (int i = 0; i < 3; i++)
    v.emplace_back([&t] { t.locked(); });
  std::ranges::for_each(v, [](auto &x) { x.join(); });
  t.m.clear();
}
void rangesMemOk() {
  M t;
  std::vector<std::thread> v;
  for (int i = 0; i < 3; i++)
    v.emplace_back([&t] { t.locked(); });
  std::ranges::for_each(v, &std::thread::join);
  t.m.clear();
}
void condJoinBad(bool b) {
  M t;
  std::thread a([&] { t.locked(); });
  if (b)
    a.join();
  t.m.clear(); // expect: unguarded-access
  if (!b)
    a.join();
}
void breakJoinBad() {
  M t;
  std::vector<std::thread> v;
  for (int i = 0; i < 3; i++)
    v.emplace_back([&t] { t.locked(); });
  v[0].join();
  t.m.clear(); // expect: unguarded-access
  v[1].join();
  v[2].join();
}
void timeoutLambdaJoinOk() {
  M t;
  std::thread a([&] { t.locked(); });
  auto fin = [&] { a.join(); };
  fin();
  t.m.clear();
}

int main() {
  indexLoopOk(); stdArrayOk(); iterLoopOk(); forEachMemFnOk(); mapOfThreadsOk(); mapOfThreads2Ok();
  uniqueVecOk(); sharedVecOk(); rawVecOk(); helperOk(); templateHelperOk(); futuresOk(); futuresScopeOk();
  futuresClearOk(); jthreadVecOk(); jthreadClearOk(); sharedFutureOk(); waitForReadyOk(); waitForBad();
  packagedOk(); packagedDetachOk(); promiseOk(); promiseMovedOk(); optionalOk(); structVecOk(); pthreadsOk();
  pthreadVecOk(); groupOk(); groupScopeOk(); movedOk(); swapOk(); returnedOk(); returnedAllOk(); reverseOk();
  whileIterOk(); rangesOk(); rangesMemOk(); condJoinBad(true); breakJoinBad(); timeoutLambdaJoinOk();
}
