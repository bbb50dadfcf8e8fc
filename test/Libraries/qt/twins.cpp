// REQUIRES: qt6
// RUN: %check_expect --real --pkg-config Qt6Core --pkg-config Qt6Concurrent %s
// Qt 6, the rest of what the models know, racy and repaired.
// FLAGS: -std=c++17 -fPIC -pthread
#include <QAtomicInt>
#include <QCache>
#include <QCoreApplication>
#include <QMap>
#include <QMutex>
#include <QObject>
#include <QPointer>
#include <QReadWriteLock>
#include <QScopedPointer>
#include <QSharedPointer>
#include <QString>
#include <QThread>
#include <QThreadPool>
#include <QTimer>
#include <QVector>
#include <QtConcurrent>

struct Scenario {
  QMutex Mutex;
  QMap<int, int> Table;
};

// A lookup moves the object to the front.
struct CacheBad {
  QReadWriteLock Lock;
  QCache<int, QString> Cache;
  void work() {
    QReadLocker Reader(&Lock);
    (void)Cache.object(1); // expect: write-under-shared-lock
  }
};
struct CacheOk {
  QReadWriteLock Lock;
  QCache<int, QString> Cache;
  void work() {
    {
      QReadLocker Reader(&Lock);
      (void)Cache.contains(1);
    }
    QWriteLocker Writer(&Lock);
    (void)Cache.object(1);
  }
};

struct ScopedBad {
  QScopedPointer<QMap<int, int>> Table{new QMap<int, int>};
  void work() {
    Table->insert(1, 1); // expect: unguarded-access
  }
};
struct ScopedOk {
  QMutex Mutex;
  QScopedPointer<QMap<int, int>> Table{new QMap<int, int>};
  void work() {
    QMutexLocker Locker(&Mutex);
    Table->insert(1, 1);
  }
};

struct SharedBad {
  QSharedPointer<QMap<int, int>> Table = QSharedPointer<QMap<int, int>>::create();
  void work() {
    QSharedPointer<QMap<int, int>> Mine = Table;
    Mine->insert(1, 1); // expect: unguarded-access
  }
};
struct SharedOk {
  QMutex Mutex;
  QSharedPointer<QMap<int, int>> Table = QSharedPointer<QMap<int, int>>::create();
  void work() {
    QMutexLocker Locker(&Mutex);
    Table->insert(1, 1);
  }
};

struct VectorBad {
  QVector<QMap<int, int>> Tables{4};
  void work() {
    Tables[0].insert(1, 1); // expect: unguarded-access
  }
};
struct VectorOk {
  QMutex Mutex;
  QVector<QMap<int, int>> Tables{4};
  void work() {
    QMutexLocker Locker(&Mutex);
    Tables[0].insert(1, 1);
  }
};

// An atomic number is no lock, unless it is used as one.
struct AtomicBad : Scenario {
  QAtomicInt Count;
  void work() {
    Count.ref();
    Table.insert(1, 1); // expect: unguarded-access
  }
};
struct AtomicOk : Scenario {
  QAtomicInt Flag;
  void work() {
    while (!Flag.testAndSetAcquire(0, 1)) {
    }
    Table.insert(1, 1);
    Flag.storeRelease(0);
  }
};

// Reading through a const reference does not detach.
struct ConstBad : Scenario {
  void work() {
    for (int Value : qAsConst(Table)) // expect: unguarded-access
      (void)Value;
    Table.remove(1); // expect: unguarded-access
  }
};
struct ConstOk : Scenario {
  void work() {
    for (int Value : qAsConst(Table))
      (void)Value;
  }
};

void poolOk() {
  Scenario Object;
  QThreadPool Pool;
  Pool.start([&] {
    QMutexLocker Locker(&Object.Mutex);
    Object.Table.insert(1, 1);
  });
  {
    QMutexLocker Locker(&Object.Mutex);
    Object.Table.remove(1);
  }
  Pool.waitForDone();
  Object.Table.clear();
}

