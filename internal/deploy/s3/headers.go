package s3

import (
	"io/fs"
	"path"
	"regexp"
	"strings"
)

// types are the content types of what a site is made of. The system's own
// table differs from machine to machine, and a site must not.
var types = map[string]string{
	"html": "text/html; charset=utf-8", "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "mjs": "text/javascript; charset=utf-8",
	"json": "application/json; charset=utf-8", "xml": "application/xml; charset=utf-8", "xsl": "application/xml; charset=utf-8", "txt": "text/plain; charset=utf-8",
	"webmanifest": "application/manifest+json; charset=utf-8", "vtt": "text/vtt; charset=utf-8", "svg": "image/svg+xml; charset=utf-8", "wasm": "application/wasm",
	"png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "webp": "image/webp", "avif": "image/avif", "gif": "image/gif", "ico": "image/x-icon",
	"woff2": "font/woff2", "woff": "font/woff", "mp3": "audio/mpeg", "mp4": "video/mp4", "webm": "video/webm", "pdf": "application/pdf",
	"ics": "text/calendar; charset=utf-8",
}

// feeds have types of their own, by which readers know them.
var feeds = map[string]string{
	"index.xml": "application/rss+xml; charset=utf-8", "atom.xml": "application/atom+xml; charset=utf-8", "feed.json": "application/feed+json; charset=utf-8",
}

// listed are the kinds of files that name other ones.
var listed = map[string]bool{"xml": true, "json": true, "txt": true, "webmanifest": true}

func extension(p string) string { return strings.ToLower(strings.TrimPrefix(path.Ext(p), ".")) }

func contentType(p string) string {
	if t, ok := feeds[path.Base(p)]; ok {
		return t
	}
	if t, ok := types[extension(p)]; ok {
		return t
	}
	return "application/octet-stream"
}

// hashedName is a name with a hash of the content in it: style.7c168ab7.css.
var hashedName = regexp.MustCompile(`\.[0-9a-f]{8,64}\.[^.]+$`)

func hashed(p string) bool { return hashedName.MatchString(path.Base(p)) }

// What browsers and caches in between may keep where _headers says nothing.
const (
	forGood = "public, max-age=31536000, immutable" // another content has another name
	askEach = "public, max-age=0, must-revalidate"
	anHour  = "public, max-age=3600"
)

// rule is a line of _headers with its Cache-Control.
type rule struct{ path, cache string }

type rules []rule

// cacheRules reads Cache-Control out of the site's _headers file: lines that
// begin with a slash are paths, which may end in *, and those below are their
// headers. Rules of other shapes are for other hosts.
func cacheRules(fsys fs.FS) rules {
	data, err := fs.ReadFile(fsys, "_headers")
	if err != nil {
		return nil
	}
	var all rules
	at := ""
	for line := range strings.Lines(string(data)) {
		trimmed := strings.TrimSpace(line)
		if strings.HasPrefix(trimmed, "/") {
			at = trimmed
			continue
		}
		name, value, ok := strings.Cut(trimmed, ":")
		if ok && at != "" && strings.EqualFold(strings.TrimSpace(name), "Cache-Control") {
			all = append(all, rule{at, strings.TrimSpace(value)})
		}
	}
	return all
}

// of is the Cache-Control of a file; of several rules the last one holds.
func (all rules) of(p string) string {
	cache := ""
	for _, r := range all {
		if before, ok := strings.CutSuffix(r.path, "*"); ok && strings.HasPrefix("/"+p, before) || r.path == "/"+p || r.path == "/"+strings.TrimSuffix(p, "index.html") {
			cache = r.cache
		}
	}
	switch {
	case cache != "":
		return cache
	case hashed(p):
		return forGood
	case extension(p) == "html" || listed[extension(p)]:
		return askEach
	}
	return anHour
}
