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

private:
  mutable std::mutex Mutex;
  std::map<int, std::string> Clients;
};

class IdsBad {
public:
  void add(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    M[Id] = 1;
  }
  void remove(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    M.erase(Id);
  }
  int count() const {
    int Count = 0;
    for (auto I = M.begin(); I != M.end(); ++I) // expect: inconsistent-guard
      ++Count;
    return Count;
  }
  // Hands the iteration to the caller.
  auto begin() const {
    return M.begin(); // expect: inconsistent-guard
  }
  auto end() const {
    return M.end(); // expect: inconsistent-guard
  }

private:
  mutable std::mutex Mutex;
  std::map<int, int> M;
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
