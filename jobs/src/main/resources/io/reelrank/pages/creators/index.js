(() => {
  "use strict";
  const main = document.getElementById("creators");
  const { shards, total, ending, none, found, loading, unknown } = main.dataset;
  const field = name => document.getElementById(name);
  const body = field("rows"), status = field("status"), more = field("more");
  const all = [], PAGE = 100;
  let limit = PAGE, loaded = 0;
  const orders = {
    plays: (a, b) => b[3] - a[3],
    viewers: (a, b) => b[4] - a[4],
    completion: (a, b) => b[5] - a[5],
    advice: (a, b) => b[6] - a[6],
    id: (a, b) => (a[0] < b[0] ? -1 : 1)
  };
  const number = n => n.toLocaleString("en-US");
  const say = (text, a, b) => text.replace("{0}", a).replace("{1}", b);

  const line = row => {
    const tr = document.createElement("tr");
    const head = document.createElement("th");
    const bdi = document.createElement("bdi");
    head.scope = "row";
    bdi.textContent = row[0];
    if (row[1]) {
      const a = document.createElement("a");
      a.href = "creators/" + row[1] + ending;
      a.append(bdi);
      head.append(a);
    } else head.append(bdi);
    tr.append(head);
    const completion = row[5] < 0 ? none : (row[5] / 10).toFixed(1) + "%";
    for (const text of [row[2] || unknown, number(row[3]), number(row[4]), completion, number(row[6])]) {
      const td = document.createElement("td");
      td.textContent = text;
      tr.append(td);
    }
    return tr;
  };

  const tellLoading = () => { status.textContent = say(loading, number(all.length), number(Number(total))); };

  const show = () => {
    const wanted = field("search").value.trim().toLowerCase();
    const niche = field("niche").value, least = Number(field("size").value);
    const hits = all.filter(row => row[3] >= least && (!niche || row[2] === niche)
      && (!wanted || row[0].toLowerCase().includes(wanted)));
    const order = field("sort").value;
    if (order !== "plays") hits.sort(orders[order]);
    body.replaceChildren(...hits.slice(0, limit).map(line));
    more.hidden = hits.length <= limit;
    if (loaded < Number(shards)) tellLoading();
    else status.textContent = say(found, number(hits.length), number(all.length));
  };
  const again = () => { limit = PAGE; show(); };

  const finish = () => {
    const names = [...new Set(all.map(row => row[2]))].filter(Boolean).sort();
    for (const name of names) field("niche").append(new Option(name, name));
    show();
  };
  const load = i => {
    if (i === Number(shards)) return finish();
    const data = document.createElement("script");
    data.src = "list/data-" + i + ".js";
    data.onload = () => {
      loaded++;
      // They come by plays, so that later ones change nothing of a full table in that order.
      if (field("sort").value === "plays" && body.rows.length >= limit) tellLoading();
      else show();
      load(i + 1);
    };
    data.onerror = () => load(i + 1);
    document.head.append(data);
  };
  window.reelrank = { add: rows => { for (const row of rows) all.push(row); } };
  for (const name of ["search", "niche", "size", "sort"]) field(name).addEventListener("input", again);
  more.addEventListener("click", () => { limit += PAGE; show(); });
  field("controls").hidden = false;
  load(0);
})();
