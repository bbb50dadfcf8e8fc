// RUN: %check_expect --real %s
// FLAGS: -std=c++20 -fopenmp
// An iterator and an element leave a named critical region.
#include <map>
#include <vector>

class RecordTableBad {
public:
  const std::vector<int> &unpack(int Arity) {
    std::map<int, std::vector<int>>::iterator It;
#pragma omp critical(GetForArity)
    It = Records.find(Arity);
    return It->second; // expect: guard-escape
  }
  void forget(int Arity) {
#pragma omp critical(GetForArity)
    Records.erase(Arity);
  }

private:
  std::map<int, std::vector<int>> Records;
};

class RecordTableOk {
public:
  std::vector<int> unpack(int Arity) {
    std::vector<int> Result;
#pragma omp critical(GetForArityOk)
    {
      auto It = Records.find(Arity);
      if (It != Records.end())
        Result = It->second;
    }
    return Result;
  }
  void forget(int Arity) {
#pragma omp critical(GetForArityOk)
    Records.erase(Arity);
  }

private:
  std::map<int, std::vector<int>> Records;
};
