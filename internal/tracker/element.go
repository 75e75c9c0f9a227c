package tracker

import (
	"bytes"
	"html"
	"strings"
)

// common reports what an attribute does whatever its element: a style, a
// handler, a drawing's paint from elsewhere.
func (s *scan) common(a attr) {
	if a.value == a.end {
		return
	}
	name := s.page[a.from:a.to]
	switch name[0] | 32 {
	case 's':
		if equalFold(name, "style") || equalFold(name, "stroke") {
			s.cssAttr(a)
		}
	case 'o':
		if len(name) > 4 && name[1]|32 == 'n' && isHandler(name) {
			s.report(a.from, a.end, "a script in an attribute", strings.ToLower(string(name)))
		}
	case 'f', 'm', 'c':
		switch {
		case equalFold(name, "fill"), equalFold(name, "filter"), equalFold(name, "mask"), equalFold(name, "clip-path"), equalFold(name, "cursor"),
			equalFold(name, "marker"), equalFold(name, "marker-start"), equalFold(name, "marker-mid"), equalFold(name, "marker-end"):
			s.cssAttr(a)
		}
	}
}

// cssAttr reads a style in an attribute, where signs may be written as
// entities.
func (s *scan) cssAttr(a attr) {
	v := s.page[a.value:a.end]
	switch {
	case bytes.IndexByte(v, '(') < 0 && bytes.IndexByte(v, '&') < 0:
	case bytes.IndexByte(v, '&') < 0:
		s.css(a.value, a.end)
	default:
		in := &scan{page: []byte(html.UnescapeString(string(v))), own: s.own}
		in.css(0, len(in.page))
		s.within(in, a)
	}
}

// within takes over what was found in the value of an attribute.
func (s *scan) within(in *scan, a attr) {
	for _, f := range in.found {
		s.report(a.value, a.end, f.What, f.URL)
	}
}

// isHandler: on and letters, "onclick"; not "on-…" of other dialects.
func isHandler(name []byte) bool {
	for _, c := range name {
		if c|32 < 'a' || c|32 > 'z' {
			return false
		}
	}
	return true
}

// element reports what the tag just read loads, by its name.
func (s *scan) element(name []byte) {
	switch string(name) {
	case "a", "area":
		s.link()
	case "img", "image", "feimage":
		s.load("a picture from another server", "src", "href", "xlink:href")
		s.set("srcset", "a picture from another server")
	case "source":
		s.load("a recording from another server", "src")
		s.set("srcset", "a picture from another server")
	case "script":
		s.load("a script from another server", "src", "href", "xlink:href")
	case "iframe", "frame", "embed", "portal", "fencedframe":
		s.load("a page of another server", "src")
		s.inside()
	case "object", "applet":
		s.load("a page of another server", "data", "codebase", "archive")
	case "link":
		s.linked()
	case "video", "audio":
		s.load("a recording from another server", "src")
		s.load("a picture from another server", "poster")
	case "track":
		s.load("captions from another server", "src")
	case "use", "pattern", "lineargradient", "radialgradient", "textpath", "mpath", "filter":
		s.load("a drawing from another server", "href", "xlink:href")
	case "form":
		s.load("a form that sends to another server", "action")
	case "input", "button":
		s.load("a form that sends to another server", "formaction")
		s.load("a picture from another server", "src")
	case "body", "table", "td", "th", "tr", "thead", "tbody", "tfoot":
		if s.count > 0 {
			s.load("a picture from another server", "background")
		}
	case "html":
		s.load("a manifest from another server", "manifest")
	case "base":
		s.load("a base address on another server", "href")
	case "bgsound":
		s.load("a recording from another server", "src")
	case "meta":
		if s.is("http-equiv", "refresh") {
			s.refresh()
		}
	}
}

// load reports attributes that hold one address.
func (s *scan) load(what string, names ...string) {
	for _, n := range names {
		if a, ok := s.attr(n); ok && a.value < a.end {
			s.ask(a.value, a.end, what)
		}
	}
}

// set reports a set of pictures: addresses with descriptions, parted by
// commas; an address may hold commas but ends in none.
func (s *scan) set(name, what string) {
	a, ok := s.attr(name)
	if !ok {
		return
	}
	for i := a.value; i < a.end; {
		for i < a.end && (blank[s.page[i]] && s.page[i] != '/' || s.page[i] == ',') {
			i++
		}
		from := i
		for i < a.end && (s.page[i] == '/' || !blank[s.page[i]]) {
			i++
		}
		to := i
		for to > from && s.page[to-1] == ',' {
			to--
		}
		if from < to {
			s.ask(from, to, what)
		}
		for to == i && i < a.end && s.page[i] != ',' {
			i++
		}
	}
}

// inside reads a page written into an attribute.
func (s *scan) inside() {
	a, ok := s.attr("srcdoc")
	if !ok || s.depth > 2 {
		return
	}
	in := &scan{page: []byte(html.UnescapeString(string(s.page[a.value:a.end]))), own: s.own, depth: s.depth + 1}
	in.markup()
	s.within(in, a)
}

// linked reports <link>s that a browser follows by itself (WHATWG HTML,
// 4.6.7): canonical, alternate, author, license and others it does not.
func (s *scan) linked() {
	a, ok := s.attr("rel")
	if !ok {
		return
	}
	what := ""
	rel := s.page[a.value:a.end]
	for len(rel) > 0 && what == "" {
		n := bytes.IndexAny(rel, " \t\n\f\r")
		if n < 0 {
			n = len(rel)
		}
		var low [32]byte
		what = relation(lower(low[:], rel[:n]))
		rel = rel[min(n+1, len(rel)):]
	}
	if what != "" {
		s.load(what, "href")
		s.set("imagesrcset", "a picture from another server")
	}
}

func relation(word []byte) string {
	switch string(word) {
	case "stylesheet":
		return "a style sheet from another server"
	case "preload", "modulepreload", "prefetch", "prerender", "subresource":
		return "a file loaded ahead from another server"
	case "preconnect", "dns-prefetch":
		return "a connection made ahead to another server"
	case "icon", "apple-touch-icon", "apple-touch-icon-precomposed", "apple-touch-startup-image", "mask-icon", "fluid-icon":
		return "an icon from another server"
	case "manifest":
		return "a manifest from another server"
	case "import":
		return "a page of another server"
	}
	return ""
}

// refresh reports <meta http-equiv="refresh" content="0; url=…">.
func (s *scan) refresh() {
	a, ok := s.attr("content")
	if !ok {
		return
	}
	v := s.page[a.value:a.end]
	for i := 0; i+3 < len(v); i++ {
		if !equalFold(v[i:i+3], "url") {
			continue
		}
		j := i + 3
		for j < len(v) && (v[j] == ' ' || v[j] == '=' || v[j] == '\'' || v[j] == '"') {
			j++
		}
		end := len(v)
		for end > j && (v[end-1] == '\'' || v[end-1] == '"' || v[end-1] == ' ') {
			end--
		}
		s.ask(a.value+j, a.value+end, "a jump to another server")
		return
	}
}

// link reports a ping, and parameters that tell who clicked.
func (s *scan) link() {
	if a, ok := s.attr("ping"); ok {
		for i := a.value; i < a.end; {
			n := bytes.IndexAny(s.page[i:a.end], " \t\n\f\r")
			if n < 0 {
				n = a.end - i
			}
			if n > 0 {
				s.ask(i, i+n, "a ping of another server")
			}
			i += n + 1
		}
	}
	for _, name := range [...]string{"href", "xlink:href"} {
		if a, ok := s.attr(name); ok {
			s.parameters(a.value, a.end)
		}
	}
}
