// RUN: %check_expect %s
// RUN: %check_expect --real %s
// A capture by value of a variable that is a reference copies the object: what
// the lambda does with it is no use of the container that it came from.
#include <map>
#include <memory>
#include <set>
#include <thread>
#include <vector>

struct User {
  std::map<int, int> Sent;
};
using Users = std::vector<std::shared_ptr<User>>;

void notifyOk(const Users &Given) {
  std::set<std::shared_ptr<User>> All(Given.begin(), Given.end());
  for (const std::shared_ptr<User> &One : All)
    std::thread([One] {
      auto Kept = One;
      (void)Kept;
    }).detach();
}

void notifyBad(const Users &Given) {
  std::set<std::shared_ptr<User>> All(Given.begin(), Given.end());
  for (const std::shared_ptr<User> &One : All)
    std::thread([&One] { // expect: detached-capture
      auto Kept = One;
      (void)Kept;
    }).detach();
}

void wholeMapOk() {
  std::map<int, int> Own;
  const std::map<int, int> &Named = Own;
  std::thread([Named] { (void)Named.size(); }).detach();
}

void wholeMapBad() {
  std::map<int, int> Own;
  const std::map<int, int> &Named = Own;
  std::thread([&Named] { (void)Named.size(); }).detach(); // expect: detached-capture
}
