// What the WebAssembly program asks of its host (WASI preview 1), over any file system: its arguments, files, clock and
// nothing else. Knows nothing of Node.js or browsers. SPDX-License-Identifier: Apache-2.0

/** Numbers of WASI's errors by the names that Node.js gives them. */
const ERRNO = {
  EACCES: 2, EAGAIN: 6, EBADF: 8, EBUSY: 10, EEXIST: 20, EFBIG: 22, EINVAL: 28, EIO: 29, EISDIR: 31, ELOOP: 32, EMFILE: 33,
  ENAMETOOLONG: 37, ENFILE: 41, ENODEV: 43, ENOENT: 44, ENOMEM: 48, ENOSPC: 51, ENOSYS: 52, ENOTDIR: 54, ENOTEMPTY: 55,
  ENOTSUP: 58, ENXIO: 60, EPERM: 63, EPIPE: 64, EROFS: 69, ESPIPE: 70, ETXTBSY: 74, EXDEV: 75,
};
const TYPES = {unknown: 0, block: 1, character: 2, directory: 3, file: 4, socket: 6, link: 7};
const ALL_RIGHTS = 0xffffffffffffffffn;
const ROOT = 3; // the descriptor that stands for /

export class WasiError extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}

/** The program has ended. */
class Exit {
  constructor(code) {
    this.code = code;
  }
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', {fatal: false, ignoreBOM: true});

class Host {
  /** @param {{args: string[], env: Record<string, string>, files: object, streams: object[], random: (bytes: Uint8Array) => void, sleep: (ms: number) => void}} options */
  constructor(options) {
    Object.assign(this, options);
    this.open = [...options.streams, {path: '/', type: 'directory'}];
  }

  // Memory may have grown, and every earlier view is empty then.
  get view() {
    return new DataView(this.memory.buffer);
  }
  bytes(at, size) {
    return new Uint8Array(this.memory.buffer, at, size);
  }
  text(at, size) {
    return decoder.decode(this.bytes(at, size));
  }
  handle(fd) {
    const handle = this.open[fd];
    if (!handle) throw new WasiError('EBADF');
    return handle;
  }
  path(fd, at, size) {
    const {path} = this.handle(fd);
    const name = this.text(at, size);
    return path.endsWith('/') ? path + name : `${path}/${name}`;
  }
  add(handle) {
    let fd = ROOT + 1;
    while (this.open[fd]) ++fd;
    this.open[fd] = handle;
    return fd;
  }

  /** Each [address, size] of a list of pieces. */
  * pieces(list, count) {
    for (let i = 0; i < count; ++i) {
      const {view} = this;
      yield [view.getUint32(list + 8 * i, true), view.getUint32(list + 8 * i + 4, true)];
    }
  }

