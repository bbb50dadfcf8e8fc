// REQUIRES: qt6
// RUN: %check_expect --real --pkg-config Qt6Core --pkg-config Qt6Concurrent %s
// FLAGS: -std=c++17 -fPIC -pthread
// A program with Qt in several units: lockers that unlock, readers, pools and their tasks, futures, objects of the event loop.
//--- store.h
#pragma once
#include <QHash>
#include <QMutex>
#include <QMutexLocker>
#include <QReadWriteLock>
#include <QRunnable>
#include <QSemaphore>
#include <QString>

class Store {
public:
  void put(int Key, const QString &Value);
  void moveOk(int From, int To);
  void moveBad(int From, int To);
  QString value(int Key) const;
  QString touchBad(int Key);
  int countBad() const;
  QString &refBad(int Key);

private:
  mutable QReadWriteLock Lock;
  QHash<int, QString> Values;
  QMutex Mutex;
  QHash<int, int> Moves;
};

class Gate {
public:
  void passOk(int Key);
  void tryOk(int Key);

private:
  QSemaphore Free{1};
  QHash<int, int> Passed;
};

class FillTask : public QRunnable {
public:
  FillTask(QHash<int, int> *Into, QMutex *Mutex, QHash<int, int> *Loose) : Into(Into), Mutex(Mutex), Loose(Loose) {}
  void run() override;

private:
  QHash<int, int> *Into;
  QMutex *Mutex;
  QHash<int, int> *Loose;
};
//--- store.cpp
#include "store.h"
void Store::put(int Key, const QString &Value) {
  QWriteLocker Held(&Lock);
  Values.insert(Key, Value);
}
void Store::moveOk(int From, int To) {
  QMutexLocker Held(&Mutex);
  Moves[From] = To;
  Held.unlock();
  put(To, QString());
  Held.relock();
  Moves.remove(From);
}
void Store::moveBad(int From, int To) {
  QMutexLocker Held(&Mutex);
  Moves[From] = To;
  Held.unlock();
  Moves.remove(From); // expect: inconsistent-guard
}
QString Store::value(int Key) const {
  QReadLocker Held(&Lock);
  return Values.value(Key);
}
QString Store::touchBad(int Key) {
  QReadLocker Held(&Lock);
  return Values[Key]; // expect: write-under-shared-lock
}
int Store::countBad() const {
  return Values.size(); // expect: inconsistent-guard
}
QString &Store::refBad(int Key) {
  QWriteLocker Held(&Lock);
  return Values[Key]; // expect: guard-escape
}
//--- gate.cpp
#include "store.h"
void Gate::passOk(int Key) {
  Free.acquire();
  Passed[Key] = 1;
  Free.release();
}
void Gate::tryOk(int Key) {
  if (Free.tryAcquire()) {
    Passed.remove(Key);
    Free.release();
  }
}
//--- task.cpp
#include "store.h"
void FillTask::run() {
  {
    QMutexLocker Held(Mutex);
    Into->insert(1, 1);
  }
  Loose->insert(1, 1); // expect: unguarded-access
}
//--- main.cpp
#include "store.h"
#include <QThreadPool>
#include <QtConcurrent>

// Waits for all that it has given to the pool of the process.
static void sharedPoolOk() {
  QHash<int, int> All, Parts;
  QMutex Mutex;
  for (int I = 0; I < 4; ++I)
    QThreadPool::globalInstance()->start([&, I] {
      QMutexLocker Held(&Mutex);
      All[I] = 1;
    });
  QThreadPool::globalInstance()->waitForDone();
  All.clear();
}
static void oneWorkerOk() {
  QHash<int, int> All;
  QThreadPool Pool;
  Pool.setMaxThreadCount(1);
  for (int I = 0; I < 4; ++I)
    Pool.start([&All, I] { All[I] = 1; });
  Pool.waitForDone();
  All.clear();
}
static void severalWorkersBad() {
  QHash<int, int> All;
  QThreadPool Pool;
  Pool.setMaxThreadCount(2);
  for (int I = 0; I < 4; ++I)
    Pool.start([&All, I] {
      All[I] = 1; // expect: unguarded-access
    });
  Pool.waitForDone();
}
static void endOfPoolOk() {
  QHash<int, int> All;
  {
    QThreadPool Pool;
    Pool.start([&All] { All[1] = 1; });
  }
  All.clear();
}
static void tasksOf(QThreadPool &Pool) {
  QHash<int, int> All, Loose;
  QMutex Mutex;
  for (int I = 0; I < 4; ++I)
    Pool.start(new FillTask(&All, &Mutex, &Loose));
  Pool.waitForDone();
}
static void elementsOk(QList<QHash<int, int>> Parts) {
  QtConcurrent::blockingMap(Parts, [](QHash<int, int> &Part) { Part[1] = 1; });
}
static void elementsBad(QList<int> Keys) {
  QHash<int, int> Seen;
  QtConcurrent::blockingMap(Keys, [&](int Key) {
    Seen[Key] = 1; // expect: unguarded-access
  });
}

int main() {
  sharedPoolOk();
  oneWorkerOk();
  severalWorkersBad();
  endOfPoolOk();
  QThreadPool Pool;
  tasksOf(Pool);
  elementsOk({});
  elementsBad({});
  Gate Only;
  QFuture<void> First = QtConcurrent::run([&Only] { Only.passOk(1); });
  QFuture<void> Second = QtConcurrent::run([&Only] { Only.tryOk(1); });
  First.waitForFinished();
  Second.waitForFinished();
}
