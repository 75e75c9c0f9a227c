package publish

import (
	"cmp"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
)

// findClash reports a path that this build makes both a file and a folder.
func findClash[T any](now map[string]T) error {
	fine := make(map[string]bool, 64) // folders already looked at
	for p := range now {
		for dir := path.Dir(p); dir != "." && !fine[dir]; dir = path.Dir(dir) {
			if _, ok := now[dir]; ok {
				return clash(dir, p)
			}
			fine[dir] = true
		}
	}
	return nil
}

// clashes looks for a clash only if there can be a new one.
func (d *Dir) clashes() error {
	for _, m := range d.now {
		if m.staged {
			return findClash(d.now)
		}
	}
	return nil
}

// plan lists the steps that turn the old output into the new one, and counts
// the files pruned. It only reads; what stands in the way is reported here,
// before anything has changed.
func (d *Dir) plan() (steps []step, pruned int, err error) {
	p := &planner{d: d, kinds: map[string]fs.FileMode{}, moved: map[string]int{}, gone: map[string]bool{}}
	for _, q := range slices.Sorted(maps.Keys(d.now)) {
		if d.now[q].staged {
			p.place(q)
		}
	}
	p.prune()
	if len(p.foreign) > 0 {
		slices.Sort(p.foreign)
		return nil, 0, &ForeignError{Paths: slices.Compact(p.foreign)}
	}
	for q := range p.gone {
		if _, ok := d.old.files[q]; ok {
			pruned++
		}
	}
	return p.steps(), pruned, nil
}

// planner gathers the steps of one commit.
type planner struct {
	d     *Dir
	kinds map[string]fs.FileMode // of folders on the way, see kind
	moved map[string]int         // trees that move whole, with their rank

	first   []step // what must make room
	places  []step
	last    []step // what is pruned
	gone    map[string]bool
	foreign []string
}

// nothing is the kind of a path where nothing stands.
const nothing = fs.ModeIrregular

// look returns what stands at q in the output; what cannot be looked at counts
// as nothing, and moving something there will tell why.
func (p *planner) look(q string) fs.FileMode {
	root, rest := p.d.disk.Root, path.Join(p.d.out, q)
	if q != "." {
		root, rest = p.d.was.near(q)
	}
	info, err := root.Lstat(rest)
	if err != nil {
		return nothing
	}
	return info.Mode().Type()
}

// kind returns what stands at the folder q: fs.ModeDir if it and all above it
// are folders. It remembers the answer.
func (p *planner) kind(q string) fs.FileMode {
	if k, ok := p.kinds[q]; ok {
		return k
	}
	k := nothing
	if q == "." || p.kind(path.Dir(q)) == fs.ModeDir {
		k = p.look(q)
	}
	p.kinds[q] = k
	return k
}

// place plans the move of the staged file q.
func (p *planner) place(q string) {
	if top := p.topMissing(path.Dir(q)); top != "" {
		p.moved[top] = max(p.moved[top], rank(q))
		return
	}
	switch k := p.look(q); {
	case k == nothing:
		p.places = append(p.places, step{stepPlace, q})
	case k == fs.ModeDir:
		p.clear(q)
		p.places = append(p.places, step{stepPlace, q})
	case p.ours(q, k):
		p.places = append(p.places, step{stepReplace, q})
	default:
		p.foreign = append(p.foreign, q)
	}
}

// topMissing returns the topmost folder on the way to dir that the output
// lacks, or "" if it has them all. A file of ours in its place is planned away.
func (p *planner) topMissing(dir string) string {
	top := ""
	for ; ; dir = path.Dir(dir) {
		k := p.kind(dir)
		if k == fs.ModeDir {
			return top
		}
		if k != nothing {
			p.makeRoom(dir, k)
		}
		if top = dir; dir == "." {
			return top
		}
	}
}

func (p *planner) makeRoom(q string, k fs.FileMode) {
	if !p.ours(q, k) {
		p.foreign = append(p.foreign, q)
	} else if !p.gone[q] {
		p.gone[q] = true
		p.first = append(p.first, step{stepRemove, q})
	}
}

