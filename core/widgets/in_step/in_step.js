// Keeps the fragments of a page in step. Each fragment says what it shows (data.stamp). Shortly after one has changed, the others hear
// of it and ask for a rerun: at once if they are on the screen, otherwise when they are scrolled to.
const SETTLED = 500; // ms without a change: longer than the pause between two keys, so that typing never waits for a section
const NEAR = "300px 0px"; // around the screen: ready a little before it is seen
const members = new WeakMap();

function create(root) {
  const host = root.host ?? root;
  const member = { seen: null, wanted: null, visible: false, timer: 0 };
  const due = () => member.visible && member.wanted !== null && member.wanted !== member.seen;
  const ask = () => {
    if (!due()) return;
    takeTurn(member, () => {
      if (!due()) return false;
      member.send("wanted", `${member.wanted} ${Date.now()}`);
      return true;
    });
  };
  member.heard = (event) => { member.wanted = event.detail; ask(); };
  member.watch = new IntersectionObserver((entries) => {
    member.visible = entries.at(-1).isIntersecting;
    ask();
  }, { root: host.closest('[data-testid="stMain"]'), rootMargin: NEAR });
  member.watch.observe(host.closest('[class*="st-key-section_"]') ?? host.closest('[data-testid="stVerticalBlock"]') ?? host);
  window.addEventListener("page-moved-on", member.heard);
  return member;
}

export default function ({ parentElement: root, data, setStateValue }) {
  const member = members.get(root) ?? create(root);
  members.set(root, member);
  member.send = setStateValue;
  const text = root.querySelector("p");
  if (text.textContent !== data.description) text.textContent = data.description;
  const first = member.seen === null;
  if (member.seen !== data.stamp) {
    member.seen = data.stamp;
    member.wanted = null; // the server knows best
    clearTimeout(member.timer);
    endTurn(member);
    if (!first) {
      member.timer = setTimeout(() => window.dispatchEvent(new CustomEvent("page-moved-on", { detail: member.seen })), SETTLED);
    }
  }
  return () => {
    clearTimeout(member.timer);
    member.watch.disconnect();
    window.removeEventListener("page-moved-on", member.heard);
    endTurn(member);
    members.delete(root);
  };
}
