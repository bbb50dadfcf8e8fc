# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Functions for the rooms. A room's sources are the *.cpp files beside its
# CMakeLists.txt; Ninja looks for new ones at every build.

# Applies what every compiled target has.
function(mapwarden_configure_target Target)
  target_link_libraries(${Target} PRIVATE $<BUILD_INTERFACE:mapwarden_options>)
  target_include_directories(${Target} PUBLIC
    "$<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/lib>"
    "$<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>"
    "$<BUILD_INTERFACE:${PROJECT_BINARY_DIR}/generated>"
    "$<INSTALL_INTERFACE:include/mapwarden>")
  target_link_libraries(${Target} PUBLIC mapwarden_llvm Threads::Threads)
endfunction()

# mapwarden_add_library(Link DEPENDS Facts Support [SOURCES generated.cpp] [CLANG])
#
# The target is MapwardenLink, with the alias Mapwarden::Link. A room without
# sources is an INTERFACE library. CLANG says that the room uses Clang and takes
# the precompiled header of Clang.
function(mapwarden_add_library Name)
  cmake_parse_arguments(Arg "CLANG" "" "DEPENDS;SOURCES" ${ARGN})
  set(Target Mapwarden${Name})
  file(GLOB Sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cpp")
  file(GLOB Headers CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.h" "${CMAKE_CURRENT_SOURCE_DIR}/*.def")
  list(APPEND Sources ${Arg_SOURCES})
  list(TRANSFORM Arg_DEPENDS PREPEND Mapwarden)
  if(Sources)
    add_library(${Target} STATIC ${Sources} ${Headers})
    mapwarden_configure_target(${Target})
    target_link_libraries(${Target} PUBLIC ${Arg_DEPENDS})
    if(Arg_CLANG)
      mapwarden_use_pch(${Target} clang)
    else()
      mapwarden_use_pch(${Target} core)
    endif()
  else()
    add_library(${Target} INTERFACE)
    target_link_libraries(${Target} INTERFACE ${Arg_DEPENDS})
  endif()
  add_library(Mapwarden::${Name} ALIAS ${Target})
  set_target_properties(${Target} PROPERTIES EXPORT_NAME ${Name})
  set_property(GLOBAL APPEND PROPERTY MAPWARDEN_ROOMS ${Name})
endfunction()

# mapwarden_add_program(name DEPENDS Driver ... [CLANG] [EXCEPTIONS])
#
# Nothing happens while the folder has no sources. EXCEPTIONS compiles the
# program's own files with exceptions, whatever LLVM was built with.
function(mapwarden_add_program Name)
  cmake_parse_arguments(Arg "CLANG;EXCEPTIONS" "" "DEPENDS" ${ARGN})
  file(GLOB Sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cpp")
  file(GLOB Headers CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.h")
  if(NOT Sources)
    return()
  endif()
  add_executable(${Name} ${Sources} ${Headers})
  mapwarden_configure_target(${Name})
  set_target_properties(${Name} PROPERTIES MAPWARDEN_EXCEPTIONS "${Arg_EXCEPTIONS}")
  list(TRANSFORM Arg_DEPENDS PREPEND Mapwarden)
  target_link_libraries(${Name} PRIVATE ${Arg_DEPENDS})
  if(Arg_CLANG)
    mapwarden_link_llvm(${Name} CLANG)
  else()
    mapwarden_link_llvm(${Name})
  endif()
endfunction()

# Parsing the headers of the libraries costs more than compiling the files of
# the rooms, so one precompiled header serves all rooms that use Clang, and one
# all others.
set(MAPWARDEN_CORE_PCH
  <algorithm> <map> <memory> <optional> <set> <string> <string_view> <unordered_map> <utility> <vector>
  <llvm/ADT/DenseMap.h>
  <llvm/ADT/DenseSet.h>
  <llvm/ADT/STLExtras.h>
  <llvm/ADT/SmallVector.h>
  <llvm/ADT/StringExtras.h>
  <llvm/ADT/StringMap.h>
  <llvm/ADT/StringRef.h>
  <llvm/Support/Error.h>
  <llvm/Support/raw_ostream.h>)
set(MAPWARDEN_CLANG_PCH ${MAPWARDEN_CORE_PCH}
  <clang/AST/ASTContext.h>
  <clang/AST/RecursiveASTVisitor.h>
  <clang/ASTMatchers/ASTMatchFinder.h>
  <clang/ASTMatchers/ASTMatchers.h>
  <clang/Analysis/CFG.h>
  <clang/Basic/SourceManager.h>
  <clang/Frontend/CompilerInstance.h>
  <clang/Frontend/FrontendActions.h>
  <clang/Index/USRGeneration.h>
  <clang/Lex/Lexer.h>
  <clang/Lex/Preprocessor.h>
  <clang/Tooling/CompilationDatabase.h>
  <clang/Tooling/Tooling.h>)

# mapwarden_use_pch(target core|clang)
function(mapwarden_use_pch Target Kind)
  set(Carrier mapwarden_${Kind}_pch)
  if(NOT TARGET ${Carrier})
    string(TOUPPER "MAPWARDEN_${Kind}_PCH" Headers)
    set(Source "${PROJECT_BINARY_DIR}/generated/${Kind}_pch.cpp")
    file(CONFIGURE OUTPUT "${Source}" CONTENT "// Carries the precompiled header.\n")
    add_library(${Carrier} OBJECT "${Source}")
    mapwarden_configure_target(${Carrier})
    target_precompile_headers(${Carrier} PRIVATE ${${Headers}})
  endif()
  target_precompile_headers(${Target} REUSE_FROM ${Carrier})
endfunction()
