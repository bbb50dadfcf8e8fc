// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Filled under std::call_once, only read afterwards; the flag may live in an
// implementation struct.
#include <map>
#include <memory>
#include <mutex>
#include <thread>

class CodesOk {
public:
  bool isKnown(int Code) {
    std::call_once(Filled, [this] { Codes[200] = 1; });
    return Codes.count(Code) != 0;
  }

private:
  std::once_flag Filled;
  std::map<int, int> Codes;
};

class CodesPimplOk {
public:
  CodesPimplOk() : Self(std::make_unique<Impl>()) {}
  bool isKnown(int Code) {
    std::call_once(Self->Filled, &CodesPimplOk::fill, this);
    return Self->Codes.count(Code) != 0;
  }

private:
  struct Impl {
    std::once_flag Filled;
    std::map<int, int> Codes;
  };
  void fill() { Self->Codes[200] = 1; }
  std::unique_ptr<Impl> Self;
};

// Once is enough for the filling, not for what follows.
class CodesBad {
public:
  int get(int Code) {
    std::call_once(Filled, [this] { Codes[200] = 1; });
    return Codes[Code]; // expect: unguarded-access
  }

private:
  std::once_flag Filled;
  std::map<int, int> Codes;
};

void pimplOk() {
  CodesPimplOk Codes;
  std::thread First([&Codes] { Codes.isKnown(1); });
  std::thread Second([&Codes] { Codes.isKnown(2); });
  First.join();
  Second.join();
}

void fieldOk() {
  CodesOk Codes;
  std::thread First([&Codes] { Codes.isKnown(1); });
  std::thread Second([&Codes] { Codes.isKnown(2); });
  First.join();
  Second.join();
}

void subscriptBad() {
  CodesBad Codes;
  std::thread First([&Codes] { Codes.get(1); });
  std::thread Second([&Codes] { Codes.get(2); });
  First.join();
  Second.join();
}

int main() {
  fieldOk();
  pimplOk();
  subscriptBad();
}
