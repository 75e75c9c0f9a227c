package lsp

import (
	"net/url"
	"path"
	"path/filepath"
	"strings"
)

// settings is the file that makes a folder a site.
const settings = "nadi.yaml"

// fromURI returns the path of a file, with slashes, or false for what is no
// file (an untitled buffer, a page of the web).
func fromURI(uri string) (string, bool) {
	u, err := url.Parse(uri)
	if err != nil || u.Scheme != "file" || u.Path == "" {
		return "", false
	}
	p := u.Path
	switch {
	case u.Host != "" && u.Host != "localhost":
		p = "//" + u.Host + p // a share of Windows
	case drive(p):
		p = strings.ToUpper(p[1:2]) + p[2:]
	}
	return cleanPath(p), true
}

// drive reports paths such as /c:/site.
func drive(p string) bool {
	return len(p) >= 3 && p[0] == '/' && p[2] == ':' && (p[1]|0x20) >= 'a' && (p[1]|0x20) <= 'z'
}

// cleanPath keeps the two slashes of a share.
func cleanPath(p string) string {
	if strings.HasPrefix(p, "//") {
		return "/" + path.Clean(p[1:])
	}
	return path.Clean(p)
}

// toURI is fromURI the other way round, for files that no editor named yet.
func toURI(p string) string {
	u := url.URL{Scheme: "file", Path: p}
	switch {
	case strings.HasPrefix(p, "//"):
		host, rest, _ := strings.Cut(p[2:], "/")
		u.Host, u.Path = host, "/"+rest
	case !strings.HasPrefix(p, "/"):
		u.Path = "/" + p
	}
	return u.String()
}

// within returns a path from a root, if it lies there.
func within(root, p string) (string, bool) {
	if root == "/" {
		return strings.TrimPrefix(p, "/"), true
	}
	rest, ok := strings.CutPrefix(p, root+"/")
	return rest, ok
}

// home finds the site that a file belongs to: the nearest folder above it
// with settings, else the editor's folder around it. Settings that are open
// and not yet saved count too.
func (c *session) home(file string) (string, bool) {
	for dir := path.Dir(file); ; dir = path.Dir(dir) {
		if c.exists(path.Join(dir, settings)) || c.docs[path.Join(dir, settings)] != nil {
			return dir, true
		}
		if dir == path.Dir(dir) || dir == "." {
			break
		}
	}
	if c.server.Read != nil {
		return "", false
	}
	best, found := "", false
	for _, f := range c.folders {
		if _, ok := within(f, file); ok && len(f) >= len(best) {
			best, found = f, true
		}
	}
	return best, found
}

// exists remembers nothing: a nadi.yaml may be made at any time.
func (c *session) exists(p string) bool {
	if c.server.Read == nil {
		return false
	}
	_, err := c.server.Read(native(p))
	return err == nil
}

// native is a path in the system's own form.
func native(p string) string { return filepath.FromSlash(p) }
