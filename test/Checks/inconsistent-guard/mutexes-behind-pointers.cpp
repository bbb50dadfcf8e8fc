// RUN: %check_expect %s
// RUN: %check_expect --real %s
// Two paths through pointers may name one mutex, unless they end in members of
// different declarations.
#include <map>
#include <memory>
#include <mutex>
#include <string>

struct Registry;

struct Participant {
  Registry *Owner = nullptr;
  std::mutex WritersMutex;
  std::map<int, int> Writers;
  bool hasWriters();
};

struct Registry {
  std::mutex ParticipantsMutex;
  std::map<int, Participant *> Participants;
  bool remove(int Id);
};

void addWriter(Participant *P, int K) {
  std::lock_guard<std::mutex> Lock(P->WritersMutex);
  P->Writers[K] = 1;
}
void removeWriter(Participant *P, int K) {
  std::lock_guard<std::mutex> Lock(P->WritersMutex);
  P->Writers.erase(K);
}
bool findWriter(Participant *P, int K) {
  std::lock_guard<std::mutex> Lock(P->WritersMutex);
  return P->Writers.count(K) != 0;
}
bool Participant::hasWriters() {
  return !Writers.empty(); // expect: inconsistent-guard
}
bool Registry::remove(int Id) {
  std::lock_guard<std::mutex> Lock(ParticipantsMutex);
  auto It = Participants.find(Id);
  if (It == Participants.end() || It->second->hasWriters())
    return false;
  Participants.erase(It);
  return true;
}
bool removeOf(std::shared_ptr<Registry> R, int Id) { return R->remove(Id); }

// The mutex of the owner, by whichever pointer leads to it.
struct Table {
  std::mutex TableMutex;
};
struct Row {
  Table *Owner = nullptr;
  std::map<int, int> Cells;
};
void setCell(Row *R, int K) {
  std::lock_guard<std::mutex> Lock(R->Owner->TableMutex);
  R->Cells[K] = 1;
}
void dropCell(Row *R, int K) {
  std::lock_guard<std::mutex> Lock(R->Owner->TableMutex);
  R->Cells.erase(K);
}
void clearRow(Table *T, Row *R) {
  std::lock_guard<std::mutex> Lock(T->TableMutex);
  R->Cells.clear();
}
