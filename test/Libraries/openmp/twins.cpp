// REQUIRES: openmp
// RUN: %check_expect --real %s
// OpenMP locks that are tried, and the number of a thread.
// FLAGS: -std=c++17 -fopenmp
#include <map>
#include <omp.h>
#include <vector>

void tryBad(omp_lock_t *Lock) {
  std::map<int, int> Table;
#pragma omp parallel
  {
    omp_test_lock(Lock);
    Table[1] = 1; // expect: unguarded-access
    omp_unset_lock(Lock);
  }
}

void tryOk(omp_lock_t *Lock) {
  std::map<int, int> Table;
#pragma omp parallel
  if (omp_test_lock(Lock)) {
    Table[1] = 1;
    omp_unset_lock(Lock);
  }
}

// One part for all, and one for each thread.
void partBad() {
  std::vector<std::map<int, int>> Parts(64);
#pragma omp parallel
  {
    (void)omp_get_thread_num();
    Parts[0][1] = 1; // expect: unguarded-access
  }
}

void partOk() {
  std::vector<std::map<int, int>> Parts(64);
#pragma omp parallel
  Parts[omp_get_thread_num()][1] = 1;
}

int main() {
  omp_lock_t Lock;
  omp_init_lock(&Lock);
  tryBad(&Lock);
  tryOk(&Lock);
  partBad();
  partOk();
}
