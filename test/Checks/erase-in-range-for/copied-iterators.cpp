// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A copy of an iterator stands where the original does until one of them moves.
#include <iterator>
#include <map>

using Map = std::map<int, int>;

int eraseCopyBad(Map &M) {
  auto It = M.find(3);
  if (It == M.end())
    return 0;
  auto Other = It;
  M.erase(Other); // expect: erase-in-range-for
  return It->second;
}
void stepThenEraseBad(Map &M) {
  Map::iterator It = M.begin();
  while (It != M.end())
    if (It->second != 1) {
      Map::iterator Next = ++It;
      M.erase(It); // expect: erase-in-range-for
      It = Next;
    } else {
      ++It;
    }
}

void postfixOk(Map &M) {
  for (auto It = M.begin(); It != M.end();) {
    auto Old = It++;
    if (Old->second)
      M.erase(Old);
  }
}
void nextOk(Map &M) {
  for (auto It = M.begin(); It != M.end();) {
    auto Next = std::next(It);
    if (It->second)
      M.erase(It);
    It = Next;
  }
}
void copyThenStepOk(Map &M) {
  for (auto It = M.begin(); It != M.end();) {
    auto Next = It;
    ++Next;
    if (It->second)
      M.erase(It);
    It = Next;
  }
}
int otherElementOk(Map &M) {
  auto It = M.find(3);
  auto Old = It;
  It = M.find(4);
  M.erase(Old);
  return It->second;
}
// Each round looks for another one.
void oldestOk(Map &M) {
  while (M.size() > 10) {
    int Smallest = 1 << 30;
    auto Oldest = M.end();
    for (auto It = M.begin(); It != M.end(); ++It)
      if (It->second < Smallest) {
        Oldest = It;
        Smallest = It->second;
      }
    if (Oldest != M.end()) {
      Oldest->second = 0;
      M.erase(Oldest);
    }
  }
}
// The next round goes on with what was erased.
void oldestBad(Map &M) {
  auto Oldest = M.begin();
  while (M.size() > 10) {
    for (auto It = M.begin(); It != M.end(); ++It)
      if (It->second < Oldest->second)
        Oldest = It;
    M.erase(Oldest); // expect: erase-in-range-for
  }
}
