// The mock standard library accepts what the real one accepts, from C++11 on.
// RUN: %clangxx -std=c++20 -pthread -fsyntax-only -w %mock_std %s
// RUN: %clangxx -std=c++20 -pthread -fsyntax-only -w %s
// RUN: %clangxx -std=c++17 -pthread -fsyntax-only -w %mock_std %S/Inputs/mock-std-old.cpp
// RUN: %clangxx -std=c++17 -pthread -fsyntax-only -w %S/Inputs/mock-std-old.cpp
// RUN: %clangxx -std=c++11 -pthread -fsyntax-only -w %mock_std %S/Inputs/mock-std-old.cpp
// RUN: %clangxx -std=c++11 -pthread -fsyntax-only -w %S/Inputs/mock-std-old.cpp

#include <algorithm>
#include <array>
#include <atomic>
#include <barrier>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <cstdio>
#include <deque>
#include <functional>
#include <future>
#include <iostream>
#include <latch>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <numeric>
#include <optional>
#include <pthread.h>
#include <queue>
#include <semaphore>
#include <set>
#include <shared_mutex>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <threads.h>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>
using namespace std::chrono_literals;
struct Key {
  int A;
  bool operator<(const Key &O) const { return A < O.A; }
  bool operator==(const Key &) const = default;
};
template <> struct std::hash<Key> {
  size_t operator()(const Key &K) const noexcept { return K.A; }
};
struct S {
  std::mutex Mu;
  std::shared_mutex Sh;
  std::timed_mutex Tm;
  std::map<std::string, int> M;
  std::unordered_map<Key, std::vector<int>> U;
  std::set<int> T;
  std::multimap<int, int> MM;
  std::unordered_multiset<std::string> US;
  std::map<std::string, int, std::less<>> Het;
  void run(int N) {}
  int value() const { return 1; }
  void maps() {
    M["a"] = 1;
    M[std::string("x")]++;
    M.insert({"k", 2});
    M.insert(std::make_pair("q", 3));
    M.emplace("a", 1);
    auto [It, New] = M.try_emplace("z", 4);
    if (New)
      It->second = 3;
    M.insert_or_assign("s", 5);
    M.erase("a");
    M.erase(M.begin());
    M.erase(M.find("x"), M.end());
    for (auto &[K, V] : M) {
      V += K.size();
    }
    for (const auto &P : M)
      std::cout << P.first << P.second << std::endl;
    for (auto I = M.begin(), E = M.end(); I != E;) {
      if (I->second)
        I = M.erase(I);
      else
        ++I;
    }
    for (auto I = M.cbegin(); I != M.cend(); ++I)
      (void)I->first;
    for (auto I = M.rbegin(); I != M.rend(); ++I)
      (void)I->first;
    if (M.contains("x") && M.count("x") && !M.empty())
      M.at("x") = 1;
    if (auto I = M.find("x"); I != M.end())
      I->second++;
    M.extract("x");
    M.merge(std::map<std::string, int>());
    M.swap(M);
    std::swap(M, M);
    std::map<std::string, int> C = M;
    M = std::move(C);
    M = {{"a", 1}, {"b", 2}};
    std::erase_if(M, [](const auto &P) { return P.second == 1; });
    auto R = M.equal_range("a");
    (void)(R.first == R.second);
    M.lower_bound("x");
    M.clear();
    U[Key{1}].push_back(3);
    U.reserve(4);
    U.rehash(4);
    for (auto &P : U)
      for (int X : P.second)
        (void)X;
    U.insert({Key{1}, {1, 2}});
    U.erase(Key{2});
    U.erase(U.begin());
    T.insert(3);
    T.emplace(2);
    auto I2 = T.find(2);
    T.erase(I2);
    T.insert({1, 2, 3});
    for (int X : T)
      (void)X;
    MM.insert({1, 2});
    US.insert("a");
    US.emplace("b");
    Het.find(std::string_view("a"));
    Het.find("a");
    std::for_each(M.begin(), M.end(), [](auto &P) { P.second = 1; });
    std::any_of(T.begin(), T.end(), [](int X) { return X; });
    std::copy(T.begin(), T.end(), std::inserter(T, T.end()));
    std::vector<int> V(T.begin(), T.end());
    std::sort(V.begin(), V.end());
    V.erase(std::remove_if(V.begin(), V.end(), [](int) { return true; }),
            V.end());
    auto N = std::next(M.begin());
    (void)N;
    (void)std::size(M);
    std::accumulate(V.begin(), V.end(), 0);
    std::map<int, std::unique_ptr<S>> Own;
    Own[1] = std::make_unique<S>();
    Own.emplace(2, nullptr);
    Own[1]->maps();
    std::transform(M.begin(), M.end(), std::back_inserter(V),
                   [](const auto &P) { return P.second; });
    std::tuple<int, std::string> Tu{1, "a"};
    auto [A, B] = Tu;
    (void)A;
    std::tie(A, B) = Tu;
    std::get<0>(Tu) = 1;
    M.emplace(std::piecewise_construct, std::forward_as_tuple("a"),
              std::forward_as_tuple(1));
  }
  void locks() {
    std::lock_guard<std::mutex> A(Mu);
    std::lock_guard B(Mu);
    std::unique_lock<std::mutex> C(Mu, std::defer_lock);
    C.lock();
    C.unlock();
    if (C.try_lock()) {
    }
    if (C) {
    }
    if (C.owns_lock()) {
    }
    std::scoped_lock D(Mu, Sh);
    std::scoped_lock E(Mu);
    std::shared_lock F(Sh);
    std::unique_lock G(Sh, std::try_to_lock);
    std::lock(Mu, Tm);
    std::lock_guard<std::mutex> H(Mu, std::adopt_lock);
    if (Tm.try_lock_for(10ms))
      Tm.unlock();
    std::unique_lock<std::timed_mutex> J(Tm, std::chrono::seconds(1));
    auto K = std::move(C);
    C.release();
    std::once_flag O;
    std::call_once(O, [this] { M.clear(); });
    std::call_once(O, &S::run, this, 1);
    std::condition_variable Cv;
    Cv.wait(K);
    Cv.wait(K, [] { return true; });
    Cv.wait_for(K, 10ms, [] { return true; });
    Cv.notify_all();
    std::condition_variable_any Ca;
    Ca.wait(F);
  }
  void threads() {
    std::thread A(&S::run, this, 1), B([this] { M.clear(); }),
        C(std::bind(&S::run, this, std::placeholders::_1), 3);
    A.join();
    B.detach();
    std::thread D;
    D = std::thread(&S::maps, this);
    if (D.joinable())
      D.join();
    std::jthread E([](std::stop_token T) {
      while (!T.stop_requested()) {
      }
    });
    E.request_stop();
    std::vector<std::thread> V;
    V.emplace_back(&S::run, this, 2);
    V.emplace_back([&] { M["a"]; });
    V.push_back(std::thread([] {}));
    for (auto &X : V)
      X.join();
    std::future<int> F = std::async(std::launch::async, [] { return 1; });
    auto G = std::async(&S::value, this);
    int X = F.get() + G.get();
    (void)X;
    std::future<void> H = std::async(std::launch::async, &S::run, this, 1);
    H.wait();
    std::packaged_task<int(int)> P([](int X) { return X; });
    auto Q = P.get_future();
    std::thread R(std::move(P), 1);
    std::promise<int> Pr;
    Pr.set_value(1);
    Pr.get_future().wait_for(1s);
    std::promise<void> Pv;
    Pv.set_value();
    std::thread RR(&S::run, std::ref(*this), 2);
    auto Sp = std::make_shared<S>();
    std::thread SS(&S::run, Sp, 2);
    std::shared_ptr<S> SSp = Sp;
    SSp->maps();
    (*SSp).maps();
    SSp.get()->maps();
    SSp.reset();
    std::weak_ptr<S> W = Sp;
    if (auto L = W.lock())
      L->maps();
    std::function<void(int)> Fn = [this](int) { M.clear(); };
    Fn(1);
    Fn = std::bind(&S::run, this, std::placeholders::_1);
    std::function<void()> F2(std::bind(&S::maps, this));
    F2();
    if (F2) {
    }
    std::invoke(&S::run, this, 1);
    std::invoke(Fn, 2);
    std::function Ded = [](int X) { return X; };
    Ded(1);
    std::map<std::string, std::function<void(int)>> H2;
    H2["a"] = [](int) {};
    H2["a"](1);
    H2.emplace("b", Fn);
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
    std::this_thread::get_id();
    std::map<std::thread::id, int> ById;
    ById[std::this_thread::get_id()] = 1;
    std::atomic<bool> Stop{false};
    Stop = true;
    while (!Stop.load()) {
    }
    std::atomic<int> Cnt;
    Cnt++;
    Cnt += 2;
    std::atomic<S *> Ptr{nullptr};
    Ptr.store(this);
    std::queue<std::function<void()>> Qu;
    Qu.push([] {});
    Qu.front()();
    Qu.pop();
    std::optional<int> Op = M.empty() ? std::nullopt : std::optional<int>(3);
    if (Op)
      (void)*Op;
    std::deque<int> Dq{1, 2};
    Dq.push_front(1);
    std::list<std::thread> Ls;
    Ls.emplace_back([] {});
    std::array<std::thread, 4> Ar;
    for (auto &T : Ar)
      T = std::thread([] {});
    for (auto &T : Ar)
      T.join();
    std::jthread Js[2];
    std::array<int, 2> Ai{1, 2};
    auto [P0, P1] = Ai;
    (void)P0;
    std::string St = "a" + std::to_string(1) + "b";
    std::string_view Sv = St;
    (void)(Sv == "x");
    if (St == "x" || St != "y")
      throw std::runtime_error("bad " + St);
    std::ostringstream Os;
    Os << 1 << "a" << St << Sv;
    Os.str();
    auto Now = std::chrono::steady_clock::now();
    auto El = std::chrono::duration_cast<std::chrono::milliseconds>(
                  std::chrono::steady_clock::now() - Now)
                  .count();
    (void)El;
    std::this_thread::sleep_until(Now + 5ms);
    std::exchange(M, {});
    std::latch La(1);
    La.wait();
    std::barrier Ba(2);
    Ba.arrive_and_wait();
    std::binary_semaphore Sem(1);
    Sem.acquire();
    std::atomic<std::shared_ptr<S>> As;
    As.load()->maps();
    std::unique_ptr<std::thread> Up(new std::thread([] {}));
    Up->join();
    pthread_t Th;
    pthread_create(
        &Th, nullptr, [](void *) -> void * { return nullptr; }, this);
    thrd_t Tr;
    thrd_create(&Tr, [](void *) { return 0; }, nullptr);
  }
};