  /** Texts as C wants them: pointers at `list`, bytes at `to`. */
  putTexts(texts, list, to) {
    for (const text of texts) {
      this.view.setUint32(list, to, true);
      const bytes = encoder.encode(`${text}\0`);
      this.bytes(to, bytes.length).set(bytes);
      list += 4;
      to += bytes.length;
    }
  }
  putSizes(texts, count, size) {
    this.view.setUint32(count, texts.length, true);
    this.view.setUint32(size, texts.reduce((sum, text) => sum + encoder.encode(text).length + 1, 0), true);
  }
  putStatus(at, status) {
    const {view} = this;
    view.setBigUint64(at, BigInt(status.dev ?? 0), true);
    view.setBigUint64(at + 8, BigInt(status.ino ?? 0), true);
    view.setUint8(at + 16, TYPES[status.type]);
    view.setBigUint64(at + 24, BigInt(status.links ?? 1), true);
    view.setBigUint64(at + 32, BigInt(status.size ?? 0), true);
    for (const offset of [40, 48, 56]) view.setBigUint64(at + offset, BigInt(status.modified ?? 0), true);
  }
  status(handle) {
    return handle.status ? handle.status() : handle.path ? this.files.status(handle.path, true) : {type: handle.type ?? 'unknown'};
  }
  variables() {
    return Object.entries(this.env).map(([name, value]) => `${name}=${value}`);
  }
}

// The functions of wasi_snapshot_preview1 that the program uses. Each returns nothing (done) or an error's number.
const calls = {
  args_get(host, list, to) {
    host.putTexts(host.args, list, to);
  },
  args_sizes_get(host, count, size) {
    host.putSizes(host.args, count, size);
  },
  environ_get(host, list, to) {
    host.putTexts(host.variables(), list, to);
  },
  environ_sizes_get(host, count, size) {
    host.putSizes(host.variables(), count, size);
  },
  clock_time_get(host, id, precision, to) {
    const now = id === 0 ? BigInt(Date.now()) * 1000000n : BigInt(Math.round(performance.now() * 1e6));
    host.view.setBigUint64(to, now, true);
  },
  clock_res_get(host, id, to) {
    host.view.setBigUint64(to, 1000000n, true);
  },
  random_get(host, to, size) {
    host.random(host.bytes(to, size));
  },
  sched_yield() {},
  proc_exit(host, code) {
    throw new Exit(code);
  },
  // Sleeping is all that is waited for.
  poll_oneoff(host, from, to, count, events) {
    for (let i = 0; i < count; ++i) {
      const at = from + 48 * i;
      if (host.view.getUint8(at + 8) !== 0) throw new WasiError('ENOTSUP');
      host.sleep(Number(host.view.getBigUint64(at + 24, true)) / 1e6);
      host.view.setBigUint64(to + 32 * i, host.view.getBigUint64(at, true), true);
      host.view.setUint16(to + 32 * i + 8, 0, true);
      host.view.setUint8(to + 32 * i + 10, 0);
    }
    host.view.setUint32(events, count, true);
  },

  fd_prestat_get(host, fd, to) {
    if (fd !== ROOT) throw new WasiError('EBADF');
    host.view.setUint8(to, 0);
    host.view.setUint32(to + 4, 1, true);
  },
  fd_prestat_dir_name(host, fd, to) {
    host.bytes(to, 1)[0] = 0x2f;
  },
  fd_fdstat_get(host, fd, to) {
    const {type = 'unknown', terminal = false} = host.handle(fd);
    host.view.setUint8(to, TYPES[type]);
    host.view.setUint16(to + 2, 0, true);
    // To wasi-libc a terminal is a character device that cannot be positioned.
    const rights = terminal ? ALL_RIGHTS & ~0x24n : ALL_RIGHTS;
    host.view.setBigUint64(to + 8, rights, true);
    host.view.setBigUint64(to + 16, ALL_RIGHTS, true);
  },
  fd_fdstat_set_flags() {},
  fd_filestat_get(host, fd, to) {
    host.putStatus(to, host.status(host.handle(fd)));
  },
  fd_filestat_set_size() {
    throw new WasiError('ENOTSUP');
  },
  fd_filestat_set_times() {},
  fd_close(host, fd) {
    host.handle(fd).close?.();
    host.open[fd] = undefined;
  },
  fd_read(host, fd, list, count, got) {
    const handle = host.handle(fd);
    if (!handle.read) throw new WasiError(handle.type === 'directory' ? 'EISDIR' : 'EBADF');
    let total = 0;
    for (const [at, size] of host.pieces(list, count)) {
      const read = size === 0 ? 0 : handle.read(host.bytes(at, size));
      total += read;
      if (read < size) break;
    }
    host.view.setUint32(got, total, true);
  },
  fd_write(host, fd, list, count, done) {
    const handle = host.handle(fd);
    if (!handle.write) throw new WasiError('EBADF');
    let total = 0;
    for (const [at, size] of host.pieces(list, count)) {
      for (let from = 0; from < size;) from += handle.write(host.bytes(at + from, size - from));
      total += size;
    }
    host.view.setUint32(done, total, true);
  },
  fd_seek(host, fd, offset, whence, to) {
    const handle = host.handle(fd);
    if (!handle.seek) throw new WasiError('ESPIPE');
    host.view.setBigUint64(to, BigInt(handle.seek(Number(offset), whence)), true);
  },
  fd_readdir(host, fd, to, size, cookie, used) {
    const handle = host.handle(fd);
    handle.entries ??= host.files.list(handle.path);
    let at = 0;
    for (let i = Number(cookie); i < handle.entries.length && at < size; ++i) {
      const {name, type} = handle.entries[i];
      const bytes = encoder.encode(name);
      const entry = new Uint8Array(24 + bytes.length);
      const view = new DataView(entry.buffer);
      view.setBigUint64(0, BigInt(i + 1), true);
      view.setBigUint64(8, 0n, true);
      view.setUint32(16, bytes.length, true);
      view.setUint8(20, TYPES[type]);
      entry.set(bytes, 24);
      const part = entry.subarray(0, size - at);
      host.bytes(to + at, part.length).set(part);
      at += part.length;
    }
    host.view.setUint32(used, at, true);
  },

  path_open(host, fd, follow, at, size, how, rights, inherited, flags, to) {
    const path = host.path(fd, at, size);
    const wanted = {
      create: (how & 1) !== 0,
      directory: (how & 2) !== 0,
      exclusive: (how & 4) !== 0,
      truncate: (how & 8) !== 0,
      append: (flags & 1) !== 0,
      read: (rights & 2n) !== 0n,
      write: (rights & 64n) !== 0n,
    };
    host.view.setUint32(to, host.add(host.files.open(path, wanted)), true);
  },
  path_filestat_get(host, fd, follow, at, size, to) {
    host.putStatus(to, host.files.status(host.path(fd, at, size), (follow & 1) !== 0));
  },
  path_filestat_set_times() {},
  path_readlink(host, fd, at, size, to, most, used) {
    const bytes = encoder.encode(host.files.readlink(host.path(fd, at, size))).subarray(0, most);
    host.bytes(to, bytes.length).set(bytes);
    host.view.setUint32(used, bytes.length, true);
  },
  path_rename(host, fd, at, size, newFd, newAt, newSize) {
    host.files.rename(host.path(fd, at, size), host.path(newFd, newAt, newSize));
  },
  path_unlink_file(host, fd, at, size) {
    host.files.unlink(host.path(fd, at, size));
  },
  path_create_directory(host, fd, at, size) {
    host.files.mkdir(host.path(fd, at, size));
  },
  path_remove_directory(host, fd, at, size) {
    host.files.rmdir(host.path(fd, at, size));
  },
  path_symlink() {
    throw new WasiError('ENOTSUP');
  },
  path_link() {
    throw new WasiError('ENOTSUP');
  },
};

/** The call as the program makes it: numbers in, an error's number out. */
function guarded(host, call) {
  return (...numbers) => {
    try {
      call(host, ...numbers.map((number) => (typeof number === 'number' ? number >>> 0 : number)));
      return 0;
    } catch (error) {
      if (error instanceof Exit) throw error;
      const code = ERRNO[error?.code];
      if (code === undefined && !error?.code) throw error; // a mistake of ours
      return code ?? ERRNO.EIO;
    }
  };
}

/**
 * Runs the program once, to its end.
 * @returns {number} its exit code
 */
export function start(module, options) {
  const host = new Host(options);
  const imports = {};
  for (const {module: from, name} of WebAssembly.Module.imports(module)) {
    if (!calls[name]) throw new Error(`halint.wasm needs ${from}.${name}, which this version of the package does not have`);
    imports[name] = guarded(host, calls[name]);
  }
  const instance = new WebAssembly.Instance(module, {wasi_snapshot_preview1: imports});
  host.memory = instance.exports.memory;
  try {
    instance.exports._start();
    return 0;
  } catch (error) {
    if (error instanceof Exit) return error.code;
    throw error;
  } finally {
    for (const handle of host.open.slice(ROOT + 1)) handle?.close?.();
  }
}
