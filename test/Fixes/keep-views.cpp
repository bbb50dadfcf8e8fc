// RUN: %apply_fixes --real --at-least 9 %s
// References, iterators and copies: what outlives the lock is copied under it,
// or the lock is held longer.
#include <cstdio>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

class Names {
public:
  const std::string &get(int Key) const {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Known.at(Key);
  }
  std::map<int, std::string> const &all() const;
  [[nodiscard]] const std::vector<int> &codes(int Key);
  void set(int Key, const std::string &Name) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Known[Key] = Name;
  }
  void drop(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Known.erase(Key);
    Codes.erase(Key);
  }

private:
  mutable std::mutex Mutex;
  std::map<int, std::string> Known;
  std::unordered_map<int, std::vector<int>> Codes;
};
std::map<int, std::string> const &Names::all() const {
  std::lock_guard<std::mutex> Lock(Mutex);
  return Known;
}
const std::vector<int> &Names::codes(int Key) {
  std::lock_guard<std::mutex> Lock(Mutex);
  return Codes[Key];
}

// The local ones.
class Table {
public:
  size_t reference(int Key) {
    std::unique_lock<std::mutex> Lock(Mutex);
    const auto &Name = Rows[Key];
    Lock.unlock();
    return Name.size();
  }
  size_t notOften(int Key) {
    std::unique_lock<std::mutex> Lock(Mutex);
    std::string& Name = Rows[Key];
    Lock.unlock();
    std::puts("looked up");
    return Name.size();
  }
  std::string released(int Key) {
    std::unique_lock<std::mutex> Lock(Mutex);
    auto It = Rows.find(Key);
    if (It == Rows.end())
      return "";
    Lock.unlock();
    return It->second;
  }
  void releasedEarly(int Key) {
    std::unique_lock<std::mutex> Lock(Mutex);
    auto It = Rows.find(Key);
    if (It == Rows.end())
      return;
    Lock.unlock(); // The rest takes long.
    std::puts(It->second.c_str());
    std::puts("shown");
  }
  std::string blocks(int Key) {
    std::map<int, std::string>::iterator It;
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      It = Rows.find(Key);
    }
    return It->second;
  }
  void changed(int Key) {
    std::unique_lock<std::mutex> Lock(Mutex);
    auto &Name = Rows[Key];
    Lock.unlock();
    Name += "x"; // A copy would not do.
  }
  void drop(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Rows.erase(Key);
  }

private:
  std::mutex Mutex;
  std::map<int, std::string> Rows;
};

// Advice only: the callers keep what they get, elements cannot be copied, it is
// overridden, the reference is to be written.
class Others {
public:
  const std::string &kept(int Key) const {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Strings.at(Key);
  }
  const std::unique_ptr<int> &owner(int Key) const {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Owners.at(Key);
  }
  virtual const std::string &overridden(int Key) const {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Strings.at(Key);
  }
  std::string &written(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Strings[Key];
  }
  void drop(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Strings.erase(Key);
    Owners.erase(Key);
  }
  virtual ~Others() = default;

private:
  mutable std::mutex Mutex;
  std::map<int, std::string> Strings;
  std::map<int, std::unique_ptr<int>> Owners;
};

int main() {
  Names N;
  Table T;
  Others O;
  std::thread Other([&] {
    N.drop(1);
    T.drop(1);
    O.drop(1);
  });
  const std::string &First = N.get(1);
  std::string Second = N.get(2);
  size_t Sum = First.size() + Second.size() + N.get(3).size();
  for (const auto &Each : N.all())
    Sum += Each.second.size();
  for (int Each : N.codes(1))
    Sum += static_cast<size_t>(Each);
  T.reference(1);
  T.notOften(1);
  T.released(1);
  T.releasedEarly(1);
  T.blocks(1);
  T.changed(1);
  auto &Kept = O.kept(1);
  const char *Text = O.kept(2).c_str();
  Sum += Kept.size() + static_cast<size_t>(Text[0]);
  if (O.owner(1))
    O.written(1) = O.overridden(2);
  Other.join();
  return static_cast<int>(Sum);
}
