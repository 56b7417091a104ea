// @ts-check
/**
 * The page's Python: one worker boots Pyodide, runs the live cells and answers
 * their widgets. Work is done strictly in the order in which it was asked for.
 */
import { boot, fetchEarly } from "./boot.js";
import { useWords } from "./fetch_file.js";

/** @import { WorkerMessage } from "./python.d.ts" */

/** @type {Promise<any>} */
let ready;
let chain = Promise.resolve();

/** @type {(message: object, transfer?: Transferable[]) => void} */
function post(message, transfer) {
  self.postMessage(message, transfer ?? []);
}

/** @param {WorkerMessage} message */
async function start({ manifest, base, way, later, words }) {
  useWords(words);
  /** @param {string} stage */
  const onStage = (stage) => post({ type: "stage", stage });
  const pyodide = await boot(manifest, base, onStage, way);
  const session = pyodide.pyimport("livepages_kernel").page();
  fetchEarly(manifest, base, later);
  session.connect((/** @type {string} */ text, /** @type {{ toJs(): ArrayBuffer[] }} */ buffers) => {
    const copies = buffers.toJs().map((buffer) => new Uint8Array(buffer).slice());
    post({ type: "messages", text, buffers: copies }, copies.map((copy) => copy.buffer));
  });
  return session;
}

/** @type {Record<string, (message: WorkerMessage) => Promise<void>>} */
const tasks = {
  async run({ cell, source, saved, inputs }) {
    const session = await ready;
    const ok = await session.run(cell, source, saved ?? undefined, inputs);
    post({ type: "ran", cell, ok });
  },
  async input({ cell, name, text }) {
    const session = await ready;
    session.set_input(cell, name, text);
  },
  async comm({ id, data, buffers, turn }) {
    const session = await ready;
    let ok = false;
    try {
      ok = session.receive(id, data, buffers);
    } finally {
      post({ type: "handled", turn, ok });
    }
  },
};

self.onmessage = ({ data }) => {
  if (data.type === "start") {
    ready = start(data);
    ready.then(
      () => post({ type: "ready" }),
      (error) => post({ type: "broken", message: String(error.message ?? error) }),
    );
    return;
  }
  chain = chain.then(() => tasks[data.type](data)).catch((error) => {
    post({ type: "failed", cell: data.cell, message: String(error.message ?? error) });
  });
};
