// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What the names of functions and classes say about locking.
#include "Support/LockWords.h"
#include "gtest/gtest.h"

using namespace mapwarden;

TEST(LockWords, ReadsModeAndWords) {
  LockName Name = readLockName("spin_rdlock");
  EXPECT_TRUE(Name.IsShared);
  ASSERT_EQ(Name.Words.size(), 2u);
  EXPECT_EQ(Name.Words[0], "spin");
  EXPECT_EQ(Name.Words[1], "lock");
  EXPECT_TRUE(readLockName("tryLock").IsTry);
  EXPECT_EQ(readLockName("UnLock").Words[0], "unlock");
  EXPECT_EQ(readLockName("EnterWriter").Words.size(), 1u);
}

TEST(LockWords, OppositesDifferInOneWord) {
  auto areHalves = [](const char *Takes, const char *Gives) {
    return areOpposite(readLockName(Takes), readLockName(Gives));
  };
  EXPECT_TRUE(areHalves("os_mutex_lock", "os_mutex_unlock"));
  EXPECT_TRUE(areHalves("EnterCritical", "LeaveCritical"));
  EXPECT_TRUE(areHalves("acquire", "release"));
  EXPECT_FALSE(areHalves("os_mutex_lock", "os_file_unlock"));
  EXPECT_FALSE(areHalves("os_mutex_unlock", "os_mutex_lock"));
  EXPECT_FALSE(areHalves("lock", "tryUnlock"));
}

TEST(LockWords, MutexesAreNamedByNouns) {
  EXPECT_TRUE(namesMutex(readLockName("CriticalSection")));
  EXPECT_TRUE(namesMutex(readLockName("os_mutex")));
  EXPECT_TRUE(namesMutex(readLockName("SpinLock")));
  EXPECT_FALSE(namesMutex(readLockName("Latch")));
  EXPECT_FALSE(namesMutex(readLockName("file")));
}

TEST(LockWords, NamesComeOutOfUsrs) {
  EXPECT_EQ(nameInUsr("c:@N@house@S@Latch"), "house::Latch");
  EXPECT_EQ(nameOfProcessLock(readLockName("port_exit_critical")),
            "port_critical");
}
