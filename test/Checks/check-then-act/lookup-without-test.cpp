// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// The second section looks up what the first one has seen, and follows the
// result without asking again.
#include <map>
#include <mutex>
#include <string>

class NamesBad {
public:
  std::string get(int Key) {
    bool IsThere;
    {
      std::lock_guard<std::mutex> Hold(Mutex);
      IsThere = Names.count(Key) != 0;
    }
    if (!IsThere)
      return "";
    std::lock_guard<std::mutex> Hold(Mutex);
    return Names.find(Key)->second; // expect: check-then-act
  }
  std::size_t length(int Key) {
    {
      std::lock_guard<std::mutex> Hold(Mutex);
      if (Names.count(Key) == 0)
        return 0;
    }
    std::lock_guard<std::mutex> Hold(Mutex);
    auto Found = Names.find(Key); // expect: check-then-act
    return Found->second.size();
  }
  void put(int Key, std::string Name) {
    std::lock_guard<std::mutex> Hold(Mutex);
    Names[Key] = Name;
  }
  void clear() {
    std::lock_guard<std::mutex> Hold(Mutex);
    Names.clear();
  }

private:
  std::mutex Mutex;
  std::map<int, std::string> Names;
};

class NamesOk {
public:
  std::string get(int Key) {
    {
      std::lock_guard<std::mutex> Hold(Mutex);
      if (Names.count(Key) == 0)
        return "";
    }
    std::lock_guard<std::mutex> Hold(Mutex);
    auto Found = Names.find(Key);
    return Found == Names.end() ? std::string() : Found->second;
  }
  std::string getAtOnce(int Key) {
    std::lock_guard<std::mutex> Hold(Mutex);
    if (Names.count(Key) == 0)
      return "";
    return Names.find(Key)->second;
  }
  void put(int Key, std::string Name) {
    std::lock_guard<std::mutex> Hold(Mutex);
    Names[Key] = Name;
  }
  void clear() {
    std::lock_guard<std::mutex> Hold(Mutex);
    Names.clear();
  }

private:
  std::mutex Mutex;
  std::map<int, std::string> Names;
};
