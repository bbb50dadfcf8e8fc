// REQUIRES: asio
// RUN: %check_expect --real %s
// Stand-alone Asio: contexts, pools, strands, timers, coroutines.
#include <asio.hpp>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

// Several threads run the context: handlers run beside each other.
namespace ManyThreadsBad {
struct Server {
  asio::io_context Context;
  std::map<int, int> Sessions;
  void accept(int Id) {
    asio::post(Context, [this, Id] {
      Sessions[Id] = 1; // expect: unguarded-access
    });
    asio::post(Context, [this, Id] {
      Sessions.erase(Id); // expect: unguarded-access
    });
  }
  void run() {
    accept(1);
    std::vector<std::thread> Threads;
    for (int I = 0; I < 4; ++I)
      Threads.emplace_back([this] { Context.run(); });
    for (auto &Thread : Threads)
      Thread.join();
  }
};
} // namespace ManyThreadsBad

namespace ManyThreadsOk {
struct Server {
  asio::io_context Context;
  std::mutex Mutex;
  std::map<int, int> Sessions;
  void accept(int Id) {
    asio::post(Context, [this, Id] {
      std::lock_guard<std::mutex> Lock(Mutex);
      Sessions[Id] = 1;
    });
    asio::post(Context, [this, Id] {
      std::lock_guard<std::mutex> Lock(Mutex);
      Sessions.erase(Id);
    });
  }
  void run() {
    accept(1);
    std::vector<std::thread> Threads;
    for (int I = 0; I < 4; ++I)
      Threads.emplace_back([this] { Context.run(); });
    for (auto &Thread : Threads)
      Thread.join();
  }
};
} // namespace ManyThreadsOk

// The thread runs the context, the caller reads the map directly.
namespace BesideContextBad {
struct Server {
  asio::io_context Context;
  std::map<int, int> Sessions;
  std::thread Thread;
  void start() {
    Thread = std::thread([this] { Context.run(); });
  }
  void accept(int Id) {
    asio::post(Context, [this, Id] {
      Sessions[Id] = 1; // expect: unguarded-access
    });
  }
  std::size_t size() {
    return Sessions.size(); // expect: unguarded-access
  }
  void stop() {
    Context.stop();
    Thread.join();
  }
};
void run() {
  Server Object;
  Object.start();
  Object.accept(1);
  Object.size();
  Object.stop();
}
} // namespace BesideContextBad

namespace PoolBad {
std::map<int, int> Table;
void run() {
  asio::thread_pool Pool(4);
  for (int I = 0; I < 10; ++I)
    asio::post(Pool, [I] {
      Table[I] = 1; // expect: unguarded-access
    });
  Pool.join();
  Table.clear();
}
} // namespace PoolBad

namespace PoolOfOneOk {
std::map<int, int> Table;
void run() {
  asio::thread_pool Pool(1);
  for (int I = 0; I < 10; ++I)
    asio::post(Pool, [I] { Table[I] = 1; });
  Pool.join();
  Table.clear();
}
} // namespace PoolOfOneOk

namespace PoolReadBad {
std::map<int, int> Table;
void run() {
  asio::thread_pool Pool(1);
  asio::post(Pool, [] {
    Table[1] = 1; // expect: unguarded-access
  });
  (void)Table.count(1); // expect: unguarded-access
  Pool.join();
}
} // namespace PoolReadBad

namespace StrandOk {
struct Server {
  asio::thread_pool Pool{4};
  asio::strand<asio::thread_pool::executor_type> Strand{asio::make_strand(Pool)};
  std::map<int, int> Sessions;
  void accept(int Id) {
    asio::post(Strand, [this, Id] { Sessions[Id] = 1; });
    asio::dispatch(Strand, [this, Id] { Sessions.erase(Id); });
  }
};
void run() {
  Server Object;
  Object.accept(1);
  Object.accept(2);
  Object.Pool.join();
}
} // namespace StrandOk

namespace BindExecutorOk {
struct Server {
  asio::thread_pool Pool{4};
  asio::strand<asio::thread_pool::executor_type> Strand{Pool.get_executor()};
  std::map<int, int> Sessions;
  void accept(int Id) {
    asio::post(Pool, asio::bind_executor(Strand, [this, Id] { Sessions[Id] = 1; }));
    asio::post(Pool, asio::bind_executor(Strand, [this, Id] { Sessions.erase(Id); }));
  }
};
void run() {
  Server Object;
  Object.accept(1);
  Object.accept(2);
  Object.Pool.join();
}
} // namespace BindExecutorOk

