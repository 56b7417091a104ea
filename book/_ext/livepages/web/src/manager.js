// @ts-check
/**
 * The widget manager of a live page: models and views as in a notebook, with
 * comms that end in the page's worker.
 */
import * as base from "@jupyter-widgets/base";
import * as controls from "@jupyter-widgets/controls";
import { ManagerBase } from "@jupyter-widgets/base-manager";
import { Widget } from "@lumino/widgets";
import createAnywidget from "./anywidget.js";
import { refused } from "./front_ends.js";
import { outputModule } from "./output.js";
import { sanitise } from "./sanitise.js";
import { sliders } from "./slider.js";

/** @import { FrontEnds } from "./front_ends.js" */
/** @import { Kernel, Message, Words } from "./page.d.ts" */

/** @type {Record<string, () => Promise<any>>} */
const MODULES = {
  "@jupyter-widgets/base": async () => base,
  "@jupyter-widgets/controls": async () => ({ ...controls, ...sliders }),
  "@jupyter-widgets/output": async () => outputModule,
  anywidget: async () => createAnywidget(base),
  refused: async () => refused,
};

/** One comm; `send` answers with an idle status once Python has handled the message. */
class PageComm {
  /**
   * @param {string} id
   * @param {string} target
   * @param {Kernel} kernel
   */
  constructor(id, target, kernel) {
    this.comm_id = id;
    this.target_name = target;
    this.kernel = kernel;
  }
  /** @type {(data: unknown, callbacks?: any, metadata?: object, buffers?: unknown[]) => string} */
  send(data, callbacks, _metadata, buffers) {
    this.kernel.send(this.comm_id, data, buffers ?? []).then(() =>
      callbacks?.iopub?.status?.({ content: { execution_state: "idle" } }),
    );
    return "";
  }
  /** @param {(envelope: object) => unknown} callback */
  on_msg(callback) {
    this.message = callback;
  }
  /** @param {(envelope: object) => unknown} callback */
  on_close(callback) {
    this.closed = callback;
  }
  open() {}
  close() {}
}

export class PageManager extends ManagerBase {
  /** @type {Map<string, PageComm>} */
  comms = new Map();
  /** @type {Map<string, Promise<any>>} */
  modules = new Map();

  /**
   * @param {Kernel} kernel its `send` settles when Python has handled the message
   * @param {Words} words
   * @param {FrontEnds} frontEnds
   */
  constructor(kernel, words, frontEnds) {
    super();
    this.frontEnds = frontEnds;
    this.kernel = kernel;
    this.words = words;
  }

  /** @type {(className: string, moduleName: string, version: string) => Promise<any>} */
  async loadClass(className, moduleName, version) {
    const load = MODULES[moduleName];
    if (!load) {
      throw new Error(this.words.no_front_end.replace("{widget}", () => `${moduleName} ${version} ${className}`));
    }
    const module = this.modules.get(moduleName) ?? load();
    this.modules.set(moduleName, module);
    return (await module)[className];
  }

  /**
   * A slider's handle has no name of its own: it takes the words beside it.
   *
   * @type {(model: any, options?: object) => Promise<any>}
   */
  async create_view(model, options) {
    const view = await super.create_view(model, options);
    for (const handle of view.el?.querySelectorAll?.(".noUi-handle:not([aria-label])") ?? []) {
      handle.setAttribute("aria-label", model.get("description") || model.get("tooltip") || this.words.slider);
    }
    return view;
  }

  /** @param {string} text */
  inline_sanitize(text) {
    return sanitise(text);
  }

  /** @type {(target: string, id: string) => Promise<PageComm>} */
  async _create_comm(target, id) {
    const comm = new PageComm(id, target, this.kernel);
    this.comms.set(id, comm);
    return comm;
  }

  async _get_comm_info() {
    return {};
  }

  /**
   * Handle one message of Python's; the caller keeps them in order.
   *
   * @type {(message: Message, buffers: DataView[]) => Promise<void>}
   */
  async receive(message, buffers) {
    const content = { comm_id: message.id, data: message.data };
    const envelope = { content, buffers, metadata: message.metadata, header: {}, parent_header: {} };
    if (message.type === "comm_open") {
      if (message.frontEnd) await this.frontEnds.find(message.data.state, message.frontEnd);
      await this.handle_comm_open(await this._create_comm(message.target, message.id), envelope);
    } else if (message.type === "comm_msg") {
      await this.comms.get(message.id)?.message?.(envelope);
    } else if (message.type === "comm_close") {
      this.comms.get(message.id)?.closed?.(envelope);
      this.comms.delete(message.id);
    }
  }

  /**
   * Draw the model `id` into `element`; resolves when its view is attached.
   *
   * @type {(id: string, element: HTMLElement) => Promise<any>}
   */
  async show(id, element) {
    const view = await this.viewOf(id);
    this.attach(view, element);
    return view;
  }

  /**
   * A view of the model `id` that is not in the page yet.
   *
   * @type {(id: string) => Promise<any>}
   */
  async viewOf(id) {
    return this.create_view(await this.get_model(id));
  }

  /** @type {(view: any, element: HTMLElement) => void} */
  attach(view, element) {
    Widget.attach(view.luminoWidget ?? view.pWidget, element);
  }
}
