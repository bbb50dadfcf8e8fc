// REQUIRES: boost
// RUN: %check_expect --real %s
// Boost.Asio: sockets, resolvers, composed operations, and where their handlers run.
// FLAGS: -std=c++17 -pthread
#include <boost/asio.hpp>
#include <boost/asio/spawn.hpp>
#include <map>
#include <string>
#include <thread>
#include <vector>

namespace asio = boost::asio;
using asio::ip::tcp;
using asio::ip::udp;
using Error = boost::system::error_code;

// Several threads run the loop: handlers run beside each other.
class ServerBad {
public:
  ServerBad() : Socket(Loop), Datagrams(Loop), Names(Loop), Signals(Loop) {}
  void run() {
    asio::async_read(Socket, asio::buffer(Data), [this](Error, std::size_t) {
      Read[1] = 1; // expect: unguarded-access
    });
    asio::async_write(Socket, asio::buffer(Data), [this](Error, std::size_t) {
      Read.erase(1); // expect: unguarded-access
    });
    Datagrams.async_receive_from(asio::buffer(Data), From, [this](Error, std::size_t) {
      Received[1] = 1; // expect: unguarded-access
    });
    Names.async_resolve("a", "b", [this](Error, tcp::resolver::results_type) {
      Received.erase(1); // expect: unguarded-access
    });
    asio::async_read_until(Socket, asio::dynamic_buffer(Text), '\n', [this](Error, std::size_t) {
      Lines[1] = 1; // expect: unguarded-access
    });
    Signals.async_wait([this](Error, int) {
      Lines.clear(); // expect: unguarded-access
    });
    std::vector<std::thread> Threads;
    for (int I = 0; I < 4; ++I)
      Threads.emplace_back([this] { Loop.run(); });
    for (std::thread &Thread : Threads)
      Thread.join();
  }

private:
  asio::io_context Loop;
  tcp::socket Socket;
  udp::socket Datagrams;
  asio::ip::basic_resolver<tcp> Names;
  asio::signal_set Signals;
  udp::endpoint From;
  char Data[64];
  std::string Text;
  std::map<int, int> Read, Received, Lines;
};

// One thread runs it.
class ServerOk {
public:
  ServerOk() : Socket(Loop), Datagrams(Loop), Names(Loop), Signals(Loop) {}
  void run() {
    asio::async_read(Socket, asio::buffer(Data), [this](Error, std::size_t) { Table[1] = 1; });
    asio::async_write(Socket, asio::buffer(Data), [this](Error, std::size_t) { Table.erase(1); });
    Datagrams.async_receive_from(asio::buffer(Data), From, [this](Error, std::size_t) { Table[2] = 1; });
    Names.async_resolve("a", "b", [this](Error, tcp::resolver::results_type) { Table.erase(2); });
    asio::async_read_until(Socket, asio::dynamic_buffer(Text), '\n', [this](Error, std::size_t) { Table[3] = 1; });
    Signals.async_wait([this](Error, int) { Table.clear(); });
    Loop.run();
  }

private:
  asio::io_context Loop;
  tcp::socket Socket;
  udp::socket Datagrams;
  asio::ip::basic_resolver<tcp> Names;
  asio::signal_set Signals;
  udp::endpoint From;
  char Data[64];
  std::string Text;
  std::map<int, int> Table;
};

// A strand keeps them apart.
class StrandOk {
public:
  StrandOk() : Strand(asio::make_strand(Loop)), Old(Loop), Socket(Loop) {}
  void run() {
    asio::async_read(Socket, asio::buffer(Data), asio::bind_executor(Strand, [this](Error, std::size_t) { Table[1] = 1; }));
    asio::async_write(Socket, asio::buffer(Data), asio::bind_executor(Strand, [this](Error, std::size_t) { Table.erase(1); }));
    asio::post(Loop, Old.wrap([this] { Other[1] = 1; }));
    asio::post(Loop, Old.wrap([this] { Other.erase(1); }));
    std::vector<std::thread> Threads;
    for (int I = 0; I < 4; ++I)
      Threads.emplace_back([this] { Loop.run(); });
    for (std::thread &Thread : Threads)
      Thread.join();
  }

private:
  asio::io_context Loop;
  asio::strand<asio::io_context::executor_type> Strand;
  asio::io_context::strand Old;
  tcp::socket Socket;
  char Data[64];
  std::map<int, int> Table, Other;
};

