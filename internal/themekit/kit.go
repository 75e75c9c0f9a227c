// Package themekit is what the author of a theme works with: a start (New),
// copies of the built-in files to change (Eject), and a judge of the result
// (Check). It writes nothing itself; it says which files should be written.
//
// A site's theme lies over the built-in one file by file, so the best theme
// is a small one: a file that is not copied gets better with every version of
// Nadi. For each that is copied, the kit remembers what the original was
// (MarksFile), and Check says when the original has changed since.
//
// What stops a build is found by internal/theme and is the same here and
// there. What Check finds on top (a colour that cannot be read, a script that
// the security policy will block, a file that nothing uses) is advice.
package themekit

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"nadi/internal/text"
	"nadi/internal/theme"
)

// File is a file to write, named from the theme's folder.
type File struct {
	Name string
	Body []byte
}

// MarksFile is where a theme's folder remembers which built-in files were
// copied into it, with the hash that each had. Loading a theme passes over it.
const MarksFile = ".ejected.json"

// marks are hashes of built-in files as they were copied, by name.
type marks map[string]string

func hashOf(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}

// readMarks reads what was noted; own may be nil.
func readMarks(own fs.FS) (marks, error) {
	m := marks{}
	if own == nil {
		return m, nil
	}
	data, err := fs.ReadFile(own, MarksFile)
	if errors.Is(err, fs.ErrNotExist) {
		return m, nil
	}
	if err == nil {
		err = json.Unmarshal(data, &m)
	}
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", MarksFile, err)
	}
	return m, nil
}

func (m marks) file() File {
	data, err := json.MarshalIndent(m, "", "  ") // maps are sorted by key
	if err != nil {
		panic(err) // texts can be written
	}
	return File{MarksFile, append(data, '\n')}
}

// State says what became of a built-in file in a site's theme.
type State string

const (
	BuiltIn State = "built-in" // not copied
	Own     State = "own"      // the site's file hides it
	Stale   State = "stale"    // the site's file was copied from an older version of it
)

// Entry is one file of the built-in theme.
type Entry struct {
	Name  string `json:"name"`
	State State  `json:"state"`
}

// List lists the built-in files and what became of each; own may be nil.
func List(base, own fs.FS) ([]Entry, error) {
	m, err := readMarks(own)
	if err != nil {
		return nil, err
	}
	names, err := files(base)
	if err != nil {
		return nil, err
	}
	out := make([]Entry, len(names))
	for i, name := range names {
		out[i] = Entry{name, BuiltIn}
		if !exists(own, name) {
			continue
		}
		out[i].State = Own
		body, err := fs.ReadFile(base, name)
		if err != nil {
			return nil, err
		}
		if was, ok := m[name]; ok && was != hashOf(body) {
			out[i].State = Stale
		}
	}
	return out, nil
}

// files are all files below a theme's folder but hidden ones, sorted.
func files(fsys fs.FS) ([]string, error) {
	var out []string
	err := fs.WalkDir(fsys, ".", func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !strings.HasPrefix(path.Base(p), ".") {
			out = append(out, p)
		}
		return err
	})
	slices.Sort(out)
	return out, err
}

func exists(fsys fs.FS, name string) bool {
	if fsys == nil {
		return false
	}
	_, err := fs.Stat(fsys, name)
	return err == nil
}

// NoFile is the error about a name that is no built-in file's. Near is the
// nearest one, or empty.
type NoFile struct{ Name, Near string }

func (e *NoFile) Error() string { return fmt.Sprintf("the built-in theme has no file %q", e.Name) }

// Taken is the error about a file that the site's theme has already.
type Taken struct{ Name string }

func (e *Taken) Error() string { return e.Name + " is there already" }

// Find returns the built-in file of that name. The error is a *NoFile if
// there is none.
func Find(base fs.FS, name string) ([]byte, error) {
	names, err := files(base)
	if err != nil {
		return nil, err
	}
	if !slices.Contains(names, name) {
		return nil, &NoFile{name, nearest(name, names)}
	}
	return fs.ReadFile(base, name)
}

// nearest finds what was meant: by the whole name, by the last part of it, or
// by that as a template ("card" is partials/card.html and not the picture).
func nearest(name string, names []string) string {
	for _, n := range names {
		if path.Base(n) == path.Base(name) || path.Base(n) == path.Base(name)+".html" {
			return n
		}
	}
	if near := text.Nearest(name, names); near != "" {
		return near
	}
	bases := map[string]string{}
	for _, n := range names {
		bases[path.Base(n)] = n
	}
	return bases[text.Nearest(path.Base(name), slices.Sorted(maps.Keys(bases)))]
}

// Eject says what to write to copy built-in files into a site's theme, the
// record of it last. Without names it is every file that the site does not
// have. It is all or nothing: the error is a *NoFile or a *Taken if one name
// cannot be copied.
func Eject(base, own fs.FS, names ...string) ([]File, error) {
	m, err := readMarks(own)
	if err != nil {
		return nil, err
	}
	every := len(names) == 0
	if every {
		if names, err = files(base); err != nil {
			return nil, err
		}
	}
	var out []File
	for _, name := range slices.Compact(slices.Sorted(slices.Values(names))) {
		body, err := Find(base, name)
		if err != nil {
			return nil, err
		}
		if exists(own, name) {
			if every {
				continue
			}
			return nil, &Taken{name}
		}
		m[name] = hashOf(body)
		out = append(out, File{name, body})
	}
	if len(out) == 0 {
		return nil, nil
	}
	return append(out, m.file()), nil
}

// Compared notes that a site's file was brought up to what the built-in one
// is now, and returns the record to write. The error is a *NoFile if either
// is missing.
func Compared(base, own fs.FS, names ...string) (File, error) {
	m, err := readMarks(own)
	if err != nil {
		return File{}, err
	}
	for _, name := range names {
		body, err := Find(base, name)
		if err != nil {
			return File{}, err
		}
		if !exists(own, name) {
			return File{}, fmt.Errorf("the site's theme has no %s to compare", name)
		}
		m[name] = hashOf(body)
	}
	return m.file(), nil
}

// New makes the files of a theme that lies over base: a stylesheet of its own
// rules, which begins with base's tokens, and a page that says how it works.
func New(name string, base fs.FS) ([]File, error) {
	style, err := fs.ReadFile(base, "style.css")
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	b.WriteString(ownIntro)
	for _, block := range tokenBlocks(string(style)) {
		b.WriteString("\n" + block + "\n")
	}
	b.WriteString(ownEnd)
	return []File{{"README.md", fmt.Appendf(nil, readme, name, name, name, name)}, {"own.css", b.Bytes()}}, nil
}

// Base is the built-in theme that a site's theme of that name lies over;
// embedded says that it has that name itself.
func Base(themes fs.FS, name string) (base fs.FS, embedded bool) { return theme.Base(themes, name) }
