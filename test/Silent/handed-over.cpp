// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Objects that go from thread to thread: who has taken one out of the queue has
// it alone. Their makers let go of them.
#include <map>
#include <memory>
#include <mutex>
#include <queue>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct Message {
  std::map<std::string, std::string> Headers;
};

class ChannelOk {
public:
  void send(std::unique_ptr<Message> Sent) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Queue.push_back(std::move(Sent));
  }
  std::unique_ptr<Message> receive() {
    std::lock_guard<std::mutex> Lock(Mutex);
    if (Queue.empty())
      return nullptr;
    auto Taken = std::move(Queue.back());
    Queue.pop_back();
    return Taken;
  }

private:
  std::mutex Mutex;
  std::vector<std::unique_ptr<Message>> Queue;
};

void byUniquePointerOk() {
  ChannelOk Channel;
  std::thread First([&] {
    if (auto Received = Channel.receive())
      Received->Headers["seen"] = "1";
  });
  std::thread Second([&] {
    if (auto Received = Channel.receive())
      Received->Headers.clear();
  });
  for (int I = 0; I < 3; ++I) {
    auto Sent = std::make_unique<Message>();
    Sent->Headers["a"] = "b";
    Channel.send(std::move(Sent));
  }
  First.join();
  Second.join();
}

class RawQueueOk {
public:
  void push(Message *New) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Queue.push(New);
  }
  void work() {
    Message *Mine = nullptr;
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      if (Queue.empty())
        return;
      Mine = Queue.front();
      Queue.pop();
    }
    Mine->Headers["done"] = "1";
    delete Mine;
  }

private:
  std::mutex Mutex;
  std::queue<Message *> Queue;
};

// The same without taking it out: all work on the first one.
class RawQueueBad {
public:
  void push(Message *New) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Queue.push(New);
  }
  void work() {
    Message *First = nullptr;
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      if (Queue.empty())
        return;
      First = Queue.front();
    }
    First->Headers["done"] = "1"; // expect: unguarded-access
  }

private:
  std::mutex Mutex;
  std::queue<Message *> Queue;
};

template <class Queue> void withTwoWorkers() {
  Queue Work;
  std::vector<std::thread> Workers;
  for (int I = 0; I < 2; ++I)
    Workers.emplace_back([&Work] { Work.work(); });
  for (int I = 0; I < 3; ++I) {
    auto *New = new Message;
    New->Headers["a"] = "b";
    Work.push(New);
  }
  for (auto &Worker : Workers)
    Worker.join();
}

// After the move the variable gets an object of its own.
void setAgainOk() {
  auto Table = std::make_unique<std::map<int, int>>();
  (*Table)[1] = 1;
  std::thread Worker(
      [](std::unique_ptr<std::map<int, int>> Mine) { (*Mine)[2] = 2; },
      std::move(Table));
  Table = std::make_unique<std::map<int, int>>();
  (*Table)[3] = 1;
  Worker.join();
}

void setAgainBad() {
  auto Table = std::make_shared<std::map<int, int>>();
  std::thread Worker(
      [](std::shared_ptr<std::map<int, int>> Mine) {
        (*Mine)[2] = 2; // expect: unguarded-access
      },
      Table);
  (*Table)[3] = 1; // expect: unguarded-access
  Table = std::make_shared<std::map<int, int>>();
  (*Table)[4] = 1;
  Worker.join();
}

int main() {
  byUniquePointerOk();
  withTwoWorkers<RawQueueOk>();
  withTwoWorkers<RawQueueBad>();
  setAgainOk();
  setAgainBad();
}
