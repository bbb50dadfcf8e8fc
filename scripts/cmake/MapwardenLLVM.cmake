# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Finds LLVM and the Clang package beside it, and offers
#   mapwarden_llvm              INTERFACE: include folders, definitions, RTTI/EH flags
#   mapwarden_link_llvm(target [CLANG])
#                               links a program with the shared or static libraries
# Libraries of mapwarden link neither LLVM nor Clang: only programs do. That is
# how the clang-tidy module can use the symbols of the clang-tidy that loads it.

set(MAPWARDEN_LLVM_MAJOR 22)

# A request for version 22 would not match 22.1, so the major is compared here.
# The hint keeps another LLVM of the system from being taken first.
find_package(LLVM REQUIRED CONFIG HINTS /usr/lib/llvm-${MAPWARDEN_LLVM_MAJOR}/lib/cmake/llvm)
if(NOT LLVM_VERSION_MAJOR EQUAL MAPWARDEN_LLVM_MAJOR)
  message(FATAL_ERROR
    "found LLVM ${LLVM_PACKAGE_VERSION} in ${LLVM_DIR}; mapwarden needs LLVM ${MAPWARDEN_LLVM_MAJOR}. "
    "Point LLVM_DIR at its CMake package")
endif()
find_package(Clang REQUIRED CONFIG PATHS "${LLVM_LIBRARY_DIR}/cmake/clang" NO_DEFAULT_PATH)

list(APPEND CMAKE_MODULE_PATH "${LLVM_CMAKE_DIR}")
find_package(Threads REQUIRED)

add_library(mapwarden_llvm INTERFACE)
target_include_directories(mapwarden_llvm SYSTEM INTERFACE ${LLVM_INCLUDE_DIRS} ${CLANG_INCLUDE_DIRS})
separate_arguments(MapwardenLlvmDefinitions NATIVE_COMMAND "${LLVM_DEFINITIONS}")
target_compile_definitions(mapwarden_llvm INTERFACE ${MapwardenLlvmDefinitions})
if(NOT LLVM_ENABLE_RTTI)
  target_compile_options(mapwarden_llvm INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-fno-rtti>)
endif()
if(NOT LLVM_ENABLE_EH)
  # A program that uses a throwing library of its own says so (EXCEPTIONS).
  target_compile_options(mapwarden_llvm INTERFACE
    $<$<AND:$<COMPILE_LANGUAGE:CXX>,$<NOT:$<BOOL:$<TARGET_PROPERTY:MAPWARDEN_EXCEPTIONS>>>>:-fno-exceptions>)
endif()

# Programs for the tests come from the same LLVM.
find_program(MAPWARDEN_CLANGXX NAMES clang++ HINTS "${LLVM_TOOLS_BINARY_DIR}" NO_DEFAULT_PATH)
find_program(MAPWARDEN_CLANG_TIDY NAMES clang-tidy HINTS "${LLVM_TOOLS_BINARY_DIR}" NO_DEFAULT_PATH)
mark_as_advanced(MAPWARDEN_CLANGXX MAPWARDEN_CLANG_TIDY)

# Clang looks for its own headers beside the program that runs it; a tool that
# is not installed beside Clang must be told where they are.
if(NOT MAPWARDEN_CLANG_RESOURCE_DIR)
  execute_process(COMMAND "${CMAKE_CXX_COMPILER}" -print-resource-dir
    OUTPUT_VARIABLE MapwardenResourceDir OUTPUT_STRIP_TRAILING_WHITESPACE)
  set(MAPWARDEN_CLANG_RESOURCE_DIR "${MapwardenResourceDir}" CACHE PATH
    "Folder with the builtin headers of Clang ${MAPWARDEN_LLVM_MAJOR}")
endif()
configure_file("${PROJECT_SOURCE_DIR}/lib/Support/BuildConfig.h.in"
  "${PROJECT_BINARY_DIR}/generated/Support/BuildConfig.h")

# Shared libraries where the package has them: programs link in a moment, and
# Debian's clang-tidy uses the same. With CLANG, the Clang libraries as well.
function(mapwarden_link_llvm Target)
  cmake_parse_arguments(Arg "CLANG" "" "" ${ARGN})
  if(Arg_CLANG)
    if(TARGET clang-cpp)
      target_link_libraries(${Target} PRIVATE clang-cpp)
    else()
      target_link_libraries(${Target} PRIVATE
        clangTooling clangToolingCore clangASTMatchers clangIndex clangAnalysis clangFrontend
        clangDriver clangSerialization clangParse clangSema clangAST clangLex clangBasic)
    endif()
  endif()
  if(TARGET LLVM)
    target_link_libraries(${Target} PRIVATE LLVM)
  else()
    llvm_map_components_to_libnames(Components Support Option TargetParser FrontendOpenMP)
    target_link_libraries(${Target} PRIVATE ${Components})
  endif()
endfunction()
