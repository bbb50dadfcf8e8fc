// REQUIRES: boost
// RUN: %check_expect --real %s
// Boost.Signals2: slots run in the thread that calls the signal.
#include <boost/bind/bind.hpp>
#include <boost/signals2.hpp>
#include <atomic>
#include <map>
#include <mutex>
#include <thread>

class Feed {
public:
  boost::signals2::signal<void(int)> OnData;
  void start() {
    Thread = std::thread([this] {
      while (!IsDone)
        OnData(1);
    });
  }
  void stop() {
    IsDone = true;
    Thread.join();
  }

private:
  std::thread Thread;
  std::atomic<bool> IsDone{false};
};

class LambdaBad {
public:
  explicit LambdaBad(Feed &From) {
    From.OnData.connect([this](int Value) {
      Seen[Value]++; // expect: unguarded-access
    });
  }
  int size() {
    return Seen.size(); // expect: unguarded-access
  }

private:
  std::map<int, int> Seen;
};

class BoundBad {
public:
  explicit BoundBad(Feed &From) {
    From.OnData.connect(boost::bind(&BoundBad::onData, this, boost::placeholders::_1));
  }
  void onData(int Value) {
    Seen[Value]++; // expect: unguarded-access
  }
  int size() {
    return Seen.size(); // expect: unguarded-access
  }

private:
  std::map<int, int> Seen;
};

class LockedOk {
public:
  explicit LockedOk(Feed &From) {
    From.OnData.connect([this](int Value) {
      std::lock_guard<std::mutex> Lock(Mutex);
      Seen[Value]++;
    });
  }
  int size() {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Seen.size();
  }

private:
  std::mutex Mutex;
  std::map<int, int> Seen;
};

// Called where it is used: nobody else is there.
class SameThreadOk {
public:
  SameThreadOk() {
    Changed.connect([this](int Value) { Seen[Value]++; });
  }
  void set(int Value) {
    Changed(Value);
    Seen.erase(0);
  }

private:
  boost::signals2::signal<void(int)> Changed;
  std::map<int, int> Seen;
};

int main() {
  Feed From;
  LambdaBad First(From);
  BoundBad Second(From);
  LockedOk Third(From);
  SameThreadOk Fourth;
  From.start();
  First.size();
  Second.size();
  Third.size();
  Fourth.set(1);
  From.stop();
  First.size();
}
