// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// The class says in its header that threads use it; its functions are in files
// without any lock.
//--- names.h
#include <atomic>
#include <map>
#include <mutex>
#include <string>

class Names {
public:
  static void add(int Id, const std::string &Name);
  static bool has(int Id);

private:
  static std::map<int, std::string> All;
  static std::atomic<int> Count;
};

class LockedNames {
public:
  static void add(int Id, const std::string &Name);
  static bool has(int Id);

private:
  static std::map<int, std::string> All;
  static std::mutex Mutex;
};

class PlainNames {
public:
  static void add(int Id, const std::string &Name);
  static bool has(int Id);

private:
  static std::map<int, std::string> All;
};
//--- names.cpp
#include "names.h"

std::map<int, std::string> Names::All;
std::atomic<int> Names::Count;

void Names::add(int Id, const std::string &Name) {
  All[Id] = Name; // expect: unguarded-access
}
bool Names::has(int Id) {
  return All.count(Id) != 0; // expect: unguarded-access
}
//--- locked.cpp
#include "names.h"

std::map<int, std::string> LockedNames::All;
std::mutex LockedNames::Mutex;

void LockedNames::add(int Id, const std::string &Name) {
  std::lock_guard<std::mutex> Lock(Mutex);
  All[Id] = Name;
}
bool LockedNames::has(int Id) {
  std::lock_guard<std::mutex> Lock(Mutex);
  return All.count(Id) != 0;
}
//--- plain.cpp
#include "names.h"

std::map<int, std::string> PlainNames::All;

void PlainNames::add(int Id, const std::string &Name) { All[Id] = Name; }
bool PlainNames::has(int Id) { return All.count(Id) != 0; }
