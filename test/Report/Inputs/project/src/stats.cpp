#include "server.h"

void Stats::dump(const Server &From) {
  for (const auto &[Id, S] : From.Sessions)
    print(Id, S);
}
