// All that leans on what Streamlit and Vega do not promise: the names in their pages. An upgrade that changes one is found by
// tests/browser/test_contract.py, which names it; it is mended here.

/** The container that a key names on the Python side. @param {string} key */
export const keyed = (key) => `.st-key-${CSS.escape(key)}`;

/**
 * The address of the page that a click leads to in this tab, null if it leads to none.
 * @param {MouseEvent} event
 */
export function pageOf(event) {
  const link = /** @type {HTMLAnchorElement | null} */ (elementOf(event)?.closest('[data-testid="stPageLink"] a') ?? null);
  const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey; // another tab
  return link && !elsewhere ? new URL(link.href).pathname : null;
}

/** What scrolls: margins around the window itself would be clipped by it. @param {Element} host */
export const scroller = (host) => host.closest('[data-testid="stMain"]');

/** The column of the page's contents. @param {Element} host */
export const contents = (host) => host.closest('[data-testid="stMainBlockContainer"]');

/** The section that a widget stands in, or the block if it stands in none. @param {Element} host */
export const sectionOf = (host) => host.closest('[class*="st-key-section_"]') ?? host.closest('[data-testid="stVerticalBlock"]') ?? host;

/** @param {string} slug */
export const section = (slug) => /** @type {HTMLElement | null} */ (document.querySelector(keyed(`section_${slug}`)));

/** What holds the place of a section while it is not drawn. @param {Element} host */
export const placeholder = (host) => /** @type {HTMLElement} */ (host.closest('[class*="st-key-near_"]') ?? host);

/** @param {Element} host @param {string} name */
export const stage = (host, name) => /** @type {HTMLElement | null} */ (host.closest(keyed(`stage_${name}`)));

/** The slider of a widget of ours in the container ``key``. @param {string} key @returns {HTMLInputElement | null} */
export function rangeIn(key) {
  for (const element of document.querySelectorAll(`${keyed(key)} *`)) {
    const found = /** @type {HTMLInputElement | null} */ (element.shadowRoot?.querySelector('input[type="range"]') ?? null);
    if (found) return found;
    if (element instanceof HTMLInputElement && element.type === "range") return element;
  }
  return null;
}

/** The inside of the chart in the container ``key`` that an event falls on, be it on an axis, in pixels of the window. @param {string} key @param {Event} event */
export function plotAt(key, event) {
  const picture = elementOf(event)?.closest(`${keyed(key)} [data-testid="stVegaLiteChart"]`);
  return picture?.querySelector("svg .mark-group.role-frame .background")?.getBoundingClientRect() ?? null;
}

/** The range input that Vega binds to a parameter. @param {string} name */
export const parameter = (name) => /** @type {HTMLInputElement | null} */ (document.querySelector(`.vega-bind input[name="${CSS.escape(name)}"]`));

/**
 * Gives a chart's parameter a value; the chart redraws at once, without the server.
 * @param {string} name
 * @param {number | string} value
 */
export function setParameter(name, value) {
  const input = parameter(name);
  if (!input || (typeof value === "string" ? input.value : Number(input.value)) === value) return;
  input.value = String(value);
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

/** @param {Event} event */
function elementOf(event) {
  return event.target instanceof Element ? event.target : null;
}
