// Edits on their way to Python: one at a time, the newest of those that wait, and a word for silence.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { createCourier } from "../../exercises/leverplug/widgets/parts/courier.js";

const PATIENCE = 15_000; // milliseconds, as courier.js states

/** The front end's half of a widget, which keeps what is sent and lets a test answer as Python. */
class Line {
  sent = [];
  listeners = new Set();
  send(message) {
    this.sent.push(message);
  }
  on(event, heard) {
    assert.equal(event, "msg:custom");
    this.listeners.add(heard);
  }
  off(_event, heard) {
    this.listeners.delete(heard);
  }
  say(message) {
    for (const heard of this.listeners) heard(message);
  }
  answer(type, message = this.sent.at(-1)) {
    this.say({ type, serial: message.serial });
  }
  get edits() {
    return this.sent.map(({ edit }) => edit);
  }
}

let line;
let courier;
beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout"] });
  line = new Line();
  courier = createCourier(line, "ours");
});
afterEach(() => mock.timers.reset());

/** What a promise has come to by now: its value, or undefined while it is open. */
const sofar = (promise) => Promise.race([promise, Promise.resolve()]);

test("an edit leaves at once, with a mark of its own, and its answer comes back", async () => {
  assert.equal(courier.isIdle(), true);
  const reply = courier.send({ type: "edit", edit: 1 });
  assert.deepEqual(line.sent, [{ type: "edit", edit: 1, serial: "ours-1" }]);
  assert.equal(courier.isIdle(), false);
  line.say({ type: "accepted", serial: "ours-1", says: "Added." });
  assert.deepEqual(await reply, { type: "accepted", serial: "ours-1", says: "Added." });
  assert.equal(courier.isIdle(), true);
});

test("while one edit is on its way only the newest of the others waits", async () => {
  const replies = [1, 2, 3, 4].map((edit) => courier.send({ edit }));
  assert.deepEqual(line.edits, [1]);
  assert.deepEqual(await replies[1], { type: "superseded" });
  assert.deepEqual(await replies[2], { type: "superseded" });
  line.answer("accepted");
  assert.equal((await replies[0]).type, "accepted");
  assert.deepEqual(line.edits, [1, 4]);
  assert.equal(courier.isIdle(), false);
  line.answer("accepted");
  assert.equal((await replies[3]).serial, "ours-2");
  assert.equal(courier.isIdle(), true);
});

test("an edit that waits behind a refused one is not sent: it was made on what is not there", async () => {
  const [first, second] = [1, 2].map((edit) => courier.send({ edit }));
  line.answer("refused");
  assert.equal((await first).type, "refused");
  assert.deepEqual(await second, { type: "superseded" });
  assert.deepEqual(line.edits, [1]);
  assert.equal(courier.isIdle(), true);
});

test("an answer to something else, or nothing at all, changes nothing", async () => {
  const reply = courier.send({ edit: 1 });
  for (const stray of [undefined, null, {}, { type: "accepted", serial: "theirs-1" }]) line.say(stray);
  assert.equal(await sofar(reply), undefined);
  assert.equal(courier.isIdle(), false);
  line.answer("accepted");
  assert.equal((await reply).type, "accepted");
});

test("two editors of one widget leave each other's answers alone", async () => {
  const other = createCourier(line, "theirs");
  const [ours, theirs] = [courier.send({ edit: 1 }), other.send({ edit: 2 })];
  line.answer("accepted", line.sent[1]);
  assert.equal((await theirs).serial, "theirs-1");
  assert.equal(await sofar(ours), undefined);
});

test("Python's silence is admitted after its time, and not before", async () => {
  const reply = courier.send({ edit: 1 });
  mock.timers.tick(PATIENCE - 1);
  assert.equal(await sofar(reply), undefined);
  mock.timers.tick(1);
  assert.deepEqual(await reply, { type: "silent" });
  assert.equal(courier.isIdle(), true);
});

test("what waited behind a silent edit is not sent, and a late answer is not taken for another's", async () => {
  const [first, second] = [1, 2].map((edit) => courier.send({ edit }));
  mock.timers.tick(PATIENCE);
  assert.deepEqual(await first, { type: "silent" });
  assert.deepEqual(await second, { type: "superseded" });
  const third = courier.send({ edit: 3 });
  line.answer("accepted", line.sent[0]);
  assert.equal(await sofar(third), undefined);
  line.answer("accepted", line.sent[1]);
  assert.equal((await third).serial, "ours-2");
});

test("each edit has the whole of its time, however long the one before took", async () => {
  const [first, second] = [1, 2].map((edit) => courier.send({ edit }));
  mock.timers.tick(PATIENCE - 1);
  line.answer("accepted");
  assert.equal((await first).type, "accepted");
  mock.timers.tick(PATIENCE - 1);
  assert.equal(await sofar(second), undefined);
  mock.timers.tick(1);
  assert.deepEqual(await second, { type: "silent" });
});

test("a courier that is stopped hears no more", async () => {
  const reply = courier.send({ edit: 1 });
  courier.stop();
  line.answer("accepted");
  assert.equal(await sofar(reply), undefined);
  assert.equal(line.listeners.size, 0);
});
