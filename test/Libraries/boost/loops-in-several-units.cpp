// REQUIRES: boost
// RUN: %check_expect --real %s
// FLAGS: -std=c++17 -pthread
// Event loops and pools in several units: threads that run the loop as a bound member, strands made of what a pool gives.
//--- node.h
#pragma once
#include <boost/asio.hpp>
#include <boost/bind/bind.hpp>
#include <boost/thread.hpp>
#include <map>
#include <mutex>

struct Loop {
  boost::asio::io_context Io;
  boost::thread_group Threads;
  void start(int Count);
  void stop();
};
class NodeBad {
public:
  explicit NodeBad(Loop &On) : On(On) {}
  void put(int Key);
  void drop(int Key);

private:
  void doDrop(int Key);
  Loop &On;
  std::map<int, int> Table;
};
class NodeOk {
public:
  explicit NodeOk(Loop &On) : On(On) {}
  void put(int Key);
  void drop(int Key);

private:
  void doDrop(int Key);
  Loop &On;
  std::mutex Mutex;
  std::map<int, int> Table;
};
void poolOk();
void poolBad();
void oneThreadOk();
//--- loop.cpp
#include "node.h"
void Loop::start(int Count) {
  for (int I = 0; I < Count; ++I)
    Threads.create_thread(boost::bind(&boost::asio::io_context::run, &Io));
}
void Loop::stop() { Threads.join_all(); }
//--- node.cpp
#include "node.h"
void NodeBad::doDrop(int Key) {
  Table.erase(Key); // expect: unguarded-access
}
void NodeBad::put(int Key) {
  boost::asio::post(On.Io, [this, Key] {
    Table[Key] = 1; // expect: unguarded-access
  });
}
void NodeBad::drop(int Key) { On.Io.post(boost::bind(&NodeBad::doDrop, this, Key)); }
void NodeOk::doDrop(int Key) {
  std::lock_guard<std::mutex> Lock(Mutex);
  Table.erase(Key);
}
void NodeOk::put(int Key) {
  boost::asio::post(On.Io, [this, Key] {
    std::lock_guard<std::mutex> Lock(Mutex);
    Table[Key] = 1;
  });
}
void NodeOk::drop(int Key) { On.Io.post(boost::bind(&NodeOk::doDrop, this, Key)); }
//--- pool.cpp
#include "node.h"
void poolOk() {
  std::map<int, int> Table, Other;
  boost::asio::thread_pool Pool(4);
  auto Strand = boost::asio::make_strand(Pool.get_executor());
  auto Second = boost::asio::make_strand(Pool);
  for (int I = 0; I < 4; ++I) {
    boost::asio::post(Strand, [&Table, I] { Table[I] = 1; });
    boost::asio::post(Second, [&Other, I] { Other[I] = 1; });
  }
  Pool.join();
  Table.clear();
  Other.clear();
}
void poolBad() {
  std::map<int, int> Table;
  boost::asio::thread_pool Pool(4);
  auto Strand = boost::asio::make_strand(Pool);
  auto Second = boost::asio::make_strand(Pool);
  boost::asio::post(Strand, [&Table] {
    Table[1] = 1; // expect: unguarded-access
  });
  boost::asio::post(Second, [&Table] {
    Table[2] = 1; // expect: unguarded-access
  });
  Pool.join();
}
void oneThreadOk() {
  boost::asio::io_context Io;
  std::map<int, int> Table;
  boost::asio::post(Io, [&Table] { Table[1] = 1; });
  boost::asio::post(Io, [&Table] { Table[2] = 1; });
  boost::thread Runs(boost::bind(&boost::asio::io_context::run, &Io));
  Runs.join();
  Table.clear();
}
//--- main.cpp
#include "node.h"
int main() {
  Loop On;
  NodeBad Bad(On);
  NodeOk Ok(On);
  On.start(4);
  Bad.put(1);
  Bad.drop(1);
  Ok.put(1);
  Ok.drop(1);
  On.stop();
  poolOk();
  poolBad();
  oneThreadOk();
}
