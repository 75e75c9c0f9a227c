// Package deploytest has sites to deploy, for the tests of the targets: a tree of
// files that is changed a little and made a release again. What a target does
// with one is for its own tests to say.
package deploytest

import (
	"maps"
	"testing"
	"testing/fstest"

	"nadi/internal/deploy"
)

// Tree is a site: bodies by path.
type Tree map[string]string

// With is the tree with some files changed (path, body, path, body …), or
// removed where the body is "-".
func (t Tree) With(changes ...string) Tree {
	n := maps.Clone(t)
	for i := 0; i < len(changes); i += 2 {
		if n[changes[i]] = changes[i+1]; changes[i+1] == "-" {
			delete(n, changes[i])
		}
	}
	return n
}

// Release is the tree as a built site.
func (t Tree) Release(tb testing.TB, title string) deploy.Release {
	tb.Helper()
	fsys := fstest.MapFS{}
	for p, body := range t {
		fsys[p] = &fstest.MapFile{Data: []byte(body), Mode: 0o644}
	}
	r, err := deploy.Read(fsys, title)
	if err != nil {
		tb.Fatal(err)
	}
	return r
}
