package postgres

import (
	"bytes"
	"context"
	"errors"
	"net"
	"net/url"
	"os"
	"os/exec"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"nadi/syndicate/ledger"
	"nadi/syndicate/ledger/ledgertest"
)

// cut is what becomes of an append on its way.
type cut int

const (
	through cut = iota
	before      // the connection breaks, and the request with it
	after       // the server commits, and its answer is lost
	held        // the connection breaks, and the request arrives later
	during      // the connection breaks while the server is at it
)

// wire is a connection to the server that breaks.
type wire struct {
	t      *testing.T
	target string
	l      net.Listener
	choose func(n int) cut // of the nth append
	n      atomic.Int32
	down   atomic.Bool   // no new connection is made
	late   chan struct{} // closed when what was held may arrive
	both   sync.WaitGroup
}

// cancelRequest is how a message begins by which the driver asks the server to
// give up what a broken connection had asked for. It is lost as well.
var cancelRequest = []byte{0, 0, 0, 16, 0x04, 0xd2, 0x16, 0x2e}

// newWire returns a wire and an address that goes over it.
func newWire(t *testing.T, address string, choose func(int) cut) (*wire, string) {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	w := &wire{t: t, target: u.Host, l: l, choose: choose, late: make(chan struct{})}
	w.both.Go(w.serve)
	t.Cleanup(func() {
		l.Close()
		w.both.Wait()
	})
	u.Host = l.Addr().String()
	return w, u.String()
}

func (w *wire) serve() {
	for {
		client, err := w.l.Accept()
		if err != nil {
			return
		}
		if w.down.Load() {
			client.Close()
			continue
		}
		server, err := net.Dial("tcp", w.target)
		if err != nil {
			client.Close()
			continue
		}
		w.both.Go(func() { w.carry(client, server) })
	}
}

// carry moves bytes both ways. An append is known by its words.
func (w *wire) carry(client, server net.Conn) {
	defer client.Close()
	defer server.Close()
	var lost atomic.Bool // the server's answer
	answered := make(chan struct{})
	w.both.Go(func() {
		defer client.Close()
		buf := make([]byte, 64<<10)
		for {
			n, err := server.Read(buf)
			if n > 0 && !lost.Load() {
				client.Write(buf[:n])
			}
			if lost.Load() && bytes.HasSuffix(buf[:n], []byte("Z\x00\x00\x00\x05I")) { // ready for the next: committed
				close(answered)
				return
			}
			if err != nil {
				return
			}
		}
	})
	buf := make([]byte, 64<<10)
	for {
		n, err := client.Read(buf)
		if err != nil {
			return
		}
		if bytes.HasPrefix(buf[:n], cancelRequest) {
			return
		}
		what := through
		if bytes.Contains(buf[:n], []byte(".entries (n, batch")) {
			what = w.choose(int(w.n.Add(1)))
		}
		switch what {
		case before:
			return
		case after:
			lost.Store(true)
		case held:
			client.Close()
			<-w.late
			lost.Store(true)
		}
		if _, err := server.Write(buf[:n]); err != nil {
			return
		}
		if what == during {
			lost.Store(true)
			time.Sleep(300 * time.Millisecond) // it has begun
			client.Close()
		}
		if what == after || what == held || what == during {
			<-answered
			return
		}
	}
}

// broken appends two entries over a wire of which the first append is cut, and
// returns what the caller is told.
func broken(t *testing.T, first cut, meanwhile func(w *wire, other *Store, at ledger.Position)) (s, other *Store, end ledger.Position, err error) {
	t.Helper()
	address := server(t, "NADI_POSTGRES")
	other = handle(t, address)
	at := mustAppend(t, other, ledger.Start, ledgertest.Entry(1))
	var w *wire
	w, over := newWire(t, address, func(n int) cut {
		if n != 1 {
			return through
		}
		if meanwhile != nil && first != after {
			meanwhile(w, other, at)
		}
		return first
	})
	s = handle(t, over)
	end, err = s.Append(t.Context(), at, []ledger.Entry{ledgertest.Entry(2), ledgertest.Entry(3)})
	if first == held {
		close(w.late)
	}
	return s, other, end, err
}

func wantItems(t *testing.T, s ledger.Store, want ...int) ledger.Position {
	t.Helper()
	got, end := all(t, s)
	var entries []ledger.Entry
	for _, n := range want {
		entries = append(entries, ledgertest.Entry(n))
	}
	if !slices.Equal(got, entries) {
		t.Errorf("the log has %d entries, want %d: %v", len(got), len(want), got)
	}
	return end
}

// TestAnswerLost: the server committed, and nobody heard it.
func TestAnswerLost(t *testing.T) {
	s, other, end, err := broken(t, after, nil)
	if err != nil {
		t.Fatal(err)
	}
	if at := wantItems(t, other, 1, 2, 3); at != end {
		t.Errorf("the append ended at %s, the log at %s", end, at)
	}
	mustAppend(t, s, end, ledgertest.Entry(4))
	wantItems(t, other, 1, 2, 3, 4)
}

