/** Where the copies run. */
export type Platform = 'flowfuse' | 'kubernetes' | 'docker';
/** How several copies come about. */
export type Deployment = 'replicas' | 'rolling' | 'standby';
export type Level = 'error' | 'warning' | 'note';
export type Confidence = 'high' | 'medium' | 'low';
export type Verdict = 'safe' | 'review' | 'unsafe' | 'accepted' | 'unchecked';
export type Format = 'json' | 'text' | 'concise' | 'sarif' | 'github' | 'gitlab' | 'junit' | 'checkstyle' | 'markdown' | 'html';

export interface CommonOptions {
  /** Default: flowfuse. `auto`: taken from what the flows tell. */
  platform?: Platform | 'auto';
  deployment?: Deployment;
  /** How many copies run at once. Default: 2. */
  replicas?: number;
  minLevel?: Level;
  minConfidence?: Confidence;
  /** Only these rules. */
  select?: string[];
  /** Not these rules. */
  ignore?: string[];
  /** The text of a halint.toml, without `extends` and `baseline`: those name files. */
  config?: string;
  /** What reports call the file. Default: flows.json. */
  path?: string;
}

export interface Options extends CommonOptions {
  showSuppressed?: boolean;
  /** Default: json, which check() gives as an object. */
  format?: Format;
}

export interface FixOptions extends CommonOptions {
  /** Also fixes that may change what the flows do. */
  unsafe?: boolean;
}

export interface Place {
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
}

export interface Fix {
  applicability: 'safe' | 'unsafe' | 'display';
  description: string;
  [more: string]: unknown;
}

export interface Finding extends Partial<Place> {
  rule: string;
  level: Level;
  confidence: Confidence;
  message: string;
  file: string;
  flow?: {id: string; label: string};
  node?: {id: string; type: string; name?: string};
  property?: string;
  /** Ids of nodes, from the source to the effect. */
  path: string[];
  effects: string[];
  related: object[];
  fingerprint: string;
  fixes: Fix[];
  [more: string]: unknown;
}

export interface FlowVerdict {
  id: string;
  label: string;
  verdict: Verdict;
  errors: number;
  warnings: number;
  notes: number;
  [more: string]: unknown;
}

/** docs/schema/halint-report.schema.json has all of it. Within one version members may be added. */
export interface Report {
  version: 1;
  tool: {name: 'halint'; version: string};
  platform: Platform;
  deployment: Deployment;
  replicas: number;
  files: {path: string; shape: string; nodes: number; flows: FlowVerdict[]; [more: string]: unknown}[];
  findings: Finding[];
  errors: {message: string; [more: string]: unknown}[];
  summary: {
    errors: number;
    warnings: number;
    notes: number;
    suppressed: number;
    hidden: number;
    fixable: number;
    unknownTypes: Record<string, number>;
    [more: string]: unknown;
  };
}

export interface Rule {
  id: string;
  level: Level;
  confidence: Confidence;
  summary: string;
  [more: string]: unknown;
}

/** A flow array, any other shape that `halint check` reads, or the text or bytes of such a file. */
export type Flows = object | string | Uint8Array;

/** What could not be done, as the command line says it. */
export class HalintError extends Error {}

/** halint on the thread that calls it, without waiting; load() makes one. */
export class Halint {
  constructor(module: WebAssembly.Module);
  check(flows: Flows, options: Options & {format: Exclude<Format, 'json'>}): string;
  check(flows: Flows, options?: Options): Report;
  /** The flows with their fixes, each of which has been tried: text if they were given as text or bytes. */
  fix(flows: string | Uint8Array, options?: FixOptions): string;
  fix(flows: object, options?: FixOptions): object;
  explain(rule: string): Rule;
  rules(): Rule[];
  version(): string;
}

export function load(): Promise<Halint>;
export function check(flows: Flows, options: Options & {format: Exclude<Format, 'json'>}): Promise<string>;
export function check(flows: Flows, options?: Options): Promise<Report>;
export function fix(flows: string | Uint8Array, options?: FixOptions): Promise<string>;
export function fix(flows: object, options?: FixOptions): Promise<object>;
export function explain(rule: string): Promise<Rule>;
export function rules(): Promise<Rule[]>;
