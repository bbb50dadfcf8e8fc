// REQUIRES: openmp
// RUN: %check_expect --real %s
// OpenMP: regions, work sharing, sections, tasks, critical sections by name, locks.
// FLAGS: -std=c++17 -fopenmp
#include <map>
#include <omp.h>
#include <string>
#include <vector>

void forBad(int Count) {
  std::map<int, int> Table;
#pragma omp parallel for
  for (int I = 0; I < Count; ++I)
    Table[I] = I; // expect: unguarded-access
  Table.clear();
}

void lookupBad(std::map<std::string, int> &Table, std::vector<std::string> &Names) {
  std::vector<int> Result(Names.size());
#pragma omp parallel for
  for (size_t I = 0; I < Names.size(); ++I)
    Result[I] = Table[Names[I]]; // expect: unguarded-access
}

void lookupOk(std::map<std::string, int> &Table, std::vector<std::string> &Names) {
  std::vector<int> Result(Names.size());
#pragma omp parallel for
  for (size_t I = 0; I < Names.size(); ++I)
    Result[I] = Table.at(Names[I]);
  Table.clear();
}

void criticalOk(int Count) {
  std::map<int, int> Table;
#pragma omp parallel for
  for (int I = 0; I < Count; ++I) {
#pragma omp critical
    Table[I] = I;
  }
}

void criticalNamedOk(int Count) {
  std::map<int, int> Table;
#pragma omp parallel for
  for (int I = 0; I < Count; ++I) {
#pragma omp critical(table)
    { Table[I] = I; }
#pragma omp critical(table)
    Table.erase(I - 1);
  }
}

void criticalTwoNamesBad(int Count) {
  std::map<int, int> Table;
#pragma omp parallel for
  for (int I = 0; I < Count; ++I) {
#pragma omp critical(first)
    Table[I] = I; // expect: inconsistent-guard
#pragma omp critical(second)
    Table.erase(I - 1); // expect: inconsistent-guard
  }
}

void criticalForgottenBad(int Count) {
  std::map<int, int> Table;
#pragma omp parallel for
  for (int I = 0; I < Count; ++I) {
    if (Table.count(I)) // expect: unguarded-access
      continue;
#pragma omp critical
    Table[I] = I;
  }
}

void atomicBad(int Count) {
  std::map<int, int> Table;
#pragma omp parallel for
  for (int I = 0; I < Count; ++I) {
#pragma omp atomic
    Table[I % 10] += I; // expect: unguarded-access
  }
}

void sectionsBad() {
  std::map<int, int> Table;
#pragma omp parallel sections
  {
#pragma omp section
    Table[1] = 1; // expect: unguarded-access
#pragma omp section
    Table[2] = 2; // expect: unguarded-access
  }
}

void sectionsOk() {
  std::map<int, int> First, Second;
#pragma omp parallel sections
  {
#pragma omp section
    First[1] = 1;
#pragma omp section
    Second[2] = 2;
  }
  First[2] = 2;
}

void singleOk() {
  std::map<int, int> Table;
#pragma omp parallel
  {
#pragma omp single
    Table[1] = 1;
#pragma omp master
    (void)Table.size();
  }
  Table[2] = 2;
}

void taskBad(int Count) {
  std::map<int, int> Table;
#pragma omp parallel
#pragma omp single
  for (int I = 0; I < Count; ++I) {
#pragma omp task shared(Table)
    Table[I] = I; // expect: unguarded-access
  }
}

void taskOk(int Count) {
  std::map<int, int> Table;
#pragma omp parallel
#pragma omp single
  for (int I = 0; I < Count; ++I) {
#pragma omp task shared(Table)
    {
#pragma omp critical(tasks)
      Table[I] = I;
    }
  }
  Table.clear();
}

void orderedOk(int Count) {
  std::map<int, int> Table;
#pragma omp parallel for ordered
  for (int I = 0; I < Count; ++I) {
#pragma omp ordered
    Table[I] = I;
  }
}

void privateOk(int Count) {
  std::map<int, int> Table;
#pragma omp parallel for firstprivate(Table)
  for (int I = 0; I < Count; ++I)
    Table[I] = I;
}

void localOk(int Count) {
  std::map<int, int> All;
#pragma omp parallel
  {
    std::map<int, int> Mine;
#pragma omp for
    for (int I = 0; I < Count; ++I)
      Mine[I] = I;
#pragma omp critical
    All.insert(Mine.begin(), Mine.end());
  }
}

void lockOk(int Count) {
  std::map<int, int> Table;
  omp_lock_t Lock;
  omp_init_lock(&Lock);
#pragma omp parallel for
  for (int I = 0; I < Count; ++I) {
    omp_set_lock(&Lock);
    Table[I] = I;
    omp_unset_lock(&Lock);
  }
  omp_destroy_lock(&Lock);
}

void lockBad(int Count) {
  std::map<int, int> Table;
  omp_lock_t Lock;
  omp_init_lock(&Lock);
#pragma omp parallel for
  for (int I = 0; I < Count; ++I) {
    omp_set_lock(&Lock);
    Table[I] = I;
    omp_unset_lock(&Lock);
    Table.erase(I); // expect: unguarded-access
  }
  omp_destroy_lock(&Lock);
}

// The helper is entered by every thread of the region.
static std::map<int, int> Cache;
static int compute(int Key) {
  auto It = Cache.find(Key); // expect: unguarded-access
  if (It != Cache.end())
    return 1;
  Cache[Key] = 1; // expect: unguarded-access
  return 0;
}
void helperBad(int Count) {
#pragma omp parallel for
  for (int I = 0; I < Count; ++I)
    compute(I);
}

void ifOk() {
  std::map<int, int> Table;
#pragma omp parallel num_threads(1)
  Table[1] = 1;
}

int main() {
  std::map<std::string, int> Table;
  std::vector<std::string> Names(10);
  forBad(10);
  lookupBad(Table, Names);
  lookupOk(Table, Names);
  criticalOk(10);
  criticalNamedOk(10);
  criticalTwoNamesBad(10);
  criticalForgottenBad(10);
  atomicBad(10);
  sectionsBad();
  sectionsOk();
  singleOk();
  taskBad(10);
  taskOk(10);
  orderedOk(10);
  privateOk(10);
  localOk(10);
  lockOk(10);
  lockBad(10);
  helperBad(10);
  ifOk();
}
