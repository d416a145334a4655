// Keeps the fragments of a page in step. Each fragment says what it shows (data.stamp). Shortly after one has changed, the others hear
// of it and ask for a rerun: at once if they are on the screen, otherwise when they are scrolled to.

import { Channel } from "../shared/channel.js";
import { scroller, sectionOf } from "../shared/streamlit.js";
import { endTurn, takeTurn } from "../shared/turns.js";
import { widget } from "../shared/widget.js";
/** @import { Place } from "../shared/widget.js" */

const SETTLED = 500; // ms without a change: longer than the pause between two keys, so that typing never waits for a section
const NEAR = "300px 0px"; // around the screen: ready a little before it is seen

/** What the page shows now. @type {Channel<string>} */
const moves = new Channel();

class Member {
  /** @param {Place} place */
  constructor(place) {
    this.place = place;
    /** @type {string | null} */
    this.shown = null;
    /** @type {string | null} */
    this.wanted = null;
    this.visible = false;
    this.timer = 0;
    const watch = new IntersectionObserver((entries) => {
      this.visible = entries.at(-1)?.isIntersecting ?? false;
      this.ask();
    }, { root: scroller(place.host), rootMargin: NEAR });
    watch.observe(sectionOf(place.host));
    moves.join(place, (stamp) => {
      this.wanted = stamp;
      this.ask();
    });
    place.atTheEnd(() => {
      clearTimeout(this.timer);
      watch.disconnect();
      endTurn(this);
    });
  }

  get due() {
    return this.visible && this.wanted !== null && this.wanted !== this.shown;
  }

  ask() {
    if (!this.due) return;
    takeTurn(this, () => {
      if (!this.due) return false;
      this.place.send("wanted", `${this.wanted} ${Date.now()}`);
      return true;
    });
  }

  /** @param {string} stamp */
  show(stamp) {
    const first = this.shown === null;
    if (this.shown === stamp) return;
    this.shown = stamp;
    this.wanted = null; // the server knows best
    clearTimeout(this.timer);
    endTurn(this);
    if (!first) this.timer = window.setTimeout(() => moves.tell(stamp), SETTLED);
  }
}

export default widget((place) => {
  const member = new Member(place), text = place.find("p");
  return {
    update: (/** @type {{ stamp: string, description: string }} */ data) => {
      if (text.textContent !== data.description) text.textContent = data.description;
      member.show(data.stamp);
    },
  };
});
