/** Modules that are not installed for the checks: what they export is not looked into. */
declare module "@codemirror/commands";
declare module "@codemirror/lang-python";
declare module "@codemirror/language";
declare module "@codemirror/state";
declare module "@codemirror/view";
declare module "@jupyter-widgets/base";
declare module "@jupyter-widgets/base-manager";
declare module "@jupyter-widgets/controls";
declare module "@lumino/widgets";
declare module "@lezer/highlight";
declare module "anywidget";
declare module "dompurify";
declare module "marked";
declare module "*.css";
declare module "pyodide" {
  export function loadPyodide(options: object): Promise<any>;
}
declare module "*/pyodide.core.mjs" {
  export function loadPyodide(options: object): Promise<any>;
}
declare module "zstddec" {
  export class ZSTDDecoder {
    init(): Promise<void>;
    decode(array: Uint8Array, uncompressedSize?: number): Uint8Array;
  }
}
