package syndicate_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"runtime/debug"
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
// Everything a run does to the outside is an effect: a request, a ledger
// append, a wait. At each, the world may do something bad.

// fault is what goes wrong at an effect.
type fault int

const (
	fine    fault = iota
	before        // the process dies before the effect
	after         // the process dies after it
	lost          // it happened, and the answer is lost
	refused       // it did not happen, and the answer says so
	limited       // it did not happen: too many requests
	faults        // how many there are
)

func (f fault) String() string {
	return [...]string{"fine", "dies before", "dies after", "answer lost", "refused", "limited"}[f]
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
	trace    []string // of what happened, kept only when it is to be shown
	tracing  bool
	broken   []string // invariants that do not hold
	named    int
	paused   bool
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
// caller has to play; dying before is played here.
func (w *world) effect(name string) fault {
	w.effects++
	w.now = w.now.Add(time.Duration(1+w.rng.IntN(900)) * time.Millisecond)
	if p := w.current; p != nil && !p.yield(struct{}{}) {
		panic(died{})
	}
	f := w.choose(name)
	if f != fine {
		w.note("%s: %s", name, f)
	}
	if f == before {
		panic(died{})
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
	yield func(struct{}) bool
	next  func() (struct{}, bool)
	stop  func()
	ended bool
}

// start begins a run without letting it do anything yet.
func (w *world) start(name string, q syndicate.Question) *process {
	p := &process{}
	p.next, p.stop = iter.Pull(func(yield func(struct{}) bool) {
		p.yield = yield
		defer func() {
			if r := recover(); r != nil && r != any(died{}) {
				w.breaks("%v\n%s", r, debug.Stack())
			}
			p.ended = true
		}()
		if yield(struct{}{}) {
			w.program(name, q)
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
		var alive []*process
		for _, p := range ps {
			if !p.ended {
				alive = append(alive, p)
			}
		}
		if len(alive) == 0 {
			return
		}
		alive[w.rng.IntN(len(alive))].step(w)
	}
}

// program is what the command line does: open the ledger, run, report.
func (w *world) program(name string, q syndicate.Question) {
	ctx := context.Background()
	book, err := ledger.Open(ctx, w.log, simSite)
	if err != nil {
		w.note("%s cannot read the ledger", name)
		return
	}
	q.Site, q.Items, q.Now, q.To = simSite, w.items, w.now, nil
	for _, n := range w.networks {
		var facts syndicate.Facts
		book.View(func(h *ledger.History) { facts = syndicate.ReadFacts(h.Account(n.name).Facts) })
		d, err := syndicate.NewDestination(n.account(), n.channel(), facts, "")
		if err != nil {
			panic(err)
		}
		q.To = append(q.To, d)
	}
	r := w.runner(book, name)
	if len(q.Occasion) > 0 { // adopting
		q.Occasion = ""
		for _, d := range q.To {
			if _, err := r.Adopt(ctx, q, d); err != nil {
				w.note("%s: adopting failed: %v", name, err)
			}
		}
		return
	}
	if _, err := r.Run(ctx, q); err != nil {
		w.note("%s: %v", name, err)
	}
}

func (w *world) runner(book *ledger.Book, name string) *syndicate.Runner {
	return &syndicate.Runner{
		Book: book, Gate: (*openGate)(w), Now: func() time.Time { return w.now }, Chance: w.rng.Float64, Owner: name, InTurn: true,
		Sleep: func(_ context.Context, d time.Duration) error {
			w.effect("wait")
			w.now = w.now.Add(d)
			return nil
		},
	}
}

// openGate is a live site.
type openGate world

func (g *openGate) Wait(context.Context, syndicate.Item) (syndicate.Live, error) {
	w := (*world)(g)
	if w.effect("gate") == refused {
		return syndicate.Live{Skip: syndicate.NotLive, Reason: "404"}, nil
	}
	return syndicate.Live{}, nil
}

// run is one run of the program from start to end or death.
func (w *world) run() {
	w.named++
	w.together(w.start(fmt.Sprintf("run-%d", w.named), syndicate.Question{}))
}

// log is the ledger's store: an append loses its answer, fails, or the process
// dies around it. Two runs race for positions as they would for a file.
type log struct {
	w        *world
	entries  []ledger.Entry
	payloads map[string][]byte
}

var errStore = errors.New("the store cannot be reached")

func (l *log) Read(_ context.Context, at ledger.Position, yield func(ledger.Entry) error) (ledger.Position, error) {
	n := 0
	if at != ledger.Start {
		fmt.Sscan(string(at), &n)
	}
	for _, e := range l.entries[min(n, len(l.entries)):] {
		if err := yield(e); err != nil {
			return at, err
		}
	}
	return ledger.Position(fmt.Sprint(len(l.entries))), nil
}

func (l *log) Append(ctx context.Context, at ledger.Position, entries []ledger.Entry) (ledger.Position, error) {
	f := l.w.effect("append " + string(entries[0].State))
	if f == refused || f == limited {
		return at, errStore
	}
	n := 0
	if at != ledger.Start {
		fmt.Sscan(string(at), &n)
	}
	if n != len(l.entries) {
		return at, ledger.ErrMoved
	}
	l.entries = append(l.entries, entries...)
	for _, e := range entries {
		if l.w.tracing && e.State != ledger.Seen {
			l.w.note("ledger: %s %s %s %s", e.Key(), e.State, e.Owner, e.Reason)
		}
	}
	l.w.done(f)
	if f == lost {
		return at, errStore
	}
	return ledger.Position(fmt.Sprint(len(l.entries))), nil
}

func (l *log) PutPayload(_ context.Context, name string, data []byte) error {
	l.payloads[name] = data
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
