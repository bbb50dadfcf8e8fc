// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A program in which nothing uses a thread, a lock or an atomic: its callbacks
// run in its own thread.
#include <map>

extern "C" void loop_on_event(int kind, void (*handler)(void *user, int value),
                              void *user);
extern "C" void loop_run();

class Window {
public:
  void open() { loop_on_event(1, &Window::onEvent, this); }
  void close() { Values.clear(); }

private:
  static void onEvent(void *User, int Value) {
    static_cast<Window *>(User)->Values[Value] = 1;
  }
  std::map<int, int> Values;
};

int main() {
  Window One;
  One.open();
  loop_run();
  One.close();
}
