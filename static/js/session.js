// Warns five minutes before the session ends; use in another tab counts. Shortly before time is up, what is typed goes
// to the server, which keeps it for its author alone. Then the page is asked for again, and the server asks who is there.
const WARN = 5 * 60; // seconds
const SAVE = 10;
const AFTER = 2; // seconds past the end, so that the server agrees

const dialog = document.getElementById("session-warning");
const line = dialog.querySelector("[data-session-time]");
const stay = dialog.querySelector("[data-session-stay]");
const leave = dialog.querySelector("[data-session-leave]");
const tabs = new BroadcastChannel("portal-session");
const now = () => Date.now() / 1000;
const latest = now() + Number(dialog.dataset.longest);
let end = now() + Number(dialog.dataset.left);
let typedIn = null;
let isSaved = false;

document.addEventListener("input", ({ target }) => {
  if (target.form && target.form.method === "post") {
    typedIn = target.form;
    isSaved = false;
  }
});
document.addEventListener("submit", () => {
  typedIn = null;
});

function words(seconds) {
  const minutes = Math.ceil(seconds / 60);
  return minutes > 1 ? `in ${minutes} minutes` : "in less than a minute";
}

function extend(until) {
  end = Math.min(Math.max(end, until), latest);
  if (end - now() > WARN && dialog.open) {
    dialog.close();
  }
}

async function save() {
  if (typedIn === null || isSaved) {
    return;
  }
  isSaved = true;
  const goesTo = new URL(typedIn.getAttribute("action") || "", location.href);
  const typed = [...new FormData(typedIn)].filter(([, value]) => typeof value === "string");
  const body = new URLSearchParams([...typed, ["kept-path", goesTo.pathname + goesTo.search]]);
  await fetch(dialog.dataset.keep, { method: "POST", body, redirect: "manual" }).catch(() => (isSaved = false));
}

async function tick() {
  const left = end - now();
  if (left <= SAVE) {
    await save();
  }
  if (left <= -AFTER) {
    clearInterval(timer);
    location.assign(isSaved ? dialog.dataset.unsent : location.href);
  } else if (left <= WARN) {
    const said = `For your security we sign you out ${words(left)}.`;
    if (line.textContent !== said) {
      line.textContent = said;
    }
    if (!dialog.open) {
      dialog.showModal();
    }
  }
}

stay.addEventListener("submit", async (event) => {
  event.preventDefault();
  event.stopPropagation();
  const answer = await fetch(stay.action, { method: "POST", body: new FormData(stay), redirect: "manual" });
  if (answer.status === 204) {
    extend(now() + Number(dialog.dataset.rest));
    tabs.postMessage(end);
  }
});
leave.addEventListener("submit", async (event) => {
  event.preventDefault();
  event.stopPropagation();
  await save();
  leave.submit();
});
dialog.addEventListener("cancel", (event) => {
  event.preventDefault();
  stay.requestSubmit();
});
tabs.addEventListener("message", ({ data }) => extend(data));
tabs.postMessage(end);
const timer = setInterval(tick, 1000);
