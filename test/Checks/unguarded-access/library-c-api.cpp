// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// An exported C API: handles in a file-static map. Only the open handles are
// locked; the settings were forgotten.
#include <map>
#include <mutex>
#include <string>

struct Session {
  int Socket;
};

namespace {
std::mutex SessionMutex;
std::map<int, Session> Sessions;
std::map<std::string, std::string> Settings;
int NextId = 1;
} // namespace

extern "C" int api_open(int Socket) {
  std::lock_guard<std::mutex> Lock(SessionMutex);
  int Id = NextId++;
  Sessions[Id] = Session{Socket};
  return Id;
}

extern "C" void api_close(int Id) {
  std::lock_guard<std::mutex> Lock(SessionMutex);
  Sessions.erase(Id);
}

extern "C" void api_set_option(const char *Name, const char *Value) {
  Settings[Name] = Value; // expect: unguarded-access
}

extern "C" int api_has_option(const char *Name) {
  return Settings.count(Name) != 0; // expect: unguarded-access
}
