// @ts-check
// Questions to the server that the page came from.

/**
 * @param {string} name
 * @param {Record<string, number>} query
 * @param {RequestInit} [options]
 * @returns {Promise<any>}
 */
async function ask(name, query, options) {
  const words = new URLSearchParams(Object.entries(query).map(([key, value]) => [key, String(value)]));
  let response;
  try {
    response = await fetch(`api/${name}?${words}`, options);
  } catch {
    throw new Error("make answers does not run any more: start it again");
  }
  const data = await response.json();
  if (!response.ok) throw new Error(data.error);
  return data;
}

/**
 * @param {string} name
 * @param {Record<string, number>} [query]
 */
export function get(name, query = {}) {
  return ask(name, query);
}

/**
 * @param {string} name
 * @param {Record<string, number>} query
 * @param {object} said
 */
export function post(name, query, said) {
  const headers = { "Content-Type": "application/json" };
  // The browser sends it to its end even if the page is closed meanwhile.
  return ask(name, query, { method: "POST", headers, body: JSON.stringify(said), keepalive: true });
}

/** Number of the question, from the page's address. */
export function questionNumber() {
  return Number(new URLSearchParams(location.search).get("n") ?? 0);
}
