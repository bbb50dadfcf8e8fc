// RUN: split-file %s %t
// RUN: %check_expect --mock %t/program
// RUN: %check_expect --mock %t/library
// Registries that the initialisers of static objects fill, before there is any thread.

//--- program/main.cpp
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

struct Codec {
  virtual ~Codec() = default;
};

// By an object whose constructor registers.
class Registry {
public:
  static Registry &get() {
    static Registry Only;
    return Only;
  }
  void add(const std::string &Name, std::function<Codec *()> Make) { Makers[Name] = Make; }
  Codec *make(const std::string &Name) {
    auto Maker = Makers.find(Name);
    return Maker == Makers.end() ? nullptr : Maker->second();
  }

private:
  std::map<std::string, std::function<Codec *()>> Makers;
};
struct Registrar {
  Registrar(const std::string &Name, std::function<Codec *()> Make) { Registry::get().add(Name, Make); }
};
#define REGISTER_CODEC(Class) static Registrar Registrar##Class(#Class, []() -> Codec * { return new Class; })
struct Png : Codec {};
struct Gif : Codec {};
REGISTER_CODEC(Png);
REGISTER_CODEC(Gif);

// By a function, with a lock that only readers take.
class Table {
public:
  static Table &get() {
    static Table *Only = new Table;
    return *Only;
  }
  bool add(const std::string &Name, int Value) {
    Values[Name] = Value;
    return true;
  }
  int find(const std::string &Name) {
    std::lock_guard<std::mutex> Lock(Mutex);
    auto Found = Values.find(Name);
    return Found == Values.end() ? 0 : Found->second;
  }

private:
  std::map<std::string, int> Values;
  std::mutex Mutex;
};
static bool One = Table::get().add("one", 1);
static bool Two = Table::get().add("two", 2);

// Not only at that time: the workers add as well.
class LateTable {
public:
  static LateTable &get() {
    static LateTable Only;
    return Only;
  }
  bool add(const std::string &Name) {
    Values[Name] = 1; // expect: unguarded-access
    return true;
  }
  int size() {
    return Values.size(); // expect: unguarded-access
  }

private:
  std::map<std::string, int> Values;
};
static bool Early = LateTable::get().add("early");

void work() {
  delete Registry::get().make("Png");
  Table::get().find("one");
  LateTable::get().add("late");
  LateTable::get().size();
}
int main() {
  std::vector<std::thread> Threads;
  for (int I = 0; I < 4; ++I)
    Threads.emplace_back(work);
  for (std::thread &Thread : Threads)
    Thread.join();
}

//--- library/registry.h
#include <map>
#include <mutex>
#include <string>
struct Codec {
  virtual ~Codec() = default;
};
using Maker = Codec *(*)();
struct Registrar {
  Registrar(const char *Name, Maker Make);
};
Codec *create(const std::string &Name);
void count(const std::string &Name);
void countBad(const std::string &Name);

//--- library/registry.cpp
#include "registry.h"
static std::map<std::string, Maker> &makers() {
  static std::map<std::string, Maker> Makers;
  return Makers;
}
Registrar::Registrar(const char *Name, Maker Make) { makers()[Name] = Make; }
Codec *create(const std::string &Name) {
  auto Found = makers().find(Name);
  return Found == makers().end() ? nullptr : Found->second();
}
static std::mutex Mutex;
static std::map<std::string, int> Counts;
void count(const std::string &Name) {
  std::lock_guard<std::mutex> Lock(Mutex);
  ++Counts[Name];
}
void countBad(const std::string &Name) {
  ++Counts[Name]; // expect: inconsistent-guard
}

//--- library/png.cpp
#include "registry.h"
struct Png : Codec {};
static Registrar ThisOne("png", []() -> Codec * { return new Png; });
