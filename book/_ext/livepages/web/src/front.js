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
  constructor(worker) {
    this.worker = worker;
    this.turn = 0;
    this.open = new Map();
  }
  send(id, data, buffers) {
    const turn = ++this.turn;
    this.worker.postMessage({ type: "comm", id, turn, data: JSON.stringify(data), buffers });
    return new Promise((done) => this.open.set(turn, done));
  }
  handled(turn) {
    this.open.get(turn)?.();
    this.open.delete(turn);
  }
}

/** @param page the page's cells, see cells.js; @param worker already booting. */
export function connect(page, worker) {
  const kernel = new Kernel(worker);
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
      const handle = handlers[message.type] ?? (() => manager.receive(message, own));
      await handle(message);
    }
  }

  const events = {
    messages,
    handled: ({ turn }) => kernel.handled(turn),
    ran: ({ cell, ok }) => page.cell(cell).ran(ok),
  };
  return (data) => {
    const handle = events[data.type];
    if (handle) chain = chain.then(() => handle(data)).catch((error) => console.error(error));
  };
}
