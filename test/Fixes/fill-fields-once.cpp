// RUN: %apply_fixes --real --at-least 4 %s
// Lazy filling of members: the flag stands beside the map, in classes whose
// objects nobody copies.
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

class Palette {
public:
  int color(int Key) {
    if (colors_.empty()) {
      for (int I = 0; I < 16; ++I)
        colors_[I] = I * 16;
    }
    auto It = colors_.find(Key);
    return It == colors_.end() ? 0 : It->second;
  }

private:
  std::map<int, int> colors_;
};

class Codes {
public:
  int code(const std::string &Name) const {
    if (!IsFilled)
      fill();
    auto It = Table.find(Name);
    return It == Table.end() ? -1 : It->second;
  }

private:
  void fill() const {
    Table["ok"] = 200;
    Table["gone"] = 410;
    IsFilled = true;
  }
  mutable std::map<std::string, int> Table;
  mutable bool IsFilled = false;
};

// One line for the whole class.
struct Units { std::map<int, int> Sizes; int size(int Key); };
int Units::size(int Key) {
  if (Sizes.empty())
    Sizes[1] = 8;
  auto It = Sizes.find(Key);
  return It == Sizes.end() ? 0 : It->second;
}

// Advice only: copies of a class with a flag would not compile.
class Copied {
public:
  int find(int Key) {
    if (Values.empty())
      Values[1] = 1;
    return static_cast<int>(Values.count(Key));
  }

private:
  std::map<int, int> Values;
};
Copied copyOf(const Copied &Other) { return Other; }

// Advice only: emptied elsewhere, and filled again.
class Cache {
public:
  int find(int Key) {
    if (Known.empty())
      Known[1] = 1;
    return static_cast<int>(Known.count(Key));
  }
  void forget() { Known.clear(); }

private:
  std::map<int, int> Known;
};

template <class T, class Read> static void useTwice(Read Do) {
  T Object;
  std::thread First([&] { Do(Object); });
  std::thread Second([&] { Do(Object); });
  First.join();
  Second.join();
}

int main() {
  useTwice<Palette>([](Palette &P) { P.color(1); });
  useTwice<Codes>([](Codes &C) { C.code("ok"); });
  useTwice<Units>([](Units &U) { U.size(1); });
  useTwice<Copied>([](Copied &C) { C.find(1); });
  useTwice<Cache>([](Cache &C) { C.find(1); });
  Copied Again = copyOf(Copied());
  return Again.find(1);
}
