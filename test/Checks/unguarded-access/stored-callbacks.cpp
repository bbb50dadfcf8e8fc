// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A callback is kept by one member and run by the thread that another one
// starts; or it goes through a table of functions into a global.
#include <functional>
#include <map>
#include <mutex>
#include <thread>

class Sensor {
public:
  ~Sensor() {
    if (Worker.joinable())
      Worker.join();
  }
  void onSample(std::function<void(int)> Given) { Listener = std::move(Given); }
  void open() {
    Worker = std::thread([this] {
      for (int I = 0; I < 100; ++I)
        Listener(I);
    });
  }

private:
  std::function<void(int)> Listener;
  std::thread Worker;
};

class TelemetryBad {
public:
  void begin() {
    Source.onSample([this](int Key) {
      Hits += Limits.count(Key); // expect: unguarded-access
    });
    Source.open();
    Limits[1] = 40; // expect: unguarded-access
  }

private:
  std::map<int, int> Limits;
  int Hits = 0;
  Sensor Source;
};

class TelemetryOk {
public:
  void begin() {
    Source.onSample([this](int Key) { Hits += Limits.count(Key); });
    Limits[1] = 40;
    Source.open();
  }

private:
  std::map<int, int> Limits;
  int Hits = 0;
  Sensor Source;
};

typedef void (*Callback)(int, void *);
struct Operations {
  void (*Start)(Callback, void *);
  void (*Stop)();
};
std::thread Ticker;
Callback Called;
void *UserData;
static void tick() {
  for (int I = 0; I < 9; ++I)
    Called(I, UserData);
}
static void start(Callback Given, void *User) {
  Called = Given;
  UserData = User;
  Ticker = std::thread(tick);
}
static void stop() { Ticker.join(); }
const Operations Ticking = {start, stop};

class HostBad {
public:
  void load(const Operations *Given) {
    Loaded = Given;
    Loaded->Start(&HostBad::on, this);
  }
  ~HostBad() {
    Events.clear(); // expect: unguarded-access
    Loaded->Stop();
  }

private:
  static void on(int Event, void *User) {
    static_cast<HostBad *>(User)->handle(Event);
  }
  void handle(int Event) {
    std::lock_guard<std::mutex> Hold(Mutex);
    ++Events[Event];
  }
  std::mutex Mutex;
  std::map<int, int> Events;
  const Operations *Loaded = nullptr;
};

class HostOk {
public:
  void load(const Operations *Given) {
    Loaded = Given;
    Loaded->Start(&HostOk::on, this);
  }
  ~HostOk() {
    Loaded->Stop();
    Events.clear();
  }

private:
  static void on(int Event, void *User) {
    static_cast<HostOk *>(User)->handle(Event);
  }
  void handle(int Event) {
    std::lock_guard<std::mutex> Hold(Mutex);
    ++Events[Event];
  }
  std::mutex Mutex;
  std::map<int, int> Events;
  const Operations *Loaded = nullptr;
};

int main() {
  TelemetryBad First;
  First.begin();
  TelemetryOk Second;
  Second.begin();
  {
    HostBad Host;
    Host.load(&Ticking);
  }
  {
    HostOk Host;
    Host.load(&Ticking);
  }
}