// Two strands do not.
class StrandsBad {
public:
  StrandsBad() : First(asio::make_strand(Loop)), Second(asio::make_strand(Loop)), Socket(Loop) {}
  void run() {
    asio::async_read(Socket, asio::buffer(Data), asio::bind_executor(First, [this](Error, std::size_t) {
                       Table[1] = 1; // expect: unguarded-access
                     }));
    asio::async_write(Socket, asio::buffer(Data), asio::bind_executor(Second, [this](Error, std::size_t) {
                        Table.erase(1); // expect: unguarded-access
                      }));
    std::vector<std::thread> Threads;
    for (int I = 0; I < 4; ++I)
      Threads.emplace_back([this] { Loop.run(); });
    for (std::thread &Thread : Threads)
      Thread.join();
  }

private:
  asio::io_context Loop;
  asio::strand<asio::io_context::executor_type> First, Second;
  tcp::socket Socket;
  char Data[64];
  std::map<int, int> Table;
};

// Coroutines of one loop.
class CoroutinesBad {
public:
  void run() {
    asio::spawn(Loop, [this](asio::yield_context) {
      Table[1] = 1; // expect: unguarded-access
    });
    asio::spawn(Loop, [this](asio::yield_context) {
      Table.erase(1); // expect: unguarded-access
    });
    std::vector<std::thread> Threads;
    for (int I = 0; I < 4; ++I)
      Threads.emplace_back([this] { Loop.run(); });
    for (std::thread &Thread : Threads)
      Thread.join();
  }

private:
  asio::io_context Loop;
  std::map<int, int> Table;
};
class CoroutinesOk {
public:
  void run() {
    asio::spawn(Loop, [this](asio::yield_context) {
      Table[1] = 1;
    });
    asio::spawn(Loop, [this](asio::yield_context) {
      Table.erase(1);
    });
    Loop.run();
  }

private:
  asio::io_context Loop;
  std::map<int, int> Table;
};

// Handlers that are wrapped in two strands.
class WrapBad {
public:
  WrapBad() : Old(Loop), Older(Loop) {}
  void run() {
    asio::post(Loop, Old.wrap([this] {
      Table[1] = 1; // expect: unguarded-access
    }));
    asio::post(Loop, Older.wrap([this] {
      Table.erase(1); // expect: unguarded-access
    }));
    std::vector<std::thread> Threads;
    for (int I = 0; I < 4; ++I)
      Threads.emplace_back([this] { Loop.run(); });
    for (std::thread &Thread : Threads)
      Thread.join();
  }

private:
  asio::io_context Loop;
  asio::io_context::strand Old, Older;
  std::map<int, int> Table;
};

// A loop that is a local variable, and two threads of it.
void localLoopBad() {
  asio::io_context Loop;
  std::map<int, int> Table;
  asio::post(Loop, [&] {
    Table[1] = 1; // expect: unguarded-access
  });
  asio::post(Loop, [&] {
    Table[2] = 1; // expect: unguarded-access
  });
  std::thread First([&] { Loop.run(); });
  std::thread Second([&] { Loop.run(); });
  First.join();
  Second.join();
}
void localLoopOk() {
  asio::io_context Loop;
  std::map<int, int> Table;
  asio::post(Loop, [&] { Table[1] = 1; });
  asio::post(Loop, [&] { Table[2] = 1; });
  std::thread Only([&] { Loop.run(); });
  Only.join();
  Table.clear();
}

int main() {
  localLoopBad();
  localLoopOk();
  CoroutinesBad Fifth;
  Fifth.run();
  CoroutinesOk Sixth;
  Sixth.run();
  WrapBad Seventh;
  Seventh.run();
  ServerBad First;
  First.run();
  ServerOk Second;
  Second.run();
  StrandOk Third;
  Third.run();
  StrandsBad Fourth;
  Fourth.run();
}
