package main

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"os"
	"path/filepath"
	"slices"

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
	path := filepath.FromSlash(name)
	src, err := root.ReadFile(path)
	if err != nil {
		return false, err
	}
	i := bytes.Index(src, []byte("---"))
	if i < 0 || len(bytes.TrimSpace(bytes.TrimPrefix(src[:i], []byte("\ufeff")))) > 0 {
		return false, nil
	}
	end := i + bytes.IndexByte(src[i:], '\n') + 1
	eol := "\n"
	if end >= 2 && src[end-2] == '\r' {
		eol = "\r\n"
	}
	out := slices.Concat(src[:end], []byte(line+eol), src[end:])
	tmp := path + ".nadi-tmp"
	if err := root.WriteFile(tmp, out, 0o644); err != nil {
		return false, err
	}
	return true, root.Rename(tmp, path)
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
