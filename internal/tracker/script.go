package tracker

import "bytes"

// script looks into a script written in the page. Data in a script element
// is no script.
func (s *scan) script(from, to int) {
	if a, ok := s.attr("type"); ok && !runs(s.page[a.value:a.end]) {
		return
	}
	for i := from; i < to; {
		n := bytes.Index(s.page[i:to], []byte("//"))
		if n < 0 {
			return
		}
		at := i + n
		i = at + 2
		start := at
		for start > from && at-start < 7 && isAddressByte(s.page[start-1]) {
			start--
		}
		if start == from || !isQuote(s.page[start-1]) {
			continue
		}
		end := at
		for end < to && !isQuote(s.page[end]) && s.page[end] > ' ' {
			end++
		}
		url := s.page[start:end]
		if isTracker(hostOf(url)) || calls(s.page[from:start-1]) {
			s.ask(start, end, "a script that asks another server")
		}
		i = max(i, end)
	}
}

// runs reports a type that is a script's.
func runs(kind []byte) bool {
	kind = bytes.TrimSpace(kind)
	return len(kind) == 0 || equalFold(kind, "module") || bytes.Contains(kind, []byte("javascript")) || bytes.Contains(kind, []byte("ecmascript"))
}

func isAddressByte(c byte) bool { return c|32 >= 'a' && c|32 <= 'z' || c == ':' }

func isQuote(c byte) bool { return c == '"' || c == '\'' || c == '`' }

// calls reports code that ends in a call which loads the string behind it.
func calls(code []byte) bool {
	code = bytes.TrimRight(code, " \t\n\r")
	for _, c := range [...]string{"fetch(", "import(", "import", "from", "sendBeacon(", "WebSocket(", "EventSource(", "importScripts(", "Worker(", ".src=", ".src =",
		"open('GET',", `open("GET",`, "open('POST',", `open("POST",`, "open('POST', ", "register("} {
		if bytes.HasSuffix(code, []byte(c)) {
			return true
		}
	}
	return false
}

// hostOf is the host of an address with two slashes.
func hostOf(v []byte) []byte {
	o := originOf(v)
	if i := bytes.Index(o, []byte("//")); i >= 0 {
		o = o[i+2:]
	}
	if i := bytes.LastIndexByte(o, '@'); i >= 0 {
		o = o[i+1:]
	}
	if i := bytes.IndexByte(o, ':'); i >= 0 {
		o = o[:i]
	}
	return o
}
