# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# install(): the programs, the clang-tidy module, the default models, the pages,
# and the rooms as a CMake package that offers Mapwarden::Link and so on. A
# program that uses a room links LLVM (and clang-cpp for Extract and Driver)
# itself, as the programs here do.

include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

# Component `tools` is what users need, `dev` what those who build against the
# rooms need besides.
foreach(Target mapwarden MapwardenTidyModule)
  if(TARGET ${Target})
    install(TARGETS ${Target} COMPONENT tools
      RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}"
      LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}")
  endif()
endforeach()
install(PROGRAMS ci/mapwarden-ci DESTINATION "${CMAKE_INSTALL_BINDIR}" COMPONENT tools)
install(DIRECTORY lib/Models/defaults/ DESTINATION "${CMAKE_INSTALL_DATADIR}/mapwarden/models" COMPONENT tools)
install(DIRECTORY docs/ DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT tools
  FILES_MATCHING PATTERN "*.md" PATTERN "*.schema.json")
install(FILES lib/Models/schema.json DESTINATION "${CMAKE_INSTALL_DATADIR}/mapwarden" COMPONENT tools)
install(FILES LICENSE DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT tools RENAME copyright)
install(FILES cmake/MapwardenScan.cmake DESTINATION "${CMAKE_INSTALL_DATADIR}/mapwarden/cmake" COMPONENT tools)
install(FILES ci/gitlab/mapwarden.gitlab-ci.yml DESTINATION "${CMAKE_INSTALL_DATADIR}/mapwarden/ci" COMPONENT tools)

# The program writes its own man page and completions.
if(TARGET mapwarden)
  set(ShellDir "${PROJECT_BINARY_DIR}/shell")
  file(MAKE_DIRECTORY "${ShellDir}")
  set(ShellFiles "")
  foreach(Kind man bash zsh fish)
    add_custom_command(OUTPUT "${ShellDir}/${Kind}"
      COMMAND mapwarden completion ${Kind} > "${ShellDir}/${Kind}"
      DEPENDS mapwarden
      COMMENT "Writing what ${Kind} knows of mapwarden"
      VERBATIM)
    list(APPEND ShellFiles "${ShellDir}/${Kind}")
  endforeach()
  add_custom_target(mapwarden-shell ALL DEPENDS ${ShellFiles})
  install(FILES "${ShellDir}/man" DESTINATION "${CMAKE_INSTALL_MANDIR}/man1" RENAME mapwarden.1 COMPONENT tools)
  install(FILES "${ShellDir}/bash" DESTINATION "${CMAKE_INSTALL_DATADIR}/bash-completion/completions"
    RENAME mapwarden COMPONENT tools)
  install(FILES "${ShellDir}/zsh" DESTINATION "${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions"
    RENAME _mapwarden COMPONENT tools)
  install(FILES "${ShellDir}/fish" DESTINATION "${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d"
    RENAME mapwarden.fish COMPONENT tools)
endif()

set(CMAKE_INSTALL_DEFAULT_COMPONENT_NAME dev)
get_property(Rooms GLOBAL PROPERTY MAPWARDEN_ROOMS)
set(RoomTargets ${Rooms})
list(TRANSFORM RoomTargets PREPEND Mapwarden)
install(TARGETS ${RoomTargets} mapwarden_llvm EXPORT MapwardenTargets
  ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}/mapwarden")
set(HeaderDir "${CMAKE_INSTALL_INCLUDEDIR}/mapwarden")
install(DIRECTORY lib/ "${PROJECT_BINARY_DIR}/generated/" DESTINATION "${HeaderDir}" FILES_MATCHING PATTERN "*.h")
install(DIRECTORY checks DESTINATION "${HeaderDir}" FILES_MATCHING PATTERN "*.h" PATTERN "*.def")

set(PackageDir "${CMAKE_INSTALL_LIBDIR}/cmake/mapwarden")
install(EXPORT MapwardenTargets NAMESPACE Mapwarden:: DESTINATION "${PackageDir}")
file(CONFIGURE OUTPUT "${PROJECT_BINARY_DIR}/generated/MapwardenConfig.cmake" @ONLY CONTENT [[
include(CMakeFindDependencyMacro)
find_dependency(Threads)
include("${CMAKE_CURRENT_LIST_DIR}/MapwardenTargets.cmake")
]])
write_basic_package_version_file("${PROJECT_BINARY_DIR}/generated/MapwardenConfigVersion.cmake"
  COMPATIBILITY SameMinorVersion)
install(FILES
  "${PROJECT_BINARY_DIR}/generated/MapwardenConfig.cmake"
  "${PROJECT_BINARY_DIR}/generated/MapwardenConfigVersion.cmake"
  DESTINATION "${PackageDir}")
