package channeltest

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"sync"
)

// elsewhere is where the suite's redirects lead. Nobody must come.
const elsewhere = "/moved-elsewhere"

// gate stands between channel and fake and makes the faults.
type gate struct {
	net  Network
	done chan struct{} // closed when slow answers may end
	once sync.Once

	mu      sync.Mutex
	next    fault // of the next request that commits
	always  fault // of every request
	commits int   // requests that commit, whatever became of them
	total   int
	lured   bool   // somebody followed a redirect
	strange string // a request without our User-Agent
}

// fault handles one request in place of the fake.
type fault func(g *gate, w http.ResponseWriter, r *http.Request)

// arm sets the fault of the next request that commits.
func (g *gate) arm(f fault) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.next, g.commits = f, 0
}

// block sets the fault of every request from now on; nil ends it.
func (g *gate) block(f fault) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.always, g.total = f, 0
}

func (g *gate) end() { g.once.Do(func() { close(g.done) }) }

// counted returns how many requests committed since arm, and how many came
// since block.
func (g *gate) counted() (commits, total int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.commits, g.total
}

// ServeHTTP lets the request through, or the armed fault have it.
func (g *gate) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if f := g.choose(r); f != nil {
		f(g, w, r)
		return
	}
	g.net.ServeHTTP(w, r)
}

func (g *gate) choose(r *http.Request) fault {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.total++
	if r.UserAgent() != agent {
		g.strange = r.Method + " " + r.URL.Path
	}
	if r.URL.Path == elsewhere {
		g.lured = true
	}
	if g.always != nil {
		return g.always
	}
	if !g.net.Commits(r) {
		return nil
	}
	g.commits++
	f := g.next
	g.next = nil
	return f
}

// refuse answers with the network's own words before the fake sees the
// request.
func refuse(c Case) fault {
	return func(g *gate, w http.ResponseWriter, r *http.Request) {
		drain(r)
		g.net.Refuse(w, c)
	}
}

// lost lets the fake act and drops its answer.
func lost(g *gate, w http.ResponseWriter, r *http.Request) {
	g.act(r)
	hangUp(w)
}

// never drops the connection when the request has come, and does nothing.
func never(_ *gate, w http.ResponseWriter, r *http.Request) {
	drain(r)
	hangUp(w)
}

// cut lets the fake act and breaks its answer off in the middle.
func cut(g *gate, w http.ResponseWriter, r *http.Request) {
	body := g.act(r).Body.Bytes()
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(body)+10))
	w.Write(body[:len(body)/2])
	http.NewResponseController(w).Flush()
	hangUp(w)
}

// broken lets the fake act and answers 500 in its place.
func broken(g *gate, w http.ResponseWriter, r *http.Request) {
	g.act(r)
	g.net.Refuse(w, Broken)
}

// page lets the fake act and answers with the page of some proxy.
func page(g *gate, w http.ResponseWriter, r *http.Request) {
	g.act(r)
	w.Header().Set("Content-Type", "text/html")
	io.WriteString(w, "<!doctype html><title>Welcome</title><p>It works</p>")
}

// moved answers with a redirect and does nothing.
func moved(status int) fault {
	return func(_ *gate, w http.ResponseWriter, r *http.Request) {
		drain(r)
		http.Redirect(w, r, elsewhere, status)
	}
}

// slow lets the fake act, tells so, and answers nothing while the test lasts.
func slow(acted func()) fault {
	return func(g *gate, w http.ResponseWriter, r *http.Request) {
		g.act(r)
		acted()
		select {
		case <-g.done:
		case <-r.Context().Done():
		}
	}
}

func (g *gate) act(r *http.Request) *httptest.ResponseRecorder {
	rec := httptest.NewRecorder()
	g.net.ServeHTTP(rec, r)
	drain(r)
	return rec
}

func drain(r *http.Request) { io.Copy(io.Discard, r.Body) }

func hangUp(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err == nil {
		conn.Close()
	}
}
