// What the Lab keeps for a visit without a network: the site's own files, and nothing that comes in between.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { runInNewContext } from "node:vm";

const SOURCE = readFileSync(new URL("../../book/_ext/livepages/lab/service-worker.js", import.meta.url), "utf8");
const SCOPE = "https://book.example/levers/lite/";
const PAGE = `${SCOPE}lab/index.html`;
const SCRIPT = `${SCOPE}build/core.js`;
const LAB = '<html><script id="jupyter-config-data">{}</script></html>';
const SIGN_IN = "<html>WiFi login</html>";

/** An answer of a host, as a browser gives it. */
function answer(body, type, { status = 200, url = PAGE, redirected = false } = {}) {
  const made = new Response(body, { status, headers: { "content-type": type } });
  Object.defineProperties(made, { url: { value: url }, redirected: { value: redirected } });
  return made;
}

/** A worker in a browser whose host answers as told; `ask` gives the text of an answer. */
function lab() {
  const stores = new Map();
  const listeners = new Map();
  const store = (name) => {
    if (!stores.has(name)) stores.set(name, new Map());
    const kept = stores.get(name);
    return {
      match: async (address) => kept.get(address)?.clone(),
      put: async (address, given) => void kept.set(address, given),
    };
  };
  const self = {
    registration: { scope: SCOPE },
    addEventListener: (type, act) => listeners.set(type, act),
  };
  const world = {
    self, URL, Request, Response, console, fetch: undefined, importScripts() {},
    caches: { open: async (name) => store(name), keys: async () => [...stores.keys()], delete: async (name) => stores.delete(name) },
  };
  runInNewContext(SOURCE, world);
  return {
    host(given) {
      world.fetch = async () => given();
    },
    async ask(address) {
      let answered;
      listeners.get("fetch")({ request: new Request(address), respondWith: (given) => (answered = given) });
      const given = await answered;
      await new Promise((done) => setImmediate(done)); // it is kept aside
      return `${given.status} ${await given.text()}`;
    },
    /** Tell the worker of files, as the page does; returns once it has dealt with them. */
    async tell(data) {
      let dealtWith;
      listeners.get("message")({ data, waitUntil: (given) => (dealtWith = given) });
      await dealtWith;
      await new Promise((done) => setImmediate(done));
    },
  };
}

const FROM_HOST = {
  [PAGE]: () => answer(LAB, "text/html; charset=utf-8"),
  [SCRIPT]: () => answer("const core = 1;", "text/javascript"),
};
const TROUBLES = {
  "no network": () => {
    throw new TypeError("Failed to fetch");
  },
  "a page to sign in": () => answer(SIGN_IN, "text/html"),
  "a way to another host": () => answer(LAB, "text/html", { url: "https://portal.example/", redirected: true }),
  "a host in trouble": () => answer("Service unavailable", "text/plain", { status: 503 }),
};

for (const [address, good] of Object.entries(FROM_HOST)) {
  for (const [name, trouble] of Object.entries(TROUBLES)) {
    test(`${address.split("/").at(-1)} opens again in spite of ${name}, and when that is over comes from the host`, async () => {
      const worker = lab();
      worker.host(good);
      const whole = await worker.ask(address);
      assert.match(whole, /^200 /);
      worker.host(trouble);
      assert.equal(await worker.ask(address), whole);
      assert.equal(await worker.ask(address), whole);
      worker.host(() => answer(`${LAB} newer`, address === PAGE ? "text/html" : "text/javascript"));
      assert.equal(await worker.ask(address), `200 ${LAB} newer`);
    });

    test(`${name} on a first visit to ${address.split("/").at(-1)} is not kept`, async () => {
      const worker = lab();
      worker.host(trouble);
      await worker.ask(address).catch(() => {});
      worker.host(TROUBLES["no network"]);
      await assert.rejects(worker.ask(address), /Failed to fetch/);
    });
  }
}

test("a first visit sees what the host or the network says", async () => {
  const worker = lab();
  worker.host(TROUBLES["a host in trouble"]);
  assert.equal(await worker.ask(SCRIPT), "503 Service unavailable");
  worker.host(TROUBLES["a page to sign in"]);
  assert.equal(await worker.ask(PAGE), `200 ${SIGN_IN}`);
});

test("packages that may be wanted later are fetched once, and are there without a network", async () => {
  const worker = lab();
  const wheel = `${SCOPE}static/pyodide/large.whl`;
  let asked = 0;
  worker.host(() => {
    asked += 1;
    return answer("a wheel", "application/zip", { url: wheel });
  });
  await worker.tell({ later: [wheel, "https://other.example/large.whl"] });
  await worker.tell({ later: [wheel] });
  assert.equal(asked, 1);
  worker.host(TROUBLES["no network"]);
  assert.equal(await worker.ask(wheel), "200 a wheel");
});
