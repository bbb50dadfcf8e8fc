# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# complete.sh COMPLETION WORDS...: prints what bash would offer for the last word.
. "$1"
shift
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
_mapwarden
printf '%s\n' "${COMPREPLY[@]}"
