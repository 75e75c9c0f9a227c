package deploy

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"hash"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// File is one file of a release. Path is relative, with slashes.
type File struct {
	Path string
	Size int64
}

// Release is a built site on its way.
type Release struct {
	FS    fs.FS
	Files []File // sorted by path
	Title string // what people call it, such as the subject of the commit; may be empty
	// Left are the files and folders of FS that are not part of the site.
	Left []string
}

// Read lists the files of a built site. All that is regular belongs to it, but
// for what tools keep in folders and never means to be served (see kept).
func Read(fsys fs.FS, title string) (Release, error) {
	r := Release{FS: fsys, Title: title}
	err := fs.WalkDir(fsys, ".", func(p string, e fs.DirEntry, err error) error {
		if err != nil || p == "." {
			return err
		}
		return r.take(p, e)
	})
	if err != nil {
		return Release{}, fmt.Errorf("reading the built site: %w", err)
	}
	slices.SortFunc(r.Files, func(a, b File) int { return cmp.Compare(a.Path, b.Path) })
	return r, nil
}

func (r *Release) take(p string, e fs.DirEntry) error {
	if kept(path.Base(p)) || !e.IsDir() && !e.Type().IsRegular() {
		r.Left = append(r.Left, p)
		if e.IsDir() {
			return fs.SkipDir
		}
		return nil
	}
	if e.IsDir() {
		return nil
	}
	info, err := e.Info()
	if err != nil {
		return err
	}
	r.Files = append(r.Files, File{Path: p, Size: info.Size()})
	return nil
}

// kept reports a name that tools keep in a folder for themselves: version
// control, Nadi's own records (.NAME.nadi), what desktops and editors leave,
// and files of secrets, which must not be served whoever put them there. Other
// names with a dot are served: .well-known, .nojekyll, .htaccess.
func kept(name string) bool {
	switch name {
	case ".git", ".gitignore", ".gitattributes", ".gitkeep", ".hg", ".svn", ".netlify", ".DS_Store", "Thumbs.db", "desktop.ini":
		return true
	}
	return strings.HasPrefix(name, ".") && strings.HasSuffix(name, ".nadi") || // internal/publish
		name == ".env" || strings.HasPrefix(name, ".env.") ||
		strings.HasPrefix(name, "._") || strings.HasSuffix(name, "~") ||
		strings.HasPrefix(name, ".") && (strings.HasSuffix(name, ".swp") || strings.HasSuffix(name, ".swo"))
}

// Sums hashes all files, in their order, each with a hash of its own.
func (r Release) Sums(ctx context.Context, fresh func() hash.Hash, tell func(Progress)) ([][]byte, error) {
	sums := make([][]byte, len(r.Files))
	for i, f := range r.Files {
		if err := ctx.Err(); err != nil {
			return nil, Because(Failed, "reading the built site", err)
		}
		body, err := r.Body(f)
		if err != nil {
			return nil, err
		}
		h := fresh()
		h.Write(body)
		sums[i] = h.Sum(nil)
		tell(Progress{Stage: "reading", Done: i + 1, Total: len(r.Files)})
	}
	return sums, nil
}

// Body reads one file, whole.
func (r Release) Body(f File) ([]byte, error) {
	body, err := fs.ReadFile(r.FS, f.Path)
	if err == nil && int64(len(body)) != f.Size {
		err = errors.New("it changed meanwhile")
	}
	if err != nil {
		return nil, Because(Failed, "reading "+f.Path+" of the built site", err)
	}
	return body, nil
}

// Checked reads one file, whole, and compares it with the sum that Sums gave
// for it: what is sent must be what was announced.
func (r Release) Checked(f File, fresh func() hash.Hash, sum []byte) ([]byte, error) {
	body, err := r.Body(f)
	if err != nil {
		return nil, err
	}
	h := fresh()
	h.Write(body)
	if string(h.Sum(nil)) != string(sum) {
		return nil, Because(Failed, "reading "+f.Path+" of the built site", errors.New("it changed while it was being deployed"))
	}
	return body, nil
}