// TestRequestLost: the server never heard of it, so it is asked again.
func TestRequestLost(t *testing.T) {
	_, other, end, err := broken(t, before, nil)
	if err != nil {
		t.Fatal(err)
	}
	if at := wantItems(t, other, 1, 2, 3); at != end {
		t.Errorf("the append ended at %s, the log at %s", end, at)
	}
}

// TestRequestLate: the request arrives although the connection was broken, and
// after it was made anew.
func TestRequestLate(t *testing.T) {
	s, other, end, err := broken(t, held, nil)
	if err != nil {
		t.Fatal(err)
	}
	time.Sleep(300 * time.Millisecond) // the late one arrives
	if at := wantItems(t, other, 1, 2, 3); at != end {
		t.Errorf("the append ended at %s, the log at %s", end, at)
	}
	mustAppend(t, s, end, ledgertest.Entry(4))
	wantItems(t, other, 1, 2, 3, 4)
}

// TestRequestSlow: the server is still at it when the same is asked anew, and
// the place turns out to be taken: by the first.
func TestRequestSlow(t *testing.T) {
	address := server(t, "NADI_POSTGRES")
	other := handle(t, address)
	admin(t, other.in(`CREATE FUNCTION {}.dawdle() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(1); RETURN NULL; END $$;
CREATE TRIGGER dawdle AFTER INSERT ON {}.entries EXECUTE FUNCTION {}.dawdle()`))
	w, over := newWire(t, address, func(n int) cut {
		if n == 1 {
			return during
		}
		return through
	})
	s := handle(t, over)
	end, err := s.Append(t.Context(), ledger.Start, []ledger.Entry{ledgertest.Entry(1)})
	if err != nil || w.n.Load() != 3 {
		t.Fatalf("%d tries: %v", w.n.Load(), err)
	}
	if at := wantItems(t, other, 1); at != end {
		t.Errorf("the append ended at %s, the log at %s", end, at)
	}
}

// TestRequestLostAndOthers: while the connection was broken somebody else took
// the place.
func TestRequestLostAndOthers(t *testing.T) {
	_, other, _, err := broken(t, before, func(_ *wire, other *Store, at ledger.Position) {
		if _, err := other.Append(context.Background(), at, []ledger.Entry{ledgertest.Entry(9)}); err != nil {
			t.Error(err)
		}
	})
	if !errors.Is(err, ledger.ErrMoved) {
		t.Errorf("the append gave %v", err)
	}
	wantItems(t, other, 1, 9)
}

// TestAnswerLostAndOthers: after the answer was lost somebody else went on.
func TestAnswerLostAndOthers(t *testing.T) {
	address := server(t, "NADI_POSTGRES")
	other := handle(t, address)
	w, over := newWire(t, address, func(n int) cut {
		if n == 1 {
			return after
		}
		book, err := ledger.Open(context.Background(), other, ledgertest.Site) // before the second try
		if err == nil {
			err = book.Write(context.Background(), func(*ledger.History) ([]ledger.Entry, error) { return []ledger.Entry{ledgertest.Entry(9)}, nil })
		}
		if err != nil {
			t.Error(err)
		}
		return through
	})
	s := handle(t, over)
	end, err := s.Append(t.Context(), ledger.Start, []ledger.Entry{ledgertest.Entry(1)})
	if err != nil || w.n.Load() != 2 {
		t.Fatalf("%d tries: %v", w.n.Load(), err)
	}
	wantItems(t, other, 1, 9)
	var rest []ledger.Entry
	if _, err := s.Read(t.Context(), end, func(e ledger.Entry) error { rest = append(rest, e); return nil }); err != nil || len(rest) != 1 {
		t.Errorf("after the append come %v, %v", rest, err)
	}
}

// TestAnswerLostForGood: the server committed and is not to be reached any
// more. Nobody may say that nothing was written.
func TestAnswerLostForGood(t *testing.T) {
	for _, what := range []cut{after, before} {
		address := server(t, "NADI_POSTGRES")
		var w *wire
		w, over := newWire(t, address, func(int) cut { w.down.Store(true); return what })
		s := handle(t, over)
		_, err := s.Append(t.Context(), ledger.Start, []ledger.Entry{ledgertest.Entry(1)})
		if errors.Is(err, ledger.ErrMoved) {
			t.Fatal("moved")
		}
		wantError(t, err, "whether the ledger was written is not known")
		got, _ := all(t, handle(t, address))
		if (len(got) == 1) != (what == after) {
			t.Errorf("%d entries are there", len(got))
		}
	}
}

