// RUN: %check_expect --allow-errors --mock %s
// A private member without a visible caller. Where all methods of the class
// are known, and its private mutex is given to nobody, only a callback can have
// called it, which code with errors hides; in code without, nobody runs it.
// Where a unit is missing, its caller may hold the lock.

//--- channels.h
#pragma once
#include <map>
#include <mutex>

class Channels {
public:
  void open(int Id);
  void close(int Id);

private:
  void onMessage(int Id);
  std::mutex Mutex;
  std::map<int, int> Table;
};

class Complete {
public:
  void open(int Id);
  void close(int Id);

private:
  void notCalled(int Id);
  std::mutex Mutex;
  std::map<int, int> Table;
};

class Queues {
public:
  void open(int Id);
  void closeElsewhere(int Id);

private:
  void onMessage(int Id);
  std::mutex Mutex;
  std::map<int, int> Table;
};

class Lockable {
public:
  void open(int Id);
  std::mutex &mutex() { return Mutex; }

protected:
  void insertLater(int Id);

private:
  std::mutex Mutex;
  std::map<int, int> Table;
};

//--- channels.cpp
#include "channels.h"
#include "missing/framework.h"

MISSING_REGISTER_HANDLER(Channels)

void Channels::open(int Id) {
  std::lock_guard<std::mutex> Lock(Mutex);
  Table[Id] = 1;
}
void Channels::close(int Id) {
  std::lock_guard<std::mutex> Lock(Mutex);
  Table.erase(Id);
}
void Channels::onMessage(int Id) {
  Table[Id] = 2; // expect: inconsistent-guard
}

//--- complete.cpp
#include "channels.h"

void Complete::open(int Id) {
  std::lock_guard<std::mutex> Lock(Mutex);
  Table[Id] = 1;
}
void Complete::close(int Id) {
  std::lock_guard<std::mutex> Lock(Mutex);
  Table.erase(Id);
}
void Complete::notCalled(int Id) { Table[Id] = 2; }

//--- queues.cpp
#include "channels.h"

void Queues::open(int Id) {
  std::lock_guard<std::mutex> Lock(Mutex);
  Table[Id] = 1;
}
void Queues::onMessage(int Id) { Table[Id] = 2; }

void Lockable::open(int Id) {
  std::lock_guard<std::mutex> Lock(Mutex);
  Table[Id] = 1;
}
void Lockable::insertLater(int Id) { Table[Id] = 2; }

//--- main.cpp
#include "channels.h"

void use(Channels &C, Complete &D, Queues &Q, Lockable &L) {
  C.open(1);
  D.open(1);
  Q.open(1);
  L.open(1);
}