// ours reports whether the file at q, of kind k, may be replaced: a previous
// build made it, or there was none and it is a plain file, or it has the very
// bytes that this build puts there.
func (p *planner) ours(q string, k fs.FileMode) bool {
	if _, ok := p.d.old.files[q]; ok {
		return true
	}
	if k != 0 {
		return false
	}
	if !p.d.known {
		return true
	}
	m, ok := p.d.now[q]
	if !ok {
		return false
	}
	_, same := p.d.holds(q, m.entry)
	return same
}

// clear plans away a folder that gives its name to a file. All in it must be
// ours; folders go deepest first.
func (p *planner) clear(dir string) {
	var folders []step
	root, rest := p.d.was.near(dir)
	err := fs.WalkDir(root.FS(), rest, func(at string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		q := path.Join(dir, strings.TrimPrefix(at, rest))
		if e.IsDir() {
			folders = append(folders, step{stepRmdir, q})
		} else if _, ok := p.d.old.files[q]; ok {
			p.makeRoom(q, e.Type())
		} else {
			p.foreign = append(p.foreign, q)
		}
		return nil
	})
	if err != nil {
		p.foreign = append(p.foreign, dir)
	}
	slices.Reverse(folders)
	p.first = append(p.first, folders...)
}

// prune plans away what the previous manifest names and this build does not,
// and the folders that become empty by it.
func (p *planner) prune() {
	var gone []string
	for q := range p.d.old.files {
		if _, ok := p.d.now[q]; ok || p.gone[q] || p.kind(path.Dir(q)) != fs.ModeDir {
			continue
		}
		if k := p.look(q); k != nothing && k != fs.ModeDir {
			gone = append(gone, q)
			p.gone[q] = true
		}
	}
	slices.Sort(gone)
	for _, q := range gone {
		p.last = append(p.last, step{stepRemove, q})
	}
	p.last = append(p.last, p.emptied(gone)...)
}

// emptied lists the folders above gone in which this build has nothing, the
// deepest first.
func (p *planner) emptied(gone []string) []step {
	if len(gone) == 0 {
		return nil
	}
	live := map[string]bool{".": true}
	for q := range p.d.now {
		for dir := path.Dir(q); !live[dir]; dir = path.Dir(dir) {
			live[dir] = true
		}
	}
	var steps []step
	for _, q := range gone {
		for dir := path.Dir(q); !live[dir]; dir = path.Dir(dir) {
			live[dir] = true
			steps = append(steps, step{stepSweep, dir})
		}
	}
	slices.SortFunc(steps, func(a, b step) int { return -cmp.Compare(a.path, b.path) })
	return steps
}

// steps puts all in order: by rank, then what lies deeper first.
func (p *planner) steps() []step {
	ranks := make(map[string]int, len(p.places)+len(p.moved))
	depth := func(q string) int {
		if _, tree := p.moved[q]; tree {
			q += "/"
		}
		return strings.Count(q, "/")
	}
	for _, s := range p.places {
		ranks[s.path] = rank(s.path)
	}
	for q, r := range p.moved {
		ranks[q] = r
		p.places = append(p.places, step{stepPlace, q})
	}
	slices.SortFunc(p.places, func(a, b step) int {
		return cmp.Or(cmp.Compare(ranks[a.path], ranks[b.path]), cmp.Compare(depth(b.path), depth(a.path)), cmp.Compare(a.path, b.path))
	})
	return slices.Concat(p.first, p.places, p.last)
}

// rank orders files by who points at whom: what pages load comes first, then
// pages (and of these the deep ones before the lists above them), then what
// leads people and machines to new pages.
func rank(q string) int {
	switch path.Ext(q) {
	case ".html":
		if q == "index.html" {
			return 2
		}
		return 1
	case ".xml", ".json", ".txt":
		return 2
	}
	if !strings.Contains(q, "/") && strings.HasPrefix(q, "_") {
		return 2 // _redirects, _headers
	}
	return 0
}
