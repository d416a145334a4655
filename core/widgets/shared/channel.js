// What widgets tell each other in the browser, without Python.

/** @import { Place } from "./widget.js" */

/**
 * A line that everyone on it hears.
 * @template Message
 */
export class Channel {
  constructor() {
    /** @type {Set<(message: Message) => void>} */
    this.ears = new Set();
  }

  /** @param {Message} message */
  tell(message) {
    for (const hear of [...this.ears]) hear(message);
  }

  /**
   * Calls ``hear`` with each message until the widget at ``place`` has gone.
   * @param {Place} place
   * @param {(message: Message) => void} hear
   */
  join(place, hear) {
    this.ears.add(hear);
    place.atTheEnd(() => this.ears.delete(hear));
  }
}

/** A slider has moved: its name, its value now, and whether the hand has let go. @type {Channel<{ name: string, value: number, released: boolean }>} */
export const sliders = new Channel();
