// RUN: %check_expect --mock %s
// A static member of a class of a library, with and without its mutex.
#include <map>
#include <mutex>
#include <string>

class TypesBad {
public:
  static void add(const std::string &Name, int Id) {
    Ids[Name] = Id; // expect: unguarded-access
    std::lock_guard<std::mutex> Lock(Mutex);
    ++Changes;
  }
  static int find(const std::string &Name) {
    auto Found = Ids.find(Name); // expect: unguarded-access
    return Found == Ids.end() ? 0 : 1;
  }

private:
  static std::map<std::string, int> Ids;
  static std::mutex Mutex;
  static int Changes;
};
std::map<std::string, int> TypesBad::Ids;
std::mutex TypesBad::Mutex;
int TypesBad::Changes;

class TypesOk {
public:
  static void add(const std::string &Name, int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Ids[Name] = Id;
  }
  static int find(const std::string &Name) {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Ids.count(Name) ? 1 : 0;
  }

private:
  static std::map<std::string, int> Ids;
  static std::mutex Mutex;
};
std::map<std::string, int> TypesOk::Ids;
std::mutex TypesOk::Mutex;

// Filled by static initialisers only: read by everybody.
class PluginsOk {
public:
  static bool add(const std::string &Name, int Id);
  static bool has(const std::string &Name) { return Ids.count(Name) != 0; }

private:
  static std::map<std::string, int> Ids;
};
std::map<std::string, int> PluginsOk::Ids = {{"png", 1}, {"gif", 2}};
