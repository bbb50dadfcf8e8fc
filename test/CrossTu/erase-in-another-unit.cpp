// RUN: %check_expect --mock %s
// The loop is in one unit, the erase that it calls in another. The finding is
// at the call in the loop.

//--- sessions.h
#pragma once
#include <map>
#include <vector>

class SessionsBad {
public:
  void closeAll();
  void close(int Id);

private:
  std::map<int, int> Open;
};

class SessionsOk {
public:
  void closeAll();
  void close(int Id);

private:
  std::map<int, int> Open;
};

//--- close.cpp
#include "sessions.h"

void SessionsBad::close(int Id) { Open.erase(Id); }
void SessionsOk::close(int Id) { Open.erase(Id); }

//--- loop.cpp
#include "sessions.h"

void SessionsBad::closeAll() {
  for (auto &Session : Open)
    close(Session.first); // expect: erase-in-range-for
}

void SessionsOk::closeAll() {
  std::vector<int> Ids;
  for (auto &Session : Open)
    Ids.push_back(Session.first);
  for (int Id : Ids)
    close(Id);
}