void blockingMapOk(QVector<int> &Values) {
  Scenario Object;
  QtConcurrent::blockingMap(Values, [&](int &Value) {
    QMutexLocker Locker(&Object.Mutex);
    Object.Table.insert(Value, 1);
  });
  Object.Table.clear();
}

void mapBad(QVector<int> &Values) {
  Scenario Object;
  QFuture<void> Done = QtConcurrent::map(Values, [&](int &Value) {
    Object.Table.insert(Value, 1); // expect: unguarded-access
  });
  Done.waitForFinished();
  Object.Table.clear();
}
void mapOk(QVector<int> &Values) {
  Scenario Object;
  QFuture<void> Done = QtConcurrent::map(Values, [&](int &Value) {
    QMutexLocker Locker(&Object.Mutex);
    Object.Table.insert(Value, 1);
  });
  Done.waitForFinished();
  Object.Table.clear();
}

// Slots run where the receiver lives.
class SlotsOk : public QObject {
public:
  QMap<int, int> Table;
  void onTimeout() { Table.insert(1, 1); }
  void serve(QTimer *Timer) {
    QObject::connect(Timer, &QTimer::timeout, this, &SlotsOk::onTimeout);
    QObject::connect(Timer, &QTimer::timeout, this, [this] { Table.remove(2); });
    QObject::connect(Timer, &QTimer::timeout, [this] { Table.remove(3); });
    QCoreApplication::exec();
  }
};

void createOk() {
  Scenario Object;
  QThread *Thread = QThread::create([&] {
    QMutexLocker Locker(&Object.Mutex);
    Object.Table.insert(1, 1);
  });
  Thread->start();
  {
    QMutexLocker Locker(&Object.Mutex);
    Object.Table.remove(1);
  }
  Thread->wait();
  delete Thread;
}

// What is posted to the loop of a thread runs there, beside others.
class LoopBad : public QObject {
public:
  QMap<int, int> Table;
  void post() {
    QMetaObject::invokeMethod(this, [this] {
      Table.insert(1, 1); // expect: unguarded-access
    });
    QTimer::singleShot(100, this, [this] {
      Table.remove(2); // expect: unguarded-access
    });
  }
  void serve() {
    QThread *Thread = QThread::create([this] {
      Table.remove(1); // expect: unguarded-access
    });
    Thread->start();
    post();
    QCoreApplication::exec();
    Thread->wait();
  }
};
class LoopOk : public QObject {
public:
  QMap<int, int> Table;
  void serve() {
    QMetaObject::invokeMethod(this, [this] { Table.insert(1, 1); });
    QTimer::singleShot(100, this, [this] { Table.remove(2); });
    QCoreApplication::exec();
  }
};

template <class Case> void inTwoThreads() {
  Case Object;
  QThread *First = QThread::create([&] { Object.work(); });
  QThread *Second = QThread::create([&] { Object.work(); });
  First->start();
  Second->start();
  First->wait();
  Second->wait();
}

int main() {
  inTwoThreads<CacheBad>();
  inTwoThreads<CacheOk>();
  inTwoThreads<ScopedBad>();
  inTwoThreads<ScopedOk>();
  inTwoThreads<SharedBad>();
  inTwoThreads<SharedOk>();
  inTwoThreads<VectorBad>();
  inTwoThreads<VectorOk>();
  inTwoThreads<AtomicBad>();
  inTwoThreads<AtomicOk>();
  inTwoThreads<ConstBad>();
  inTwoThreads<ConstOk>();
  poolOk();
  QVector<int> Values;
  blockingMapOk(Values);
  mapBad(Values);
  mapOk(Values);
  createOk();
  static SlotsOk Third;
  Third.serve(new QTimer);
  static LoopBad First;
  First.serve();
  static LoopOk Second;
  Second.serve();
}
