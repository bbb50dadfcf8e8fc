#include "server.h"

int main() {
  Server App;
  std::thread Worker([&] { App.run(); });
  Stats().dump(App);
  Worker.join();
}
