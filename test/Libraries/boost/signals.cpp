// REQUIRES: boost
// RUN: %check_expect --real %s
// Boost.Signals2: a slot runs in the thread that calls the signal, with what it
// is called with.
#include <boost/signals2.hpp>
#include <map>
#include <mutex>
#include <thread>

namespace FiredByThreadBad {
struct Source {
  boost::signals2::signal<void(int)> OnChange;
  void run() { OnChange(1); }
};
struct Sink {
  std::map<int, int> Seen;
  void attach(Source &From) {
    From.OnChange.connect([this](int Id) {
      Seen[Id] = 1; // expect: unguarded-access
    });
  }
};
void run() {
  Source From;
  Sink To;
  To.attach(From);
  std::thread Thread([&] { From.run(); });
  To.Seen.size(); // expect: unguarded-access
  Thread.join();
}
} // namespace FiredByThreadBad

namespace FiredByThreadOk {
struct Source {
  boost::signals2::signal<void(int)> OnChange;
  void run() { OnChange(1); }
};
struct Sink {
  std::mutex Mutex;
  std::map<int, int> Seen;
  void attach(Source &From) {
    From.OnChange.connect([this](int Id) {
      std::lock_guard<std::mutex> Lock(Mutex);
      Seen[Id] = 1;
    });
  }
};
void run() {
  Source From;
  Sink To;
  To.attach(From);
  std::thread Thread([&] { From.run(); });
  {
    std::lock_guard<std::mutex> Lock(To.Mutex);
    To.Seen.size();
  }
  Thread.join();
}
} // namespace FiredByThreadOk

// No thread calls the signal: the slot runs where it is fired.
namespace FiredHereOk {
void run() {
  boost::signals2::signal<void(int)> OnChange;
  std::map<int, int> Seen;
  OnChange.connect([&](int Id) { Seen[Id] = 1; });
  OnChange(1);
  Seen.size();
}
} // namespace FiredHereOk
