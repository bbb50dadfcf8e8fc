# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# What holds for every target: language level, output folders, warnings,
# sanitizers, the linker and the compiler cache. Carried by the INTERFACE
# target `mapwarden_options`; nothing here edits CMAKE_CXX_FLAGS.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/bin")
set(CMAKE_LIBRARY_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/lib")
set(CMAKE_ARCHIVE_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/lib")

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE RelWithDebInfo CACHE STRING "Build type" FORCE)
endif()
if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  message(FATAL_ERROR
    "mapwarden is built with clang++-22, not ${CMAKE_CXX_COMPILER_ID}; "
    "use a preset (cmake --preset dev) or scripts/build")
endif()

option(MAPWARDEN_WERROR "Treat warnings as errors" OFF)
set(MAPWARDEN_SANITIZE "" CACHE STRING
  "Sanitizers for every target, as for -fsanitize= (address,undefined or thread)")

add_library(mapwarden_options INTERFACE)
target_compile_options(mapwarden_options INTERFACE
  -Wall -Wextra
  # The cache can only hand back a precompiled header that holds no time stamp.
  "SHELL:-Xclang -fno-pch-timestamp")
if(MAPWARDEN_WERROR)
  target_compile_options(mapwarden_options INTERFACE -Werror)
endif()
if(MAPWARDEN_SANITIZE)
  target_compile_options(mapwarden_options INTERFACE
    -fsanitize=${MAPWARDEN_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(mapwarden_options INTERFACE -fsanitize=${MAPWARDEN_SANITIZE})
endif()

# lld links in a fraction of a second.
find_program(MAPWARDEN_LLD NAMES ld.lld-22 ld.lld)
mark_as_advanced(MAPWARDEN_LLD)
if(MAPWARDEN_LLD)
  target_link_options(mapwarden_options INTERFACE "--ld-path=${MAPWARDEN_LLD}")
endif()

# ccache hits on files that use a precompiled header only with this sloppiness.
find_program(MAPWARDEN_CCACHE NAMES ccache)
mark_as_advanced(MAPWARDEN_CCACHE)
if(MAPWARDEN_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER
    "${CMAKE_COMMAND}" -E env CCACHE_SLOPPINESS=pch_defines,time_macros "${MAPWARDEN_CCACHE}")
endif()
