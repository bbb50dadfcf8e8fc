// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A stack of pointers, whose top is asked for its size and then popped, holds no
// jobs, although a thread parses.
#include <map>
#include <string>
#include <thread>
#include <vector>

struct Node {
  std::map<std::string, Node> Children;
  std::size_t maxSize() const { return Children.max_size(); }
  Node &child(const std::string &Name) { return Children[Name]; }
};

struct Parser {
  std::vector<Node *> Stack;
  void open(Node &Parent) {
    Stack.push_back(&Parent);
    if (Stack.back()->maxSize() == 0)
      return;
    Stack.push_back(&Stack.back()->child("a"));
  }
  void close() { Stack.pop_back(); }
};

void run() {
  std::thread Worker([] {
    Node Root;
    Parser Own;
    Own.open(Root);
    Own.close();
    Root.Children.clear();
  });
  Node Root;
  Parser Own;
  Own.open(Root);
  Own.close();
  Root.Children.clear();
  Worker.join();
}
