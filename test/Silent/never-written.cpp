// RUN: %check_expect --mock %s
// A map that is const, or never written after publication, needs no lock.
#include <map>
#include <string>
#include <thread>

static const std::map<std::string, int> Colours = {{"red", 1}, {"blue", 2}};
static std::map<std::string, int> Shapes = {{"round", 1}, {"flat", 2}};

class PaletteOk {
public:
  explicit PaletteOk(int Count) {
    for (int I = 0; I < Count; ++I)
      Names[I] = "colour";
  }
  bool has(int Id) const {
    return Names.count(Id) != 0 && Colours.count("red") && Shapes.at("flat");
  }

private:
  std::map<int, std::string> Names;
};

void readersOk() {
  PaletteOk Palette(3);
  std::thread First([&Palette] { Palette.has(1); });
  std::thread Second([&Palette] { Palette.has(2); });
  bool Found = Palette.has(3);
  First.join();
  Second.join();
  (void)Found;
}

class PaletteBad {
public:
  bool has(int Id) {
    auto Found = Names.find(Id);        // expect: unguarded-access
    bool IsNew = Found == Names.end();
    Names.insert_or_assign(Id, "seen"); // expect: unguarded-access
    return !IsNew;
  }

private:
  std::map<int, std::string> Names = {{1, "one"}};
};

void lookupThatWritesBad() {
  PaletteBad Palette;
  std::thread First([&Palette] { Palette.has(1); });
  std::thread Second([&Palette] { Palette.has(2); });
  First.join();
  Second.join();
}

int main() {
  readersOk();
  lookupThatWritesBad();
}
