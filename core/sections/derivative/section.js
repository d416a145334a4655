// Keeps the fragments of a page in step. Each fragment says what it shows (data.stamp). Shortly after one has changed, the others hear
// of it and ask for a rerun: at once if they are on the screen, otherwise when they are scrolled to.
const members = new WeakMap();
const SETTLED = 500; // ms without a change: longer than the pause between two keys, so that typing never waits for a section
const UNANSWERED = 500; // ms
const NEAR = "300px 0px"; // around the screen: ready a little before it is seen

function create(root) {
  const host = root.host ?? root;
  const member = { seen: null, wanted: null, asked: null, visible: false, timer: 0, again: 0 };
  const ask = () => {
    if (!member.visible || member.wanted === null || member.wanted === member.seen || member.asked === member.wanted) return;
    member.asked = member.wanted;
    member.send("wanted", `${member.wanted} ${Date.now()}`);
    clearTimeout(member.again); // a request can get lost when many fragments ask at once
    member.again = setTimeout(() => { member.asked = null; ask(); }, UNANSWERED);
  };
  member.heard = (event) => { member.wanted = event.detail; ask(); };
  member.watch = new IntersectionObserver((entries) => {
    member.visible = entries.some((entry) => entry.isIntersecting);
    ask();
  }, { rootMargin: NEAR });
  member.watch.observe(host.closest('[class*="st-key-section_"]') ?? host.closest('[data-testid="stVerticalBlock"]') ?? host);
  window.addEventListener("page-moved-on", member.heard);
  return member;
}

export default function (component) {
  const { parentElement: root, data } = component;
  let member = members.get(root);
  if (!member) { member = create(root); members.set(root, member); }
  member.send = component.setStateValue;
  const first = member.seen === null;
  if (member.seen !== data.stamp) {
    member.seen = data.stamp;
    member.asked = null;
    member.wanted = null; // the server knows best
    clearTimeout(member.timer);
    clearTimeout(member.again);
    if (!first) {
      member.timer = setTimeout(() => window.dispatchEvent(new CustomEvent("page-moved-on", { detail: member.seen })), SETTLED);
    }
  }
  return () => {
    clearTimeout(member.timer);
    clearTimeout(member.again);
    member.watch.disconnect();
    window.removeEventListener("page-moved-on", member.heard);
    members.delete(root);
  };
}
