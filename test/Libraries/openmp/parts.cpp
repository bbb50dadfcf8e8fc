// REQUIRES: openmp
// RUN: %check_expect --real %s
// One part for each thread or round: by its number in the team, by the counter
// of the loop, also through a reference, a variable and a function. Parts that
// several rounds may share are no parts of one's own.
// FLAGS: -std=c++17 -fopenmp
#include <map>
#include <omp.h>
#include <vector>

using Counts = std::map<int, int>;

void countInto(Counts &Part, int Key) { ++Part[Key]; }
void countBadInto(Counts &Part, int Key) { ++Part[Key]; } // expect: unguarded-access

void perThreadOk(const std::vector<int> &Values) {
  std::vector<Counts> Parts(omp_get_max_threads());
#pragma omp parallel for
  for (size_t I = 0; I < Values.size(); ++I)
    ++Parts[omp_get_thread_num()][Values[I]];
  for (Counts &Part : Parts)
    Part.clear();
}

void perThreadVariableOk(const std::vector<int> &Values) {
  std::vector<Counts> Parts(omp_get_max_threads());
#pragma omp parallel
  {
    const int Number = omp_get_thread_num();
    Counts &Mine = Parts[Number];
#pragma omp for nowait
    for (size_t I = 0; I < Values.size(); ++I) {
      Mine.emplace(Values[I], 0);
      countInto(Parts[Number], Values[I]);
    }
  }
}

void perRoundOk(std::vector<Counts> &Parts) {
#pragma omp parallel for schedule(dynamic)
  for (size_t I = 0; I < Parts.size(); ++I) {
    Parts[I].clear();
    countInto(Parts[I], 1);
  }
}

void neighbourBad(std::vector<Counts> &Parts) {
#pragma omp parallel for
  for (size_t I = 1; I < Parts.size(); ++I) {
    Parts[I].clear();      // expect: unguarded-access
    Parts[I - 1].insert({0, 0}); // expect: unguarded-access
  }
}

void stripeBad(std::vector<Counts> &Parts, int Count) {
#pragma omp parallel for
  for (int I = 0; I < Count; ++I)
    ++Parts[I % 8][I]; // expect: unguarded-access
}

void firstPartBad(std::vector<Counts> &Parts, int Count) {
#pragma omp parallel for
  for (int I = 0; I < Count; ++I)
    countBadInto(Parts[0], I);
}

void otherValueBad(std::vector<Counts> &Parts, const std::vector<int> &Homes) {
#pragma omp parallel for
  for (size_t I = 0; I < Homes.size(); ++I)
    for (int Home : Homes)
      ++Parts[Home][1]; // expect: unguarded-access
}
