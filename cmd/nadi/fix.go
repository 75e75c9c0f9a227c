package main

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"nadi/internal/article"
	"nadi/internal/check"
	"nadi/internal/diag"
	"nadi/internal/site"
)

// writeIDs writes an id into each article without one. An article and its
// translations get the same.
func writeIDs(dir string, res *site.Result) ([]string, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	done := []string{}
	for _, group := range res.Unidentified {
		id := group.ID
		if id == "" {
			id = newID()
		}
		for _, name := range group.Sources {
			ok, err := addFrontMatter(root, name, "id: "+id)
			if err != nil {
				return done, fmt.Errorf("writing an id into %s: %w", name, err)
			}
			if ok {
				done = append(done, name+": wrote an id")
			} else {
				done = append(done, name+": its front matter is not YAML; write the line yourself: id = \""+id+"\"")
			}
		}
	}
	slices.Sort(done)
	return done, nil
}

// addFrontMatter adds a line to the top of YAML front matter. Other forms are
// left to people.
func addFrontMatter(root *os.Root, name, line string) (bool, error) {
	done := false
	err := rewrite(root, name, func(src []byte) ([]byte, error) {
		out := withLine(src, line)
		done = out != nil
		return out, nil
	})
	return done, err
}

// withLine returns src with a line atop its YAML front matter, or nil where
// there is none.
func withLine(src []byte, line string) []byte {
	i := bytes.Index(src, []byte("---"))
	if i < 0 || len(bytes.TrimSpace(bytes.TrimPrefix(src[:i], []byte("\ufeff")))) > 0 {
		return nil
	}
	end := i + bytes.IndexByte(src[i:], '\n') + 1
	eol := "\n"
	if end >= 2 && src[end-2] == '\r' {
		eol = "\r\n"
	}
	return slices.Concat(src[:end], []byte(line+eol), src[end:])
}

// rewrite puts what change makes of a file of the site in its place, whole or
// not at all. Where change returns nil the file stays as it is.
func rewrite(root *os.Root, name string, change func(src []byte) ([]byte, error)) error {
	path := filepath.FromSlash(name)
	src, err := root.ReadFile(path)
	if err != nil {
		return fmt.Errorf("reading %s: %w", name, err)
	}
	out, err := change(src)
	if err != nil || out == nil {
		return err
	}
	return replace(root, name, out)
}

// replace puts a file in its place, whole or not at all.
func replace(root *os.Root, name string, data []byte) error {
	path := filepath.FromSlash(name)
	tmp := path + ".nadi-tmp"
	if err := root.WriteFile(tmp, data, 0o644); err != nil {
		return fmt.Errorf("writing %s: %w", name, err)
	}
	return root.Rename(tmp, path)
}

// rewriteIn is rewrite for one file of a site's folder.
func rewriteIn(dir, name string, change func(src []byte) ([]byte, error)) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	return rewrite(root, name, change)
}

// newID makes an identity of eight letters and digits, none of which looks
// like another.
func newID() string {
	const letters = "abcdefghjkmnpqrstuvwxyz23456789"
	b := make([]byte, 8)
	_, _ = rand.Read(b) // never fails (Go 1.24)
	for i := range b {
		b[i] = letters[int(b[i])%len(letters)]
	}
	return string(b)
}

// writeSwaps writes what findings of certain rules say, the last of a file
// first, so that places stay what they are.
func writeSwaps(dir string, res *site.Result) ([]string, error) {
	rules := check.All()
	byPath := map[string][]diag.Finding{}
	for _, f := range res.Findings {
		if r, _ := rules.Get(f.Rule); r != nil && r.Certain && f.Swap != "" && f.Line > 0 && f.Line == f.EndLine {
			byPath[f.Path] = append(byPath[f.Path], f)
		}
	}
	done := []string{}
	for _, path := range slices.Sorted(maps.Keys(byPath)) {
		err := rewriteIn(dir, path, func(src []byte) ([]byte, error) { return swapped(src, byPath[path]), nil })
		if err != nil {
			return done, err
		}
		for _, f := range byPath[path] {
			done = append(done, fmt.Sprintf("%s:%d: wrote %s", path, f.Line, f.Swap))
		}
	}
	return done, nil
}

// swapped returns src with the words of findings in place.
func swapped(src []byte, fs []diag.Finding) []byte {
	lines := bytes.SplitAfter(src, []byte("\n"))
	for _, f := range slices.Backward(fs) {
		line := []rune(string(lines[f.Line-1]))
		if f.EndColumn-1 > len(line) {
			continue // it changed since
		}
		lines[f.Line-1] = []byte(string(line[:f.Column-1]) + f.Swap + string(line[f.EndColumn-1:]))
	}
	return bytes.Join(lines, nil)
}

// writeOriginals writes into each translation without it a fingerprint of the
// original it was made from.
func writeOriginals(dir string, res *site.Result) ([]string, error) {
	done := []string{}
	if res.Library == nil {
		return done, nil
	}
	groups := map[string][]*article.Article{}
	for _, a := range res.Library.Articles {
		groups[a.Base] = append(groups[a.Base], a)
	}
	for _, a := range res.Library.Articles {
		o := check.Original(a, groups[a.Base], res.Config.Site.Codes()[0])
		if o == nil || a.Original.S != "" {
			continue
		}
		var by hinted
		switch err := writeKeys(dir, a.Source, [][2]string{{"translationOf", check.ReviewHash(o)}}); {
		case errors.As(err, &by): // it is not YAML
			done = append(done, a.Source+": its front matter is not YAML; "+by.hint)
		case err != nil:
			return done, err
		default:
			done = append(done, a.Source+": wrote which text it is a translation of")
		}
	}
	return done, nil
}
