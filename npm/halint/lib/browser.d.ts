import type {Halint} from './index.js';

export * from './index.js';
/** `url` is where functions.wasm is served. Default: beside this package. */
export function load(url?: string | URL): Promise<Halint>;
