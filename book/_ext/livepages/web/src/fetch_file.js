// @ts-check
/** Fetches the files that Python is made of; what goes wrong is said in the words of the page. */

/** @type {Record<string, string>} */
let words = {};

/** @param {Record<string, string>} table */
export function useWords(table) {
  words = table;
}

/** @type {(key: string, file: string, status?: number) => Error} */
export function fileError(key, file, status) {
  return new Error((words[key] ?? key).replace("{file}", () => file).replace("{status}", String(status)));
}

/** @type {(address: string) => Promise<Response>} */
export async function fetchFile(address) {
  const response = await fetch(address);
  if (!response.ok) throw fileError("not_found", address, response.status);
  return response;
}
