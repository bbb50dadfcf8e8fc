// RUN: %check_expect %s
// RUN: %check_expect --real %s
// What a procedure returns tells how it went, not what it has walked over on
// the way; what a question returns is its answer.
#include <map>
#include <mutex>
#include <string>
#include <vector>

class ItemsOk {
  std::mutex Mutex;
  std::map<std::string, std::string> Items;
  std::map<std::string, int> Done;

  bool prepare(std::vector<std::string> &New) {
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      for (auto &Row : Items)
        if (Row.second.empty())
          New.push_back(Row.first);
    }
    for (auto &Name : New) {
      std::lock_guard<std::mutex> Lock(Mutex);
      Done[Name] = 1;
    }
    return New.size() < 100;
  }
  void remove(const std::string &Name) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Items.erase(Name);
  }

public:
  void add(const std::string &Name) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Items[Name] = "";
  }
  void commit(const std::string &Own) {
    std::vector<std::string> New;
    if (!prepare(New))
      remove(Own);
  }
};

class SearchesBad {
  std::mutex Mutex;
  std::map<std::string, std::string> Searches;

  bool isRunning(const std::string &Term) {
    std::lock_guard<std::mutex> Lock(Mutex);
    for (auto &Row : Searches)
      if (Row.second == Term)
        return true;
    return false;
  }
  void start(const std::string &Token, const std::string &Term) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Searches[Token] = Term;
  }

public:
  void find(const std::string &Token, const std::string &Term) {
    if (isRunning(Term))
      return;
    start(Token, Term); // expect: check-then-act
  }
  void stop(const std::string &Token) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Searches.erase(Token);
  }
};
