package syndicate_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"nadi/syndicate"
	"nadi/syndicate/ledger"
)

// The simulation: a network of accounts, a schedule of articles, and runs that
// crash, lose answers, are throttled, read what is out of date and overlap. It
// is one deterministic function of a seed (or of a list of faults), so that
// what it finds can be seen again:
//
//	go test ./syndicate -run Simulation -seed 42
//
// Everything a run does to the outside is an effect: a request, a reading or an
// append of the ledger, a wait. At each, the world may do something bad. What
// must hold whatever happens is in sim_law_test.go.

// fault is what goes wrong at an effect.
type fault int

const (
	fine     fault = iota
	before         // the process dies before the effect
	after          // the process dies after it
	lost           // it happened, and the answer is lost
	vanished       // it did not happen, and that looks as if the answer were lost
	refused        // it did not happen, and the answer says so
	limited        // it did not happen: too many requests
	rejected       // it did not happen, and never will with these words
	slow           // it happened after minutes
	outage         // the store is away for a while, beginning with this
	behind         // the store answers as it was a while ago
)

func (f fault) String() string {
	return [...]string{"fine", "dies before", "dies after", "answer lost", "vanished", "refused", "limited", "rejected", "slow", "store away", "store behind"}[f]
}

// faultsAt are those that mean something at an effect. Dying after an effect
// that changes nothing is dying before the next.
func faultsAt(effect string) []fault {
	switch name, _, _ := strings.Cut(effect, " "); name {
	case "send":
		return []fault{before, after, lost, vanished, refused, limited, rejected}
	case "append":
		return []fault{before, after, lost, refused, slow, outage}
	case "remove":
		return []fault{before, after, lost, refused}
	case "prepare":
		return []fault{before, refused, rejected}
	case "wait":
		return []fault{before}
	}
	return []fault{before, refused, behind}
}

// died is what a run panics with when its process dies.
type died struct{}

// world is everything outside of the program.
type world struct {
	rng      *rand.Rand
	now      time.Time
	items    []syndicate.Item
	networks []*network
	log      *log
	current  *process // whose turn it is
	choose   func(effect string) fault
	effects  int
	bad      int      // faults that were played
	trace    []string // of what happened, kept only when it is to be shown
	tracing  bool
	broken   []string // invariants that do not hold
	named    int      // runs
	posts    int
	trip     string          // the effect that fails next
	kept     []ledger.Entry  // a copy of the ledger
	restored bool            // the ledger went back
	old      map[string]bool // items that were public before the accounts began
	taken    []string        // items that a person took down
}

const simSite = "site"

var simStart = time.Date(2026, 11, 2, 8, 0, 0, 0, time.UTC)

func newWorld(rng *rand.Rand, choose func(string) fault) *world {
	w := &world{rng: rng, now: simStart, choose: choose}
	w.log = &log{w: w, payloads: map[string][]byte{}}
	return w
}

func (w *world) note(format string, args ...any) {
	if w.tracing {
		w.trace = append(w.trace, w.now.Format("02 15:04:05 ")+fmt.Sprintf(format, args...))
	}
}

func (w *world) breaks(format string, args ...any) {
	w.broken = append(w.broken, fmt.Sprintf(format, args...))
	w.note("BROKEN: "+format, args...)
}

// effect is a moment at which things go wrong. It returns the fault that the
// caller has to play; dying before, and slowness, are played here.
func (w *world) effect(name string) fault {
	w.effects++
	w.now = w.now.Add(time.Duration(1+w.rng.IntN(900)) * time.Millisecond)
	if p := w.current; p != nil && !p.yield(struct{}{}) {
		panic(died{})
	}
	f := w.choose(name)
	if name == w.trip {
		f, w.trip = refused, ""
	}
	if f != fine {
		w.bad++
		w.note("%s: %s", name, f)
	}
	switch f {
	case before:
		panic(died{})
	case slow:
		w.now = w.now.Add(time.Duration(30+w.rng.IntN(800)) * time.Second)
	}
	return f
}

// done ends an effect that happened: the process may die right after it.
func (w *world) done(f fault) {
	if f == after {
		panic(died{})
	}
}

