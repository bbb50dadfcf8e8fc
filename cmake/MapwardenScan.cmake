# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#[=======================================================================[.rst:
MapwardenScan
-------------

  list(APPEND CMAKE_MODULE_PATH <where this file is>)   # not needed after find_package(mapwarden)
  include(MapwardenScan)
  mapwarden_scan(server [NAME mapwarden-server] [OPTIONS --fail-level=error ...])

Adds the target ``mapwarden-server``, which scans the program ``server``: its
sources and those of the libraries in this build that it links, and nothing
else. ``cmake --build . --target mapwarden-server`` fails as ``mapwarden scan``
does. Sources are built first where they are generated.

The database is made of that of the whole build (CMAKE_EXPORT_COMPILE_COMMANDS,
which it turns on for these targets), so flags are those of the build. Call it in a folder in or
above which all targets are that it concerns, after they are defined.
#]=======================================================================]

cmake_policy(VERSION 3.20...3.31)

set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(MAPWARDEN_SCAN_MODULE "${CMAKE_CURRENT_LIST_FILE}" CACHE INTERNAL "")

# Script mode: selects the entries of some sources.
if(CMAKE_SCRIPT_MODE_FILE AND MAPWARDEN_DATABASE)
  file(READ "${MAPWARDEN_DATABASE}" Entries)
  file(STRINGS "${MAPWARDEN_SOURCES}" Wanted)
  string(JSON Count LENGTH "${Entries}")
  set(Selected "[]")
  set(Number 0)
  if(Count GREATER 0)
    math(EXPR Last "${Count} - 1")
    foreach(Index RANGE ${Last})
      string(JSON Entry GET "${Entries}" ${Index})
      string(JSON File GET "${Entry}" file)
      if(File IN_LIST Wanted)
        string(JSON Selected SET "${Selected}" ${Number} "${Entry}")
        math(EXPR Number "${Number} + 1")
      endif()
    endforeach()
  endif()
  if(Number EQUAL 0)
    message(FATAL_ERROR "mapwarden_scan: no source of the target is in ${MAPWARDEN_DATABASE}")
  endif()
  file(WRITE "${MAPWARDEN_SELECTED}" "${Selected}")
  return()
endif()

# The targets of this build that Target links, and itself.
function(_mapwarden_collect Target OutVar)
  set(Open ${Target})
  set(Seen "")
  while(Open)
    list(POP_FRONT Open Next)
    if(NOT TARGET ${Next})
      continue()
    endif()
    get_target_property(Alias ${Next} ALIASED_TARGET)
    if(Alias)
      set(Next ${Alias})
    endif()
    get_target_property(Imported ${Next} IMPORTED)
    if(Imported OR Next IN_LIST Seen)
      continue()
    endif()
    list(APPEND Seen ${Next})
    foreach(Property LINK_LIBRARIES INTERFACE_LINK_LIBRARIES)
      get_target_property(Libraries ${Next} ${Property})
      if(Libraries)
        # $<LINK_ONLY:x> and the like: what is inside may be a target.
        string(REGEX REPLACE "\\$<[A-Z_]+:([^<>]*)>" "\\1" Libraries "${Libraries}")
        list(APPEND Open ${Libraries})
      endif()
    endforeach()
  endwhile()
  set(${OutVar} ${Seen} PARENT_SCOPE)
endfunction()

function(mapwarden_scan Target)
  cmake_parse_arguments(Arg "" "NAME" "OPTIONS" ${ARGN})
  if(NOT TARGET ${Target})
    message(FATAL_ERROR "mapwarden_scan: there is no target '${Target}'")
  endif()
  if(NOT Arg_NAME)
    set(Arg_NAME mapwarden-${Target})
  endif()
  find_program(MAPWARDEN_EXECUTABLE mapwarden DOC "The program mapwarden")
  if(NOT MAPWARDEN_EXECUTABLE)
    message(FATAL_ERROR "mapwarden_scan: the program mapwarden was not found; set MAPWARDEN_EXECUTABLE")
  endif()

  _mapwarden_collect(${Target} Targets)
  set(Sources "")
  foreach(Each IN LISTS Targets)
    get_target_property(Type ${Each} TYPE)
    if(NOT Type STREQUAL "INTERFACE_LIBRARY")
      # The variable came too late for targets that exist.
      set_property(TARGET ${Each} PROPERTY EXPORT_COMPILE_COMMANDS ON)
    endif()
    get_target_property(Own ${Each} SOURCES)
    get_target_property(Folder ${Each} SOURCE_DIR)
    get_target_property(Binary ${Each} BINARY_DIR)
    foreach(Source IN LISTS Own)
      if(NOT IS_ABSOLUTE "${Source}")
        if(EXISTS "${Folder}/${Source}")
          set(Source "${Folder}/${Source}")
        else()
          set(Source "${Binary}/${Source}")
        endif()
      endif()
      cmake_path(NORMAL_PATH Source)
      list(APPEND Sources "${Source}")
    endforeach()
  endforeach()

  set(Work "${CMAKE_CURRENT_BINARY_DIR}/${Arg_NAME}.dir")
  list(JOIN Sources "\n" Lines)
  file(GENERATE OUTPUT "${Work}/sources.txt" CONTENT "${Lines}\n")
  add_custom_target(${Arg_NAME}
    COMMAND "${CMAKE_COMMAND}"
      "-DMAPWARDEN_DATABASE=${CMAKE_BINARY_DIR}/compile_commands.json"
      "-DMAPWARDEN_SOURCES=${Work}/sources.txt"
      "-DMAPWARDEN_SELECTED=${Work}/compile_commands.json"
      -P "${MAPWARDEN_SCAN_MODULE}"
    COMMAND "${MAPWARDEN_EXECUTABLE}" scan -p "${Work}/compile_commands.json" ${Arg_OPTIONS}
    WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}"
    COMMENT "Scanning ${Target} with mapwarden"
    USES_TERMINAL
    VERBATIM)
  # Generated headers must be there.
  add_dependencies(${Arg_NAME} ${Targets})
endfunction()
