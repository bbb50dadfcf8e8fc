// RUN: %check_expect --real %s
// Win32, the rest of the interface, with declarations of it.
#include <cstdint>
#include <map>
#include <stddef.h>

extern "C" {
typedef void *HANDLE;
typedef unsigned long DWORD;
typedef int BOOL;
typedef void *PVOID;
typedef struct _RTL_CRITICAL_SECTION {
  void *DebugInfo;
  long LockCount;
} CRITICAL_SECTION;
typedef struct _RTL_SRWLOCK {
  void *Ptr;
} SRWLOCK;
typedef union _RTL_RUN_ONCE {
  void *Ptr;
} INIT_ONCE;
typedef struct _TP_CALLBACK_INSTANCE *PTP_CALLBACK_INSTANCE;
typedef struct _TP_WORK *PTP_WORK;
typedef DWORD (*LPTHREAD_START_ROUTINE)(PVOID);
typedef BOOL (*PINIT_ONCE_FN)(INIT_ONCE *, PVOID, PVOID *);
typedef struct _RTL_CONDITION_VARIABLE {
  void *Ptr;
} CONDITION_VARIABLE;
#define INFINITE 0xFFFFFFFF
HANDLE CreateThread(void *, size_t, LPTHREAD_START_ROUTINE, PVOID, DWORD, DWORD *);
uintptr_t _beginthread(void (*)(void *), unsigned, void *);
DWORD WaitForSingleObject(HANDLE, DWORD);
DWORD WaitForMultipleObjects(DWORD, const HANDLE *, BOOL, DWORD);
BOOL CloseHandle(HANDLE);
BOOL SleepConditionVariableCS(CONDITION_VARIABLE *, CRITICAL_SECTION *, DWORD);
void EnterCriticalSection(CRITICAL_SECTION *);
BOOL TryEnterCriticalSection(CRITICAL_SECTION *);
void LeaveCriticalSection(CRITICAL_SECTION *);
void AcquireSRWLockExclusive(SRWLOCK *);
void AcquireSRWLockShared(SRWLOCK *);
BOOL TryAcquireSRWLockExclusive(SRWLOCK *);
BOOL TryAcquireSRWLockShared(SRWLOCK *);
void ReleaseSRWLockExclusive(SRWLOCK *);
void ReleaseSRWLockShared(SRWLOCK *);
BOOL InitOnceExecuteOnce(INIT_ONCE *, PINIT_ONCE_FN, PVOID, PVOID *);
BOOL QueueUserWorkItem(DWORD (*)(PVOID), PVOID, unsigned long);
BOOL TrySubmitThreadpoolCallback(void (*)(PTP_CALLBACK_INSTANCE, PVOID), PVOID, void *);
PTP_WORK CreateThreadpoolWork(void (*)(PTP_CALLBACK_INSTANCE, PVOID, PTP_WORK), PVOID, void *);
void SubmitThreadpoolWork(PTP_WORK);
void WaitForThreadpoolWorkCallbacks(PTP_WORK, BOOL);
}

CRITICAL_SECTION Section;
SRWLOCK Lock;

namespace SectionBad {
std::map<int, int> Table;
DWORD work(PVOID) {
  EnterCriticalSection(&Section);
  Table[1] = 1;
  LeaveCriticalSection(&Section);
  Table[2] = 1; // expect: unguarded-access
  return 0;
}
void run() {
  HANDLE Threads[2];
  for (int I = 0; I < 2; ++I)
    Threads[I] = CreateThread(nullptr, 0, work, nullptr, 0, nullptr);
  Table.erase(3); // expect: unguarded-access
  WaitForMultipleObjects(2, Threads, 1, INFINITE);
  Table.clear();
}
} // namespace SectionBad

namespace TryBad {
std::map<int, int> Table;
DWORD work(PVOID) {
  TryEnterCriticalSection(&Section);
  Table[1] = 1; // expect: unguarded-access
  LeaveCriticalSection(&Section);
  return 0;
}
void run() {
  CloseHandle(CreateThread(nullptr, 0, work, nullptr, 0, nullptr));
  CloseHandle(CreateThread(nullptr, 0, work, nullptr, 0, nullptr));
}
} // namespace TryBad

namespace TryReadBad {
std::map<int, int> Table;
DWORD work(PVOID) {
  if (!TryAcquireSRWLockShared(&Lock))
    return 1;
  Table[1] = 1; // expect: write-under-shared-lock
  ReleaseSRWLockShared(&Lock);
  return 0;
}
void run() {
  CreateThread(nullptr, 0, work, nullptr, 0, nullptr);
  CreateThread(nullptr, 0, work, nullptr, 0, nullptr);
}
} // namespace TryReadBad

namespace ReadersOk {
std::map<int, int> Table;
DWORD work(PVOID) {
  if (TryAcquireSRWLockShared(&Lock)) {
    (void)Table.count(1);
    ReleaseSRWLockShared(&Lock);
  }
  AcquireSRWLockShared(&Lock);
  (void)Table.count(2);
  ReleaseSRWLockShared(&Lock);
  if (TryAcquireSRWLockExclusive(&Lock)) {
    Table[1] = 1;
    ReleaseSRWLockExclusive(&Lock);
  }
  return 0;
}
void run() {
  CloseHandle(CreateThread(nullptr, 0, work, nullptr, 0, nullptr));
  CloseHandle(CreateThread(nullptr, 0, work, nullptr, 0, nullptr));
}
} // namespace ReadersOk

namespace BeginThreadBad {
std::map<int, int> Table;
void work(void *) {
  Table[1] = 1; // expect: unguarded-access
}
void run() {
  _beginthread(work, 0, nullptr);
  Table.erase(1); // expect: unguarded-access
}
} // namespace BeginThreadBad

