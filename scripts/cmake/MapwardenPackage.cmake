# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# cpack -G DEB: the tool as a Debian package. Only the component `tools` goes
# into it; the libraries are for those who build against them.

set(CPACK_PACKAGE_NAME mapwarden)
set(CPACK_PACKAGE_VENDOR "The mapwarden authors")
set(CPACK_PACKAGE_CONTACT "The mapwarden authors <mapwarden@example.org>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "finds unguarded accesses to shared maps in C++ programs")
set(CPACK_PACKAGE_DESCRIPTION
  "Finds the accesses to std::map, std::unordered_map and their kin that several
threads can reach and no lock protects, over a whole C++ program, and shows
both accesses, both threads and the locks on each side.")
set(CPACK_RESOURCE_FILE_LICENSE "${PROJECT_SOURCE_DIR}/LICENSE")
set(CPACK_PACKAGING_INSTALL_PREFIX "/usr")
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL tools)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_TOOLS_PACKAGE_NAME mapwarden)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# Clang's own headers, which every translation unit needs.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libclang-common-${MAPWARDEN_LLVM_MAJOR}-dev")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "git")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "clang-tidy-${MAPWARDEN_LLVM_MAJOR}, bear")
include(CPack)
