/** Modules that are not installed for the checks: what they export is not looked into. */
declare module "@jupyter-widgets/base";
declare module "@jupyter-widgets/base-manager";
declare module "@jupyter-widgets/controls";
declare module "@lumino/widgets";
declare module "anywidget";
declare module "*.css";
declare module "pyodide" {
  export function loadPyodide(options: object): Promise<any>;
}
