# What CMake must know of WASI as a platform. SPDX-License-Identifier: Apache-2.0
set(CMAKE_EXECUTABLE_SUFFIX .wasm)
