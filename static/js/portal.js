// The components of GOV.UK and MoJ, and a guard against sending a form twice by a double click.
import { initAll as govuk } from "./govuk-frontend.min.js";
import { initAll as moj } from "./moj-frontend.min.js";

govuk();
moj();

const PAUSE = 2000;
const sent = new WeakMap();

document.addEventListener("submit", (event) => {
  const before = sent.get(event.target);
  if (before !== undefined && event.timeStamp - before < PAUSE) {
    event.preventDefault();
    return;
  }
  sent.set(event.target, event.timeStamp);
});
