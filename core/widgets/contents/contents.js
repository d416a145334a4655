// The contents of a page. A section is drawn when it comes near, and pushes what is below: so it is held where it was led to until all around it is drawn.

import { isTyping } from "../shared/keys.js";
import { contents, keyed, scroller, section } from "../shared/streamlit.js";
import { widget } from "../shared/widget.js";
/** @import { Place } from "../shared/widget.js" */

/** @typedef {{ slug: string, title: string, shown: boolean }} Heading */
/** @typedef {{ headings: Heading[], target: string, visit: number, large: boolean }} Data */

const PATIENCE = 15000, BEAT = 80; // ms for which a section is held in its place, and between two looks at it
const OWN_WAY = /** @type {const} */ (["wheel", "touchstart", "pointerdown", "keydown"]); // who moves by hand is not moved

/** @param {string} slug @returns {Element | null} */
const spotOf = (slug) => section(slug) ?? document.querySelector(keyed(`near_${slug}`));

class Contents {
  /** @param {Place} place */
  constructor(place) {
    this.place = place;
    this.list = place.find("ol");
    this.button = place.find("button");
    this.main = scroller(place.host);
    /** @type {Heading[]} */
    this.headings = [];
    this.drawn = "";
    this.visit = -1;
    this.timer = 0;
    this.frame = 0;
    this.large = false;
    place.listen(this.button, "click", () => this.choose());
    const look = () => { this.frame ||= requestAnimationFrame(() => this.mark()); };
    if (this.main) place.listen(this.main, "scroll", look, { passive: true });
    const grown = new ResizeObserver(look), column = contents(place.host); // sections that are drawn push others
    if (column) grown.observe(column);
    for (const kind of OWN_WAY) place.listen(window, kind, () => clearTimeout(this.timer), { capture: true, passive: true });
    place.listen(window, "keydown", (event) => this.digit(event));
    place.listen(this.list, "scroll", () => this.fade(), { passive: true });
    place.atTheEnd(() => { grown.disconnect(); clearTimeout(this.timer); cancelAnimationFrame(this.frame); });
  }

  get choosing() { return this.button.getAttribute("aria-pressed") === "true"; }

  choose() {
    this.button.setAttribute("aria-pressed", String(!this.choosing));
    this.button.textContent = this.choosing ? "Done" : "Choose";
    this.draw();
  }

  /** @param {Data} data */
  update({ headings, target, visit, large }) {
    this.headings = headings;
    this.large = large;
    this.list.parentElement?.classList.toggle("large", large);
    const text = JSON.stringify(headings);
    if (text !== this.drawn) this.draw();
    this.drawn = text;
    if (visit === this.visit) return;
    this.visit = visit;
    if (target && headings.some(({ slug, shown }) => slug === target && shown)) this.go(target);
  }

  draw() {
    this.list.replaceChildren(...this.headings.filter(({ shown }) => shown || this.choosing).map((heading) => this.entry(heading)));
    this.mark();
  }

  /** @param {Heading} heading */
  entry({ slug, title, shown }) {
    const item = document.createElement("li"), link = document.createElement("a");
    item.classList.toggle("out", !shown);
    item.dataset.slug = slug;
    const url = new URL(location.href);
    url.searchParams.set("section", slug);
    link.href = url.href;
    link.textContent = title;
    link.onclick = (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return; // a new window, with the address of the section
      event.preventDefault();
      if (shown) { this.place.courier.post({ section: slug, released: true }); this.go(slug); }
    };
    if (this.choosing) item.append(this.box(slug, title, shown));
    item.append(link);
    return item;
  }

  /** @param {string} slug @param {string} title @param {boolean} shown */
  box(slug, title, shown) {
    const box = document.createElement("input");
    box.type = "checkbox";
    box.checked = shown;
    box.setAttribute("aria-label", `Show: ${title}`);
    box.onchange = () => {
      const hide = this.headings.filter((heading) => (heading.slug === slug ? !box.checked : !heading.shown)).map((heading) => heading.slug);
      this.place.courier.post({ hide, released: true });
    };
    return box;
  }

  /** @param {string} slug */
  go(slug) {
    clearTimeout(this.timer);
    const begin = performance.now();
    const step = () => {
      const spot = spotOf(slug), strip = this.place.host.getBoundingClientRect().height;
      if (spot && this.main) {
        const off = spot.getBoundingClientRect().top - this.main.getBoundingClientRect().top - strip - 4;
        if (Math.abs(off) > 1) this.main.scrollBy(0, off);
      }
      if (performance.now() - begin < PATIENCE) this.timer = window.setTimeout(step, BEAT);
    };
    this.timer = window.setTimeout(step, 0);
  }

  /** On the projector digits lead to the sections, 0 to the top. @param {KeyboardEvent} event */
  digit(event) {
    if (!this.large || isTyping(event) || event.ctrlKey || event.metaKey || event.altKey || !/^\d$/.test(event.key)) return;
    const heading = this.headings.filter(({ shown }) => shown)[Number(event.key) - 1];
    if (event.key === "0") this.main?.scrollTo(0, 0);
    else if (heading) this.go(heading.slug);
  }

  /** The strip fades where it goes on. */
  fade() {
    const { scrollLeft, scrollWidth, clientWidth } = this.list;
    this.list.classList.toggle("before", scrollLeft > 2);
    this.list.classList.toggle("after", scrollLeft + clientWidth < scrollWidth - 2);
  }

  /** Says which section is in sight. */
  mark() {
    this.frame = 0;
    const line = 0.4 * window.innerHeight;
    let current = "";
    for (const { slug, shown } of this.headings) if (shown && (spotOf(slug)?.getBoundingClientRect().top ?? Infinity) < line) current = slug;
    for (const item of /** @type {NodeListOf<HTMLElement>} */ (this.list.querySelectorAll("li"))) {
      const link = item.querySelector("a"), here = item.dataset.slug === current;
      if (!link || here === link.hasAttribute("aria-current")) continue;
      if (here) link.setAttribute("aria-current", "location"); else link.removeAttribute("aria-current");
      if (here) this.list.scrollTo({ left: item.offsetLeft - this.list.offsetLeft - 40 });
    }
    this.fade();
  }
}

export default widget((place) => {
  const strip = new Contents(place);
  return { update: (/** @type {Data} */ data) => strip.update(data) };
});
