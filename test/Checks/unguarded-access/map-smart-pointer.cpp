// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// The map is owned by a smart pointer. Copies of a shared_ptr are the same map.
#include <map>
#include <memory>
#include <mutex>
#include <thread>

void sharedPointerBad() {
  auto Table = std::make_shared<std::map<int, int>>();
  std::thread Worker([Table] {
    (*Table)[1] = 1; // expect: unguarded-access
  });
  Table->clear(); // expect: unguarded-access
  Worker.join();
}

class UniqueBad {
public:
  void run() {
    std::thread Worker(&UniqueBad::work, this);
    Table->clear(); // expect: unguarded-access
    Worker.join();
  }

private:
  void work() {
    Table->insert({1, 1}); // expect: unguarded-access
  }
  std::unique_ptr<std::map<int, int>> Table =
      std::make_unique<std::map<int, int>>();
};

struct Session {
  std::map<int, int> Values;
};

void ownerIsSharedBad() {
  std::shared_ptr<Session> Current = std::make_shared<Session>();
  std::thread Worker([Copy = Current] {
    Copy->Values[1] = 1; // expect: unguarded-access
  });
  Current->Values.erase(1); // expect: unguarded-access
  Worker.join();
}

void pointedToByGetBad() {
  auto Table = std::make_unique<std::map<int, int>>();
  std::map<int, int> *Raw = Table.get();
  std::thread Worker([Raw] {
    Raw->erase(1); // expect: unguarded-access
  });
  (*Table)[1] = 1; // expect: unguarded-access
  Worker.join();
}

void lockedOk() {
  auto Table = std::make_shared<std::map<int, int>>();
  auto Mutex = std::make_shared<std::mutex>();
  std::thread Worker([Table, Mutex] {
    std::lock_guard<std::mutex> Lock(*Mutex);
    (*Table)[1] = 1;
  });
  {
    std::lock_guard<std::mutex> Lock(*Mutex);
    Table->clear();
  }
  Worker.join();
}

// The pointer, and with it the map, moves to the thread.
void movedToTheThreadOk() {
  auto Table = std::make_unique<std::map<int, int>>();
  Table->insert({1, 1});
  std::thread Worker([Table = std::move(Table)] { Table->clear(); });
  Worker.join();
}

int main() {
  sharedPointerBad();
  UniqueBad().run();
  ownerIsSharedBad();
  pointedToByGetBad();
  lockedOk();
  movedToTheThreadOk();
}
