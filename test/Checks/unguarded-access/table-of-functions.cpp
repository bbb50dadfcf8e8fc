// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A plug-in hands over a table of functions.
#include <map>
#include <mutex>
#include <string>

extern "C" {
struct fs_operations {
  int (*open)(const char *path, void *user);
  int (*release)(const char *path, void *user);
  void *user;
};
int fs_mount(const char *point, const fs_operations *operations);
}

namespace {
std::mutex CountMutex;
int Count;
std::map<std::string, int> Handles;
std::map<std::string, int> Guarded;

int openFile(const char *Path, void *) {
  {
    std::lock_guard<std::mutex> Lock(CountMutex);
    ++Count;
    ++Guarded[Path];
  }
  Handles[Path] = 1; // expect: unguarded-access
  return 0;
}
int releaseFile(const char *Path, void *) {
  Handles.erase(Path); // expect: unguarded-access
  std::lock_guard<std::mutex> Lock(CountMutex);
  Guarded.erase(Path);
  return 0;
}
const fs_operations Operations = {openFile, releaseFile, nullptr};
} // namespace

class Volume {
public:
  int mount() {
    fs_operations Own = {};
    Own.open = openOwn;
    Own.user = this;
    return fs_mount("/own", &Own);
  }

private:
  static int openOwn(const char *Path, void *User) {
    auto &Self = *static_cast<Volume *>(User);
    ++Self.Opened[Path]; // expect: unguarded-access
    return 0;
  }
  std::map<std::string, int> Opened;
};

int main() { return fs_mount("/data", &Operations); }
