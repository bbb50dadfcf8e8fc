// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Counts in the elements: who gives up the last share removes the element. In
// another section somebody may have taken a new share meanwhile.
#include <cstdio>
#include <map>
#include <mutex>
#include <string>

class SharesBad {
public:
  void acquire(const std::string &Name) {
    std::lock_guard<std::mutex> Lock(Mutex);
    ++Shares[Name];
  }
  bool release(const std::string &Name) {
    bool IsLast = false;
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      auto It = Shares.find(Name);
      if (It == Shares.end())
        return false;
      IsLast = --It->second == 0;
    }
    if (IsLast) {
      std::puts("unmap");
      std::lock_guard<std::mutex> Lock(Mutex);
      Shares.erase(Name); // expect: check-then-act
    }
    return IsLast;
  }
  void drop(const std::string &Name) {
    int Left = 0;
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      Left = --Shares.at(Name);
    }
    if (Left == 0) {
      std::lock_guard<std::mutex> Lock(Mutex);
      Shares.erase(Name); // expect: check-then-act
    }
  }

private:
  std::mutex Mutex;
  std::map<std::string, int> Shares;
};

class SharesOk {
public:
  void acquire(const std::string &Name) {
    std::lock_guard<std::mutex> Lock(Mutex);
    ++Shares[Name];
  }
  bool release(const std::string &Name) {
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      auto It = Shares.find(Name);
      if (It == Shares.end() || --It->second > 0)
        return false;
      Shares.erase(It);
    }
    std::puts("unmap");
    return true;
  }
  void drop(const std::string &Name) {
    bool IsLast = false;
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      auto It = Shares.find(Name);
      IsLast = It != Shares.end() && --It->second == 0;
    }
    if (!IsLast)
      return;
    std::lock_guard<std::mutex> Lock(Mutex);
    auto It = Shares.find(Name);
    if (It != Shares.end() && It->second == 0)
      Shares.erase(It);
  }

private:
  std::mutex Mutex;
  std::map<std::string, int> Shares;
};
