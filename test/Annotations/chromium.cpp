// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// The macros of Chromium and of others that use the older spellings of the
// attributes, with no thread in sight, and what -Wthread-safety does not see:
// aliases, element references and iterators that leave the lock.
#include <map>
#include <mutex>
#include <string>
#include <unordered_map>
#define THREAD_ANNOTATION_ATTRIBUTE__(x) __attribute__((x))
#define GUARDED_BY(x) THREAD_ANNOTATION_ATTRIBUTE__(guarded_by(x))
#define PT_GUARDED_BY(x) THREAD_ANNOTATION_ATTRIBUTE__(pt_guarded_by(x))
#define EXCLUSIVE_LOCKS_REQUIRED(...) THREAD_ANNOTATION_ATTRIBUTE__(exclusive_locks_required(__VA_ARGS__))
#define SHARED_LOCKS_REQUIRED(...) THREAD_ANNOTATION_ATTRIBUTE__(shared_locks_required(__VA_ARGS__))
#define LOCKS_EXCLUDED(...) THREAD_ANNOTATION_ATTRIBUTE__(locks_excluded(__VA_ARGS__))
#define LOCK_RETURNED(x) THREAD_ANNOTATION_ATTRIBUTE__(lock_returned(x))
#define LOCKABLE THREAD_ANNOTATION_ATTRIBUTE__(lockable)
#define SCOPED_LOCKABLE THREAD_ANNOTATION_ATTRIBUTE__(scoped_lockable)
#define EXCLUSIVE_LOCK_FUNCTION(...) THREAD_ANNOTATION_ATTRIBUTE__(exclusive_lock_function(__VA_ARGS__))
#define SHARED_LOCK_FUNCTION(...) THREAD_ANNOTATION_ATTRIBUTE__(shared_lock_function(__VA_ARGS__))
#define EXCLUSIVE_TRYLOCK_FUNCTION(...) THREAD_ANNOTATION_ATTRIBUTE__(exclusive_trylock_function(__VA_ARGS__))
#define UNLOCK_FUNCTION(...) THREAD_ANNOTATION_ATTRIBUTE__(unlock_function(__VA_ARGS__))
#define ASSERT_EXCLUSIVE_LOCK(...) THREAD_ANNOTATION_ATTRIBUTE__(assert_exclusive_lock(__VA_ARGS__))
#define NO_THREAD_SAFETY_ANALYSIS THREAD_ANNOTATION_ATTRIBUTE__(no_thread_safety_analysis)
namespace base {
class LOCKABLE Lock {
public:
  void Acquire() EXCLUSIVE_LOCK_FUNCTION();
  void Release() UNLOCK_FUNCTION();
  bool Try() EXCLUSIVE_TRYLOCK_FUNCTION(true);
  void AssertAcquired() const ASSERT_EXCLUSIVE_LOCK();
};
class SCOPED_LOCKABLE AutoLock {
public:
  explicit AutoLock(Lock &L) EXCLUSIVE_LOCK_FUNCTION(L);
  ~AutoLock() UNLOCK_FUNCTION();
};
class SCOPED_LOCKABLE AutoUnlock {
public:
  explicit AutoUnlock(Lock &L) UNLOCK_FUNCTION(L);
  ~AutoUnlock() EXCLUSIVE_LOCK_FUNCTION();
};
class SCOPED_LOCKABLE AutoLockMaybe {
public:
  explicit AutoLockMaybe(Lock *L) EXCLUSIVE_LOCK_FUNCTION(L);
  ~AutoLockMaybe() UNLOCK_FUNCTION();
};
} // namespace base
class Reg {
public:
  void addOk(int K) {
    base::AutoLock L(lock_);
    map_[K] = 1;
  }
  void addBad(int K) { map_[K] = 1; } // expect: inconsistent-guard
  void acqOk(int K) {
    lock_.Acquire();
    map_.erase(K);
    lock_.Release();
  }
  void afterBad(int K) {
    lock_.Acquire();
    map_.erase(K);
    lock_.Release();
    map_.clear(); // expect: inconsistent-guard
  }
  void tryOk(int K) {
    if (lock_.Try()) {
      map_.erase(K);
      lock_.Release();
    }
  }
  void tryBad(int K) {
    lock_.Try();
    map_.erase(K); // expect: inconsistent-guard
  }
  void assertOk(int K) {
    lock_.AssertAcquired();
    map_.erase(K);
  }
  void reqOk(int K) EXCLUSIVE_LOCKS_REQUIRED(lock_) { map_.erase(K); }
  void reqSharedBad(int K) SHARED_LOCKS_REQUIRED(lock_) { map_.erase(K); } // expect: write-under-shared-lock
  void callsReqOk(int K) {
    base::AutoLock L(lock_);
    reqOk(K);
  }
  void exclOk(int K) LOCKS_EXCLUDED(lock_) {
    base::AutoLock L(lock_);
    map_.erase(K);
  }
  void noneOk(int K) NO_THREAD_SAFETY_ANALYSIS { map_[K] = 2; }
  const std::string &leak(int K) {
    base::AutoLock L(lock_);
    return names_[K]; // expect: guard-escape
  }
  auto iter(int K) {
    base::AutoLock L(lock_);
    return map_.find(K); // expect: guard-escape
  }
  void aliasBad(int K) {
    auto *P = &map_;
    P->erase(K); // expect: inconsistent-guard
  }
  // An object that releases while it lives, by its attributes alone.
  void unlockBad(int K) {
    base::AutoLock L(lock_);
    {
      base::AutoUnlock U(lock_);
      map_.erase(K); // expect: inconsistent-guard
    }
  }
  void unlockOk(int K) {
    base::AutoLock L(lock_);
    {
      base::AutoUnlock U(lock_);
    }
    map_.erase(K);
  }
  base::Lock &lock() LOCK_RETURNED(lock_) { return lock_; }
  void retOk(int K) {
    base::AutoLock L(lock());
    map_.erase(K);
  }
  void maybeOk(int K) {
    base::AutoLockMaybe L(&lock_);
    map_.erase(K);
  }
  void lambdaBad(int K) {
    auto F = [&] { map_.erase(K); }; // expect: inconsistent-guard
    F();
  }
  void escapeIt(int K) {
    std::map<int, int>::iterator It;
    {
      base::AutoLock L(lock_);
      It = map_.find(K);
    }
    It->second = 2; // expect: guard-escape
  }
  void refLater(int K) {
    std::string *S;
    {
      base::AutoLock L(lock_);
      S = &names_[K];
    }
    *S = "x"; // expect: guard-escape
  }
  void forget(int K) {
    base::AutoLock L(lock_);
    names_.erase(K);
  }

private:
  base::Lock lock_;
  std::map<int, int> map_ GUARDED_BY(lock_);
  std::unordered_map<int, std::string> names_ GUARDED_BY(lock_);
};
struct Node {
  base::Lock mu;
  std::map<int, int> kids GUARDED_BY(mu);
};
void nodeBad(Node *N) { N->kids[1] = 2; } // expect: inconsistent-guard
void nodeOk(Node *N) {
  base::AutoLock L(N->mu);
  N->kids[1] = 2;
}
void nodeWrong(Node *N, Node *O) {
  base::AutoLock L(O->mu);
  N->kids[1] = 2; // expect: inconsistent-guard
}
static base::Lock g_lock;
static std::map<int, int> g_map GUARDED_BY(g_lock);
int gBad(int K) {
  auto I = g_map.find(K); // expect: inconsistent-guard
  return I == g_map.end() ? 0 : I->second; // expect: inconsistent-guard
}
int gOk(int K) {
  base::AutoLock L(g_lock);
  auto I = g_map.find(K);
  return I == g_map.end() ? 0 : I->second;
}
