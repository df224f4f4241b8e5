// Search without a server: the index is a script beside this one, and nothing typed leaves the page.
(function () {
  "use strict";
  var rows = window.veritySearch || [];
  var field = document.getElementById("find");
  var state = document.getElementById("search-state");
  var list = document.getElementById("results");
  var most = 60;
  if (!field || !state || !list) { return; }
  function plain(text) { return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, ""); }
  function words(text) { return plain(text).split(/[^a-z0-9&]+/).filter(Boolean); }
  var index = rows.map(function (row) { return { row: row, title: words(row[1]), all: words(row.join(" ")) }; });
  function begins(of, word) { return of.some(function (one) { return one.indexOf(word) === 0; }); }
  function score(entry, asked) {
    var total = 0;
    for (var at = 0; at < asked.length; at += 1) {
      if (!begins(entry.all, asked[at])) { return 0; }
      total += begins(entry.title, asked[at]) ? 3 : 1;
    }
    return total + (entry.row[0] === "Finding" ? 0 : 1);
  }
  function shown(row) {
    var item = document.createElement("li");
    var kind = document.createElement("span");
    var link = document.createElement("a");
    kind.className = "kind";
    kind.textContent = row[0];
    link.href = row[2];
    link.textContent = row[1];
    item.append(kind, " ", link);
    return item;
  }
  function search() {
    var asked = words(field.value);
    var found = [];
    if (asked.length) {
      index.forEach(function (entry, place) {
        var one = score(entry, asked);
        if (one) { found.push({ row: entry.row, score: one, place: place }); }
      });
      found.sort(function (a, b) { return b.score - a.score || a.place - b.place; });
    }
    list.replaceChildren.apply(list, found.slice(0, most).map(function (one) { return shown(one.row); }));
    if (!asked.length) { state.textContent = "Type one or more words in the field at the head of the page."; return; }
    var told = found.length === 1 ? "1 result" : found.length + " results";
    state.textContent = (found.length ? told : "Nothing found") + " for “" + field.value.trim() + "”" +
      (found.length > most ? "; the first " + most + " are shown." : ".");
  }
  var given = new URLSearchParams(window.location.search).get("q");
  if (given) { field.value = given; }
  var waiting;
  field.addEventListener("input", function () { window.clearTimeout(waiting); waiting = window.setTimeout(search, 150); });
  field.form.addEventListener("submit", function (event) { event.preventDefault(); search(); });
  search();
})();
