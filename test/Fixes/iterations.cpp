// RUN: %apply_fixes --real --at-least 12 %s
// Loops that can go on from the iterator that erase returns. The other loops of
// this file get advice, because something would be passed by.
#include <map>
#include <set>
#include <string>
#include <unordered_map>

void noBraces(std::map<int, int> &Table) {
  for (const auto &Entry : Table)
    if (Entry.second == 0)
      Table.erase(Entry.first); // a comment
}

void braces(std::unordered_map<std::string, int> &Counts) {
  for (auto &[Name, Count] : Counts) {
    if (Count == 0) {
      Counts.erase(Name);
    }
  }
}

void elseBranch(std::map<int, int> &Table) {
  for (auto &[Key, Value] : Table) {
    if (Value == 0)
      Table.erase(Key);
    else
      --Value;
  }
}

void inElse(std::map<int, int> &Table) {
  for (auto &[Key, Value] : Table) {
    if (Value != 0) {
      --Value;
    } else
      Table.erase(Key);
  }
}

void workBefore(std::map<int, int> &Table, int &Sum) {
  for (auto &Entry : Table) {
    Sum += Entry.second;
    int Half = Entry.second / 2;
    if (Half == 0) {
      ++Sum;
      Table.erase(Entry.first);
    }
  }
}

void oneLine(std::set<int> &Ids) {
  for (int Id : Ids) { if (Id < 0) Ids.erase(Id); }
}

void all(std::set<int> &Ids) {
  for (int Id : Ids)
    Ids.erase(Id);
}

void headerAdvances(std::map<int, int> &Table) {
  for (auto It = Table.begin(); It != Table.end(); ++It)
    if (It->second == 0)
      Table.erase(It);
}

void headerWithBraces(std::map<int, int> &Table) {
  for (auto It = Table.begin(), End = Table.end(); It != End; It++) {
    if (It->second == 0) {
      Table.erase(It);
      continue;
    }
  }
}

void byKey(std::unordered_map<int, int> &Table) {
  for (auto it = Table.begin(); it != Table.end(); ++it) {
    if (it->second == 0)
      Table.erase(it->first);
  }
}

void whileLoop(std::map<int, int> &Table) {
  auto It = Table.begin();
  while (It != Table.end()) {
    if (It->second == 0)
      Table.erase(It);
    ++It;
  }
}

struct Member {
  void sweep() {
    for (auto &Each : Sessions)
      if (Each.second > 9)
        Sessions.erase(Each.first);
  }
  std::map<int, int> Sessions;
};

// Not these: work behind the erasure, a `continue`, another key, a loop inside.
void workBehind(std::map<int, int> &Table, int &Sum) {
  for (auto &Entry : Table) {
    if (Entry.second == 0)
      Table.erase(Entry.first);
    ++Sum;
  }
}

void continues(std::map<int, int> &Table) {
  for (auto &Entry : Table) {
    if (Entry.second == 1)
      continue;
    if (Entry.second == 0)
      Table.erase(Entry.first);
  }
}

void innerLoop(std::map<int, int> &Table) {
  for (auto &Entry : Table)
    for (int I = 0; I < 3; ++I)
      if (Entry.second == I)
        Table.erase(Entry.first);
}
