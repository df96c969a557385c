/** Where the copies run. */
export type Platform = 'flowfuse' | 'kubernetes';
/** How several copies come about. */
export type Deployment = 'replicas' | 'rolling' | 'standby';
export type Level = 'error' | 'warning' | 'note';
export type Confidence = 'high' | 'medium' | 'low';
export type Verdict = 'safe' | 'review' | 'unsafe' | 'accepted' | 'unchecked';
export type Format = 'json' | 'text' | 'sarif' | 'github' | 'gitlab' | 'junit' | 'checkstyle' | 'markdown' | 'html';

export interface Options {
  platform?: Platform;
  deployment?: Deployment;
  /** How many copies run at once. Default: 2. */
  replicas?: number;
  minLevel?: Level;
  minConfidence?: Confidence;
  /** Only these rules. */
  select?: string[];
  /** Not these rules. */
  ignore?: string[];
  showSuppressed?: boolean;
  strict?: boolean;
  /** The text of a halint.toml. */
  config?: string;
  /** What reports call the file. Default: flows.json. */
  path?: string;
  /** Default: json, which check() gives as an object. */
  format?: Format;
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

export interface Run {
  code: number;
  stdout: string;
  stderr: string;
  /** What is in memory afterwards, as text, by path. */
  files: Record<string, string>;
}

/** What could not be done, as the command line says it with exit code 2. */
export class HalintError extends Error {}

/** halint on the thread that calls it, without waiting; load() makes one. */
export class Halint {
  constructor(module: WebAssembly.Module, random?: (bytes: Uint8Array) => void);
  check(flows: Flows, options: Options & {format: Exclude<Format, 'json'>}): string;
  check(flows: Flows, options?: Options): Report;
  explain(rule: string): Rule;
  rules(): Rule[];
  /** Any command line, on files in memory. */
  run(args: string[], input?: {files?: Record<string, Flows>; stdin?: string | Uint8Array}): Run;
}

export function load(): Promise<Halint>;
export function check(flows: Flows, options: Options & {format: Exclude<Format, 'json'>}): Promise<string>;
export function check(flows: Flows, options?: Options): Promise<Report>;
export function explain(rule: string): Promise<Rule>;
export function rules(): Promise<Rule[]>;
