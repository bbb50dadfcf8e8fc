// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// An iterator is kept over an insertion and then erased by: in an unordered map
// the insertion may have rehashed. In an ordered map it is still good.
#include <map>
#include <unordered_map>

void keptOverInsertBad(std::unordered_map<int, int> &Queue) {
  while (!Queue.empty()) {
    auto It = Queue.begin();
    int Key = It->first;
    Queue.insert({Key + 1, 0});
    Queue.erase(It); // expect: erase-in-range-for
  }
}

void orderedOk(std::map<int, int> &Queue) {
  while (!Queue.empty()) {
    auto It = Queue.begin();
    Queue.insert({It->first + 1, 0});
    Queue.erase(It);
  }
}

void lookedUpAgainOk(std::unordered_map<int, int> &Queue) {
  while (!Queue.empty()) {
    auto It = Queue.begin();
    int Key = It->first;
    Queue.insert({Key + 1, 0});
    It = Queue.find(Key);
    Queue.erase(It);
  }
}

void eitherOrOk(std::unordered_map<int, int> &Table, int Key) {
  auto It = Table.find(Key);
  if (It == Table.end())
    Table.insert({Key, 0});
  else
    Table.erase(It);
}
