/**
 * The live page: draws what Python shows into the cells and carries what the
 * reader does back to Python.
 */
import "@lumino/widgets/style/index.css";
import "@jupyter-widgets/controls/css/widgets-base.css";
import "./front.css";
import { drawError, drawOutput } from "./output.js";
import { PageManager } from "./manager.js";

/** Talks to the worker; `send` settles when Python has handled the message. */
class Kernel {
  constructor(worker, page) {
    this.worker = worker;
    this.page = page;
    this.turn = 0;
    this.open = new Map(); // of each message on its way: its cell, and whom to tell
    this.owners = new Map(); // the cell of each comm
  }
  send(id, data, buffers) {
    const turn = ++this.turn;
    const cell = this.page.cell(this.owners.get(id));
    cell?.busy(+1);
    this.worker.postMessage({ type: "comm", id, turn, data: JSON.stringify(data), buffers });
    return new Promise((done) => this.open.set(turn, { cell, done }));
  }
  handled({ turn, ok }) {
    const { cell, done } = this.open.get(turn) ?? {};
    this.open.delete(turn);
    cell?.busy(-1);
    if (ok && cell?.state === "live") cell.clearNotice();
    done?.();
  }
}

/** @param page the page's cells, see cells.js; @param worker already booting. */
export function connect(page, worker) {
  const kernel = new Kernel(worker, page);
  const manager = new PageManager(kernel);
  let chain = Promise.resolve();

  const handlers = {
    error: (message) => page.cell(message.cell)?.error(drawError(message)),
    state: (message) => page.cell(message.cell)?.remember(message.state),
    output: (message) => drawOutput(message.output, page.cell(message.cell).stage, manager),
  };

  async function messages({ text, buffers }) {
    let used = 0;
    for (const message of JSON.parse(text)) {
      const own = buffers.slice(used, (used += message.buffers)).map((b) => new DataView(b.buffer, b.byteOffset, b.byteLength));
      if (message.type === "comm_open") kernel.owners.set(message.id, message.cell);
      if (message.type === "comm_close") kernel.owners.delete(message.id);
      const handle = handlers[message.type] ?? (() => manager.receive(message, own));
      await handle(message);
    }
  }

  const events = {
    messages,
    handled: (data) => kernel.handled(data),
    ran: ({ cell, ok }) => page.cell(cell).ran(ok),
  };
  return (data) => {
    const handle = events[data.type];
    if (handle) chain = chain.then(() => handle(data)).catch((error) => console.error(error));
  };
}
