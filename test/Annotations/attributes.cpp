// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Clang's thread-safety attributes, with no thread in sight: what they say about maps is reported.
#include <map>
#include <mutex>
#include <shared_mutex>

#define CAPABILITY(x) __attribute__((capability(x)))
#define SCOPED_CAPABILITY __attribute__((scoped_lockable))
#define GUARDED_BY(x) __attribute__((guarded_by(x)))
#define PT_GUARDED_BY(x) __attribute__((pt_guarded_by(x)))
#define REQUIRES(...) __attribute__((requires_capability(__VA_ARGS__)))
#define REQUIRES_SHARED(...) __attribute__((requires_shared_capability(__VA_ARGS__)))
#define ACQUIRE(...) __attribute__((acquire_capability(__VA_ARGS__)))
#define ACQUIRE_SHARED(...) __attribute__((acquire_shared_capability(__VA_ARGS__)))
#define TRY_ACQUIRE(...) __attribute__((try_acquire_capability(__VA_ARGS__)))
#define RELEASE(...) __attribute__((release_capability(__VA_ARGS__)))
#define ASSERT_CAPABILITY(x) __attribute__((assert_capability(x)))
#define NO_THREAD_SAFETY_ANALYSIS __attribute__((no_thread_safety_analysis))

class CAPABILITY("mutex") Mutex {
public:
  void Lock() ACQUIRE();
  void Unlock() RELEASE();
  void ReaderLock() ACQUIRE_SHARED();
  bool TryLock() TRY_ACQUIRE(true);
  void AssertHeld() ASSERT_CAPABILITY(this);
};

class SCOPED_CAPABILITY MutexLock {
public:
  explicit MutexLock(Mutex *M) ACQUIRE(M);
  ~MutexLock() RELEASE();
};

class SCOPED_CAPABILITY ReaderMutexLock {
public:
  explicit ReaderMutexLock(Mutex *M) ACQUIRE_SHARED(M);
  ~ReaderMutexLock() RELEASE();
};

class TableBad {
public:
  int get(int Key) {
    return Values.count(Key) ? 1 : 0; // expect: inconsistent-guard
  }
  void put(int Key) {
    Values[Key] = 1; // expect: inconsistent-guard
  }
  int lookup(int Key) {
    ReaderMutexLock Lock(&M);
    return Values[Key]; // expect: write-under-shared-lock
  }
  void removeAsReader(int Key) {
    M.ReaderLock();
    Values.erase(Key); // expect: write-under-shared-lock
    M.Unlock();
  }
  void wrongMutex(int Key) {
    MutexLock Lock(&Other);
    Values.erase(Key); // expect: inconsistent-guard
  }
  void alias(int Key) {
    auto &Map = Values;
    Map[Key] = 1; // expect: inconsistent-guard
  }

private:
  Mutex M, Other;
  std::map<int, int> Values GUARDED_BY(M);
};

class TableOk {
public:
  TableOk() { Values[0] = 0; }
  ~TableOk() { Values.clear(); }
  int get(int Key) {
    ReaderMutexLock Lock(&M);
    return static_cast<int>(Values.count(Key));
  }
  void put(int Key) {
    MutexLock Lock(&M);
    putLocked(Key);
    helper(Key);
  }
  void putByCalls(int Key) {
    M.Lock();
    Values[Key] = 1;
    M.Unlock();
    if (M.TryLock()) {
      Values[Key] = 2;
      M.Unlock();
    }
  }
  void asserted(int Key) {
    M.AssertHeld();
    Values[Key] = 3;
  }
  void trusted(int Key) NO_THREAD_SAFETY_ANALYSIS { Values[Key] = 4; }
  void required(int Key) REQUIRES(M) { Values[Key] = 5; }
  bool requiredShared(int Key) REQUIRES_SHARED(M) { return Values.count(Key) != 0; }

private:
  void putLocked(int Key) REQUIRES(M) { Values[Key] = 1; }
  // No annotation, but its only caller holds the lock.
  void helper(int Key) { Values.erase(Key - 1); }
  Mutex M;
  std::map<int, int> Values GUARDED_BY(M);
};

// A global, and a map behind a pointer.
Mutex GlobalMutex;
std::map<int, int> GlobalTable GUARDED_BY(GlobalMutex);
void globalBad() {
  GlobalTable[1] = 1; // expect: inconsistent-guard
}
void globalOk() {
  MutexLock Lock(&GlobalMutex);
  GlobalTable[1] = 1;
}

class PointerBad {
public:
  void put(int Key) {
    (*Values)[Key] = 1; // expect: inconsistent-guard
  }
  void putOk(int Key) {
    MutexLock Lock(&M);
    (*Values)[Key] = 1;
  }

private:
  Mutex M;
  std::map<int, int> *Values PT_GUARDED_BY(M);
};
