// The real file system, by way of node:fs. SPDX-License-Identifier: Apache-2.0
import fs from 'node:fs';
import tty from 'node:tty';
import {WasiError} from './wasi.js';

const WAIT = new Int32Array(new SharedArrayBuffer(4));

export function sleep(milliseconds) {
  Atomics.wait(WAIT, 0, 0, milliseconds);
}

/** Paths of the program are POSIX: `C:\flows` is `/C:/flows` there. */
export function toProgram(path, platform = process.platform) {
  if (platform !== 'win32') return path;
  const slashes = path.replaceAll('\\', '/');
  return /^[A-Za-z]:/.test(slashes) ? `/${slashes}` : slashes;
}

export function toSystem(path, platform = process.platform) {
  if (platform !== 'win32') return path;
  const drive = /^\/([A-Za-z]:)(.*)$/s.exec(path);
  return drive ? `${drive[1]}${drive[2] || '/'}`.replaceAll('/', '\\') : path.replaceAll('/', '\\');
}

/** An argument of a Windows shell: a path, or OPTION=PATH. */
export function argument(text, platform = process.platform) {
  if (platform !== 'win32') return text;
  const option = /^((?:--?[a-z-]+=)?(?:[a-z]+=)?)(.*)$/s.exec(text);
  return option[1] + toProgram(option[2], platform);
}

function typeOf(stat) {
  if (stat.isFile()) return 'file';
  if (stat.isDirectory()) return 'directory';
  if (stat.isSymbolicLink()) return 'link';
  if (stat.isCharacterDevice()) return 'character';
  if (stat.isBlockDevice()) return 'block';
  return 'unknown';
}

function statusOf(stat) {
  return {type: typeOf(stat), dev: stat.dev, ino: stat.ino, links: stat.nlink, size: stat.size, modified: stat.mtimeNs};
}

/** An open file, or a stream of the process. */
export class NodeFile {
  constructor(fd, {positioned = false, owned = false} = {}) {
    this.fd = fd;
    this.at = positioned ? 0 : null;
    this.owned = owned;
    this.type = this.#type();
    this.terminal = this.type === 'character' && tty.isatty(fd);
    if (!positioned) this.seek = undefined;
  }
  // A closed stream is no reason not to start.
  #type() {
    try {
      return typeOf(fs.fstatSync(this.fd));
    } catch {
      return 'unknown';
    }
  }
  status() {
    return statusOf(fs.fstatSync(this.fd, {bigint: true}));
  }
  // Streams may be set not to block by whoever shares them.
  #patiently(work) {
    for (;;) {
      try {
        return work();
      } catch (error) {
        if (error.code === 'EOF') return 0; // a closed pipe on Windows
        if (error.code !== 'EAGAIN') throw error;
        sleep(5);
      }
    }
  }
  read(to) {
    const got = this.#patiently(() => fs.readSync(this.fd, to, 0, to.length, this.at));
    if (this.at !== null) this.at += got;
    return got;
  }
  write(from) {
    const done = this.#patiently(() => fs.writeSync(this.fd, from, 0, from.length, this.at));
    if (this.at !== null) this.at += done;
    return done;
  }
  seek(offset, whence) {
    this.at = offset + (whence === 0 ? 0 : whence === 1 ? this.at : fs.fstatSync(this.fd).size);
    return this.at;
  }
  close() {
    if (this.owned) fs.closeSync(this.fd);
  }
}

export class NodeFiles {
  open(given, {create, directory, exclusive, truncate, append, read, write}) {
    const path = toSystem(given);
    const {constants: c} = fs;
    const writes = write || create || truncate || append;
    if (!writes && fs.statSync(path).isDirectory()) return {type: 'directory', path: given};
    if (directory) throw new WasiError('ENOTDIR');
    const flags = (writes ? (read ? c.O_RDWR : c.O_WRONLY) : c.O_RDONLY) | (create ? c.O_CREAT : 0) | (exclusive ? c.O_EXCL : 0) |
      (truncate ? c.O_TRUNC : 0) | (append ? c.O_APPEND : 0);
    const fd = fs.openSync(path, flags, 0o666);
    return new NodeFile(fd, {owned: true, positioned: fs.fstatSync(fd).isFile() && !append});
  }
  status(path, follow) {
    return statusOf((follow ? fs.statSync : fs.lstatSync)(toSystem(path), {bigint: true}));
  }
  list(path) {
    return fs.readdirSync(toSystem(path), {withFileTypes: true}).map((entry) => ({name: entry.name, type: typeOf(entry)}));
  }
  readlink(path) {
    return toProgram(fs.readlinkSync(toSystem(path)));
  }
  rename(from, to) {
    fs.renameSync(toSystem(from), toSystem(to));
  }
  unlink(path) {
    fs.unlinkSync(toSystem(path));
  }
  mkdir(path) {
    fs.mkdirSync(toSystem(path));
  }
  rmdir(path) {
    fs.rmdirSync(toSystem(path));
  }
}
