// The life of everything we draw: made once for its place on the page, told each new data, and gone without a trace.

import { Courier } from "./courier.js";
import { whileHere } from "./leaving.js";

/** What Python says to every component (component.py, news.py), unless it sends bytes: its page, and the latest news it has taken. @typedef {{ page?: string | null, answered?: number }} Said */
/**
 * What Streamlit hands to a component.
 * @typedef {{ parentElement: ShadowRoot, data: Said | null, setStateValue: (name: string, value: unknown) => void }} Component
 */

/**
 * @template Data
 * @typedef {{ update: (data: Data) => void, leave?: () => void }} Drawn
 */

/** Events by their kind. @typedef {WindowEventMap & DocumentEventMap} Heard */

/** A place on the page. What is listened to through it is not heard any more when the widget has gone. */
export class Place {
  /** @param {ShadowRoot} root */
  constructor(root) {
    this.root = root;
    this.host = root.host ?? root;
    this.gone = new AbortController();
    this.courier = new Courier();
    /** @type {(name: string, value: unknown) => void} */
    this.send = () => {};
  }

  /**
   * The element of the markup that ``selector`` names.
   * @template {Element} [E=HTMLElement]
   * @param {string} selector
   * @returns {E}
   */
  find(selector) {
    const found = /** @type {E | null} */ (this.root.querySelector(selector));
    if (!found) throw new Error(`no ${selector} in the markup`);
    return found;
  }

  /**
   * @template {keyof Heard} Kind
   * @param {EventTarget} target
   * @param {Kind} kind
   * @param {(event: Heard[Kind]) => void} hear
   * @param {AddEventListenerOptions} [options]
   */
  listen(target, kind, hear, options = {}) {
    target.addEventListener(kind, /** @type {(event: Event) => void} */ (hear), { ...options, signal: this.gone.signal });
  }

  /** @param {() => void} act */
  atTheEnd(act) {
    this.gone.signal.addEventListener("abort", act);
  }
}

/**
 * The component whose pictures ``create`` makes.
 * @template Data
 * @param {(place: Place) => Drawn<Data>} create
 * @returns {(component: Component) => () => void}
 */
export function widget(create) {
  /** @type {WeakMap<ShadowRoot, { place: Place, drawn: Drawn<Data> }>} */
  const all = new WeakMap();
  return (component) => {
    const { parentElement: root, data } = component;
    let one = all.get(root);
    if (!one) {
      const place = new Place(root);
      one = { place, drawn: create(place) };
      all.set(root, one);
    }
    const { place, drawn } = one;
    place.send = whileHere(component);
    if (typeof data?.answered === "number") place.courier.hear(place.send, data.answered);
    drawn.update(/** @type {Data} */ (data));
    return () => {
      all.delete(root);
      drawn.leave?.();
      place.gone.abort();
    };
  };
}
