// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
//
// A connection locks its reader. A file has a reader as well, and no lock: that
// is no break of the connection's discipline.
#include <map>
#include <mutex>

struct Reader {
  std::map<int, int> Loaded;
};

class Connection {
public:
  int receive(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Input.Loaded[Id];
  }
  void learn(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Input.Loaded[Id] = 1;
  }
  void resetBad() {
    Input.Loaded.clear(); // expect: inconsistent-guard
  }
  void resetOk() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Input.Loaded.clear();
  }

private:
  std::mutex Mutex;
  Reader Input;
};

struct File {
  Reader Input;
};

class ValidatorOk {
public:
  void finishOk() { Primary->Input.Loaded = Control.Loaded; }

private:
  File *Primary = nullptr;
  Reader Control;
};

// A class that derives from the one with the mutex has it, too.
struct Decoder {
  std::map<int, int> Seen;
};
class Channel {
public:
  void put(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Input.Seen[Id] = 1;
  }

protected:
  std::mutex Mutex;
  Decoder Input;
};
class ChannelOfTwo : public Channel {
public:
  bool isEmpty() const { return Input.Seen.empty(); } // expect: inconsistent-guard
};
