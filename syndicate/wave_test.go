package syndicate_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"nadi/syndicate"
	"nadi/syndicate/ledger"
	"nadi/syndicate/ledger/memory"
)

// branch is a store whose appends take two seconds, as pushes do, and are worth
// waiting three for others.
type branch struct {
	*memory.Store
	mu     sync.Mutex
	pushes []string // what each appended: "intended 6"
}

func (b *branch) Gather() time.Duration { return 3 * time.Second }

func (b *branch) Append(ctx context.Context, after ledger.Position, entries []ledger.Entry) (ledger.Position, error) {
	time.Sleep(2 * time.Second)
	at, err := b.Store.Append(ctx, after, entries)
	if err == nil {
		b.mu.Lock()
		defer b.mu.Unlock()
		b.pushes = append(b.pushes, fmt.Sprint(entries[0].State, " ", len(entries)))
	}
	return at, err
}

// paced is an account that takes its time.
type paced struct {
	name          string
	prepare, send time.Duration
	hang          chan struct{} // Prepare ends when it is closed; nil for who does not hang
}

func (p *paced) Describe(syndicate.Facts) syndicate.Description {
	unable := map[syndicate.Ability]string{}
	for _, a := range []syndicate.Ability{syndicate.CanFind, syndicate.CanRead, syndicate.CanAmend, syndicate.CanRemove, syndicate.CanReply} {
		unable[a] = "it only posts"
	}
	return syndicate.Description{Limits: []syndicate.Limit{{Max: 500, Unit: "letters", Count: func(s string) int { return len(s) }}}, Template: "{title} {url}", Unable: unable, SendTimeout: time.Minute}
}

func (p *paced) Verify(context.Context) (syndicate.Identity, syndicate.Facts, error) {
	return syndicate.Identity{Network: "paced", ID: p.name}, nil, nil
}

func (p *paced) Prepare(ctx context.Context, d syndicate.Draft) (syndicate.Payload, error) {
	if p.hang != nil {
		<-p.hang
		return nil, syndicate.Errorf(syndicate.Auth, "gone")
	}
	time.Sleep(p.prepare)
	return syndicate.Payload(d.Post.Text), nil
}

func (p *paced) Send(_ context.Context, k syndicate.Key, _ syndicate.Payload) (syndicate.Receipt, error) {
	time.Sleep(p.send)
	return syndicate.Receipt{ID: k.Item + "-" + p.name}, nil
}

type alwaysLive struct{}

func (alwaysLive) Wait(context.Context, syndicate.Item) (syndicate.Live, error) {
	return syndicate.Live{}, nil
}

// waves runs accounts over a branch, with articles that are due.
func waves(t *testing.T, accounts []*paced, articles int, hanging chan struct{}) (*branch, *syndicate.Report) {
	t.Helper()
	b := &branch{Store: memory.New()}
	book, err := ledger.Open(t.Context(), b, simSite)
	if err != nil {
		t.Fatal(err)
	}
	r := &syndicate.Runner{Book: book, Gate: alwaysLive{}, Now: time.Now, Chance: func() float64 { return 0 }, Owner: "run-1",
		Sleep: func(_ context.Context, d time.Duration) error { time.Sleep(d); return nil }}
	q := syndicate.Question{Site: simSite, Now: time.Now()}
	for _, p := range accounts {
		d, err := syndicate.NewDestination(syndicate.Account{Name: p.name, Channel: "paced", Languages: []string{"en"}, MaxAge: 72 * time.Hour}, p, nil, "")
		if err != nil {
			t.Fatal(err)
		}
		q.To = append(q.To, d)
		if _, err := r.Adopt(t.Context(), q, d); err != nil {
			t.Fatal(err)
		}
	}
	time.Sleep(time.Hour)
	for i := range articles {
		id := fmt.Sprint("item", i)
		q.Items = append(q.Items, syndicate.Item{ID: id, Lang: "en", Title: "About " + id, URL: "https://news.example.org/" + id + "/", Due: time.Now().Add(-time.Minute)})
	}
	q.Now = time.Now()
	b.pushes = nil
	if hanging != nil {
		time.AfterFunc(5*time.Minute, func() { close(hanging) })
	}
	report, err := r.Run(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return b, report
}

func sixAccounts() (all []*paced) {
	for i, prepare := range []time.Duration{10, 200, 500, 900, 1400, 2200} {
		all = append(all, &paced{name: fmt.Sprint("account-", i), prepare: prepare * time.Millisecond, send: (2500 - prepare) * time.Millisecond})
	}
	return all
}

// TestWaves: six accounts that take unequal times to prepare and to send make
// one push of claims and one of outcomes for each article.
func TestWaves(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b, report := waves(t, sixAccounts(), 3, nil)
		want := strings.Repeat("intended 6, posted 6, ", 3)
		if got := strings.Join(b.pushes, ", ") + ", "; got != want {
			t.Errorf("pushes: %s\nwant    %s", got, want)
		}
		if report.Incomplete() || report.NeedsPerson() {
			t.Errorf("%+v", report)
		}
	})
}

// TestWaveHangs: one account that hangs for minutes keeps nobody for longer
// than the wait, once.
func TestWaveHangs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		hang := make(chan struct{})
		six := sixAccounts()
		six[2].hang = hang
		start := time.Now()
		b, report := waves(t, six, 3, hang)
		want := strings.Repeat("intended 5, posted 5, ", 3)
		if got := strings.Join(b.pushes, ", ") + ", "; got != want {
			t.Errorf("pushes: %s\nwant    %s", got, want)
		}
		var last time.Time
		for _, e := range b.Entries() {
			last = e.T
		}
		// Each article takes 2.2 s to prepare, 2.49 s to send, and two pushes; the
		// wait for the one that hangs is the rest of three seconds, once.
		if took := last.Sub(start.Add(time.Hour + 6*2*time.Second)); took > 30*time.Second {
			t.Errorf("all that can go has gone after %v", took)
		}
		if len(report.Troubles) != 1 || !errors.As(report.Troubles[0].Err, new(*syndicate.Error)) {
			t.Errorf("%+v", report.Troubles)
		}
	})
}
