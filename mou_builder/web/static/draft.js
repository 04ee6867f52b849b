// Draft: shows the agreement as one types. Without this file everything works by the buttons.
"use strict";
(() => {
  const form = document.getElementById("form");
  const preview = document.getElementById("preview");
  const status = document.getElementById("status");
  const announced = document.getElementById("announced");
  const text = form.elements.namedItem("text");
  const PAUSE = 15, PATIENCE = 10000, SPEAK_AFTER = 1200; // milliseconds
  let waiting = null, asking = null, speaking = null, isStep = false, isWanted = false,
      spoken = counts();

  // -- the agreement follows

  // The names of the fields that the text behind the form does not have as they are, each with the
  // number of its last change.
  const typed = new Map();
  let changes = 0;

  form.addEventListener("input", (event) => {
    if (isStructure(event.target)) return;
    typed.set(event.target.name, ++changes);
    keepSpare(event.target);
    markNeeded(event.target);
    ask();
  });
  form.addEventListener("change", (event) => {
    if (event.target.name && event.target.name.endsWith(":wording")) {
      submit(event.target.name.replace(":wording", ""));
    } else if (!isStructure(event.target)) {
      isStep = true;
      ask();
    }
  });

  // “needed” stands at what is empty alone.
  function markNeeded(field) {
    const group = field.closest(".field"),
        needed = group?.querySelector(
          ":scope > label > .needed, :scope > legend > .needed");
    const isGiven = (each) =>
      (each.type === "checkbox" ? each.checked : each.type !== "hidden" && each.value);
    if (needed) needed.hidden =
      [...group.querySelectorAll("input, select, textarea")].some(isGiven);
  }

  function isStructure(field) {
    return field.type === "radio" || field.name === "further" || field.name.startsWith("new-");
  }

  // Each request says which it is, so that one that comes late does not undo a later one.
  function nextTurn() {
    const turn = form.elements.namedItem("turn"), [shown, number] = turn.value.split("-");
    turn.value = `${shown}-${Number(number) + 1}`;
  }

  form.addEventListener("submit", () => {
    clearTimeout(waiting);
    nextTurn();
  });

  function submit(name) {
    if (asking) asking.abort();
    const button = document.createElement("button");
    button.name = "do";
    button.value = `see:${name}`;
    button.hidden = true;
    form.append(button);
    form.requestSubmit(button);
  }

  // One question at a time: while its answer is on the way, what is typed waits for the next.
  function ask() {
    isWanted = true;
    clearTimeout(waiting);
    waiting = setTimeout(send, PAUSE);
  }

  async function send() {
    if (asking) return;
    isWanted = false;
    nextTurn();
    asking = new AbortController();
    const patience = setTimeout(() => asking.abort(), PATIENCE);
    const sent = new Map(typed), body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (sent.has(name) || ["csrf", "text", "made_from", "turn"].includes(name))
        body.append(name, value);
    }
    if (isStep) body.append("step", "1");
    isStep = false;
    try {
      const answer = await fetch(
        form.dataset.live, { method: "POST", body, signal: asking.signal });
      if (answer.ok) show(await answer.json(), sent);
      else say(answer.status === 403
        ? "Sign in again; what you typed is still here."
        : "The agreement cannot be shown now; what you typed is still here.");
    } catch {
      say("The workbench does not answer; what you typed is still here.");
      waiting = setTimeout(send, PATIENCE);
    } finally {
      clearTimeout(patience);
      asking = null;
      if (isWanted) send();
    }
  }

  function show(said, sent) {
    const focused = preview.contains(document.activeElement) ? document.activeElement.id : "";
    follow(preview, parsed(said.preview).content);
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    for (const slot of document.querySelectorAll(".said")) {
      const now = parsed(said.said[slot.id.slice(2)] || "");
      if (slot.dataset.now !== now.innerHTML) {
        const reasons = new Map(
          [...slot.querySelectorAll("textarea")].map((each) => [each.name, each]));
        const isOpen = slot.querySelector("details")?.open;
        slot.dataset.now = now.innerHTML;
        slot.replaceChildren(now.content);
        for (const each of slot.querySelectorAll("textarea"))
          if (reasons.get(each.name)?.value) each.replaceWith(reasons.get(each.name));
        for (const each of slot.querySelectorAll("details")) each.open = isOpen;
        mark(slot.id.slice(2), slot.querySelector(".finding.error"));
      }
    }
    for (const clause of form.querySelectorAll("details.clause")) {
      const todo = clause.querySelector("summary > .todo"),
          count = clause.querySelectorAll(".said .finding.error").length;
      todo.hidden = !count;
      todo.textContent = `${count} to do`;
    }
    const elsewhere = document.getElementById("elsewhere");
    if (said.elsewhere) {
      elsewhere.textContent = said.elsewhere;
      elsewhere.hidden = false;
    }
    const open = new Set(
      [...status.querySelectorAll("details[open] > summary")].map(
        (each) => each.parentElement.className));
    status.innerHTML = said.status;
    for (const each of status.querySelectorAll("details")) each.open = open.has(each.className);
    if (said.text !== null) {
      text.value = said.text;
      for (const [name, number] of sent) if (typed.get(name) === number) typed.delete(name);
    }
    form.querySelector("button[value=undo]").disabled = false;
    form.querySelector("button[value=discard]").hidden = !status.querySelector(".counts .unsaved");
    highlight(document.activeElement);
    clearTimeout(speaking);
    speaking = setTimeout(tell, SPEAK_AFTER, said.refused);
    preview.dispatchEvent(new CustomEvent("shown"));
  }

  function parsed(html) {
    const made = document.createElement("template");
    made.innerHTML = html;
    return made;
  }

  // Puts in place what is different alone, so that the rest stays where it is, focus and scroll
  // too.
  function follow(old, now) {
    const kept = [...old.childNodes], wanted = [...now.childNodes];
    wanted.forEach((node, at) => {
      const before = kept[at];
      if (!before) old.append(node);
      else if (before.isEqualNode(node)) return;
      else if (["SECTION", "DIV"].includes(node.nodeName) &&
          before.nodeName === node.nodeName && before.id === node.id) {
        before.className = node.className;
        follow(before, node);
      } else before.replaceWith(node);
    });
    for (const node of kept.slice(wanted.length)) node.remove();
  }

  function mark(name, isWrong) {
    const field = document.getElementById(`f-${name}`);
    if (!field || !("value" in field)) return;
    if (isWrong) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  }

  function counts() {
    return status.querySelector(".counts")?.innerText.replace(/\s+/g, " ") || "";
  }

  function tell(refused) {
    const now = counts();
    if (refused.length) say(refused.join(" "));
    else if (now !== spoken) say(now);
    spoken = now;
  }

  function say(words) {
    announced.textContent = words;
  }

  // -- room for another entry or row

  function keepSpare(field) {
    const spare = field.closest("[data-spare]");
    const list = field.closest("[data-list]");
    if (!spare || !list || !field.value) return;
    const start = list.dataset.list + ".";
    const next = spare.cloneNode(true);
    for (const each of [next, ...next.querySelectorAll("*")]) {
      for (const name of ["id", "name", "for", "list", "aria-describedby"]) {
        const value = each.getAttribute(name);
        if (value) each.setAttribute(name, value.split(start).map((part, at) =>
          (at ? part.replace(/^\d+/, (n) => Number(n) + 1) : part)).join(start));
      }
      if ("value" in each && each.tagName !== "LI" && each.tagName !== "OPTION" &&
          each.tagName !== "BUTTON") each.value = "";
      if (each.classList.contains("said")) each.textContent = "";
    }
    delete spare.dataset.spare;
    spare.after(next);
  }

  // -- from a word to its field and back

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-field]");
    if (!link) return;
    const field = find(link.dataset.field);
    if (!field) return;
    event.preventDefault();
    lead(field);
  });

  function lead(field) {
    for (let up = field.parentElement; up; up = up.parentElement)
      if (up.tagName === "DETAILS") up.open = true;
    if (field.tagName === "DETAILS") field.open = true;
    const target = field.tagName === "DETAILS" ? field.querySelector("summary") : field;
    target.scrollIntoView({ block: "center" });
    target.focus({ preventScroll: true });
  }

  function find(name) {
    for (let parts = name.split("."); parts.length; parts.pop()) {
      const field = document.getElementById(`f-${parts.join(".")}`);
      if (field) return field;
    }
    return null;
  }

  form.addEventListener("focusin", (event) => {
    highlight(event.target);
    const word = wordOf(event.target);
    if (word && getComputedStyle(preview).overflowY !== "visible") {
      const box = word.getBoundingClientRect(), frame = preview.getBoundingClientRect();
      if (box.top < frame.top || box.bottom > frame.bottom)
        preview.scrollTop += box.top - frame.top - frame.height / 3;
    }
  });

  function wordOf(field) {
    return field && field.id ? document.getElementById(field.id.replace(/^f-/, "w-")) : null;
  }

  function highlight(field) {
    for (const each of preview.querySelectorAll(".here")) each.classList.remove("here");
    if (!field || !field.id || !form.contains(field)) return;
    const name = field.id.slice(2);
    for (const each of preview.querySelectorAll("a.filled"))
      if (each.dataset.field === name) each.classList.add("here");
  }

  for (const slot of document.querySelectorAll(".said")) slot.dataset.now = slot.innerHTML;

  const print = document.getElementById("print");
  print.hidden = false;
  print.addEventListener("click", () => window.print());

  const gone = document.getElementById("show-gone");
  gone.addEventListener("change", () => preview.classList.toggle("with-gone", gone.checked));

  document.body.classList.add("live");

  const start = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  // Once it is loaded, for until then the browser goes there itself, and takes the focus away.
  if (start && start.id.startsWith("f-"))
    window.addEventListener("load", () => setTimeout(lead, 0, start));
})();
