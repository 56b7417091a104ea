// Carries edits to Python one at a time; while one is on its way only the newest waits.

const PATIENCE = 15000; // milliseconds until we admit that Python does not answer

export function createCourier(model, uid) {
  let serial = 0;
  let underway = null;
  let waiting = null;

  function send(message) {
    return new Promise((answer) => {
      if (underway) {
        waiting?.answer({ type: "superseded" });
        waiting = { message, answer };
      } else {
        dispatch(message, answer);
      }
    });
  }

  function dispatch(message, answer) {
    serial += 1;
    const timer = setTimeout(() => settle({ type: "silent" }), PATIENCE);
    underway = { key: `${uid}-${serial}`, answer, timer };
    model.send({ ...message, serial: underway.key });
  }

  function settle(reply) {
    const { answer, timer } = underway;
    clearTimeout(timer);
    underway = null;
    if (waiting && reply.type === "accepted") {
      dispatch(waiting.message, waiting.answer);
    } else {
      waiting?.answer({ type: "superseded" });
    }
    waiting = null;
    answer(reply);
  }

  function receive(reply) {
    if (underway && reply?.serial === underway.key) settle(reply);
  }

  model.on("msg:custom", receive);
  return {
    send,
    isIdle: () => underway === null,
    stop: () => model.off("msg:custom", receive),
  };
}
