// RUN: %check_expect --real %s
// Functions that call what they are given before they return, and functions
// that keep a deleter: no other thread is involved.
#include <algorithm>
#include <cstdlib>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

extern "C" {
struct db;
int db_exec(db *base, const char *text,
            int (*row)(void *user, int count, char **values), void *user);
void tree_foreach(void *tree, void (*visit)(int key, void *user), void *user);
void list_sort(void *list, int (*compare)(const void *, const void *));
int scan_directory(const char *path, int (*filter)(const char *name));
void *hash_new(unsigned (*hash)(const void *), int (*equal)(const void *,
                                                            const void *));
}

static std::mutex Mutex;
static std::map<int, int> Ranks;
static int Runs;

static int byRank(const void *L, const void *R) {
  return Ranks[*static_cast<const int *>(L)] -
         Ranks[*static_cast<const int *>(R)];
}
static int addRow(void *User, int Count, char **) {
  auto *Rows = static_cast<std::map<int, int> *>(User);
  (*Rows)[Count] = 1;
  return 0;
}
static void addKey(int Key, void *User) {
  (*static_cast<std::map<int, int> *>(User))[Key] = 1;
}
static int keep(const char *Name) {
  ++Ranks[Name[0]];
  return 1;
}

std::map<int, int> readAll(db *Base) {
  std::map<int, int> Rows;
  db_exec(Base, "select 1", addRow, &Rows);
  Rows.erase(1);
  return Rows;
}

int main(int argc, char **) {
  std::vector<int> Order = {3, 1, 2};
  {
    std::lock_guard<std::mutex> Lock(Mutex);
    ++Runs;
  }
  Ranks[1] = 1;
  std::qsort(Order.data(), Order.size(), sizeof(int), byRank);
  list_sort(Order.data(), byRank);
  Ranks[2] = 2;
  std::sort(Order.begin(), Order.end(),
            [](int L, int R) { return Ranks[L] < Ranks[R]; });
  std::for_each(Order.begin(), Order.end(), [](int N) { ++Ranks[N]; });
  std::map<int, int> Keys;
  tree_foreach(nullptr, addKey, &Keys);
  scan_directory("/", keep);
  Keys.clear();
  std::shared_ptr<int> Owned(new int, [](int *P) {
    Ranks.erase(*P);
    delete P;
  });
  atexit([] { Ranks.clear(); });
  Ranks[argc] = readAll(nullptr).size();
  return Ranks[0];
}
