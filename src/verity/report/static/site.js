// Upgrades for readers with JavaScript: charts answer to the pointer, tables sort, search. Nothing depends on it.
(function () {
  "use strict";
  document.querySelectorAll("[data-script-only]").forEach(function (part) { part.hidden = false; });
  // A link to an exhibit of a chapter that has several pages leads on to the page it stands on.
  function onwards() {
    var entry = window.location.hash && document.getElementById(window.location.hash.slice(1));
    var link = entry && entry.closest("[data-exhibit-links]") && entry.querySelector("a");
    if (link) { window.location.replace(link.href); }
  }
  onwards();
  window.addEventListener("hashchange", onwards);
  // What is folded on the screen is printed all the same, and folded again afterwards.
  var opened = [];
  window.addEventListener("beforeprint", function () {
    opened = Array.from(document.querySelectorAll("main details:not([open])"));
    opened.forEach(function (one) { one.open = true; });
  });
  window.addEventListener("afterprint", function () {
    opened.forEach(function (one) { one.open = false; });
    opened = [];
  });
  var charts = window.verityCharts || {};
  function draw(box) {
    var spec = charts[box.dataset.exhibit];
    if (!spec || !window.vegaEmbed || window.matchMedia("print").matches) { return; }
    var still = box.querySelector("svg");
    var live = document.createElement("div");
    window.vegaEmbed(live, spec, { actions: false, renderer: "svg" }).then(function () {
      var svg = live.querySelector("svg");
      if (!svg || !still) { return; }
      // The picture is one image with a text alternative and a table; roles on single marks are noise.
      svg.querySelectorAll("[role], [aria-roledescription], [aria-label]").forEach(function (mark) {
        ["role", "aria-roledescription", "aria-label", "aria-hidden"].forEach(function (name) { mark.removeAttribute(name); });
      });
      svg.setAttribute("role", "img");
      svg.setAttribute("aria-labelledby", still.getAttribute("aria-labelledby"));
      svg.insertBefore(still.querySelector("desc"), svg.firstChild);
      svg.insertBefore(still.querySelector("title"), svg.firstChild);
      ["width", "height", "aria-roledescription"].forEach(function (name) { svg.removeAttribute(name); });
      box.replaceChildren(live);
    }).catch(function () { /* the still picture stays */ });
  }
  if ("IntersectionObserver" in window) {
    var seen = new IntersectionObserver(function (entries) {
      entries.forEach(function (entry) {
        if (entry.isIntersecting) { seen.unobserve(entry.target); draw(entry.target); }
      });
    }, { rootMargin: "200px" });
    document.querySelectorAll(".chart[data-exhibit]").forEach(function (box) { seen.observe(box); });
  }
  function key(row, place) {
    var cell = row.cells[place];
    var value = cell.dataset.value;
    if (value === undefined) { value = cell.textContent.trim().replace(/,/g, ""); }
    var number = Number(value);
    return value !== "" && !Number.isNaN(number) ? number : cell.textContent.trim();
  }
  function compare(a, b) {
    if (typeof a === typeof b) { return typeof a === "number" ? a - b : a.localeCompare(b, "en-GB"); }
    return typeof a === "number" ? -1 : 1;
  }
  document.querySelectorAll("table.sortable").forEach(function (table) {
    table.querySelectorAll("thead th").forEach(function (head, place) {
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      head.replaceChildren(button);
      button.addEventListener("click", function () {
        var down = head.getAttribute("aria-sort") === "ascending";
        table.querySelectorAll("thead th").forEach(function (other) { other.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        var body = table.tBodies[0];
        Array.from(body.rows)
          .sort(function (a, b) { return compare(key(a, place), key(b, place)) * (down ? -1 : 1); })
          .forEach(function (row) { body.appendChild(row); });
      });
    });
  });
})();
