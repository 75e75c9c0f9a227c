package metadata

import (
	"archive/zip"
	"bytes"
	"path"
	"strings"
)

// maxEntries is how many files of an archive are looked at.
const maxEntries = 20_000

// archive is an opened ZIP, read part by part within the report's limits.
type archive struct {
	*report
	files []*zip.File
	note  string
}

// open opens a ZIP. A name that leads out of the archive is no reason to
// refuse it here: nothing is written.
func (r *report) open(data []byte) (*archive, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if z == nil || err != nil && err != zip.ErrInsecurePath {
		if bytes.HasPrefix(data, []byte("PK")) {
			r.unread(whyDamaged)
			return &archive{report: r}, nil
		}
		return nil, errKind
	}
	files := z.File
	if len(files) > maxEntries {
		files = files[:maxEntries]
		r.unread(whyLarge)
	}
	return &archive{r, files, z.Comment}, nil
}

// part unpacks one file.
func (a *archive) part(f *zip.File) []byte {
	if f.Flags&1 != 0 {
		a.unread(whyEncrypted)
		return nil
	}
	if a.left <= 0 {
		a.unread(whyLarge)
		return nil
	}
	in, err := f.Open()
	if err != nil {
		a.unread(whyPacked)
		return nil
	}
	defer in.Close()
	out, _ := a.limited(in)
	return out
}

// readZIP lists the names of what is inside: a name may name somebody.
func readZIP(r *report, data []byte) error {
	a, err := r.open(data)
	if err != nil {
		return err
	}
	r.words(plain([]byte(a.note))) // programs show it when they open the archive
	for _, f := range a.files {
		if strings.HasSuffix(f.Name, "/") {
			continue
		}
		name := f.Name
		if f.NonUTF8 {
			name = plain([]byte(name))
		}
		r.words(name)
		r.words(f.Comment)
		r.path("/"+strings.TrimPrefix(name, "/"), "a file's path")
		if f.Flags&1 != 0 {
			r.unread(whyEncrypted)
		} else if isJunk(name) {
			continue
		}
		r.unread(whyNested)
	}
	return nil
}

// isJunk reports what systems put beside files.
func isJunk(name string) bool {
	base := path.Base(name)
	return strings.HasPrefix(name, "__MACOSX/") || base == ".DS_Store" || base == "Thumbs.db"
}
