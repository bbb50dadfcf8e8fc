// REQUIRES: qt6
// RUN: %check_expect --real --pkg-config Qt6Core --pkg-config Qt6Concurrent %s
// Qt 6: threads, runnables, QtConcurrent, lockers in both modes, containers, connections.
// FLAGS: -std=c++17 -fPIC -pthread
#include <QCoreApplication>
#include <QHash>
#include <QMap>
#include <QMutex>
#include <QObject>
#include <QReadWriteLock>
#include <QRunnable>
#include <QSet>
#include <QString>
#include <QThread>
#include <QThreadPool>
#include <QTimer>
#include <QVector>
#include <QWaitCondition>
#include <QtConcurrent>

namespace ThreadBad {
class Worker : public QThread {
public:
  QMap<int, QString> Table;
  void run() override {
    Table[1] = "a"; // expect: unguarded-access
  }
};
void serve() {
  Worker Thread;
  Thread.start();
  Thread.Table.remove(2); // expect: unguarded-access
  Thread.wait();
  Thread.Table.clear();
}
} // namespace ThreadBad

// The thread is given what it works on.
namespace ReferenceBad {
struct Registry {
  QMutex Mutex;
  QMap<int, int> Table;
  void set() {
    QMutexLocker Lock(&Mutex);
    Table[1] = 1;
  }
  int size() { return Table.size(); } // expect: unguarded-access
};
class Worker : public QThread {
public:
  explicit Worker(Registry &Given) : Names(Given) {}
  ~Worker() override { wait(); }
  void run() override { Names.set(); }

private:
  Registry &Names;
};
void serve() {
  Registry Names;
  {
    Worker Thread(Names);
    Thread.start();
    Names.size();
  }
  Names.Table.clear();
}
} // namespace ReferenceBad

// In a const member operator[] is the overload that inserts nothing.
class Lookup {
public:
  void add(int Key) {
    QWriteLocker Lock(&Mutex);
    Table.insert(Key, Key);
  }
  int findOk(int Key) const {
    QReadLocker Lock(&Mutex);
    return Table[Key];
  }
  int findBad(int Key) {
    QReadLocker Lock(&Mutex);
    return Table[Key]; // expect: write-under-shared-lock
  }

private:
  mutable QReadWriteLock Mutex;
  QHash<int, int> Table;
};

namespace ThreadOk {
class Worker : public QThread {
public:
  void run() override {
    QMutexLocker Lock(&Mutex);
    Table[1] = "a";
  }
  void remove(int Key) {
    QMutexLocker Lock(&Mutex);
    Table.remove(Key);
  }
  void clear() { Table.clear(); }

private:
  QMutex Mutex;
  QMap<int, QString> Table;
};
void serve() {
  Worker Thread;
  Thread.start();
  Thread.remove(2);
  Thread.wait();
  Thread.clear();
}
} // namespace ThreadOk

namespace RunnableBad {
QHash<int, int> Table;
class Task : public QRunnable {
  void run() override {
    Table[1] = 1; // expect: unguarded-access
  }
};
void serve() {
  QThreadPool::globalInstance()->start(new Task);
  QThreadPool::globalInstance()->start(new Task);
  (void)Table.contains(1); // expect: unguarded-access
}
} // namespace RunnableBad

namespace ConcurrentBad {
QHash<int, int> Table;
void fill() {
  Table.insert(1, 1); // expect: unguarded-access
}
void serve() {
  QFuture<void> Future = QtConcurrent::run(fill);
  (void)Table.value(1); // expect: unguarded-access
  Future.waitForFinished();
  Table.clear();
}
} // namespace ConcurrentBad

namespace ConcurrentMemberBad {
struct Cache {
  QHash<int, int> Table;
  void fill() {
    Table.insert(1, 1); // expect: unguarded-access
  }
  void serve() {
    QFuture<void> Future = QtConcurrent::run(&Cache::fill, this);
    (void)Table.value(1); // expect: unguarded-access
    Future.waitForFinished();
  }
};
} // namespace ConcurrentMemberBad

namespace ConcurrentOk {
QHash<int, int> Table;
void fill() { Table.insert(1, 1); }
void serve() {
  QFuture<void> Future = QtConcurrent::run(fill);
  Future.waitForFinished();
  (void)Table.value(1);
}
} // namespace ConcurrentOk

