// Shows how far a long work is, and loads the page anew when it has ended.
"use strict";
const box = document.querySelector("[data-progress]");
async function look() {
  try {
    const answer = await fetch(box.dataset.progress, { headers: { Accept: "application/json" } });
    const now = await answer.json();
    if (now.ended) { location.reload(); return; }
    box.querySelector("progress").value = now.done;
    box.querySelector("[data-done]").textContent = now.done;
  } catch { /* the server may be busy: ask again */ }
  setTimeout(look, 700);
}
if (box) look();
