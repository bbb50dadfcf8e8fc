#include <map>
#include <mutex>
#include <set>

class Sessions {
public:
  void open(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Users[Id] = 1;
  }
  void close(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Users.erase(Id);
  }
  int find(int Id) {
    auto It = Users.find(Id);
    return It == Users.end() ? 0 : It->second;
  }
  void sweep() {
    std::lock_guard<std::mutex>(this->Mutex);
    for (auto &Each : Users)
      if (Each.second == 0)
        Users.erase(Each.first);
  }

private:
  std::mutex Mutex;
  std::map<int, int> Users;
};
