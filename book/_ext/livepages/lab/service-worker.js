// @ts-check
// Keeps what the Lab was made of, so that it opens again without a network. As long as there is
// one, every file comes from the host, so old files are not mixed with new ones.

const KEEPER = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const VERSION = "made when the site is built";
const OURS = `livepages ${KEEPER.registration.scope} `;
const KEPT = OURS + VERSION;
const MARK = "jupyter-config-data"; // in each page of the Lab
const OWN = "service-worker-lite.js"; // JupyterLite's, which answers for the kernel's files
const THEIRS = /\/api\/(?:drive|stdin|service-worker-heartbeat)/;

/** @type {((event: Event) => unknown)[]} */
const answers = [];
const listen = KEEPER.addEventListener.bind(KEEPER);
/** @type {(type: string, act: (event: Event) => unknown) => unknown} */
KEEPER.addEventListener = (type, act) => (type === "fetch" ? answers.push(act) : listen(type, act));
importScripts(OWN);

listen("fetch", (event) => {
  const { request } = event;
  if (isOurs(request)) event.respondWith(fromHost(request));
  else for (const answer of answers) answer(event);
});

listen("activate", (event) => event.waitUntil(forgetOthers()));

// What the page had fetched before this worker was there is kept as well, and, once Python has
// started without them, the packages that it may ask for later.
listen("message", (event) => {
  const { keep = [], later = [] } = /** @type {ExtendableMessageEvent} */ (event).data ?? {};
  for (const address of keep) {
    const request = new Request(address);
    if (isOurs(request)) fromHost(request).catch(() => {});
  }
  event.waitUntil(keepMissing(later));
});

/** @param {string[]} addresses */
async function keepMissing(addresses) {
  const kept = await caches.open(KEPT);
  for (const request of addresses.map((address) => new Request(address))) {
    if (isOurs(request) && !(await kept.match(plain(request)))) await fromHost(request).catch(() => {});
  }
}

/** @param {Request} request */
function isOurs({ method, url }) {
  return method === "GET" && url.startsWith(siteAddress()) && !THEIRS.test(new URL(url).pathname);
}

// The folder above the Lab's: the book's Vega lies there.
function siteAddress() {
  return new URL("../", KEEPER.registration.scope).href;
}

async function forgetOthers() {
  const others = (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== KEPT);
  await Promise.all(others.map((name) => caches.delete(name)));
}

/** @param {Request} request */
async function fromHost(request) {
  let answer, error;
  try {
    answer = await fetch(request);
    if (answer.status === 200 && (await isSites(request, answer))) {
      keep(request, answer.clone());
      return answer;
    }
  } catch (reason) {
    error = reason;
  }
  // No network, a host in trouble, or a network that puts a page of its own in between.
  const kept = await (await caches.open(KEPT)).match(plain(request), { ignoreVary: true });
  if (kept) return kept;
  if (answer) return answer;
  throw error;
}

/**
 * Whether an answer is the site's own: its pages bear its mark, and nothing else of it is a page.
 *
 * @type {(request: Request, answer: Response) => Promise<boolean>}
 */
async function isSites(request, answer) {
  if (answer.redirected && !answer.url.startsWith(siteAddress())) return false;
  const isPage = answer.headers.get("content-type")?.startsWith("text/html") ?? false;
  if (!/(?:\/|\.html)$/.test(plain(request))) return !isPage;
  return (await answer.clone().text()).includes(MARK);
}

// A full disk costs the visit without a network, nothing else.
/** @type {(request: Request, answer: Response) => Promise<void>} */
async function keep(request, answer) {
  try {
    await (await caches.open(KEPT)).put(plain(request), answer);
  } catch (error) {
    console.info(`Not kept for a visit without a network: ${/** @type {Error} */ (error).message}`);
  }
}

// Files are the same whatever stands after the question mark (the notebook to open, a time).
/** @param {Request} request */
function plain(request) {
  return request.url.split(/[?#]/)[0];
}
