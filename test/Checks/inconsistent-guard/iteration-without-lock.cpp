// RUN: %check_expect --mock %s
// The method that goes through the map does not take the mutex that the others
// take.
#include <map>
#include <mutex>
#include <string>
#include <vector>

class ClientsBad {
public:
  void add(int Id, const std::string &Name) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Clients.emplace(Id, Name);
  }
  void remove(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Clients.erase(Id);
  }
  template <class Function> void forEach(Function Visit) const {
    for (const auto &Client : Clients) // expect: inconsistent-guard
      Visit(Client);
  }
  std::vector<int> ids() const {
    std::vector<int> Result;
    for (auto It = Clients.begin(), // expect: inconsistent-guard
         End = Clients.end();       // expect: inconsistent-guard
         It != End; ++It)
      Result.push_back(It->first);
    return Result;
  }

private:
  mutable std::mutex Mutex;
  std::map<int, std::string> Clients;
};

class ClientsOk {
public:
  void add(int Id, const std::string &Name) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Clients.emplace(Id, Name);
  }
  std::vector<int> ids() const {
    std::vector<int> Result;
    std::lock_guard<std::mutex> Lock(Mutex);
    for (const auto &Client : Clients)
      Result.push_back(Client.first);
    return Result;
  }
  // Copies the map under the lock, and goes through the copy without it.
  template <class Function> void forEach(Function Visit) const {
    for (const auto &Client : snapshot())
      Visit(Client);
  }
  std::map<int, std::string> snapshot() const {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Clients;
  }

private:
  mutable std::mutex Mutex;
  std::map<int, std::string> Clients;
};

int idSumBad(const ClientsBad &Clients) {
  int Sum = 0;
  Clients.forEach([&Sum](const auto &Client) { Sum += Client.first; });
  return Sum;
}

int idSumOk(const ClientsOk &Clients) {
  int Sum = 0;
  Clients.forEach([&Sum](const auto &Client) { Sum += Client.first; });
  return Sum;
}
