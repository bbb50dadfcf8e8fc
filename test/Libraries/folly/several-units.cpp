// RUN: %check_expect --real --isystem %S/Inputs %s
// Folly's Synchronized in several units: the handle, or what it leads to, crosses functions.
//--- registry.h
#pragma once
#include <folly/Folly.h>
#include <map>
#include <string>

class Registry {
public:
  using Names = std::map<int, std::string>;
  void put(int Key, std::string Value);
  void dropOk(int Key);
  void arrowOk(int Key);
  unsigned long sizeOk() const;
  bool tryOk(int Key);
  Names copyOk() const;
  void rebuildOk();
  void handleOk();
  void lookBad(int Key);
  void afterBad(int Key);
  void pastBad(int Key);
  const std::string &refBad(int Key);
  Names *allBad();
  void makeBad(int Key);
  void makeOk(int Key);

private:
  mutable folly::Synchronized<Names> All;
};
void addTo(Registry::Names &Into, int Key);
//--- add.cpp
#include "registry.h"
// Everybody who calls it holds the lock, but one.
void addTo(Registry::Names &Into, int Key) {
  Into[Key] = "a"; // expect: unguarded-access
}
//--- good.cpp
#include "registry.h"
void Registry::put(int Key, std::string Value) { (*All.wlock())[Key] = Value; }
void Registry::dropOk(int Key) {
  All.withWLock([&](auto &Values) {
    Values.erase(Key);
    addTo(Values, Key);
  });
}
void Registry::arrowOk(int Key) { All->erase(Key); }
unsigned long Registry::sizeOk() const { return All.contextualRLock()->size(); }
bool Registry::tryOk(int Key) {
  if (auto Values = All.tryWLock())
    return Values->erase(Key) != 0;
  return false;
}
Registry::Names Registry::copyOk() const { return All.copy(); }
void Registry::rebuildOk() {
  Names New;
  New[1] = "b";
  All.swap(New);
}
void Registry::handleOk() {
  All.withWLockPtr([](auto Values) {
    Values->clear();
    Values.unlock();
  });
}
void Registry::makeOk(int Key) {
  if (All.rlock()->count(Key) != 0)
    return;
  auto Values = All.wlock();
  if (Values->count(Key) == 0)
    (*Values)[Key] = "c";
}
//--- bad.cpp
#include "registry.h"
void Registry::lookBad(int Key) {
  auto Values = All.rlock();
  const_cast<Names &>(*Values)[Key] = "d"; // expect: write-under-shared-lock
}
void Registry::afterBad(int Key) {
  auto Values = All.wlock();
  Names &Inside = *Values;
  Inside[Key] = "e";
  Values.unlock();
  Inside.erase(Key); // expect: unguarded-access
}
void Registry::pastBad(int Key) { addTo(All.unsafeGetUnlocked(), Key); }
const std::string &Registry::refBad(int Key) {
  auto Values = All.rlock();
  return Values->at(Key); // expect: guard-escape
}
Registry::Names *Registry::allBad() {
  return &*All.wlock(); // expect: guard-escape
}
void Registry::makeBad(int Key) {
  if (All.rlock()->count(Key) == 0)
    (*All.wlock())[Key] = "f"; // expect: check-then-act
}
//--- main.cpp
#include "registry.h"
#include <thread>
static void all(Registry &Of) {
  Of.put(1, "a");
  Of.dropOk(1);
  Of.arrowOk(1);
  Of.sizeOk();
  Of.tryOk(1);
  Of.copyOk();
  Of.rebuildOk();
  Of.handleOk();
  Of.lookBad(1);
  Of.afterBad(1);
  Of.pastBad(1);
  Of.refBad(1);
  Of.allBad();
  Of.makeBad(1);
  Of.makeOk(1);
}
int main() {
  Registry Of;
  std::thread First(all, std::ref(Of)), Second(all, std::ref(Of));
  First.join();
  Second.join();
}
