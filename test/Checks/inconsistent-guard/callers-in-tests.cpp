// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// The library is judged by itself: what its tests do with an object that they
// have made themselves says nothing about how others use it.
//--- src/context.h
#include <mutex>
#include <set>

class Worker {
public:
  void configure(const std::set<int> &Cpus);

private:
  std::set<int> Cpus;
};

class Context {
public:
  static Context *make();
  void add(int Cpu);
  void remove(int Cpu);
  void start(Worker &To);
  void startOk(Worker &To);

private:
  std::mutex Options;
  std::set<int> Cpus;
};
//--- src/context.cpp
#include "context.h"

void Worker::configure(const std::set<int> &Given) {
  Cpus = Given; // expect: inconsistent-guard
}

Context *Context::make() { return new Context; }
void Context::add(int Cpu) {
  std::lock_guard<std::mutex> Lock(Options);
  Cpus.insert(Cpu);
}
void Context::remove(int Cpu) {
  std::lock_guard<std::mutex> Lock(Options);
  Cpus.erase(Cpu);
}
void Context::start(Worker &To) { To.configure(Cpus); }
void Context::startOk(Worker &To) {
  std::lock_guard<std::mutex> Lock(Options);
  To.configure(Cpus);
}
//--- tests/options.cpp
#include "../src/context.h"

static void options(Context *Made) {
  Made->add(0);
  Made->add(1);
  Made->remove(0);
  Made->remove(1);
}

int main() {
  Context *Made = Context::make();
  options(Made);
  options(Made);
  Worker One;
  Made->start(One);
}
