// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// What was read out of an element is no iterator, and a map that is not empty
// has not been cleared.
#include <map>

struct Device {
  bool IsActive;
};
std::map<int, Device *> Devices;

void refreshOk(int Key) {
  std::map<int, Device *>::iterator Found;
  Found = Devices.find(Key);
  Device *Known = nullptr;
  if (Found != Devices.end()) {
    Known = Found->second;
    if (Known == nullptr)
      Devices.erase(Found);
  }
  if (Known)
    Known->IsActive = true;
}

std::map<int, Device> Values;
void refreshBad(int Key) {
  std::map<int, Device>::iterator Found;
  Found = Values.find(Key);
  if (Found == Values.end())
    return;
  Device *Known = &Found->second;
  Values.erase(Found); // expect: erase-in-range-for
  Known->IsActive = true;
}

class Requests {
public:
  void timeoutOk(int Key) {
    auto Found = Active.find(Key);
    if (Found == Active.end())
      return;
    handle();
    if (!Active.empty())
      Active.erase(Found);
  }
  void timeoutBad(int Key) {
    auto Found = Active.find(Key);
    if (Found == Active.end())
      return;
    handle();
    if (IsClosing)
      Active.erase(Found); // expect: erase-in-range-for
  }
  // What was erased may have been this one.
  void expireBad(int Key) {
    auto Found = Active.find(Key);
    if (Found == Active.end())
      return;
    Active.erase(Found); // expect: erase-in-range-for
    if (!Active.empty())
      Found->second = nullptr;
  }

private:
  void handle() {
    if (IsClosing)
      Active.clear();
  }
  bool IsClosing = false;
  std::map<int, int *> Active;
};
void run(Requests &All) { All.timeoutOk(1), All.timeoutBad(2), All.expireBad(3); }
