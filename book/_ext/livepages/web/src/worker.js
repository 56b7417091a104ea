// @ts-check
/**
 * The page's Python: one worker boots Pyodide, runs the live cells and answers
 * their widgets. Work is done strictly in the order in which it was asked for.
 */
import { ZSTDDecoder } from "zstddec";
import { boot } from "./boot.js";
import { FileError, useWords } from "./fetch_file.js";
import { useDecoder } from "./parts.js";

/** @import { Later } from "./later.js" */
/** @import { WorkerMessage } from "./python.d.ts" */

/** @type {Promise<{ session: any, later: Later }>} */
let ready;
let chain = Promise.resolve();

/** @type {(message: object, transfer?: Transferable[]) => void} */
function post(message, transfer) {
  self.postMessage(message, transfer ?? []);
}

const NO_CODE = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]); // the smallest WebAssembly

/** A host's policy may forbid WebAssembly; better to know before much is fetched. */
async function mayCompile() {
  try {
    await WebAssembly.compile(NO_CODE);
  } catch {
    throw new FileError("host_forbids", "");
  }
}

/** @param {WorkerMessage} message */
async function start({ manifest, base, way, early, words }) {
  useWords(words);
  await mayCompile();
  useDecoder(new ZSTDDecoder());
  /** @type {(stage: string, done?: number, total?: number) => void} */
  const onStage = (stage, done, total) => post({ type: "stage", stage, done, total });
  const { pyodide, later } = await boot(manifest, base, onStage, way);
  const session = pyodide.pyimport("livepages_kernel").page();
  later.fetchEarly(early);
  session.connect((/** @type {string} */ text, /** @type {{ toJs(): ArrayBuffer[] }} */ buffers) => {
    const copies = buffers.toJs().map((buffer) => new Uint8Array(buffer).slice());
    post({ type: "messages", text, buffers: copies }, copies.map((copy) => copy.buffer));
  });
  return { session, later };
}

/** @type {Record<string, (message: WorkerMessage) => Promise<void>>} */
const tasks = {
  async run({ cell, source, saved, inputs }) {
    const { session } = await ready;
    post({ type: "running", cell });
    const ok = await session.run(cell, source, saved, inputs);
    post({ type: "ran", cell, ok });
  },
  async code({ cell, source, packages }) {
    const { session, later } = await ready;
    /** @type {(name: string) => void} */
    later.onWait = (name) => post({ type: "fetching", cell, name });
    const names = [...new Set([...packages, ...session.packages(source).toJs()])];
    await later.bring(names, (done, total) => {
      post({ type: "fetching", cell, name: later.missing(names).join(", "), done, total });
    });
    post({ type: "running", cell });
    const began = performance.now();
    const ok = await session.run_code(cell, source);
    post({ type: "ran", cell, ok, seconds: (performance.now() - began) / 1000 });
  },
  async plan({ turn, cells, place }) {
    const { session } = await ready;
    post({ type: "planned", turn, needed: session.needed(JSON.stringify(cells), place).toJs() });
  },
  async input({ cell, name, text }) {
    const { session } = await ready;
    session.set_input(cell, name, text);
  },
  async state({ cell, text }) {
    const { session } = await ready;
    session.follow(cell, text);
  },
  async comm({ id, data, buffers, turn }) {
    const { session } = await ready;
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
      (error) => post({ type: "broken", kind: error.kind, message: String(error.message ?? error) }),
    );
    return;
  }
  chain = chain.then(() => tasks[data.type](data)).catch((error) => {
    post({ type: "failed", cell: data.cell, message: String(error.message ?? error) });
  });
};
