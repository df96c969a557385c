// A file system in memory, for where there is no other. SPDX-License-Identifier: Apache-2.0
import {WasiError} from './wasi.js';

/** `/a/./b/../c` as `/a/c`. */
function plain(path) {
  const names = [];
  for (const name of path.split('/')) {
    if (name === '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  }
  return `/${names.join('/')}`;
}

/** Reads and writes bytes that `get` gives and `set` takes. */
class MemoryFile {
  #room = new Uint8Array(0);

  constructor(files, path, append) {
    this.type = 'file';
    this.files = files;
    this.path = path;
    this.at = append ? files.get(path).length : 0;
  }
  status() {
    return {type: 'file', size: this.files.get(this.path).length};
  }
  read(to) {
    const part = this.files.get(this.path).subarray(this.at, this.at + to.length);
    to.set(part);
    this.at += part.length;
    return part.length;
  }
  write(from) {
    const old = this.files.get(this.path);
    const size = Math.max(old.length, this.at + from.length);
    // More room than is needed, so that many small writes do not copy the whole each time.
    if (old.buffer !== this.#room.buffer || size > this.#room.length) {
      this.#room = new Uint8Array(2 * size);
      this.#room.set(old);
    }
    this.#room.set(from, this.at);
    this.files.set(this.path, this.#room.subarray(0, size));
    this.at += from.length;
    return from.length;
  }
  seek(offset, whence) {
    this.at = offset + (whence === 0 ? 0 : whence === 1 ? this.at : this.files.get(this.path).length);
    return this.at;
  }
}

export class MemoryFiles {
  /** @param {Record<string, Uint8Array>} files contents by absolute path */
  constructor(files) {
    this.files = new Map(Object.entries(files).map(([path, bytes]) => [plain(path), bytes]));
  }

  isDirectory(path) {
    const below = path === '/' ? '/' : `${path}/`;
    return path === '/' || [...this.files.keys()].some((name) => name.startsWith(below));
  }
  open(given, {create, directory, exclusive, truncate, append}) {
    const path = plain(given);
    if (this.isDirectory(path)) return {type: 'directory', path};
    const exists = this.files.has(path);
    if (!exists && !create) throw new WasiError('ENOENT');
    if (exists && exclusive) throw new WasiError('EEXIST');
    if (directory) throw new WasiError('ENOTDIR');
    if (!exists || truncate) this.files.set(path, new Uint8Array(0));
    return new MemoryFile(this.files, path, append);
  }
  status(given) {
    const path = plain(given);
    if (this.files.has(path)) return {type: 'file', size: this.files.get(path).length, ino: [...this.files.keys()].indexOf(path) + 2};
    if (!this.isDirectory(path)) throw new WasiError('ENOENT');
    return {type: 'directory', ino: 1};
  }
  list(given) {
    const path = plain(given);
    const below = path === '/' ? '/' : `${path}/`;
    const found = new Map();
    for (const name of this.files.keys()) {
      if (!name.startsWith(below)) continue;
      const [first, ...rest] = name.slice(below.length).split('/');
      found.set(first, rest.length ? 'directory' : 'file');
    }
    return [...found].map(([name, type]) => ({name, type}));
  }
  readlink() {
    throw new WasiError('EINVAL');
  }
  rename(from, to) {
    const bytes = this.files.get(plain(from));
    if (!bytes) throw new WasiError('ENOENT');
    this.files.delete(plain(from));
    this.files.set(plain(to), bytes);
  }
  unlink(path) {
    if (!this.files.delete(plain(path))) throw new WasiError('ENOENT');
  }
  mkdir() {
    throw new WasiError('ENOTSUP');
  }
  rmdir() {
    throw new WasiError('ENOTSUP');
  }
}
