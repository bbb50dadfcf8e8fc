// RUN: %check_expect --real %s
// Iterators that are a part of a range, and those that walk backwards.
#include <iterator>
#include <map>
#include <string>
#include <unordered_map>

class Bad {
public:
  void addAlias(int Id) {
    auto Range = Names.equal_range(Id);
    for (auto It = Range.first; It != Range.second; ++It)
      Names.emplace(Id + 1, It->second); // expect: erase-in-range-for
  }
  void unlink(const std::string &Name, int Id) {
    auto [First, Last] = Ids.equal_range(Name);
    for (auto It = First; It != Last; ++It)
      if (It->second == Id)
        Ids.erase(It); // expect: erase-in-range-for
  }
  void dropNewest(long Limit) {
    for (auto It = Events.rbegin(); It != Events.rend(); ++It)
      if (It->first > Limit)
        Events.erase(std::next(It).base()); // expect: erase-in-range-for
  }

private:
  std::unordered_multimap<int, std::string> Names;
  std::multimap<std::string, int> Ids;
  std::map<long, std::string> Events;
};

class Ok {
public:
  void unlink(const std::string &Name, int Id) {
    auto [First, Last] = Ids.equal_range(Name);
    for (auto It = First; It != Last;)
      It = It->second == Id ? Ids.erase(It) : std::next(It);
  }
  void unlinkOne(const std::string &Name, int Id) {
    auto Range = Ids.equal_range(Name);
    for (auto It = Range.first; It != Range.second; ++It)
      if (It->second == Id) {
        Ids.erase(It);
        break;
      }
  }
  void dropNewest(long Limit) {
    for (auto It = Events.rbegin(); It != Events.rend();)
      if (It->first > Limit)
        It = std::make_reverse_iterator(Events.erase(std::next(It).base()));
      else
        ++It;
  }
  void dropOne(long Limit) {
    for (auto It = Events.rbegin(); It != Events.rend(); ++It)
      if (It->first > Limit) {
        Events.erase(std::next(It).base());
        break;
      }
  }

private:
  std::multimap<std::string, int> Ids;
  std::map<long, std::string> Events;
};
