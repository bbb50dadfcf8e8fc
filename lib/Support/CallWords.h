// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What the name of a function says about the callables it is given.
///
/// Whether a function without a body calls back before it returns (a sort, a
/// walk) or keeps the callable and calls it later, perhaps from another thread
/// (a registration), cannot be seen. C and C++ libraries name the two kinds
/// differently, and with much discipline: `tree_foreach`, `db_exec` against
/// `server_set_handler`, `bus_subscribe`. Names are split into words, at `_`
/// and where lower case turns to upper case, and only whole words count.
#ifndef MAPWARDEN_SUPPORT_CALLWORDS_H
#define MAPWARDEN_SUPPORT_CALLWORDS_H

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace mapwarden {

enum class CallVerb : uint8_t {
  Unknown,    ///< `lib_do(f)`
  Keeps,      ///< `lib_set_handler(f)`, `subscribe(f)`, `startServer(f)`
  CallsBack,  ///< `tree_foreach(t, f)`, `sortBy(f)`, `db_exec(db, f)`
  InParallel, ///< `parallel_for(n, f)`: by several threads, before it returns
  Ends,       ///< `lib_stop(h)`, `unsubscribe(h)`, `handle_free(h)`
};

/// The words of \p Name in lower case: `setRequest_cb` is set, request, cb.
llvm::SmallVector<std::string, 4> wordsOf(llvm::StringRef Name);

/// What the words of the unqualified \p Name say. A word that keeps outweighs
/// one that calls back (`query_async`); the first of a word that keeps and one
/// that ends decides (`remove_handler`, `on_close`). O(length).
CallVerb verbOf(llvm::StringRef Name);

/// The name of the function with USR \p Usr: `c:@S@Lobby@F@room#I#` is room.
/// Empty where it is none that was declared.
llvm::StringRef memberInUsr(llvm::StringRef Usr);

/// Does the unqualified \p Name say that the function makes a new object:
/// `makeTable`, `session_create`?
bool namesMaker(llvm::StringRef Name);

} // namespace mapwarden

#endif
