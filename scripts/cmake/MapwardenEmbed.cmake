# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# mapwarden_embed_files(OutVar FUNCTION embeddedModels HEADER "Models/EmbeddedModels.h" FILES a.yaml ...)
#
# Generates a C++ source that defines FUNCTION (declared in HEADER) over the
# bytes of FILES, in the order of their names, and puts its path in OutVar.

find_package(Python3 REQUIRED COMPONENTS Interpreter)

function(mapwarden_embed_files OutVar)
  cmake_parse_arguments(Arg "" "FUNCTION;HEADER" "FILES" ${ARGN})
  set(Script "${PROJECT_SOURCE_DIR}/scripts/cmake/embed_files.py")
  set(Output "${CMAKE_CURRENT_BINARY_DIR}/${Arg_FUNCTION}.cpp")
  # The list is a file of its own so that removing an input regenerates, too.
  set(List "${CMAKE_CURRENT_BINARY_DIR}/${Arg_FUNCTION}.list")
  list(SORT Arg_FILES)
  list(JOIN Arg_FILES "\n" Lines)
  file(CONFIGURE OUTPUT "${List}" CONTENT "${Lines}\n" @ONLY)
  add_custom_command(
    OUTPUT "${Output}"
    COMMAND "${Python3_EXECUTABLE}" "${Script}" --list "${List}" --output "${Output}"
            --function "${Arg_FUNCTION}" --header "${Arg_HEADER}"
    DEPENDS "${Script}" "${List}" ${Arg_FILES}
    COMMENT "Embedding the files of ${Arg_FUNCTION}()"
    VERBATIM)
  set(${OutVar} "${Output}" PARENT_SCOPE)
endfunction()
