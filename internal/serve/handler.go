package serve

import (
	"bytes"
	"fmt"
	"html"
	"mime"
	"net"
	"net/http"
	"path"
	"strconv"
	"strings"

	"nadi/internal/diag"
)

// ServeHTTP answers with the built site, the reload script's own addresses,
// or the findings.
func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !s.allowed(r.Host) {
		http.Error(w, "this preview answers to 127.0.0.1 and localhost only", http.StatusForbidden)
		return
	}
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("X-Robots-Tag", "noindex")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	switch r.URL.Path {
	case "/_nadi/events":
		s.events(w, r)
	case "/_nadi/reload.js":
		h.Set("Content-Type", "text/javascript; charset=utf-8")
		fmt.Fprint(w, reloadScript)
	case "/_nadi/overlay.css":
		h.Set("Content-Type", "text/css; charset=utf-8")
		fmt.Fprint(w, overlayStyle)
	default:
		s.file(w, r)
	}
}

// allowed refuses requests under a foreign name to a loopback listener: a
// page elsewhere could otherwise point its own name at 127.0.0.1 and read
// drafts (DNS rebinding).
func (s *server) allowed(host string) bool {
	addr, ok := s.o.Listen.Addr().(*net.TCPAddr)
	if !ok || !addr.IP.IsLoopback() {
		return true
	}
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		name = host
	}
	ip := net.ParseIP(strings.Trim(name, "[]"))
	return name == "localhost" || ip != nil && ip.IsLoopback()
}

// state is a copy of what the last builds left.
func (s *server) state() state {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.last
}

func (s *server) file(w http.ResponseWriter, r *http.Request) {
	st := s.state()
	over := overlay(st.findings, st.broken, st.good)
	if !st.good {
		s.page(w, http.StatusServiceUnavailable, []byte("<!DOCTYPE html><html lang=\"en\"><meta charset=\"utf-8\"><title>Nadi</title><body></body></html>"), over, st.version)
		return
	}
	rest, ok := strings.CutPrefix(r.URL.Path, st.base)
	if !ok || rest == "" {
		http.Redirect(w, r, st.base+"/", http.StatusFound)
		return
	}
	name, redirect := s.find(rest)
	switch {
	case redirect:
		http.Redirect(w, r, path.Clean("/"+r.URL.Path)+"/", http.StatusMovedPermanently)
	case name == "":
		s.missing(w, rest, st.langs, over, st.version)
	default:
		f, _ := s.store.File(name)
		if strings.HasSuffix(name, ".html") {
			s.page(w, http.StatusOK, f.Body, over, st.version)
			return
		}
		w.Header().Set("Content-Type", contentType(name))
		http.ServeContent(w, r, "", zeroTime, bytes.NewReader(f.Body))
	}
}

// find maps an address to a file, as static hosts do.
func (s *server) find(rest string) (name string, redirect bool) {
	p := strings.TrimPrefix(path.Clean(rest), "/")
	if strings.HasSuffix(rest, "/") {
		p = path.Join(p, "index.html")
	}
	if _, ok := s.store.File(p); ok {
		return p, false
	}
	_, ok := s.store.File(path.Join(p, "index.html"))
	return "", ok && !strings.HasSuffix(rest, "/")
}

// missing answers with the 404 page of the address's language.
func (s *server) missing(w http.ResponseWriter, rest string, langs []string, over string, version int) {
	name := "404.html"
	for _, l := range langs {
		if strings.HasPrefix(rest, "/"+l+"/") {
			name = l + "/404.html"
		}
	}
	body := []byte("<!DOCTYPE html><title>not found</title><p>not found</p>")
	if f, ok := s.store.File(name); ok {
		body = f.Body
	}
	s.page(w, http.StatusNotFound, body, over, version)
}

// page writes HTML with the reload script and the findings added.
func (s *server) page(w http.ResponseWriter, status int, body []byte, over string, version int) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	add := over + `<script src="/_nadi/reload.js" data-version="` + strconv.Itoa(version) + `"></script>`
	if i := bytes.LastIndex(body, []byte("</body>")); i >= 0 {
		_, _ = w.Write(body[:i])
		_, _ = w.Write([]byte(add))
		_, _ = w.Write(body[i:])
		return
	}
	_, _ = w.Write(append(bytes.Clone(body), add...))
}

func contentType(name string) string {
	switch path.Ext(name) {
	case ".xml":
		return "application/xml; charset=utf-8"
	case ".json":
		return "application/json; charset=utf-8"
	case ".txt", "":
		return "text/plain; charset=utf-8"
	}
	if t := mime.TypeByExtension(path.Ext(name)); t != "" {
		return t
	}
	return "application/octet-stream"
}

// shownFindings bounds the box; a page under a wall of messages helps nobody.
const shownFindings = 12

// overlay is the box of what is wrong, or "".
func overlay(findings []diag.Finding, broken error, good bool) string {
	errors := diag.Count(findings, diag.Error)
	if errors == 0 && broken == nil {
		return ""
	}
	var b strings.Builder
	title := "There is no site to show yet. Mend this first:"
	if good {
		title = "This is the last good site. What stands in the way of the new one:"
	}
	b.WriteString(`<link rel="stylesheet" href="/_nadi/overlay.css"><div id="nadi-findings" role="alert"><p>` + title + `</p><ul>`)
	if broken != nil {
		fmt.Fprintf(&b, "<li>%s</li>", html.EscapeString(broken.Error()))
	}
	n := 0
	for _, f := range findings {
		if f.Severity != diag.Error {
			continue
		}
		if n++; n > shownFindings {
			fmt.Fprintf(&b, "<li>… and %d more, in the terminal</li>", errors-shownFindings)
			break
		}
		place := f.Path
		if f.Line > 0 {
			place += ":" + strconv.Itoa(f.Line)
		}
		fmt.Fprintf(&b, "<li><code>%s</code> %s<br><small>%s</small></li>", html.EscapeString(place), html.EscapeString(f.Message), html.EscapeString(f.Hint))
	}
	b.WriteString("</ul></div>")
	return b.String()
}
