// RUN: %check_expect --mock %s
// What one section found, the next one uses.
#include <map>
#include <mutex>
#include <string>

class Bad {
public:
  // The oldest one, seen in one section and dropped in another.
  void oldestBad() {
    int Oldest = -1;
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      for (auto &Entry : Ages)
        if (Oldest < 0 || Entry.second > Oldest)
          Oldest = Entry.first;
    }
    std::lock_guard<std::mutex> Lock(Mutex);
    Ages.erase(Oldest); // expect: check-then-act
  }

  void nextIdBad(const std::string &Name) {
    Mutex.lock();
    int Id = Names.size();
    Mutex.unlock();
    std::lock_guard<std::mutex> Lock(Mutex);
    Names[Id] = Name; // expect: check-then-act
  }

  void ternaryBad(int Key) {
    Mutex.lock();
    auto Found = Ages.find(Key);
    int Age = Found == Ages.end() ? 0 : Found->second;
    Mutex.unlock();
    int Next = Age + 1;
    Mutex.lock();
    Ages[Key] = Next; // expect: check-then-act
    Mutex.unlock();
  }

private:
  std::mutex Mutex;
  std::map<int, int> Ages;
  std::map<int, std::string> Names;
};

class Ok {
public:
  void allOk() {
    size_t Size = 0;
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      Size = Ages.size();
    }
    if (Size == 0)
      return;
    std::lock_guard<std::mutex> Lock(Mutex);
    for (auto Next = Ages.begin(); Next != Ages.end();)
      Next = Next->second > 10 ? Ages.erase(Next) : std::next(Next);
  }

  void firstOk() {
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      if (Ages.empty())
        return;
    }
    std::lock_guard<std::mutex> Lock(Mutex);
    auto First = Ages.begin();
    if (First != Ages.end())
      Ages.erase(First);
  }

  void addOk(int Key) {
    Mutex.lock();
    int Age = Ages[Key] + 1;
    Ages[Key] = Age;
    Mutex.unlock();
  }

  // Each round looks again.
  void pollOk() {
    while (true) {
      std::lock_guard<std::mutex> Lock(Mutex);
      if (Ages.empty())
        break;
      Ages.erase(Ages.begin());
    }
  }

private:
  std::mutex Mutex;
  std::map<int, int> Ages;
};
