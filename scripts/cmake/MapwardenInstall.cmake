# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# install(): the programs, the clang-tidy module, the default models, the pages,
# and the rooms as a CMake package that offers Mapwarden::Link and so on. A
# program that uses a room links LLVM (and clang-cpp for Extract and Driver)
# itself, as the programs here do.

include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

foreach(Target mapwarden MapwardenTidyModule)
  if(TARGET ${Target})
    install(TARGETS ${Target}
      RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}"
      LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}")
  endif()
endforeach()
install(DIRECTORY lib/Models/defaults/ DESTINATION "${CMAKE_INSTALL_DATADIR}/mapwarden/models" OPTIONAL)
install(DIRECTORY docs/ DESTINATION "${CMAKE_INSTALL_DOCDIR}" OPTIONAL FILES_MATCHING PATTERN "*.md")
install(FILES LICENSE DESTINATION "${CMAKE_INSTALL_DOCDIR}")

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
