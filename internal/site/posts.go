package site

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"

	"nadi/internal/diag"
	"nadi/internal/theme"
)

// LinksFile is where posts about articles are looked for when nadi.yaml names
// no other place.
const LinksFile = "links.json"

// readPosts reads the posts about each article ("also on …"): a JSON object
// of "ID.LANG" to a list of {"name", "url"}. It comes from the ledger by way
// of a file, so that building needs no network; a missing file means none.
func (b *builder) readPosts() {
	name := b.cfg.Links
	if name == "" {
		name = LinksFile
	}
	data, err := b.in.Links, error(nil)
	if data == nil {
		data, err = fs.ReadFile(b.in.Root, name)
	}
	if errors.Is(err, fs.ErrNotExist) && b.cfg.Links == "" {
		return
	}
	var posts map[string][]struct{ Name, URL string }
	if err == nil {
		err = json.Unmarshal(data, &posts)
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		b.findings.Add(diag.Finding{Rule: "config/links", Severity: diag.Error, Path: name, Message: fmt.Sprintf("the file of posts cannot be read: %v", err),
			Hint: "nadi writes it; delete it to build without it"})
		return
	}
	b.posts = make(map[string][]theme.Link, len(posts))
	for id, list := range posts {
		for _, p := range list {
			b.posts[id] = append(b.posts[id], theme.Link{Name: p.Name, URL: p.URL})
		}
	}
}
