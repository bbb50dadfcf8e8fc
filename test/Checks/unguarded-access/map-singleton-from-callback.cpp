// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A callback reaches the only object of a class through a static reference to
// it, other functions are its methods: one object under two names.
#include <map>
#include <memory>
#include <mutex>
#include <string>

extern "C" {
struct tls_context;
typedef int (*name_callback)(tls_context *context, const char *host);
void tls_set_name_callback(tls_context *context, name_callback callback);
}

class CertificatesBad {
public:
  static CertificatesBad &instance();
  bool load(const std::string &Host, tls_context *Context) {
    tls_set_name_callback(Context, onName);
    set(Host, Context);
    return true;
  }
  tls_context *get(const std::string &Host) {
    auto Found = Contexts.find(Host); // expect: unguarded-access
    return Found == Contexts.end() ? nullptr : Found->second;
  }

private:
  CertificatesBad() = default;
  static int onName(tls_context *, const char *Host) {
    static auto &Only = CertificatesBad::instance();
    return Only.get(Host) != nullptr;
  }
  void set(const std::string &Host, tls_context *Context) {
    Contexts[Host] = Context; // expect: unguarded-access
    std::lock_guard<std::mutex> Lock(Changing);
    ++Changes;
  }
  std::map<std::string, tls_context *> Contexts;
  std::mutex Changing;
  int Changes = 0;
};

CertificatesBad &CertificatesBad::instance() {
  static std::shared_ptr<CertificatesBad> Object(new CertificatesBad());
  static CertificatesBad &Name = *Object;
  return Name;
}

class CertificatesOk {
public:
  static CertificatesOk &instance();
  bool load(const std::string &Host, tls_context *Context) {
    tls_set_name_callback(Context, onName);
    set(Host, Context);
    return true;
  }
  tls_context *get(const std::string &Host) {
    std::lock_guard<std::mutex> Lock(Mutex);
    auto Found = Contexts.find(Host);
    return Found == Contexts.end() ? nullptr : Found->second;
  }

private:
  CertificatesOk() = default;
  static int onName(tls_context *, const char *Host) {
    static auto &Only = CertificatesOk::instance();
    return Only.get(Host) != nullptr;
  }
  void set(const std::string &Host, tls_context *Context) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Contexts[Host] = Context;
  }
  std::map<std::string, tls_context *> Contexts;
  std::mutex Mutex;
};

CertificatesOk &CertificatesOk::instance() {
  static std::shared_ptr<CertificatesOk> Object(new CertificatesOk());
  static CertificatesOk &Name = *Object;
  return Name;
}
