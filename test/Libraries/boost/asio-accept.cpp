// REQUIRES: boost
// RUN: %check_expect --real %s
// Boost.Asio: a server accepts, and each session reads on the socket that it was given.
#include <boost/asio.hpp>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

using boost::asio::ip::tcp;
using Error = boost::system::error_code;

// Several threads run the context.
namespace ManyThreads {
std::map<std::string, int> Totals;
std::map<std::string, int> Locked;
std::mutex Mutex;

class SessionBad : public std::enable_shared_from_this<SessionBad> {
public:
  explicit SessionBad(tcp::socket Given) : Socket(std::move(Given)) {}
  void read() {
    auto Self = shared_from_this();
    Socket.async_read_some(boost::asio::buffer(Data), [this, Self](Error Failed, std::size_t Size) {
      if (Failed)
        return;
      Totals["read"] += Size; // expect: unguarded-access
      Own[1]++;               // Each session reads on after it has read.
      {
        std::lock_guard<std::mutex> Lock(Mutex);
        Locked["read"] += Size;
      }
      read();
    });
  }

private:
  tcp::socket Socket;
  char Data[100];
  std::map<int, int> Own;
};

class Server {
public:
  explicit Server(boost::asio::io_context &Context) : Acceptor(Context, tcp::endpoint(tcp::v4(), 1)) { accept(); }
  void accept() {
    Acceptor.async_accept([this](Error Failed, tcp::socket Socket) {
      if (!Failed) {
        std::make_shared<SessionBad>(std::move(Socket))->read();
        Accepted[1]++; // Before the next one is waited for.
      }
      accept();
    });
  }

private:
  tcp::acceptor Acceptor;
  std::map<int, int> Accepted;
};

void run() {
  boost::asio::io_context Context;
  Server Serving(Context);
  std::vector<std::thread> Threads;
  for (int I = 0; I < 4; ++I)
    Threads.emplace_back([&Context] { Context.run(); });
  for (std::thread &Thread : Threads)
    Thread.join();
}
} // namespace ManyThreads

// One thread runs it.
namespace OneThreadOk {
std::map<std::string, int> Totals;

class SessionOk : public std::enable_shared_from_this<SessionOk> {
public:
  explicit SessionOk(tcp::socket Given) : Socket(std::move(Given)) {}
  void read() {
    auto Self = shared_from_this();
    Socket.async_read_some(boost::asio::buffer(Data), [this, Self](Error Failed, std::size_t Size) {
      if (Failed)
        return;
      Totals["read"] += Size;
      read();
    });
  }

private:
  tcp::socket Socket;
  char Data[100];
};

class Server {
public:
  explicit Server(boost::asio::io_context &Context) : Acceptor(Context, tcp::endpoint(tcp::v4(), 1)) { accept(); }
  void accept() {
    Acceptor.async_accept([this](Error Failed, tcp::socket Socket) {
      if (!Failed)
        std::make_shared<SessionOk>(std::move(Socket))->read();
      accept();
    });
  }

private:
  tcp::acceptor Acceptor;
};

void run() {
  boost::asio::io_context Context;
  Server Serving(Context);
  Context.run();
}
} // namespace OneThreadOk

int main() {
  ManyThreads::run();
  OneThreadOk::run();
}
