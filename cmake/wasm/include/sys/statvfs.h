// What libc++'s file system asks of a POSIX system and wasi-libc does not have. WASI knows no permissions and no free
// space; of these functions halint uses realpath alone. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <dirent.h>
#include <sys/types.h>

#include <cerrno>

struct statvfs {
  unsigned long f_bsize, f_frsize, f_blocks, f_bfree, f_bavail;
};

inline int unsupported() {
  errno = ENOSYS;
  return -1;
}
inline int statvfs(const char* /*path*/, struct statvfs* /*to*/) { return unsupported(); }
inline int fchmod(int /*file*/, mode_t /*mode*/) { return unsupported(); }
inline int fchmodat(int /*folder*/, const char* /*path*/, mode_t /*mode*/, int /*flags*/) { return unsupported(); }

/// As POSIX has it with a null buffer: the caller frees the result.
extern "C" char* realpath(const char* path, char* resolved);

#ifndef DT_SOCK
#define DT_SOCK 12
#endif
