// REQUIRES: openmp
// RUN: %check_expect --real %s
// OpenMP: barriers, stated and implied, and tasks and what waits for them.
// FLAGS: -std=c++17 -fopenmp
#include <map>
#include <omp.h>
#include <vector>

void barrierOk() {
  std::map<int, int> Table;
  std::vector<int> Seen(64);
#pragma omp parallel
  {
#pragma omp master
    Table[1] = 1;
#pragma omp barrier
    Seen[omp_get_thread_num()] = Table.count(1);
  }
}

void barrierBad() {
  std::map<int, int> Table;
  std::vector<int> Seen(64);
#pragma omp parallel
  {
#pragma omp master
    Table[1] = 1; // expect: unguarded-access
    Seen[omp_get_thread_num()] = Table.count(1); // expect: unguarded-access
  }
}

// Before the barrier nobody keeps anybody away.
void beforeBarrierBad() {
  std::map<int, int> Table;
#pragma omp parallel
  {
    Table[omp_get_thread_num()] = 1; // expect: unguarded-access
#pragma omp barrier
    (void)Table.count(1);
  }
}

void endOfLoopOk(int Count) {
  std::map<int, int> Table;
  std::vector<int> Seen(64);
#pragma omp parallel
  {
#pragma omp for
    for (int I = 0; I < Count; ++I) {
#pragma omp critical(fill)
      Table[I] = I;
    }
    Seen[omp_get_thread_num()] = Table.count(1);
  }
}

void loopWithoutWaitBad(int Count) {
  std::map<int, int> Table;
  std::vector<int> Seen(64);
#pragma omp parallel
  {
#pragma omp for nowait
    for (int I = 0; I < Count; ++I) {
#pragma omp critical(fill)
      Table[I] = I;
    }
    Seen[omp_get_thread_num()] = Table.count(1); // expect: unguarded-access
  }
}

void singleWithBarrierOk() {
  std::map<int, int> Table;
  std::vector<int> Seen(64);
#pragma omp parallel
  {
#pragma omp single nowait
    Table[1] = 1;
#pragma omp barrier
    Seen[omp_get_thread_num()] = Table.count(1);
  }
}

void taskwaitOk() {
  std::map<int, int> Table;
#pragma omp parallel
#pragma omp single
  {
#pragma omp task shared(Table)
    Table[1] = 1;
#pragma omp taskwait
    Table[2] = 2;
  }
}

void taskwaitBad() {
  std::map<int, int> Table;
#pragma omp parallel
#pragma omp single
  {
#pragma omp task shared(Table)
    Table[1] = 1; // expect: unguarded-access
    Table[2] = 2; // expect: unguarded-access
#pragma omp taskwait
  }
}

void twoTasksBad() {
  std::map<int, int> Table;
#pragma omp parallel
#pragma omp single
  {
#pragma omp task shared(Table)
    Table[1] = 1; // expect: unguarded-access
#pragma omp task shared(Table)
    Table[2] = 2; // expect: unguarded-access
  }
  Table.clear();
}

void taskgroupOk() {
  std::map<int, int> Table;
#pragma omp parallel
#pragma omp single
  {
#pragma omp taskgroup
    {
#pragma omp task shared(Table)
      Table[1] = 1;
    }
    Table[2] = 2;
  }
}

void dependOk() {
  std::map<int, int> Table;
#pragma omp parallel
#pragma omp single
  {
#pragma omp task shared(Table) depend(out : Table)
    Table[1] = 1;
#pragma omp task shared(Table) depend(inout : Table)
    Table[2] = 2;
  }
}

void dependBad() {
  std::map<int, int> Table;
  int Other = 0;
#pragma omp parallel
#pragma omp single
  {
#pragma omp task shared(Table) depend(out : Table)
    Table[1] = 1; // expect: unguarded-access
#pragma omp task shared(Table) depend(inout : Other)
    Table[2] = 2; // expect: unguarded-access
  }
}

// A task that a function leaves behind is over with the team.
void leave(std::map<int, int> &Table) {
#pragma omp task shared(Table)
  Table[1] = 1; // expect: unguarded-access
}
void leftBehindBad() {
  std::map<int, int> Table;
#pragma omp parallel
#pragma omp single
  {
    leave(Table);
    Table[2] = 2; // expect: unguarded-access
  }
}
std::map<int, int> Left;
void leaveOk() {
#pragma omp task
  Left[1] = 1;
}
void leftBehindOk() {
#pragma omp parallel
#pragma omp single
  leaveOk();
  Left[2] = 2;
}

int main() {
  barrierOk();
  barrierBad();
  beforeBarrierBad();
  endOfLoopOk(9);
  loopWithoutWaitBad(9);
  singleWithBarrierOk();
  taskwaitOk();
  taskwaitBad();
  twoTasksBad();
  taskgroupOk();
  dependOk();
  dependBad();
  leftBehindBad();
  leftBehindOk();
}