namespace BeginThreadOk {
struct Server {
  CRITICAL_SECTION Section;
  std::map<int, int> Table;
};
void work(void *Data) {
  auto *Object = static_cast<Server *>(Data);
  EnterCriticalSection(&Object->Section);
  Object->Table[1] = 1;
  LeaveCriticalSection(&Object->Section);
}
void run() {
  static Server Object;
  _beginthread(work, 0, &Object);
  EnterCriticalSection(&Object.Section);
  Object.Table.erase(1);
  LeaveCriticalSection(&Object.Section);
}
} // namespace BeginThreadOk

namespace OnceBad {
std::map<int, int> Table;
INIT_ONCE Flag;
BOOL fill(INIT_ONCE *, PVOID, PVOID *) {
  Table[1] = 1;
  return 1;
}
DWORD work(PVOID) {
  InitOnceExecuteOnce(&Flag, fill, nullptr, nullptr);
  Table.erase(2); // expect: unguarded-access
  return 0;
}
void run() {
  CreateThread(nullptr, 0, work, nullptr, 0, nullptr);
  CreateThread(nullptr, 0, work, nullptr, 0, nullptr);
}
} // namespace OnceBad

namespace OnceOk {
std::map<int, int> Table;
INIT_ONCE Flag;
BOOL fill(INIT_ONCE *, PVOID, PVOID *) {
  Table[1] = 1;
  return 1;
}
DWORD work(PVOID) {
  InitOnceExecuteOnce(&Flag, fill, nullptr, nullptr);
  return Table.count(1);
}
void run() {
  CreateThread(nullptr, 0, work, nullptr, 0, nullptr);
  CreateThread(nullptr, 0, work, nullptr, 0, nullptr);
}
} // namespace OnceOk

namespace PoolOk {
std::map<int, int> Table;
DWORD work(PVOID) {
  AcquireSRWLockExclusive(&Lock);
  Table[1] = 1;
  ReleaseSRWLockExclusive(&Lock);
  return 0;
}
void run() {
  QueueUserWorkItem(work, nullptr, 0);
  QueueUserWorkItem(work, nullptr, 0);
}
} // namespace PoolOk

namespace PoolCallbackBad {
std::map<int, int> Table;
void work(PTP_CALLBACK_INSTANCE, PVOID) {
  Table[1] = 1; // expect: unguarded-access
}
void run() { TrySubmitThreadpoolCallback(work, nullptr, nullptr); }
} // namespace PoolCallbackBad

namespace PoolCallbackOk {
std::map<int, int> Table;
void work(PTP_CALLBACK_INSTANCE, PVOID) {
  AcquireSRWLockExclusive(&Lock);
  Table[1] = 1;
  ReleaseSRWLockExclusive(&Lock);
}
void run() { TrySubmitThreadpoolCallback(work, nullptr, nullptr); }
} // namespace PoolCallbackOk

namespace WorkOk {
std::map<int, int> Table;
void work(PTP_CALLBACK_INSTANCE, PVOID, PTP_WORK) {
  EnterCriticalSection(&Section);
  Table[1] = 1;
  LeaveCriticalSection(&Section);
}
void run() {
  PTP_WORK Work = CreateThreadpoolWork(work, nullptr, nullptr);
  SubmitThreadpoolWork(Work);
  SubmitThreadpoolWork(Work);
  WaitForThreadpoolWorkCallbacks(Work, 0);
  Table.clear();
}
} // namespace WorkOk

namespace WaitBad {
std::map<int, int> Table;
CRITICAL_SECTION Mutex;
CONDITION_VARIABLE Changed;
DWORD work(PVOID) {
  EnterCriticalSection(&Mutex);
  auto Entry = Table.find(1);
  SleepConditionVariableCS(&Changed, &Mutex, INFINITE);
  Entry->second++; // expect: guard-escape
  LeaveCriticalSection(&Mutex);
  return 0;
}
void run() {
  HANDLE First = CreateThread(nullptr, 0, work, nullptr, 0, nullptr);
  HANDLE Second = CreateThread(nullptr, 0, work, nullptr, 0, nullptr);
  EnterCriticalSection(&Mutex);
  Table.erase(2);
  LeaveCriticalSection(&Mutex);
  WaitForSingleObject(First, INFINITE);
  WaitForSingleObject(Second, INFINITE);
}
} // namespace WaitBad

namespace WaitOk {
std::map<int, int> Table;
CRITICAL_SECTION Mutex;
CONDITION_VARIABLE Changed;
DWORD work(PVOID) {
  EnterCriticalSection(&Mutex);
  SleepConditionVariableCS(&Changed, &Mutex, INFINITE);
  auto Entry = Table.find(1);
  Entry->second++;
  LeaveCriticalSection(&Mutex);
  return 0;
}
void run() {
  HANDLE First = CreateThread(nullptr, 0, work, nullptr, 0, nullptr);
  HANDLE Second = CreateThread(nullptr, 0, work, nullptr, 0, nullptr);
  EnterCriticalSection(&Mutex);
  Table.erase(2);
  LeaveCriticalSection(&Mutex);
  WaitForSingleObject(First, INFINITE);
  WaitForSingleObject(Second, INFINITE);
}
} // namespace WaitOk

int main() {
  WaitBad::run();
  WaitOk::run();
  SectionBad::run();
  TryBad::run();
  TryReadBad::run();
  ReadersOk::run();
  BeginThreadBad::run();
  BeginThreadOk::run();
  OnceBad::run();
  OnceOk::run();
  PoolOk::run();
  PoolCallbackBad::run();
  PoolCallbackOk::run();
  WorkOk::run();
}
