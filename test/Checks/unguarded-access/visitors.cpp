// RUN: %check_expect --real %s
// Visiting calls the operators of the visitor, one for each alternative: its
// own, or those of the lambdas that it derives from.
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <variant>

struct Put {
  std::string Key, Value;
};
struct Drop {
  std::string Key;
};
using Command = std::variant<Put, Drop>;

template <class... T> struct Overloaded : T... {
  using T::operator()...;
};
template <class... T> Overloaded(T...) -> Overloaded<T...>;

class StoreBad {
public:
  void apply(Command &C) {
    std::visit(Overloaded{
                   [this](Put &P) {
                     Data[P.Key] = P.Value; // expect: unguarded-access
                   },
                   [this](Drop &D) {
                     Data.erase(D.Key); // expect: unguarded-access
                   }},
               C);
  }

private:
  std::map<std::string, std::string> Data;
};

class StoreOk {
public:
  void apply(Command &C) {
    std::lock_guard<std::mutex> Lock(Mutex);
    std::visit(Overloaded{[this](Put &P) { Data[P.Key] = P.Value; },
                          [this](Drop &D) { Data.erase(D.Key); }},
               C);
  }
  int size() {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Data.size();
  }

private:
  std::mutex Mutex;
  std::map<std::string, std::string> Data;
};

class VisitedBad {
public:
  void apply(Command &C) { std::visit(Visitor{*this}, C); }

private:
  struct Visitor {
    VisitedBad &Store;
    void operator()(Put &P) const {
      Store.Data[P.Key] = P.Value; // expect: unguarded-access
    }
    void operator()(Drop &D) const {
      Store.Data.erase(D.Key); // expect: unguarded-access
    }
  };
  std::map<std::string, std::string> Data;
};

int main() {
  StoreBad Bad;
  StoreOk Ok;
  VisitedBad Visited;
  std::thread Thread([&] {
    Command C = Drop{"a"};
    Bad.apply(C);
    Ok.apply(C);
    Visited.apply(C);
  });
  Command C = Put{"a", "b"};
  Bad.apply(C);
  Ok.apply(C);
  Visited.apply(C);
  Thread.join();
  return Ok.size();
}
