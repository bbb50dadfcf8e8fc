// RUN: %check_expect --mock %s
// A singleton whose GetInstance() is in one unit, its users in others.

//--- registry.h
#pragma once
#include <map>
#include <mutex>

class RegistryBad {
public:
  static RegistryBad &GetInstance();
  void add(int Id);
  void remove(int Id);

private:
  std::map<int, int> Ids;
};

class RegistryOk {
public:
  static RegistryOk &GetInstance();
  void add(int Id);
  void remove(int Id);

private:
  std::mutex Mutex;
  std::map<int, int> Ids;
};

void plugIn();

//--- registry.cpp
#include "registry.h"

RegistryBad &RegistryBad::GetInstance() {
  static RegistryBad Instance;
  return Instance;
}
void RegistryBad::add(int Id) {
  Ids[Id] = 1; // expect: unguarded-access
}
void RegistryBad::remove(int Id) {
  Ids.erase(Id); // expect: unguarded-access
}

RegistryOk &RegistryOk::GetInstance() {
  static RegistryOk Instance;
  return Instance;
}
void RegistryOk::add(int Id) {
  std::lock_guard<std::mutex> Lock(Mutex);
  Ids[Id] = 1;
}
void RegistryOk::remove(int Id) {
  std::lock_guard<std::mutex> Lock(Mutex);
  Ids.erase(Id);
}

//--- plugin.cpp
#include "registry.h"

void plugIn() {
  RegistryBad::GetInstance().add(1);
  RegistryOk::GetInstance().add(1);
}

//--- main.cpp
#include "registry.h"
#include <thread>

int main() {
  std::thread Loader(plugIn);
  RegistryBad::GetInstance().remove(1);
  RegistryOk::GetInstance().remove(1);
  Loader.join();
}
