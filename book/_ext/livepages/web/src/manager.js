/**
 * The widget manager of a live page: models and views as in a notebook, with
 * comms that end in the page's worker.
 */
import * as base from "@jupyter-widgets/base";
import * as controls from "@jupyter-widgets/controls";
import { ManagerBase } from "@jupyter-widgets/base-manager";
import { Widget } from "@lumino/widgets";
import createAnywidget from "./anywidget.js";
import { outputModule } from "./output.js";
import { sanitise } from "./sanitise.js";

const MODULES = {
  "@jupyter-widgets/base": async () => base,
  "@jupyter-widgets/controls": async () => controls,
  "@jupyter-widgets/output": async () => outputModule,
  anywidget: async () => createAnywidget(base),
};

/** One comm; `send` answers with an idle status once Python has handled the message. */
class PageComm {
  constructor(id, target, kernel) {
    this.comm_id = id;
    this.target_name = target;
    this.kernel = kernel;
  }
  send(data, callbacks, metadata, buffers) {
    this.kernel.send(this.comm_id, data, buffers ?? []).then(() =>
      callbacks?.iopub?.status?.({ content: { execution_state: "idle" } }),
    );
    return "";
  }
  on_msg(callback) {
    this.message = callback;
  }
  on_close(callback) {
    this.closed = callback;
  }
  open() {}
  close() {}
}

export class PageManager extends ManagerBase {
  /** @param kernel has `send(commId, data, buffers) -> Promise`, settled when handled. */
  constructor(kernel) {
    super();
    this.kernel = kernel;
    this.comms = new Map();
    this.modules = new Map();
  }

  async loadClass(className, moduleName, version) {
    const load = MODULES[moduleName];
    if (!load) {
      throw new Error(`The page has no front end for ${moduleName} ${version} (${className}).`);
    }
    if (!this.modules.has(moduleName)) this.modules.set(moduleName, load());
    return (await this.modules.get(moduleName))[className];
  }

  /** A slider's handle has no name of its own: it takes the words beside it. */
  async create_view(model, options) {
    const view = await super.create_view(model, options);
    for (const handle of view.el?.querySelectorAll?.(".noUi-handle:not([aria-label])") ?? []) {
      handle.setAttribute("aria-label", model.get("description") || model.get("tooltip") || "value");
    }
    return view;
  }

  inline_sanitize(text) {
    return sanitise(text);
  }

  async _create_comm(target, id) {
    const comm = new PageComm(id, target, this.kernel);
    this.comms.set(id, comm);
    return comm;
  }

  async _get_comm_info() {
    return {};
  }

  /** Handle one message of Python's; the caller keeps them in order. */
  async receive(message, buffers) {
    const content = { comm_id: message.id, data: message.data };
    const envelope = { content, buffers, metadata: message.metadata, header: {}, parent_header: {} };
    if (message.type === "comm_open") {
      await this.handle_comm_open(await this._create_comm(message.target, message.id), envelope);
    } else if (message.type === "comm_msg") {
      await this.comms.get(message.id)?.message?.(envelope);
    } else if (message.type === "comm_close") {
      this.comms.get(message.id)?.closed?.(envelope);
      this.comms.delete(message.id);
    }
  }

  /** Draw the model `id` into `element`; resolves when its view is attached. */
  async show(id, element) {
    const view = await this.create_view(await this.get_model(id));
    Widget.attach(view.luminoWidget ?? view.pWidget, element);
    return view;
  }
}
