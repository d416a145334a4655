// News to Python: at most two reruns under way, the newest waits, older ones are forgotten, so that a busy server slows down but never falls behind.

const GIVE_UP = 1500; // ms after which an unanswered rerun no longer counts

/** @typedef {Record<string, unknown> & { released: boolean }} News */

export class Courier {
  /**
   * @param {{ name?: string, pause?: number, rest?: number, patience?: number, most?: number }} [ways] ``pause``: ms between two that are not final;
   * after ``rest`` ms without anything newer one does not wait for that
   */
  constructor({ name = "news", pause = 0, rest = Infinity, patience = GIVE_UP, most = 2 } = {}) {
    this.name = name;
    this.pause = pause;
    this.rest = rest;
    this.moved = -Infinity;
    this.patience = patience;
    this.most = most;
    this.sequence = 0;
    /** @type {number[]} */
    this.underWay = [];
    /** @type {News | null} */
    this.waiting = null;
    this.timer = 0;
    this.later = 0;
    this.lastSent = -Infinity;
    /** @type {(name: string, value: unknown) => void} */
    this.send = () => {};
  }

  // Whether Python has not yet answered the latest news: until then the browser's own picture is the newer one.
  get ahead() {
    return this.waiting !== null || this.underWay.length > 0;
  }

  /**
   * @param {(name: string, value: unknown) => void} send
   * @param {number} answered the latest news that Python has taken
   */
  hear(send, answered) {
    this.send = send;
    this.sequence = Math.max(this.sequence, answered);
    this.underWay = this.underWay.filter((q) => q > answered);
    if (!this.underWay.length) clearTimeout(this.timer);
    this.flush();
  }

  /** @param {News} news */
  post(news) {
    this.put(news);
    this.flush();
  }

  /** As ``post``, but it goes with the next ``flush``. @param {News} news */
  put(news) {
    this.waiting = news;
    this.moved = performance.now();
  }

  forget() {
    this.waiting = null;
  }

  flush() {
    if (this.waiting === null || (!this.waiting.released && this.underWay.length >= this.most)) return;
    const now = performance.now(), wait = this.waiting.released ? 0 : Math.min(this.lastSent + this.pause, this.moved + this.rest) - now;
    if (wait > 0) {
      clearTimeout(this.later);
      this.later = window.setTimeout(() => this.flush(), wait);
      return;
    }
    const news = { ...this.waiting, q: ++this.sequence };
    this.waiting = null;
    this.lastSent = performance.now();
    this.underWay.push(news.q);
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => {
      this.underWay = [];
      this.flush();
    }, this.patience);
    this.send(this.name, news);
  }
}
