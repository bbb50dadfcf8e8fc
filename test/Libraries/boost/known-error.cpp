// REQUIRES: boost
// RUN: %check_expect --real --allow-errors %s
// Boost 1.74 does not compile under this Clang ("non-type template argument is not a constant expression" in a header of
// numeric_cast). The rest of the unit is analysed all the same.
#include <boost/numeric/conversion/cast.hpp>
#include <boost/thread.hpp>
#include <map>

struct Counter {
  boost::mutex Mutex;
  std::map<int, int> Bad, Good;
  void work() {
    Bad[boost::numeric_cast<int>(1.0)] = 1; // expect: unguarded-access
    boost::lock_guard<boost::mutex> Lock(Mutex);
    Good[boost::numeric_cast<int>(2.0)] = 1;
  }
};

int main() {
  Counter Object;
  boost::thread First(&Counter::work, &Object);
  boost::thread Second(&Counter::work, &Object);
  First.join();
  Second.join();
}