namespace MapBad {
void serve(QVector<int> &Values) {
  QHash<int, int> Table;
  QtConcurrent::blockingMap(Values, [&](int &Value) {
    Table[Value] = 1; // expect: unguarded-access
  });
}
} // namespace MapBad

// Guards and modes: each `run` runs in two threads.
struct Scenario : QThread {
  static QReadWriteLock Readers;
  static QMutex Mutex;
};

struct ReaderWritesBad : Scenario {
  static QHash<int, int> Table;
  void run() override {
    QReadLocker Lock(&Readers);
    Table[1] = 1; // expect: write-under-shared-lock
  }
};

struct ReaderCallsBad : Scenario {
  static QHash<int, int> Table;
  void run() override {
    Readers.lockForRead();
    Table.remove(1); // expect: write-under-shared-lock
    Readers.unlock();
  }
};

struct WriterOk : Scenario {
  static QHash<int, int> Table;
  void run() override {
    {
      QReadLocker Lock(&Readers);
      (void)Table.value(1);
    }
    QWriteLocker Lock(&Readers);
    Table[1] = 1;
  }
};

struct UnlockedBad : Scenario {
  static QMap<int, int> Table;
  void run() override {
    QMutexLocker Lock(&Mutex);
    Table[1] = 1;
    Lock.unlock();
    Table[2] = 1; // expect: unguarded-access
    Lock.relock();
    Table[3] = 1;
  }
};

struct TemporaryBad : Scenario {
  static QSet<int> Table;
  void run() override {
    QMutexLocker{&Mutex};
    Table.insert(1); // expect: unguarded-access
  }
};

struct TryOk : Scenario {
  static QMap<int, int> Table;
  void run() override {
    if (Mutex.tryLock(10)) {
      Table[1] = 1;
      Mutex.unlock();
    }
  }
};

struct WaitOk : Scenario {
  static QMap<int, int> Table;
  static QWaitCondition Ready;
  void run() override {
    QMutexLocker Lock(&Mutex);
    while (Table.isEmpty())
      Ready.wait(&Mutex);
    Table.remove(1);
  }
};

// What the event loop of the main thread runs follows each other.
namespace ConnectionsOk {
class Receiver : public QObject {
public:
  void onTimeout() { Table[1] = 1; }
  void onQuit() { Table.remove(1); }
  QHash<int, int> Table;
};
void serve(QCoreApplication &Application) {
  Receiver Object;
  QTimer Timer;
  QObject::connect(&Timer, &QTimer::timeout, &Object, &Receiver::onTimeout);
  QObject::connect(&Application, &QCoreApplication::aboutToQuit, &Object, &Receiver::onQuit);
  // FP_singleShot: the loop of this function runs it before the object ends.
  QTimer::singleShot(10, [&] { Object.Table[2] = 1; }); // expect: detached-capture
  Object.Table[3] = 1;
  QCoreApplication::exec();
  Object.Table.clear();
}
} // namespace ConnectionsOk

void iterateBad(QHash<int, int> &Table) {
  for (auto It = Table.begin(); It != Table.end(); ++It)
    if (It.value() == 0)
      Table.remove(It.key()); // expect: erase-in-range-for
}

void iterateOk(QHash<int, int> &Table) {
  for (auto It = Table.begin(); It != Table.end();)
    if (It.value() == 0)
      It = Table.erase(It);
    else
      ++It;
}

template <class Case> void inTwoThreads() {
  Case First, Second;
  First.start();
  Second.start();
  First.wait();
  Second.wait();
}

int main(int Count, char **Words) {
  QCoreApplication Application(Count, Words);
  QVector<int> Values;
  ThreadBad::serve();
  ReferenceBad::serve();
  ThreadOk::serve();
  RunnableBad::serve();
  ConcurrentBad::serve();
  ConcurrentMemberBad::Cache().serve();
  ConcurrentOk::serve();
  MapBad::serve(Values);
  inTwoThreads<ReaderWritesBad>();
  inTwoThreads<ReaderCallsBad>();
  inTwoThreads<WriterOk>();
  inTwoThreads<UnlockedBad>();
  inTwoThreads<TemporaryBad>();
  inTwoThreads<TryOk>();
  inTwoThreads<WaitOk>();
  ConnectionsOk::serve(Application);
}
