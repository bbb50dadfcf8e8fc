// RUN: %check_expect %s
// RUN: %check_expect --real %s
// Who makes an object hands it out, whatever list it is entered in; what is
// looked up there belongs to the list.
#include <map>
#include <memory>
#include <mutex>
#include <string>

struct Topic {
  std::string Name;
};

class Participant {
public:
  Topic *create(const std::string &Name) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Topic *New = new Topic{Name};
    Topics.emplace(Name, std::unique_ptr<Topic>(New));
    return New;
  }
  Topic &find(const std::string &Name) {
    std::lock_guard<std::mutex> Lock(Mutex);
    return *Topics[Name]; // expect: guard-escape
  }
  std::string &nameOf(const std::string &Name) {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Names[Name]; // expect: guard-escape
  }
  void remove(const std::string &Name) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Topics.erase(Name);
    Names.erase(Name);
  }

private:
  std::mutex Mutex;
  std::map<std::string, std::unique_ptr<Topic>> Topics;
  std::map<std::string, std::string> Names;
};
