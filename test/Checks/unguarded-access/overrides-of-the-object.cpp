// RUN: %check_expect --real %s
// What an override does, only objects of its class do: also where a base class
// starts the thread, or a parser is given a handler.
#include <map>
#include <mutex>
#include <thread>

class Thread {
public:
  virtual ~Thread() = default;
  void start() { thread_ = std::thread(&Thread::starter, this); }
  void join() { thread_.join(); }

protected:
  virtual int run() = 0;

private:
  static void starter(Thread *t) { t->run(); }
  std::thread thread_;
};
std::map<int, int> hashed, listed, loaded, both;
class Hasher : public Thread {
  int run() override {
    hashed[1] = 1; // expect: unguarded-access
    both[1] = 1;   // expect: unguarded-access
    return 0;
  }
};
class Lister : public Thread {
  int run() override {
    listed[1] = 1;
    both.erase(1); // expect: unguarded-access
    return 0;
  }
};

struct Handler {
  virtual ~Handler() = default;
  virtual void tag(int k) = 0;
};
class Parser {
public:
  explicit Parser(Handler *h) : handler_(h) {}
  void parse() { step(); }

private:
  void step() {
    for (int i = 0; i < 3; ++i)
      handler_->tag(i);
  }
  Handler *handler_;
};
struct HashHandler : Handler {
  void tag(int k) override { loaded[k] = 1; }
};
struct ListHandler : Handler {
  void tag(int k) override { listed.erase(k); }
};
struct BothHandler : Handler {
  void tag(int k) override {
    both.erase(k); // expect: unguarded-access
  }
};
void load() {
  HashHandler h;
  Parser(&h).parse();
}
void loadList() {
  ListHandler h;
  Parser p(&h);
  p.parse();
}
void loadBoth() {
  BothHandler h;
  Parser p(&h);
  p.parse();
}

// A pointer of the program's own is not the object.
std::map<int, int> behind;
struct Base {
  virtual ~Base() = default;
  virtual void run() {}
};
struct Derived : Base {
  void run() override {
    behind[1] = 1; // expect: unguarded-access
  }
};
template <class T> class Ref {
public:
  explicit Ref(T *t) : t_(t) {}
  T *operator->() const { return t_; }
  T &operator*() const { return *t_; }

private:
  T *t_;
};
void runAll(Base &b) { b.run(); }
void viaRef() {
  Ref<Base> ref(new Derived);
  runAll(*ref);
  ref->run();
}

int main() {
  std::thread first(viaRef), second(viaRef);
  first.join();
  second.join();
  loadList(); // Before any thread.
  Hasher hasher;
  Lister lister;
  hasher.start();
  load();
  hashed.size(); // expect: unguarded-access
  lister.start();
  loadBoth();
  hasher.join();
  lister.join();
}
