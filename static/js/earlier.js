// While a learning point is typed, shows earlier issued learning like it. Without scripts a button of the form does that.
const PAUSE = 800; // milliseconds without a key
const ENOUGH = 20; // characters that say something
const TYPED = ["what", "why", "would_help"];

const place = document.querySelector("[data-like]");
const form = document.querySelector("main form[method=post]");
let waiting = null;
let asked = "";
let turn = 0;

const typed = () => TYPED.map((name) => form.elements[name].value.trim()).join("\n");

async function look() {
  const text = typed();
  if (text === asked || text.trim().length < ENOUGH) {
    return;
  }
  asked = text;
  const mine = ++turn;
  const body = new URLSearchParams(TYPED.map((name) => [name, form.elements[name].value]));
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  const answer = await fetch(place.dataset.like, { method: "POST", body, redirect: "manual" }).catch(() => null);
  if (answer && answer.status === 200 && mine === turn) {
    place.innerHTML = await answer.text();
  }
}

form.addEventListener("input", ({ target }) => {
  if (TYPED.includes(target.name)) {
    clearTimeout(waiting);
    waiting = setTimeout(look, PAUSE);
  }
});
