// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A global map, declared in a header, defined in one source, used in two.

//--- registry.h
#pragma once
#include <map>
#include <mutex>
#include <string>

extern std::map<std::string, int> RegistryBad;
extern std::map<std::string, int> RegistryOk;
extern std::mutex RegistryMutex;

void registerBad(const std::string &Name);
void registerOk(const std::string &Name);

//--- registry.cpp
#include "registry.h"

std::map<std::string, int> RegistryBad;
std::map<std::string, int> RegistryOk;
std::mutex RegistryMutex;

//--- plugin.cpp
#include "registry.h"

void registerBad(const std::string &Name) {
  RegistryBad[Name] = 1; // expect: unguarded-access
}

void registerOk(const std::string &Name) {
  std::lock_guard<std::mutex> Lock(RegistryMutex);
  RegistryOk[Name] = 1;
}

//--- main.cpp
#include "registry.h"
#include <thread>

int main() {
  RegistryBad["core"] = 0;
  std::thread Loader([] {
    registerBad("a");
    registerOk("a");
  });
  bool Known = RegistryBad.contains("a"); // expect: unguarded-access
  {
    std::lock_guard<std::mutex> Lock(RegistryMutex);
    Known = Known || RegistryOk.contains("a");
  }
  Loader.join();
  RegistryBad.clear();
  return Known;
}
