/** What a live page is made of, and what it hears from Python. These are types alone. */

import type { Manifest } from "./python.d.ts";

/** Inputs of a live cell besides its saved state. */
export interface InputNames {
  query?: string;
  storage?: string;
}

/** A live cell as the build describes it. */
export interface CellSettings extends InputNames {
  id: string;
  source: string;
  code: boolean;
  later: string[];
  queryNote?: string;
  share?: boolean;
}

/** What readers see, by the keys of `words.json`. */
export type Words = Record<string, string>;

export interface Link {
  text: string;
  url: string;
}

/** What the build tells a page, as `page_schema.json` has it. */
export interface PageSettings {
  version: number;
  base: string;
  key: string;
  cells: CellSettings[];
  links: Link[];
  notebook?: string;
  worker: string;
  front: string;
  frontStyle: string;
  vega?: string;
  widgets?: string[];
  needs: string[];
  manifest: Manifest;
  words: Words;
}

/** The page, seen from its cells and from what draws into them. */
export interface LivePage {
  cells: any[];
  cell(id?: string): LiveCell | undefined;
  want(cell: LiveCell, states?: string[]): void;
  runCode(cell: LiveCell): unknown;
  restart(): void;
  takeOver(cell: LiveCell, text: string): void;
}

export interface LiveCell {
  id: string;
  code: boolean;
  state: string;
  stage: HTMLElement;
  ran(ok: boolean, seconds?: number): unknown;
  error(drawn: Node): void;
  remember(text: string): void;
  afresh(): void;
  unreadable(states: number, inputs: boolean): void;
  clearNotice(): void;
  busy(change: number): void;
}

/** An open editor of code. */
export interface Editor {
  focus(): void;
  destroy(): void;
  set(code: string): void;
}

export interface EditorOptions {
  parent: HTMLElement;
  text: string;
  label: string;
  onChange(text: string): void;
  onRun(): void;
  onLeave(): void;
}

/** A message of Python's; `buffers` says how many of those beside it are its own. */
export interface Message extends ErrorOutput {
  type: string;
  id: string;
  cell: string;
  target: string;
  data: any;
  metadata?: object;
  frontEnd?: string | null;
  buffers: number;
  output: Output;
  state: string;
  states: number;
  inputs: boolean;
}

/** An error, as a notebook file holds it. */
export interface ErrorOutput {
  ename: string;
  evalue: string;
  traceback: string | string[];
  hint?: [key: string, parts: Record<string, string>] | null;
}

/** An output, as a notebook file holds it. */
export interface Output extends ErrorOutput {
  output_type: string;
  name: string;
  text: string;
  cut?: boolean;
  wait?: boolean;
  data: Record<string, any>;
  metadata?: Record<string, { width?: number; height?: number; alt?: string }>;
  transient?: { display_id: string };
}

/** The way to Python: a message of the comm `id`, settled when Python has handled it. */
export interface Kernel {
  send(id: string, data: unknown, buffers: unknown[]): Promise<void>;
}

/** Draws a widget's view into an element, and gives it unless somebody else looks after it. */
export interface Shower {
  words: Words;
  show(id: string, element: HTMLElement): Promise<{ remove(): void } | undefined>;
}

declare global {
  /** What anywidget's AMD module calls, see anywidget.js. */
  var __livepagesDefine: unknown;
}
