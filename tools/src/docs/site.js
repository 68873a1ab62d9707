// Search, filters and copying. Pages work without it.
"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const root = document.body.dataset.root;

  // Texts are split into words as in `search.rs`; accents do not count.
  const fold = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
  const between =
    /[\u0000-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u007f\u00a0-\u00bf\u2000-\u206f\u3000-\u303f\uff00-\uff0f\s]+/u;
  const sign = /([\u3041-\u30ff\u3400-\u9fff\u{20000}-\u{323af}])/u;
  const split = (text) => text.split(between).flatMap((word) => word.split(sign)).filter(Boolean).map(fold);

  const count = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;

  function element(name, className, text) {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  // --- copying

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Insecure contexts have no clipboard.
      const area = element("textarea", "unseen");
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
  }

  const announcement = element("p", "unseen");
  announcement.setAttribute("role", "status");
  document.body.append(announcement);
  for (const holder of document.querySelectorAll("[data-copy]")) {
    const button = element("button", "copy", "Copy");
    const what = holder.dataset.copyWhat || "the id";
    button.type = "button";
    button.setAttribute("aria-label", `Copy ${what}`);
    button.addEventListener("click", async () => {
      await copy(holder.dataset.copy);
      button.textContent = "Copied";
      announcement.textContent = `Copied ${what}`;
      setTimeout(() => { button.textContent = "Copy"; announcement.textContent = ""; }, 2000);
    });
    holder.classList.add("copies");
    holder.append(button);
  }

  // --- search

  /** Finds words in the index of `search.js`. */
  class Search {
    constructor({ catalogs, codes, words, places, pages }) {
      this.catalogs = catalogs;
      this.codes = codes;
      this.pages = pages;
      const lists = places.split(" ");
      this.words = words.split(" ").map((word, at) => [fold(word), lists[at]]);
      this.words.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    }

    /** Returns the points of each code for the words that begin with a prefix; 0 without such a word. */
    points(prefix) {
      const points = new Uint16Array(this.codes.length);
      let [low, high] = [0, this.words.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (this.words[middle][0] < prefix) low = middle + 1; else high = middle;
      }
      for (let at = low; at < this.words.length && this.words[at][0].startsWith(prefix); at++) {
        const word = this.words[at];
        if (typeof word[1] === "string") word[1] = word[1].split(",").map((number) => parseInt(number, 36));
        const whole = word[0] === prefix ? 2 : 1;
        let code = 0;
        for (const number of word[1]) {
          code += Math.floor(number / 3);
          points[code] = Math.max(points[code], [1, 20, 400][number % 3] * whole);
        }
      }
      return points;
    }

    /** Returns the indexes of the codes that have all words and pass the filters, the best first. */
    find(query, fits) {
      const words = split(query);
      const all = words.map((word) => this.points(word));
      const id = words.join("_");
      const found = [];
      this.codes.forEach((code, at) => {
        if (!all.every((points) => points[at]) || !fits(code)) return;
        let points = all.reduce((sum, one) => sum + one[at], 0);
        const own = code[1].toLowerCase();
        if (id && own === id) points += 100000; else if (id && own.startsWith(id)) points += 10000;
        found.push([points, at]);
      });
      found.sort(([a, i], [b, j]) => b - a || i - j);
      return found.map(([, at]) => at);
    }
  }

  const form = $("search");
  if (!form) {
    const find = document.querySelector(".find");
    if (find) find.hidden = false;
  } else if (window.errcatIndex) {
    const search = new Search(window.errcatIndex);
    const own = document.body.dataset.catalog;
    const names = [...form.elements].map((one) => one.name).filter(Boolean);
    const of = ([catalog, , , number, fixer, retry]) => {
      const status = number ? String(number) : fixer ? "none" : "";
      return { catalog: search.catalogs[catalog], status, fixable_by: fixer, retry };
    };
    let found = [];
    let shown = 0;

    function item(at) {
      const [catalog, id, title, status, fixer, , flag] = search.codes[at];
      const [line, link, main, side] = [element("li"), element("a"), element("span"), element("span", "side")];
      link.href = `${root}${search.catalogs[catalog]}/${search.pages[id] ?? id}.html`;
      main.append(element("span", "id", id), " ");
      if (flag) main.append(element("span", "flag", flag));
      main.append(element("br"), element("span", "name", title));
      if (fixer) side.append(element("span", `fixer ${fixer}`, fixer), " ");
      const place = [own ? "" : search.catalogs[catalog], status || ""].filter(Boolean).join(" · ");
      side.append(element("br"), element("span", "", place));
      link.append(main, " ", side);
      line.append(link);
      return line;
    }

    function more(number) {
      $("results").append(...found.slice(shown, shown + number).map(item));
      shown = Math.min(found.length, shown + number);
      $("more").parentElement.hidden = shown >= found.length;
    }

    const asked = () => Object.fromEntries(names.map((name) => [name, form.elements[name].value.trim()]));

    function update() {
      const wanted = asked();
      const filters = names.filter((name) => name !== "q" && wanted[name]);
      const active = wanted.q !== "" || filters.length > 0;
      const mine = (code) => !own || search.catalogs[code[0]] === own;
      const fits = (code) => { const facts = of(code); return filters.every((name) => facts[name] === wanted[name]); };
      found = active ? search.find(wanted.q, (code) => mine(code) && fits(code)) : [];
      shown = 0;
      $("results").replaceChildren();
      more(50);
      $("results").hidden = !active;
      $("browse").hidden = active;
      form.querySelector("[type=reset]").hidden = !active;
      const all = search.codes.filter(mine).length;
      $("count").textContent = !active ? count(all, "code")
        : found.length ? `${found.length} of ${count(all, "code")}` : "No matching codes";
      return wanted;
    }

    // Browsers stop scripts that change the address with each key press.
    let later;
    function remember(wanted) {
      clearTimeout(later);
      const query = new URLSearchParams(Object.entries(wanted).filter(([, value]) => value)).toString();
      history.replaceState(history.state, "", query ? `?${query}` : location.pathname + location.hash);
    }

    function changed(wait) {
      const wanted = update();
      clearTimeout(later);
      later = setTimeout(remember, wait, wanted);
    }

    function recall() {
      const query = new URLSearchParams(location.search);
      for (const name of names) {
        form.elements[name].value = query.get(name) || "";
        // An unknown filter is ignored.
        if (form.elements[name].selectedIndex === -1) form.elements[name].value = "";
      }
      update();
    }

    form.hidden = false;
    form.addEventListener("input", () => changed(300));
    // The text field changes when it loses focus; an update then would replace the results under the pointer.
    form.addEventListener("change", (event) => { if (event.target !== $("q")) changed(0); });
    form.addEventListener("reset", () => setTimeout(() => { changed(0); $("q").focus(); }));
    // The way back leads to the same results.
    $("results").addEventListener("click", () => remember(asked()), true);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const first = $("results").querySelector("a");
      if (first) first.click();
    });
    $("more").addEventListener("click", () => {
      const next = shown;
      more(200);
      $("results").children[next]?.firstChild.focus();
    });
    addEventListener("pageshow", recall);
    addEventListener("popstate", recall);
    recall();

    // Arrow keys move through the results and back to the text field.
    document.addEventListener("keydown", (event) => {
      if (!["ArrowDown", "ArrowUp"].includes(event.key) || event.altKey || event.ctrlKey || event.metaKey) return;
      const links = [...$("results").querySelectorAll("a")];
      const at = links.indexOf(document.activeElement);
      if (at === -1 && document.activeElement !== $("q")) return;
      const to = at + (event.key === "ArrowDown" ? 1 : -1);
      if (to < -1 || to >= links.length) return;
      event.preventDefault();
      (to === -1 ? $("q") : links[to]).focus();
    });
  }

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, select, textarea");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey && $("q")) {
      event.preventDefault();
      $("q").focus();
      $("q").select();
    } else if (event.key === "Escape" && event.target === $("q") && form && $("q").value) {
      $("q").value = "";
      form.dispatchEvent(new Event("input"));
    }
  });
})();
