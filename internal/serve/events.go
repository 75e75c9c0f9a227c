package serve

import (
	"fmt"
	"net/http"
	"time"
)

var zeroTime time.Time

// events is the stream that tells a page of a newer build. It sends the
// version at once, so that a page that was loaded during a build reloads too.
func (s *server) events(w http.ResponseWriter, r *http.Request) {
	flush, ok := w.(http.Flusher)
	if !ok {
		http.Error(w, "no streaming", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	c := make(chan struct{}, 1)
	s.mu.Lock()
	s.clients[c] = true
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		delete(s.clients, c)
		s.mu.Unlock()
	}()
	for {
		if _, err := fmt.Fprintf(w, "data: %d\n\n", s.state().version); err != nil {
			return
		}
		flush.Flush()
		select {
		case <-c:
		case <-r.Context().Done():
			return
		}
	}
}

const reloadScript = `(() => {
  const mine = document.currentScript.dataset.version;
  const stream = new EventSource("/_nadi/events");
  stream.onmessage = (e) => { if (e.data !== mine) { stream.close(); location.reload(); } };
})();
`

const overlayStyle = `#nadi-findings{position:fixed;inset:auto 0 0 0;max-height:60vh;overflow:auto;z-index:9;background:#fff;color:#1d2327;border-top:6px solid #a3231b;padding:1rem 1.25rem;font:16px/1.5 system-ui,sans-serif}
#nadi-findings p{font-weight:700;margin:0 0 .5rem}#nadi-findings ul{margin:0;padding-inline-start:1.2em}#nadi-findings li{margin-bottom:.5rem}#nadi-findings code{background:#f1ede4;padding:.1em .3em}#nadi-findings small{color:#565d63}
`
