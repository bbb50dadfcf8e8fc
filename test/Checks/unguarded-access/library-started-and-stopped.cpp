// RUN: %check_expect --confidence low --real %s
// Nobody starts or stops a library from several threads: what only those do is
// low. What its other functions do may run at any time.
#include <atomic>
#include <map>

std::map<int, int> tables, sessions;
std::atomic<bool> running;

void startLibrary() {
  tables[1] = 1; // expect-low: unguarded-access
  running = true;
}
void stopLibrary() {
  running = false;
  tables.clear(); // expect-low: unguarded-access
}
void addSession(int k) {
  sessions[k] = 1; // expect: unguarded-access
}
void dropSession(int k) {
  sessions.erase(k); // expect: unguarded-access
}
