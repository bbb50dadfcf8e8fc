// REQUIRES: boost
// RUN: %check_expect --real %s
// A strand is not the loop that it is made of: two strands of one loop are two,
// and one strand is one by whatever way it is reached.
#include <boost/asio.hpp>
#include <map>
#include <memory>
#include <thread>
#include <vector>
namespace asio = boost::asio;
struct Engine {
  asio::io_context Io;
  std::vector<std::thread> Pool;
  static Engine &get() {
    static Engine E;
    return E;
  }
  asio::io_context &io() { return Io; }
  void start() {
    for (int I = 0; I < 4; ++I)
      Pool.emplace_back([this] { Io.run(); });
  }
};
class Connection {
  asio::io_context::strand S;
  std::map<int, int> Writes;
  explicit Connection(asio::io_context &Io) : S(Io) {}

public:
  Connection() : Connection(Engine::get().io()) {}
  void fire(int K) {
    asio::post(S, [this, K] { Writes[K] = 1; });
  }
  void ask(int K) {
    asio::post(S, [this, K] { Writes.erase(K); });
  }
};
class Db {
  std::shared_ptr<Connection> C;
  std::thread T;

public:
  void start() {
    C = std::make_shared<Connection>();
    T = std::thread([this] { forward(); });
  }
  void forward() { C->ask(2); }
  void changed(int K) { C->fire(K); }
};
class TwoStrandsBad {
  asio::io_context::strand A, B;
  std::map<int, int> Writes;

public:
  explicit TwoStrandsBad(asio::io_context &Io) : A(Io), B(Io) {}
  void fire(int K) {
    asio::post(A, [this, K] { Writes[K] = 1; }); // expect: unguarded-access
  }
  void ask(int K) {
    asio::post(B, [this, K] { Writes.erase(K); }); // expect: unguarded-access
  }
};
int main() {
  Engine::get().start();
  Db D;
  D.start();
  D.changed(1);
  TwoStrandsBad X(Engine::get().io());
  X.fire(1);
  X.ask(2);
}
