// RUN: %check_expect --real %s
// Win32 threads and locks, with declarations of their interface.
#include <stddef.h>
#include <cstdint>
#include <map>

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
typedef struct _TP_CALLBACK_INSTANCE *PTP_CALLBACK_INSTANCE;
typedef struct _TP_WORK *PTP_WORK;
typedef DWORD (*LPTHREAD_START_ROUTINE)(PVOID);
#define INFINITE 0xFFFFFFFF
HANDLE CreateThread(void *, size_t, LPTHREAD_START_ROUTINE, PVOID, DWORD, DWORD *);
uintptr_t _beginthreadex(void *, unsigned, unsigned (*)(void *), void *, unsigned, unsigned *);
DWORD WaitForSingleObject(HANDLE, DWORD);
DWORD WaitForMultipleObjects(DWORD, const HANDLE *, BOOL, DWORD);
BOOL CloseHandle(HANDLE);
void InitializeCriticalSection(CRITICAL_SECTION *);
void EnterCriticalSection(CRITICAL_SECTION *);
BOOL TryEnterCriticalSection(CRITICAL_SECTION *);
void LeaveCriticalSection(CRITICAL_SECTION *);
void AcquireSRWLockExclusive(SRWLOCK *);
void AcquireSRWLockShared(SRWLOCK *);
void ReleaseSRWLockExclusive(SRWLOCK *);
void ReleaseSRWLockShared(SRWLOCK *);
BOOL QueueUserWorkItem(DWORD (*)(PVOID), PVOID, unsigned long);
PTP_WORK CreateThreadpoolWork(void (*)(PTP_CALLBACK_INSTANCE, PVOID, PTP_WORK), PVOID, void *);
void SubmitThreadpoolWork(PTP_WORK);
}

namespace CreateThreadBad {
std::map<int, int> Table;
DWORD work(PVOID) {
  Table[1] = 1; // expect: unguarded-access
  return 0;
}
void run() {
  HANDLE Thread = CreateThread(nullptr, 0, work, nullptr, 0, nullptr);
  Table.erase(1); // expect: unguarded-access
  WaitForSingleObject(Thread, INFINITE);
  CloseHandle(Thread);
  Table.clear();
}
} // namespace CreateThreadBad

namespace CriticalSectionOk {
struct Server {
  CRITICAL_SECTION Section;
  std::map<int, int> Table;
};
unsigned work(void *Data) {
  auto *Object = static_cast<Server *>(Data);
  EnterCriticalSection(&Object->Section);
  Object->Table[1] = 1;
  LeaveCriticalSection(&Object->Section);
  if (TryEnterCriticalSection(&Object->Section)) {
    Object->Table[2] = 1;
    LeaveCriticalSection(&Object->Section);
  }
  return 0;
}
void run() {
  Server Object;
  InitializeCriticalSection(&Object.Section);
  HANDLE Thread = reinterpret_cast<HANDLE>(_beginthreadex(nullptr, 0, work, &Object, 0, nullptr));
  EnterCriticalSection(&Object.Section);
  Object.Table.erase(1);
  LeaveCriticalSection(&Object.Section);
  WaitForSingleObject(Thread, INFINITE);
  Object.Table.clear();
}
} // namespace CriticalSectionOk

namespace ArrayOk {
std::map<int, int> Table;
SRWLOCK Lock;
DWORD work(PVOID) {
  AcquireSRWLockExclusive(&Lock);
  Table[1] = 1;
  ReleaseSRWLockExclusive(&Lock);
  return 0;
}
void run() {
  HANDLE Threads[4];
  for (int I = 0; I < 4; ++I)
    Threads[I] = CreateThread(nullptr, 0, work, nullptr, 0, nullptr);
  WaitForMultipleObjects(4, Threads, 1, INFINITE);
  Table.clear();
}
} // namespace ArrayOk

namespace ReaderWritesBad {
std::map<int, int> Table;
SRWLOCK Lock;
DWORD work(PVOID) {
  AcquireSRWLockShared(&Lock);
  Table[1] = 1; // expect: write-under-shared-lock
  ReleaseSRWLockShared(&Lock);
  return 0;
}
void run() {
  HANDLE First = CreateThread(nullptr, 0, work, nullptr, 0, nullptr);
  HANDLE Second = CreateThread(nullptr, 0, work, nullptr, 0, nullptr);
  WaitForSingleObject(First, INFINITE);
  WaitForSingleObject(Second, INFINITE);
}
} // namespace ReaderWritesBad

namespace PoolBad {
std::map<int, int> Table;
DWORD work(PVOID) {
  Table[1] = 1; // expect: unguarded-access
  return 0;
}
void run() {
  QueueUserWorkItem(work, nullptr, 0);
  QueueUserWorkItem(work, nullptr, 0);
}
} // namespace PoolBad

namespace WorkObjectBad {
std::map<int, int> Table;
void work(PTP_CALLBACK_INSTANCE, PVOID, PTP_WORK) {
  Table[1] = 1; // expect: unguarded-access
}
void run() {
  PTP_WORK Work = CreateThreadpoolWork(work, nullptr, nullptr);
  SubmitThreadpoolWork(Work);
  SubmitThreadpoolWork(Work);
}
} // namespace WorkObjectBad

int main() {
  CreateThreadBad::run();
  CriticalSectionOk::run();
  ArrayOk::run();
  ReaderWritesBad::run();
  PoolBad::run();
  WorkObjectBad::run();
}
