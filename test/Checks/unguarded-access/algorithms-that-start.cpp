// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Algorithms that start something for each element, and what they make of the handles.
#include <algorithm>
#include <future>
#include <iterator>
#include <map>
#include <mutex>
#include <numeric>
#include <set>
#include <thread>
#include <vector>

struct SumsOk {
  std::map<int, int> Values;
  std::mutex Mutex;

  void add(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values[Key]++;
  }
  std::future<int> start(int Key) {
    return std::async(std::launch::async, [this, Key] {
      add(Key);
      return Key;
    });
  }

  // Collected by transform, waited for in a loop.
  void collectedOk(const std::vector<int> &In) {
    std::vector<std::future<int>> Tasks;
    std::transform(In.begin(), In.end(), std::back_inserter(Tasks), [this](int Key) {
      return std::async(std::launch::async, [this, Key] {
        add(Key);
        return Key;
      });
    });
    for (std::future<int> &Task : Tasks)
      Task.get();
    Values.clear();
  }
  void overwrittenOk(const std::vector<int> &In) {
    std::vector<std::future<int>> Tasks(In.size());
    std::transform(In.begin(), In.end(), Tasks.begin(), [this](int Key) { return start(Key); });
    std::for_each(Tasks.begin(), Tasks.end(), [](std::future<int> &Task) { Task.wait(); });
    Values.clear();
  }
  int summedOk(const std::vector<int> &In) {
    std::vector<std::future<int>> Tasks;
    std::transform(In.begin(), In.end(), std::back_inserter(Tasks), [this](int Key) { return start(Key); });
    int Sum = std::accumulate(Tasks.begin(), Tasks.end(), 0,
                              [](int Done, std::future<int> &Task) { return Done + Task.get(); });
    Values.clear();
    return Sum;
  }
  void generatedOk() {
    std::vector<std::thread> Threads(4);
    std::generate(Threads.begin(), Threads.end(), [this] { return std::thread([this] { add(1); }); });
    for (std::thread &Thread : Threads)
      Thread.join();
    Values.clear();
  }
};

struct SumsBad {
  std::map<int, int> Values;
  void collectedBad(const std::vector<int> &In) {
    std::vector<std::future<void>> Tasks;
    std::transform(In.begin(), In.end(), std::back_inserter(Tasks), [this](int Key) {
      return std::async(std::launch::async, [this, Key] {
        Values[Key]++; // expect: unguarded-access
      });
    });
    Values.clear(); // expect: unguarded-access
    for (std::future<void> &Task : Tasks)
      Task.get();
    Values.clear();
  }
  void generatedBad() {
    std::vector<std::thread> Threads(4);
    std::generate(Threads.begin(), Threads.end(), [this] {
      return std::thread([this] {
        Values[1] = 1; // expect: unguarded-access
      });
    });
    for (std::thread &Thread : Threads)
      Thread.join();
  }
  int summedBad(const std::vector<int> &In) {
    std::vector<std::future<int>> Tasks;
    std::transform(In.begin(), In.end(), std::back_inserter(Tasks), [this](int Key) {
      return std::async(std::launch::async, [this] {
        return static_cast<int>(Values.size()); // expect: unguarded-access
      });
    });
    Values.erase(1); // expect: unguarded-access
    return std::accumulate(Tasks.begin(), Tasks.end(), 0,
                           [](int Done, std::future<int> &Task) { return Done + Task.get(); });
  }
};

// One for each element is several.
void eachBad(const std::vector<int> &In) {
  std::map<int, int> Shared;
  std::vector<std::thread> Threads;
  std::for_each(In.begin(), In.end(), [&](int Key) {
    Threads.emplace_back([&Shared, Key] {
      Shared[Key] = 1; // expect: unguarded-access
    });
  });
  std::for_each(Threads.begin(), Threads.end(), [](std::thread &Thread) { Thread.join(); });
  Shared.clear();
}

void eachLockedOk(const std::vector<int> &In) {
  std::map<int, int> Shared;
  std::mutex Mutex;
  std::vector<std::thread> Threads;
  std::for_each(In.begin(), In.end(), [&](int Key) {
    Threads.emplace_back([&Shared, &Mutex, Key] {
      std::lock_guard<std::mutex> Lock(Mutex);
      Shared[Key] = 1;
    });
  });
  for (std::thread &Thread : Threads)
    Thread.join();
  Shared.clear();
}

void oneAfterTheOtherOk(const std::vector<int> &In) {
  std::map<int, int> Shared;
  std::for_each(In.begin(), In.end(), [&](int Key) {
    std::thread Thread([&Shared, Key] { Shared[Key] = 1; });
    Thread.join();
  });
}

struct Part {
  std::map<int, int> Own;
};

void ownElementsOk(std::vector<Part> &Parts) {
  std::vector<std::thread> Threads;
  std::for_each(Parts.begin(), Parts.end(),
                [&](Part &Each) { Threads.emplace_back([&Each] { Each.Own[1] = 1; }); });
  for (std::thread &Thread : Threads)
    Thread.join();
  Parts[0].Own.clear();
}

// An inserter writes the map that it was made for.
void insertedBad(std::map<int, int> &In) {
  std::map<int, int> Out;
  std::set<int> Keys;
  std::thread Copier([&] {
    std::copy(In.begin(), In.end(), std::inserter(Out, Out.end())); // expect: unguarded-access
    std::transform(In.begin(), In.end(),
                   std::inserter(Keys, Keys.end()), // expect: unguarded-access
                   [](const auto &Entry) { return Entry.first; });
  });
  Out.size();  // expect: unguarded-access
  Keys.size(); // expect: unguarded-access
  Copier.join();
  Out.size();
}

void insertedOk(std::map<int, int> &In) {
  std::map<int, int> Out;
  std::mutex Mutex;
  std::thread Copier([&] {
    std::lock_guard<std::mutex> Lock(Mutex);
    std::copy(In.begin(), In.end(), std::inserter(Out, Out.end()));
  });
  {
    std::lock_guard<std::mutex> Lock(Mutex);
    Out.size();
  }
  Copier.join();
  Out.size();
}

int main() {
  SumsOk Good;
  Good.collectedOk({1, 2});
  Good.overwrittenOk({1, 2});
  Good.summedOk({1, 2});
  Good.generatedOk();
  SumsBad Bad;
  Bad.collectedBad({1, 2});
  Bad.generatedBad();
  Bad.summedBad({1, 2});
  eachBad({1, 2});
  eachLockedOk({1, 2});
  oneAfterTheOtherOk({1, 2});
  std::vector<Part> Parts(2);
  ownElementsOk(Parts);
  std::map<int, int> In;
  insertedBad(In);
  insertedOk(In);
}