// process is a run of the program, which takes turns with others.
type process struct {
	name     string
	only     []string
	items    []syndicate.Item // as it knows them
	skew     time.Duration    // of its clock
	admitted map[string]bool
	went     map[*network]map[string]bool // what it sent for the first time
	told     map[*network]time.Time       // not to send before
	yield    func(struct{}) bool
	next     func() (struct{}, bool)
	stop     func()
	ended    bool
}

// start begins a run without letting it do anything yet.
func (w *world) start(q syndicate.Question) *process {
	w.named++
	p := &process{name: fmt.Sprintf("run-%d", w.named), only: q.Only, admitted: map[string]bool{}, went: map[*network]map[string]bool{}, told: map[*network]time.Time{}}
	p.skew = time.Duration(w.rng.IntN(240)-120) * time.Second
	p.next, p.stop = iter.Pull(func(yield func(struct{}) bool) {
		p.yield = yield
		defer func() {
			if r := recover(); r != nil && r != any(died{}) {
				w.breaks("%v\n%s", r, debug.Stack())
			}
			p.ended = true
		}()
		if yield(struct{}{}) {
			w.program(p, q)
		}
	})
	p.step(w)
	return p
}

// step lets a process go on to its next effect.
func (p *process) step(w *world) {
	w.current = p
	p.next()
	w.current = nil
}

// together lets processes run to their ends, in an order of chance.
func (w *world) together(ps ...*process) {
	for {
		ps = slices.DeleteFunc(ps, func(p *process) bool { return p.ended })
		if len(ps) == 0 {
			return
		}
		ps[w.rng.IntN(len(ps))].step(w)
	}
}

// run is one run of the program from start to end or death.
func (w *world) run() { w.together(w.start(syndicate.Question{})) }

// adopting is the occasion that makes a program adopt; the other is
// syndicate.Takedown.
const adopting = "adopt"

// program is what the command line does: open the ledger, run, report.
func (w *world) program(p *process, q syndicate.Question) {
	ctx := context.Background()
	book, err := ledger.Open(ctx, w.log, simSite)
	if err != nil {
		w.note("%s cannot read the ledger", p.name)
		return
	}
	occasion := q.Occasion
	p.items = slices.Clone(w.items)
	q.Site, q.Items, q.Now, q.To, q.Occasion = simSite, p.items, w.now.Add(p.skew), nil, ""
	for _, n := range w.networks {
		var facts syndicate.Facts
		book.View(func(h *ledger.History) { facts = syndicate.ReadFacts(h.Account(n.name).Facts) })
		q.To = append(q.To, n.destination(facts))
	}
	r := w.runnerOf(book, p)
	for _, d := range q.To {
		switch occasion {
		case adopting:
			_, err = r.Adopt(ctx, q, d)
		case syndicate.Takedown:
			err = w.takeDown(ctx, r, q, d)
		}
		if err != nil {
			w.note("%s: %s of %s failed: %v", p.name, occasion, d.Account.Name, err)
		}
	}
	if occasion == "" {
		if _, err := r.Run(ctx, q); err != nil {
			w.note("%s: %v", p.name, err)
		}
	}
}

func (w *world) takeDown(ctx context.Context, r *syndicate.Runner, q syndicate.Question, d *syndicate.Destination) error {
	var items []*syndicate.Item
	for i := range q.Items {
		if it := &q.Items[i]; slices.Contains(q.Only, it.ID) {
			items = append(items, it)
		}
	}
	f, err := r.Follow(ctx, q, d, items, func(*syndicate.Item) string { return syndicate.Takedown })
	if f != nil {
		w.note("takedown on %s: %q %s %v", d.Account.Name, f.Done, f.Person, f.Err)
	}
	return err
}

// runner makes the runner of a program that a test plays itself.
func (w *world) runner(book *ledger.Book, name string) *syndicate.Runner {
	return w.runnerOf(book, &process{name: name, admitted: map[string]bool{}})
}

func (w *world) runnerOf(book *ledger.Book, p *process) *syndicate.Runner {
	return &syndicate.Runner{
		Book: book, Gate: openGate{w, p}, Now: func() time.Time { return w.now.Add(p.skew) }, Chance: w.rng.Float64, Owner: p.name, InTurn: true,
		Judge: func(post syndicate.Post, _ *syndicate.Item) error {
			if strings.Contains(post.Text, forbidden) {
				return errors.New("the check found something")
			}
			return nil
		},
		Sleep: func(_ context.Context, d time.Duration) error {
			w.effect("wait")
			w.now = w.now.Add(d)
			return nil
		},
	}
}

