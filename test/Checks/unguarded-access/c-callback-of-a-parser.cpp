// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A parser is created with its callbacks and runs them while it is fed, in the
// thread that feeds it; a server keeps them.
#include <map>
#include <mutex>
#include <string>

extern "C" {
struct post_processor;
typedef int (*post_iterator)(void *cls, const char *key, const char *value);
post_processor *http_create_post_processor(post_iterator each, void *cls);
int http_post_process(post_processor *, const char *data, unsigned long size);
typedef void (*element_handler)(void *cls, const char *name);
struct xml_parser;
xml_parser *xml_parser_create(element_handler start, void *cls);
int xml_parser_feed(xml_parser *, const char *data, unsigned long size);
struct http_daemon;
typedef int (*http_handler)(void *cls, const char *url);
http_daemon *http_start(int port, http_handler handler, void *cls);
}

class RequestOk {
public:
  void parse(const char *Data, unsigned long Size) {
    post_processor *Processor = http_create_post_processor(&onPair, this);
    http_post_process(Processor, Data, Size);
    xml_parser *Parser = xml_parser_create(&onElement, this);
    xml_parser_feed(Parser, Data, Size);
  }
  void set(const std::string &Key, const std::string &Value) {
    Arguments[Key] = Value;
  }

private:
  static int onPair(void *cls, const char *key, const char *value) {
    static_cast<RequestOk *>(cls)->set(key, value);
    return 1;
  }
  static void onElement(void *cls, const char *name) {
    static_cast<RequestOk *>(cls)->set(name, "");
  }
  std::map<std::string, std::string> Arguments;
};

class ServerBad {
public:
  void start() { Daemon = http_start(80, &onRequest, this); }
  void set(const std::string &Key, int Value) {
    Pages[Key] = Value; // expect: unguarded-access
  }

private:
  static int onRequest(void *cls, const char *url) {
    auto *Self = static_cast<ServerBad *>(cls);
    auto Found = Self->Pages.find(url); // expect: unguarded-access
    std::lock_guard<std::mutex> Lock(Self->Mutex);
    return ++Self->Answers;
  }
  http_daemon *Daemon = nullptr;
  std::map<std::string, int> Pages;
  std::mutex Mutex;
  int Answers = 0;
};
