// @ts-check
/**
 * The live page: draws what Python shows into the cells and carries what the
 * reader does back to Python.
 */
import "@lumino/widgets/style/index.css";
import "@jupyter-widgets/controls/css/widgets-base.css";
import "./front.css";
import { FrontEnds } from "./front_ends.js";
import { drawError, drawOutput } from "./output.js";
import { PageManager } from "./manager.js";

/** @import { LiveCell, LivePage, Message, PageSettings } from "./page.d.ts" */
/** @import { WorkerMessage } from "./python.d.ts" */

/** Talks to the worker; `send` settles when Python has handled the message. */
class Kernel {
  /** @type {Map<number, { cell?: LiveCell, done: () => void }>} */
  open = new Map(); // of each message on its way: its cell, and what to call
  /** @type {Map<string, string>} */
  owners = new Map(); // the cell of each comm
  turn = 0;

  /**
   * @param {Worker} worker
   * @param {LivePage} page
   */
  constructor(worker, page) {
    this.worker = worker;
    this.page = page;
  }
  /** @type {(id: string, data: unknown, buffers: unknown[]) => Promise<void>} */
  send(id, data, buffers) {
    const turn = ++this.turn;
    const cell = this.page.cell(this.owners.get(id));
    cell?.busy(+1);
    this.worker.postMessage({ type: "comm", id, turn, data: JSON.stringify(data), buffers });
    return new Promise((done) => this.open.set(turn, { cell, done }));
  }
  /** @param {WorkerMessage} message */
  handled({ turn, ok }) {
    const sent = this.open.get(turn);
    this.open.delete(turn);
    sent?.cell?.busy(-1);
    if (ok && sent?.cell?.state === "live") sent.cell.clearNotice();
    sent?.done();
  }
}

/**
 * @param {LivePage} page
 * @param {Worker} worker already booting
 * @param {PageSettings} settings
 */
export function connect(page, worker, settings) {
  const { words } = settings;
  const kernel = new Kernel(worker, page);
  const manager = new PageManager(kernel, words, new FrontEnds(settings));
  /** @type {Promise<unknown>} */
  let chain = Promise.resolve();

  /** @type {Record<string, (message: Message) => unknown>} */
  const handlers = {
    error: (message) => {
      const cell = page.cell(message.cell);
      cell?.error(drawError(message, words, cell.code));
    },
    state: (message) => page.cell(message.cell)?.remember(message.state),
    afresh: (message) => page.cell(message.cell)?.afresh(),
    unreadable: (message) => page.cell(message.cell)?.unreadable(message.states, message.inputs),
    // What another window keeps cannot be shown in the widget as it is: all labs start as they are kept.
    unfollowed: () => page.restart(),
    output: (message) => drawOutput(message.output, cellOf(message).stage, manager),
  };

  /** @param {{ cell: string }} message */
  const cellOf = ({ cell }) => /** @type {LiveCell} */ (page.cell(cell));

  /** @param {WorkerMessage} message */
  async function messages({ text, buffers }) {
    let used = 0;
    for (const message of JSON.parse(text)) {
      const own = buffers.slice(used, used + message.buffers).map(viewOf);
      used += message.buffers;
      if (message.type === "comm_open") kernel.owners.set(message.id, message.cell);
      if (message.type === "comm_close") kernel.owners.delete(message.id);
      const handle = handlers[message.type] ?? (() => manager.receive(message, own));
      await handle(message);
    }
  }

  /** @type {Record<string, (message: any) => unknown>} */
  const events = {
    messages,
    handled: (message) => kernel.handled(message),
    ran: (message) => cellOf(message).ran(message.ok, message.seconds),
  };
  return (/** @type {WorkerMessage} */ data) => {
    const handle = events[data.type];
    if (handle) chain = chain.then(() => handle(data)).catch((error) => console.error(error));
  };
}

/** @param {Uint8Array} bytes */
function viewOf(bytes) {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
