// @ts-check
// Carries edits to Python one at a time; while one is on its way only the newest waits.

/** @import { Courier, Model, Reply } from "../types.d.ts" */

const PATIENCE = 15000; // milliseconds until we admit that Python does not answer

/** @type {(model: Model, uid: string) => Courier} */
export function createCourier(model, uid) {
  let serial = 0;
  /** @type {{ key: string, answer: (reply: Reply) => void, timer: ReturnType<typeof setTimeout> } | null} */
  let underway = null;
  /** @type {{ message: object, answer: (reply: Reply) => void } | null} */
  let waiting = null;

  /** @type {(message: object) => Promise<Reply>} */
  const send = (message) => new Promise((answer) => {
    if (!underway) return dispatch(message, answer);
    waiting?.answer({ type: "superseded" });
    waiting = { message, answer };
  });

  /** @type {(message: object, answer: (reply: Reply) => void) => void} */
  function dispatch(message, answer) {
    serial += 1;
    const timer = setTimeout(() => settle({ type: "silent" }), PATIENCE);
    underway = { key: `${uid}-${serial}`, answer, timer };
    model.send({ ...message, serial: underway.key });
  }

  /** @type {(reply: Reply) => void} */
  function settle(reply) {
    if (!underway) return;
    const { answer, timer } = underway;
    clearTimeout(timer);
    underway = null;
    if (waiting && reply.type === "accepted") dispatch(waiting.message, waiting.answer);
    else waiting?.answer({ type: "superseded" });
    waiting = null;
    answer(reply);
  }

  /** @type {(reply: Reply | undefined) => void} */
  function receive(reply) {
    if (underway && reply?.serial === underway.key) settle(reply);
  }

  model.on("msg:custom", receive);
  return { send, isIdle: () => underway === null, stop: () => model.off("msg:custom", receive) };
}
