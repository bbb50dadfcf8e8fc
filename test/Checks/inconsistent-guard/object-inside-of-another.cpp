// RUN: %check_expect --confidence low --real %s
// The owner's mutex guards a map inside of its member; a value of the member's
// type that is in no owner is somebody's own.
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

struct Uri {
  std::map<std::string, std::string> query;
  std::string text() const {
    return query.empty() ? "" : query.begin()->second;
  }
};

class Stream {
public:
  explicit Stream(Uri uri) : uri_(std::move(uri)) {}
  std::string name() {
    std::lock_guard<std::mutex> lock(mutex_);
    return uri_.text();
  }
  void set(const std::string &k, const std::string &v) {
    std::lock_guard<std::mutex> lock(mutex_);
    uri_.query[k] = v;
  }
  void reset() {
    uri_.query.clear(); // expect: inconsistent-guard
  }

private:
  std::mutex mutex_;
  Uri uri_;
};

class Manager {
public:
  std::shared_ptr<Stream> add(const std::string &spec) {
    Uri uri;
    uri.query["spec"] = spec;
    return add(uri);
  }
  std::shared_ptr<Stream> add(Uri &uri) {
    if (uri.query.find("codec") == // expect-low: inconsistent-guard
        uri.query.end())
      uri.query["codec"] = "flac"; // expect-low: racy-init
    auto stream = std::make_shared<Stream>(uri);
    std::lock_guard<std::mutex> lock(mutex_);
    streams_.push_back(stream);
    return stream;
  }

private:
  std::mutex mutex_;
  std::vector<std::shared_ptr<Stream>> streams_;
};
