// @ts-check
// What was said and is not saved yet: sent one after the other, kept until the server has it.

/** @typedef {import("./marks.js").Said} Said */
/** @typedef {import("./marks.js").Mark} Mark */
/** @typedef {{ mark: Mark, replaced: Said | null }} Reply */

export class Outbox {
  /** @type {Map<number, Said>} */
  #waiting = new Map();
  /** @type {number | null} */
  #sending = null;
  #running = false;

  /**
   * @param {object} options
   * @param {(place: number, said: Said & { revision: number }) => Promise<Reply>} options.send
   * @param {(place: number) => number} options.revision the last one seen of an answer
   * @param {(place: number, reply: Reply, isLast: boolean) => void} options.onSaved
   * @param {(error: Error) => void} options.onFailed
   * @param {number} [options.pause] milliseconds before it tries again
   */
  constructor({ send, revision, onSaved, onFailed, pause = 2000 }) {
    this.send = send;
    this.revision = revision;
    this.onSaved = onSaved;
    this.onFailed = onFailed;
    this.pause = pause;
  }

  /** Number of answers of which something is not saved yet. */
  get size() {
    return this.#waiting.size + (this.#sending === null || this.#waiting.has(this.#sending) ? 0 : 1);
  }

  /** @param {number} place */
  has(place) {
    return this.#waiting.has(place) || this.#sending === place;
  }

  /**
   * @param {number} place
   * @param {Said} said
   */
  put(place, said) {
    this.#waiting.set(place, said);
    if (!this.#running) this.#run();
  }

  async #run() {
    this.#running = true;
    while (this.#waiting.size) {
      const [[place, said]] = this.#waiting;
      this.#waiting.delete(place);
      this.#sending = place;
      try {
        const reply = await this.send(place, { ...said, revision: this.revision(place) });
        this.#sending = null;
        this.onSaved(place, reply, !this.#waiting.has(place));
      } catch (error) {
        this.#sending = null;
        if (!this.#waiting.has(place)) this.#waiting.set(place, said);
        this.onFailed(/** @type {Error} */ (error));
        await new Promise((resolve) => setTimeout(resolve, this.pause));
      }
    }
    this.#running = false;
  }
}
