/** What the page's Python is made of and started with. These are types alone. */

/** Names of the files that Python is made of, relative to the folder that they lie in. */
export interface Manifest {
  pyodide: string;
  core: string;
  wasm: string;
  stdlib: string;
  modules: string;
  data: string;
  libraries: string;
  bytes: Record<string, number>;
  later: Record<string, Package>;
  imports: string[];
  info: object;
  env: Record<string, string>;
  onImport: Record<string, string>;
  snapshot?: Snapshot;
}

/** A package that is fetched when it is first imported, `with` those that it cannot do without. */
export interface Package {
  file: string;
  bytes: number;
  with: string[];
}

/** How memory after all imports differs from that before: `files` of `piece` bytes each, `heap` in all. */
export interface Snapshot extends Costs {
  files: string[];
  piece: number;
  heap: number;
  header: string;
  table: number;
  initial: number;
  sum: number;
}

/** What a start from the snapshot costs and saves beside the ordinary one. */
export interface Costs {
  extraBytes: number;
  savedSeconds: number;
}

/** An extension module, and where Python looks for it. */
export interface Compiled {
  path: string;
  module: WebAssembly.Module;
}

export type Way = "snapshot" | "ordinary";

/** The address of a file of the manifest. */
export type At = (name: string) => string;

/** The part of Emscripten's file system that is used. */
export interface FileSystem {
  mkdirTree(path: string): void;
  readFile(path: string): Uint8Array<ArrayBuffer>;
  writeFile(path: string, content: Uint8Array | string): void;
}

/** What Emscripten is started with. */
export interface Settings {
  preRun: ((linker: any) => unknown)[];
  instantiateWasm(imports: object, receive: Receive): unknown;
}

export type Receive = (instance: { exports: { memory: WebAssembly.Memory } }, module: WebAssembly.Module) => unknown;

/** What the page and its worker tell each other: a kind, and what goes with it. */
export interface WorkerMessage {
  type: string;
  [name: string]: any;
}
