// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Filled by one thread, which then fulfils a promise; read by those who have
// waited for its future.
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

using Table = std::map<int, int>;

// The future is given to the thread as an argument.
void readsLater(std::future<void> Ready, Table &Words) {
  Ready.wait();
  Words.count(1);
}
void passedOn() {
  Table Words;
  std::promise<void> Filled;
  std::thread Reader(readsLater, Filled.get_future(), std::ref(Words));
  Words[1] = 1;
  Filled.set_value();
  Reader.join();
}

// The lambda owns the future, or refers to it.
void captured() {
  Table Words, Names;
  std::promise<void> Filled, Named;
  std::future<void> IsNamed = Named.get_future();
  std::thread Reader([&Words, Ready = Filled.get_future()]() mutable {
    Ready.get();
    Words.count(1);
  });
  std::thread Other([&Names, &IsNamed] {
    IsNamed.get();
    Names.count(1);
  });
  Words[1] = 1;
  Filled.set_value();
  Names[1] = 1;
  Named.set_value();
  Reader.join();
  Other.join();
}

// Several wait for one promise.
void waitsShared(std::shared_future<void> Ready, Table &Words) {
  Ready.wait();
  Words.count(2);
}
void shared() {
  Table Words;
  std::promise<void> Filled;
  std::shared_future<void> Ready = Filled.get_future().share();
  std::thread First([&Words, Ready] {
    Ready.get();
    Words.count(1);
  });
  std::thread Second(waitsShared, Ready, std::ref(Words));
  Words[1] = 1;
  Filled.set_value();
  First.join();
  Second.join();
}

// A class keeps both.
class Index {
public:
  Index() : Done(Filled.get_future()) {}
  void fill() {
    Words[1] = 1;
    Filled.set_value();
  }
  int find(int Key) {
    Done.wait();
    return Words.count(Key);
  }

private:
  Table Words;
  std::promise<void> Filled;
  std::future<void> Done;
};
class SharedIndex {
public:
  void fill() {
    Words[1] = 1;
    Filled.set_value();
  }
  int find(int Key) {
    std::shared_future<void> Own = Done;
    Own.wait();
    return Words.count(Key);
  }

private:
  Table Words;
  std::promise<void> Filled;
  std::shared_future<void> Done = Filled.get_future().share();
};

// Fulfilled too early.
class Hasty {
public:
  Hasty() : Done(Filled.get_future()) {}
  void fill() {
    Filled.set_value();
    Words[1] = 1; // expect: unguarded-access
  }
  int find(int Key) {
    Done.wait();
    return Words.count(Key); // expect: unguarded-access
  }

private:
  Table Words;
  std::promise<void> Filled;
  std::future<void> Done;
};

// Read before the wait.
void early(std::future<void> Ready, Table &Words) {
  Words.count(1); // expect: unguarded-access
  Ready.wait();
}
void readsEarly() {
  Table Words;
  std::promise<void> Filled;
  std::thread Reader(early, Filled.get_future(), std::ref(Words));
  Words[1] = 1; // expect: unguarded-access
  Filled.set_value();
  Reader.join();
}

// The wait orders the filling, not those who come after it.
class Writers {
public:
  Writers() : Done(Filled.get_future().share()) {}
  void fill() {
    Words[1] = 1;
    Filled.set_value();
  }
  void add(int Key) {
    Done.wait();
    Words[Key] = 1; // expect: unguarded-access
  }

private:
  Table Words;
  std::promise<void> Filled;
  std::shared_future<void> Done;
};

// The promise is handed to the thread.
namespace HandedOver {
std::map<int, int> Early, Late;
static void fillOk(std::promise<void> Filled) {
  Late[1] = 2;
  Filled.set_value();
}
static void fillBad(std::promise<void> Filled) {
  Filled.set_value();
  Early[1] = 2; // expect: unguarded-access
}
std::size_t runOk() {
  std::promise<void> Filled;
  std::future<void> Done = Filled.get_future();
  std::thread Filler(fillOk, std::move(Filled));
  Done.wait();
  const std::size_t Count = Late.count(3);
  Filler.join();
  return Count;
}
std::size_t runBad() {
  std::promise<void> Filled;
  std::future<void> Done = Filled.get_future();
  std::thread Filler(fillBad, std::move(Filled));
  Done.wait();
  const std::size_t Count = Early.count(3); // expect: unguarded-access
  Filler.join();
  return Count;
}
} // namespace HandedOver

int main() {
  passedOn();
  captured();
  shared();
  readsEarly();
  Index One;
  std::thread A([&] { One.fill(); }), B([&] { One.find(1); });
  A.join();
  B.join();
  auto Two = std::make_shared<SharedIndex>();
  std::thread C([Two] { Two->fill(); }), D([Two] { Two->find(1); });
  C.join();
  D.join();
  Hasty Three;
  std::thread E([&] { Three.fill(); }), F([&] { Three.find(1); });
  E.join();
  F.join();
  Writers Four;
  std::thread G([&] { Four.fill(); }), H([&] { Four.add(1); }),
      I([&] { Four.add(2); });
  G.join();
  H.join();
  I.join();
  HandedOver::runOk();
  HandedOver::runBad();
}