// forbidden is what the check lets through in no post.
const forbidden = "forbidden"

// openGate is a live site.
type openGate struct {
	w *world
	p *process
}

func (g openGate) Wait(_ context.Context, it syndicate.Item) (syndicate.Live, error) {
	if g.p.admitted[it.ID] = g.w.effect("gate") != refused; g.p.admitted[it.ID] {
		return syndicate.Live{}, nil
	}
	return syndicate.Live{Skip: syndicate.NotLive, Reason: "404"}, nil
}

// model is how a kind of ledger differs from a file on this machine.
type model struct {
	name    string
	behind  bool // a reading may show the log as it was: of a mirror, a cache, a replica
	rereads bool // after a lost answer the store looks itself whether the lines stand
	forgets bool // it keeps no words of posts
}

// models are those of the stores in syndicate/ledger.
var models = []model{
	{name: "file"},
	{name: "git", behind: true, rereads: true, forgets: true},
	{name: "s3", behind: true, rereads: true},
	{name: "postgres", behind: true, rereads: true},
}

// log is the ledger's store: an append loses its answer, fails, takes long, or
// the process dies around it; a reading breaks off. Two runs race for positions
// as they would for a file.
type log struct {
	w        *world
	model    model
	entries  []ledger.Entry
	payloads map[string][]byte
	began    time.Time // the append of the newest intent
	away     time.Time // until then nothing can be read or written
}

var errStore = errors.New("the store cannot be reached")

func place(at ledger.Position) (n int) {
	if at != ledger.Start {
		fmt.Sscan(string(at), &n)
	}
	return n
}

func (l *log) Read(_ context.Context, at ledger.Position, yield func(ledger.Entry) error) (ledger.Position, error) {
	f := l.w.effect("read")
	if l.w.now.Before(l.away) {
		return at, errStore
	}
	from, to := min(place(at), len(l.entries)), len(l.entries)
	if f == behind && l.model.behind {
		to -= l.w.rng.IntN(to - from + 1)
	}
	news := l.entries[from:to]
	for i, e := range news {
		if f == refused && i == len(news)/2 {
			return at, errStore
		}
		if err := yield(e); err != nil {
			return at, err
		}
	}
	if f == refused {
		return at, errStore
	}
	return ledger.Position(fmt.Sprint(to)), nil
}

func (l *log) Append(_ context.Context, at ledger.Position, entries []ledger.Entry) (ledger.Position, error) {
	began := l.w.now
	f := l.w.effect("append " + string(entries[0].State))
	if f == outage {
		l.w.bad++ // two runs may be hit
		l.away = l.w.now.Add(time.Duration(l.w.rng.IntN(240)) * time.Second)
	}
	if f == refused || l.w.now.Before(l.away) {
		return at, errStore
	}
	if place(at) != len(l.entries) {
		return at, ledger.ErrMoved
	}
	for i := range entries {
		l.lawful(&entries[i], began)
	}
	l.entries = append(l.entries, entries...)
	l.w.done(f)
	if f == lost && !(l.model.rereads && l.w.rng.IntN(2) == 0) { // looking may fail, too
		return at, errStore
	}
	return ledger.Position(fmt.Sprint(len(l.entries))), nil
}

func (l *log) PutPayload(_ context.Context, name string, data []byte) error {
	if l.model.forgets {
		return ledger.ErrNoPayload
	}
	l.payloads[name] = slices.Clone(data)
	return nil
}

func (l *log) Payload(_ context.Context, name string) ([]byte, error) {
	if data, ok := l.payloads[name]; ok {
		return data, nil
	}
	return nil, ledger.ErrNoPayload
}

func (l *log) ErasePayload(_ context.Context, name string) error {
	delete(l.payloads, name)
	return nil
}

func (l *log) Close() error { return nil }

// history folds the log as it is.
func (l *log) history() *ledger.History {
	h := ledger.NewHistory(simSite)
	for _, e := range l.entries {
		if err := h.Add(e); err != nil {
			l.w.breaks("the ledger cannot be read: %v", err)
		}
	}
	return h
}