namespace TwoStrandsBad {
struct Server {
  asio::thread_pool Pool{4};
  asio::strand<asio::thread_pool::executor_type> In{asio::make_strand(Pool)};
  asio::strand<asio::thread_pool::executor_type> Out{asio::make_strand(Pool)};
  std::map<int, int> Sessions;
  void accept(int Id) {
    asio::post(In, [this, Id] {
      Sessions[Id] = 1; // expect: unguarded-access
    });
    asio::post(Out, [this, Id] {
      Sessions.erase(Id); // expect: unguarded-access
    });
  }
};
void run() {
  Server Object;
  Object.accept(1);
  Object.Pool.join();
}
} // namespace TwoStrandsBad

// The loop that a timer waits on is the one that its constructor was given.
namespace TimerBad {
struct Cache {
  asio::io_context Context;
  asio::steady_timer Timer{Context};
  std::map<int, int> Entries;
  std::thread Thread;
  void arm() {
    Timer.expires_after(std::chrono::seconds(1));
    Timer.async_wait([this](const asio::error_code &) {
      Entries.clear(); // expect: unguarded-access
    });
  }
  void start() {
    arm();
    Thread = std::thread([this] { Context.run(); });
  }
  void put(int Key) {
    Entries[Key] = 1; // expect: unguarded-access
  }
  void stop() {
    Context.stop();
    Thread.join();
  }
};
void run() {
  Cache Object;
  Object.start();
  Object.put(1);
  Object.stop();
}
} // namespace TimerBad

// A session refers to the loop of its owner, which several threads run.
namespace ReferenceBad {
class Session {
public:
  explicit Session(asio::io_context &Context)
      : Context(Context), Timer(Context) {}
  void hit(int Key) {
    asio::post(Context, [this, Key] {
      ++Hits[Key]; // expect: unguarded-access
    });
  }
  void arm() {
    Timer.async_wait([this](const auto &) {
      Hits.clear(); // expect: unguarded-access
    });
  }

private:
  asio::io_context &Context;
  asio::steady_timer Timer;
  std::map<int, int> Hits;
};
void run() {
  asio::io_context Context;
  Session Only(Context);
  Only.hit(1);
  Only.arm();
  std::vector<std::thread> Threads;
  for (int I = 0; I < 4; ++I)
    Threads.emplace_back([&Context] { Context.run(); });
  for (std::thread &Each : Threads)
    Each.join();
}
} // namespace ReferenceBad

namespace ReferenceOk {
class Session {
public:
  explicit Session(asio::io_context &Context)
      : Context(Context), Timer(Context) {}
  void hit(int Key) {
    asio::post(Context, [this, Key] { ++Hits[Key]; });
  }
  void arm() {
    Timer.async_wait([this](const auto &) { Hits.clear(); });
  }

private:
  asio::io_context &Context;
  asio::steady_timer Timer;
  std::map<int, int> Hits;
};
void run() {
  asio::io_context Context;
  Session Only(Context);
  Only.hit(1);
  Only.arm();
  std::thread Loop([&Context] { Context.run(); });
  Loop.join();
}
} // namespace ReferenceOk

// Two threads run the loop that the object only refers to.
class ChatBad {
public:
  explicit ChatBad(asio::io_context &Loop) : Loop(Loop) {}
  void start() {
    asio::post(Loop, [this] { Who.clear(); }); // expect: unguarded-access
  }

private:
  asio::io_context &Loop;
  std::map<int, int> Who;
};
void twoRunsBad() {
  asio::io_context Loop;
  ChatBad Chat(Loop);
  Chat.start();
  Chat.start();
  std::thread First([&Loop] { Loop.run(); });
  std::thread Second([&Loop] { Loop.run(); });
  First.join();
  Second.join();
}
class ChatOk {
public:
  explicit ChatOk(asio::io_context &Loop) : Loop(Loop) {}
  void start() {
    asio::post(Loop, [this] { Who.clear(); });
  }

private:
  asio::io_context &Loop;
  std::map<int, int> Who;
};
void oneRunOk() {
  asio::io_context Loop;
  ChatOk Chat(Loop);
  Chat.start();
  Chat.start();
  std::thread First([&Loop] { Loop.run(); });
  First.join();
}

int main() {
  twoRunsBad();
  oneRunOk();
  ManyThreadsBad::Server().run();
  ManyThreadsOk::Server().run();
  BesideContextBad::run();
  PoolBad::run();
  PoolOfOneOk::run();
  PoolReadBad::run();
  StrandOk::run();
  BindExecutorOk::run();
  TwoStrandsBad::run();
  TimerBad::run();
  ReferenceBad::run();
  ReferenceOk::run();
}
