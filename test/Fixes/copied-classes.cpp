// RUN: %mapwarden extract -o - -- clang++ -std=c++20 -c %s | FileCheck %s --implicit-check-not='copied "c'
// Classes that a member more could break; all others may get a mutex.
// CHECK-DAG: copied "c:@S@Assigned"
// CHECK-DAG: copied "c:@S@Base"
// CHECK-DAG: copied "c:@S@Bound"
// CHECK-DAG: copied "c:@S@Compared"
// CHECK-DAG: copied "c:@S@Copied"
// CHECK-DAG: copied "c:@S@Element"
// CHECK-DAG: copied "c:@S@Filled"
// CHECK-DAG: copied "c:@S@Maybe"
// CHECK-DAG: copied "c:@S@Moved"
// CHECK-DAG: copied "c:@S@Part"
// CHECK-DAG: copied "c:@S@Returned"
// CHECK-DAG: copied "c:@S@Threaded"
#include <map>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

// What is declared only: nothing of it is copied.
struct Kept {
  std::map<int, int> M;
  void run() {}
};
std::unique_ptr<Kept> Owned = std::make_unique<Kept>();
std::shared_ptr<Kept> Shared = std::make_shared<Kept>();
std::vector<std::unique_ptr<Kept>> All;
std::map<int, Kept *> ByKey;
void use(Kept &K) {
  std::thread T(&Kept::run, &K);
  T.join();
  Kept Local;
  Local.run();
}

struct Copied { std::map<int, int> M; };
void copy(const Copied &C) { Copied Other(C); }
struct Moved { std::map<int, int> M; };
void move(Moved &M) { Moved Other(std::move(M)); }
struct Assigned { std::map<int, int> M; };
void assign(Assigned &A, const Assigned &B) { A = B; }
struct Returned { std::map<int, int> M; };
Returned make() {
  Returned R;
  return R;
}
struct Filled { std::map<int, int> M; int N; };
Filled fill() { return Filled{{}, 1}; }
struct Bound { std::map<int, int> M; int N; };
int bind(Bound &B) {
  auto &[M, N] = B;
  return N;
}
struct Compared {
  std::map<int, int> M;
  bool operator==(const Compared &) const = default;
};
struct Element { std::map<int, int> M; };
std::vector<Element> Elements;
struct Maybe { std::map<int, int> M; };
std::optional<Maybe> Once;
struct Threaded {
  std::map<int, int> M;
  void run() {}
};
void start(Threaded &Given) {
  std::thread T(&Threaded::run, Given);
  T.join();
}
struct Part { std::map<int, int> M; };
struct Base { std::map<int, int> M; };
struct Derived : Base { Part P; };
std::vector<Derived> Many;
