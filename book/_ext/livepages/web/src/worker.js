/**
 * The page's Python: one worker boots Pyodide, runs the live cells and answers
 * their widgets. Work is done strictly in the order in which it was asked for.
 */
import { boot } from "./boot.js";

let ready;
let chain = Promise.resolve();

function post(message, transfer) {
  self.postMessage(message, transfer ?? []);
}

async function start({ manifest, base }) {
  const tell = (stage, part) => post({ type: "stage", stage, part });
  const pyodide = await boot(manifest, new URL(base, self.location.href).href, tell);
  const session = pyodide.pyimport("livepages_kernel").Session();
  session.connect((text, buffers) => {
    const data = buffers.toJs ? buffers.toJs() : [...buffers];
    post({ type: "messages", text, buffers: data.map((buffer) => new Uint8Array(buffer)) });
  });
  return { pyodide, session };
}

const tasks = {
  async run({ cell, source, saved }) {
    const { session } = await ready;
    const ok = await session.run(cell, source, saved ?? undefined);
    post({ type: "ran", cell, ok });
  },
  async comm({ id, data, buffers, turn }) {
    const { session } = await ready;
    try {
      session.receive(id, data, buffers);
    } finally {
      post({ type: "handled", turn });
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
