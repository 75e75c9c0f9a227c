// Searches what internal/search made, for search.html. 5,000 bytes at most.
const page = document.getElementById("n:search"), say = page.dataset, most = 50;
const [form, status, results, browse] = page.children, field = form.q;
const [list, item] = results.querySelectorAll("ul, template");

// folder is Fold of internal/search: words, as typed and stemmed.
export const folder = ({drop, swap, ends, stop}) => {
	const drops = RegExp(`[${drop}]`, "g"), swaps = RegExp(Object.keys(swap).join("|"), "g");
	const stem = (w, step) => {
		const e = step.find(([end, , least]) => w.endsWith(end) && w.length - end.length >= least);
		return e ? w.slice(0, w.length - e[0].length) + e[1] : w;
	};
	return s => (s.normalize("NFKD").toLowerCase().replace(drops, "").replace(swaps, c => swap[c])
		.match(/[\p{L}\p{M}\p{N}]+/gu) || []).filter(w => !stop.includes(w)).map(w => [w, ends.reduce(stem, w)]);
};

// near: one letter more, less or other, or two that changed places.
const near = (a, b) => {
	let i = 0;
	while (i < a.length && a[i] === b[i]) i++;
	const same = (m, n) => a.slice(i + m) === b.slice(i + n);
	return same(1, 1) || same(1, 0) || same(0, 1) || a[i] === b[i + 1] && a[i + 1] === b[i] && same(2, 2);
};

const get = (url, cache) => fetch(url, {cache}).then(r => r.ok ? r.json() : Promise.reject());

let index, shards = {};
const words = () => index = index || get(say.words, "no-cache").then(f => {
	const terms = new Map();
	for (const [shard, line] of f.shards) for (const t of line.split(" ")) {
		const [term, n] = t.split(":");
		terms.set(term, {shard, n: +n || 1});
	}
	return {fold: folder(f.fold), terms};
});

const load = name => shards[name] = shards[name] || get(say.shards + name + ".json").then(s => {
	s.words = s.words.split(" ");
	for (const d of s.docs) for (const k of [4, 5, 6]) {
		let at = 0;
		d[k] = Array.from(d[k], c => at += c.charCodeAt() - 35);
	}
	return s;
});

// match: the word itself, what begins so, what differs by one letter.
const match = (terms, [typed, stem], last) => {
	const out = new Map(), all = [...terms.keys()];
	if (terms.has(stem)) out.set(stem, 1);
	if (last || !out.size) for (const t of all) if (t.startsWith(typed) && t !== stem) out.set(t, .6);
	if (!out.size && typed.length > 3) for (const t of all)
		if (near(t, stem) || near(t, typed) || t.length > 3 && typed.startsWith(t)) out.set(t, t[0] === stem[0] ? .4 : .3);
	return out;
};

// find: all is in the shard of the rarest word.
const find = async asked => {
	const {fold, terms} = await words(), typed = fold(asked);
	const matches = typed.map((w, i) => match(terms, w, i === typed.length - 1));
	const n = t => terms.get(t).n, total = m => [...m.keys()].reduce((a, t) => a + n(t), 0);
	const [rarest] = matches.filter(m => m.size).sort((a, b) => total(a) - total(b));
	if (!rarest) return {docs: []};
	const [[best]] = [...rarest].sort(([a, x], [b, y]) => y - x || n(b) - n(a));
	const s = await load(terms.get(best).shard), first = matches.indexOf(rarest);
	const weights = matches.map(m => s.words.map(w => m.get(w) || 0));
	const docs = s.docs.map(d => {
		const points = weights.map(w => Math.max(...[8, 4, 1].map((k, c) => Math.max(0, ...d[4 + c].map(i => k * w[i])))));
		return {d, topic: s.topics[d[3]], hits: points[first] && points.filter(p => p).length, points: points.reduce((a, b) => a + b)};
	});
	const hits = Math.max(...docs.map(d => d.hits));
	return {part: hits < typed.length, docs: docs.filter(d => d.hits === hits).sort((a, b) => b.points - a.points)};
};

const show = ({docs, part}, none) => {
	const n = docs.length;
	list.textContent = "";
	for (const {d, topic} of docs.slice(0, most)) {
		const li = item.content.cloneNode(true), [name, date, a] = li.querySelectorAll("b, span, a");
		[a.textContent, a.href, date.textContent, name.textContent] = [d[0], d[1], d[2], topic];
		list.append(li);
	}
	results.hidden = !n;
	browse.hidden = n;
	status.textContent = (part ? say.part + " " : "") + (n > most ? say.many : n > 1 ? say.found : n ? say.one : none).replace("{n}", Math.min(n, most));
};

let turn = 0, timer;
const run = async again => {
	const mine = ++turn, asked = field.value.trim();
	history.replaceState(0, "", asked ? "?q=" + encodeURIComponent(asked) : location.pathname);
	let found = {docs: []}, none = asked && say.none;
	try {
		if (asked) found = await find(asked);
	} catch (e) {
		index = 0; // perhaps another site was published meanwhile
		shards = {};
		if (again !== 1) return mine === turn && run(1);
		none = say.failed;
	}
	if (mine === turn) show(found, none);
};

field.oninput = () => { clearTimeout(timer); timer = setTimeout(run, 120); };
field.onkeydown = e => { if (e.key === "Escape") { field.value = ""; run(); } };
form.onsubmit = e => { e.preventDefault(); run(); };
form.hidden = false;
field.value = new URLSearchParams(location.search).get("q") || "";
if (field.value) run();
else {
	words().catch(() => index = 0);
	if (document.activeElement === document.body && !location.hash) field.focus();
}