// TestDeadConnections: all connections of a handle died while it thought.
func TestDeadConnections(t *testing.T) {
	address := server(t, "NADI_POSTGRES")
	s := handle(t, address)
	end := mustAppend(t, s, ledger.Start, ledgertest.Entry(1))
	var both []*pgxpool.Conn
	for range connections {
		c, err := s.pool.Acquire(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		both = append(both, c)
	}
	for _, c := range both {
		c.Release()
	}
	admin(t, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'nadi' AND pid <> pg_backend_pid()`)
	mustAppend(t, s, end, ledgertest.Entry(2))
	wantItems(t, handle(t, address), 1, 2)
}

// TestStoppedAppend: who is stopped while the server is silent is told so, and
// waits no longer.
func TestStoppedAppend(t *testing.T) {
	address := server(t, "NADI_POSTGRES")
	ctx, cancel := context.WithCancel(t.Context())
	var w *wire
	w, over := newWire(t, address, func(int) cut {
		cancel()
		<-w.late
		return through
	})
	s := handle(t, over)
	_, err := s.Append(ctx, ledger.Start, []ledger.Entry{ledgertest.Entry(1)})
	close(w.late)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("a stopped append gave %v", err)
	}
}

// ctl starts and stops the server.
func ctl(t *testing.T, args ...string) {
	t.Helper()
	program := os.Getenv("NADI_POSTGRES_CTL")
	if program == "" {
		t.Skip("NADI_POSTGRES_CTL is not set; test/postgres sets it")
	}
	if out, err := exec.Command(program, args...).CombinedOutput(); err != nil {
		t.Fatalf("%s %v: %v %s", program, args, err, out)
	}
}

// TestKilled: the server is killed right after an append, and does not wait for
// its disk unless it is asked to. What was acknowledged is there afterwards,
// and handles go on by themselves.
func TestKilled(t *testing.T) {
	address := server(t, "NADI_POSTGRES")
	s, idle := handle(t, address), handle(t, address)
	at := mustAppend(t, s, ledger.Start, ledgertest.Entry(0))
	all(t, idle)
	if err := s.PutPayload(t.Context(), "words", []byte("said")); err != nil {
		t.Fatal(err)
	}
	for n := 1; n <= 3; n++ {
		at = mustAppend(t, s, at, ledgertest.Entry(n))
		ctl(t, "stop", "-m", "immediate")
		_, err := s.Append(t.Context(), at, []ledger.Entry{ledgertest.Entry(n + 1)})
		if err == nil || errors.Is(err, ledger.ErrMoved) {
			t.Fatalf("appending to a server that is not there gave %v", err)
		}
		wantError(t, err, "database")
		_, err = s.Read(t.Context(), at, func(ledger.Entry) error { return nil })
		wantError(t, err, "cannot be reached")
		ctl(t, "start")
		got, end := all(t, s)
		if len(got) != n+1 || end != at {
			t.Fatalf("after the server was killed %d entries are there, want %d", len(got), n+1)
		}
	}
	if data, err := s.Payload(t.Context(), "words"); err != nil || string(data) != "said" {
		t.Errorf("the words are %q, %v", data, err)
	}
	mustAppend(t, idle, at, ledgertest.Entry(4)) // its connections died meanwhile
	if err := s.ErasePayload(t.Context(), "words"); err != nil {
		t.Fatal(err)
	}
	ctl(t, "stop", "-m", "immediate")
	ctl(t, "start")
	if _, err := s.Payload(t.Context(), "words"); !errors.Is(err, ledger.ErrNoPayload) {
		t.Errorf("words that were erased are back: %v", err)
	}
	wantItems(t, s, 0, 1, 2, 3, 4)
}

// TestKilledUnderLoad: five handles append as fast as they can while the server
// is killed. What each was told to be written is there, once and in order.
func TestKilledUnderLoad(t *testing.T) {
	address := server(t, "NADI_POSTGRES")
	over := make(chan struct{})
	var wait sync.WaitGroup
	told := make([][]string, 5)
	for i := range told {
		s := handle(t, address)
		wait.Go(func() { told[i] = hammer(t, s, string(rune('a'+i)), over) })
	}
	for range 3 {
		time.Sleep(300 * time.Millisecond)
		ctl(t, "stop", "-m", "immediate")
		time.Sleep(100 * time.Millisecond)
		ctl(t, "start")
	}
	time.Sleep(300 * time.Millisecond)
	close(over)
	wait.Wait()
	got, _ := all(t, handle(t, address))
	seen := map[string]int{}
	for _, e := range got {
		seen[e.Item]++
	}
	n := 0
	for _, items := range told {
		n += len(items)
		for _, item := range items {
			if seen[item] != 1 {
				t.Errorf("%s was acknowledged and is there %d times", item, seen[item])
			}
		}
	}
	t.Logf("%d entries acknowledged, %d there", n, len(got))
	if n < 20 {
		t.Errorf("only %d appends were acknowledged", n)
	}
}

// hammer appends and remembers what was acknowledged.
func hammer(t *testing.T, s *Store, who string, over chan struct{}) (told []string) {
	at := ledger.Start
	for n := 0; ; n++ {
		select {
		case <-over:
			return told
		default:
		}
		end, err := s.Read(t.Context(), at, func(ledger.Entry) error { return nil })
		if err != nil {
			time.Sleep(20 * time.Millisecond)
			continue
		}
		at = end
		e := ledgertest.Entry(n)
		e.Item = who + e.Item
		if end, err = s.Append(t.Context(), at, []ledger.Entry{e}); err == nil {
			at, told = end, append(told, e.Item)
		}
	}
}
