// The verdict in a place of its own: on the projector, where it stands beside the picture under the sliders.

import { widget } from "../shared/widget.js";
import { fillWords, follow } from "./shown.js";

export default widget((place) => {
  follow(place, (run) => fillWords(place.find(".words"), run));
  return { update: () => {} };
});
