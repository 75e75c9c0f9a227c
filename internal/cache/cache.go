// Package cache keeps what is slow to make and follows from its key alone:
// pictures in their sizes, drawn cards. Its records are files in one folder,
// which may be deleted at any time, carried from machine to machine, and used
// by several processes at once.
//
// It promises never to be in the way. A record that is missing, cut off or
// damaged is not there; one that cannot be written is not kept; a build that
// meets either takes longer and makes the same bytes. So no method returns an
// error to act upon, and Trouble tells the first one, for a person who wonders
// why each build is slow. A record is written aside and renamed, and begins
// with a sum of its key and its content: a file under another's name is damage.
// The sum finds accidents and no malice: who may write into the folder may as
// well write into the site's content.
//
// What was not used for longest goes first when Tidy finds the folder too
// large, and never what was used since Open: what one build needs may be as
// large as its output is.
//
// Do not keep here what cannot be made again, and do not let a key leave out
// anything that its record is made from.
package cache

import (
	"bytes"
	"cmp"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"nadi/internal/changes"
	"nadi/internal/site"
)

var _ site.Cache = (*Dir)(nil)

// Dir is a folder of records. It may be used by many goroutines.
type Dir struct {
	shown string // the folder as messages name it
	under string // the folder that no link leads out of
	name  string // the records' folder in it, slash-separated
	now   time.Time

	mu      sync.Mutex
	folder  *changes.Folder // nil until it is there
	used    map[site.Key]bool
	trouble error
}

// Open names the folder of records: name, slash-separated, below the folder
// under. Nothing is made before the first record. Now is when records count as
// used.
func Open(under, name string, now time.Time) *Dir {
	return &Dir{shown: name, under: under, name: name, now: now, used: map[site.Key]bool{}}
}

// Load returns the record of key, if there is one.
func (d *Dir) Load(key site.Key) ([]byte, bool) {
	f := d.open(false)
	if f == nil {
		return nil, false
	}
	name := nameOf(key)
	data, err := f.Root.ReadFile(name)
	if err != nil {
		if !errors.Is(err, fs.ErrNotExist) {
			d.note("read", err)
		}
		return nil, false
	}
	body, ok := bytes.CutPrefix(data, sumOf(key, data))
	if ok {
		d.use(f, key, name)
	}
	return body, ok
}

// Store keeps a record. The caller may not change it afterwards.
func (d *Dir) Store(key site.Key, record []byte) {
	f := d.open(true)
	if f == nil {
		return
	}
	if err := write(f, nameOf(key), sum(key, record), record); err != nil {
		d.note("write", err)
		return
	}
	d.mu.Lock()
	d.used[key] = true
	d.mu.Unlock()
}

// nameOf is the file of a record: the key in hex, in one of 256 folders.
func nameOf(key site.Key) string {
	s := hex.EncodeToString(key[:])
	return s[:2] + "/" + s[2:]
}

// sum begins a record.
func sum(key site.Key, record []byte) []byte {
	h := sha256.New()
	h.Write(key[:])
	h.Write(record)
	return h.Sum(nil)
}

// sumOf is how the file of a whole record begins.
func sumOf(key site.Key, file []byte) []byte { return sum(key, file[min(sha256.Size, len(file)):]) }

// write makes a file by renaming, so that no reader finds the half of it.
func write(f *changes.Folder, name string, parts ...[]byte) error {
	if err := f.Root.MkdirAll(path.Dir(name), 0o700); err != nil {
		return err
	}
	aside := name + "." + rand.Text() + unfinished
	if err := fill(f, aside, parts); err != nil {
		_ = f.Remove(aside) // Tidy takes what stays
		return err
	}
	err := f.Rename(aside, name)
	if err != nil {
		_ = f.Remove(aside)
	}
	return err
}

// unfinished ends the name of a file that is being written.
const unfinished = ".new"

func fill(f *changes.Folder, name string, parts [][]byte) error {
	if err := f.Before("write", name); err != nil {
		return err
	}
	file, err := f.Root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = file.Write(bytes.Join(parts, nil))
	return errors.Join(err, file.Close())
}

// fresh is for how long a file's own time is near enough to its last use.
const fresh = time.Hour

// use notes that a record is wanted, on disk too: that is how the next process
// knows which were not used for longest.
func (d *Dir) use(f *changes.Folder, key site.Key, name string) {
	d.mu.Lock()
	known := d.used[key]
	d.used[key] = true
	d.mu.Unlock()
	if known {
		return
	}
	if info, err := f.Root.Stat(name); err == nil && d.now.Sub(info.ModTime()) > fresh {
		_ = f.Root.Chtimes(name, d.now, d.now) // a folder that cannot be written is read all the same
	}
}

// open opens the folder, and makes it if it is to be written.
func (d *Dir) open(create bool) *changes.Folder {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.folder != nil {
		return d.folder
	}
	root, err := d.root(create)
	switch {
	case err == nil:
		d.folder = &changes.Folder{Root: root}
	case create || !errors.Is(err, fs.ErrNotExist):
		d.noteLocked("open", err)
	}
	return d.folder
}

func (d *Dir) root(create bool) (*os.Root, error) {
	outer, err := os.OpenRoot(d.under)
	if err != nil {
		return nil, err
	}
	defer outer.Close()
	if create {
		if err := outer.MkdirAll(d.name, 0o700); err != nil {
			return nil, err
		}
		// A site's repository should not have to know of this folder.
		if err := outer.WriteFile(d.name+"/.gitignore", []byte("*\n"), 0o600); err != nil {
			return nil, err
		}
	}
	return outer.OpenRoot(d.name)
}

func (d *Dir) note(did string, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.noteLocked(did, err)
}

func (d *Dir) noteLocked(did string, err error) {
	if d.trouble == nil {
		d.trouble = fmt.Errorf("%s %s: %w", did, d.shown, changes.Bare(err))
	}
}

// Trouble is the first thing that went wrong, nil if nothing did.
func (d *Dir) Trouble() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.trouble
}

// file is one file of the folder.
type file struct {
	name string
	size int64
	time time.Time
}

// Tidy makes the folder most bytes large at most by removing what was not used
// for longest, and never what was used since Open; then it closes the folder.
// What other processes remove meanwhile is gone, and no trouble.
func (d *Dir) Tidy(most int64) {
	f := d.open(false)
	if f == nil {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	files, total, err := d.list(f)
	if err != nil {
		d.noteLocked("read", err)
	}
	for _, x := range files {
		if total <= most {
			break
		}
		if err := gone(f.Remove(x.name)); err != nil {
			d.noteLocked("clear", err)
			break
		}
		total -= x.size
	}
	d.folder = nil
	f.Root.Close()
}

// list returns what may be removed, the longest unused first, and the size of
// all. It removes what another process left unfinished.
func (d *Dir) list(f *changes.Folder) (files []file, total int64, err error) {
	kept := map[string]bool{}
	for key := range d.used {
		kept[nameOf(key)] = true
	}
	err = fs.WalkDir(f.Root.FS(), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() || strings.HasPrefix(e.Name(), ".") {
			return gone(err)
		}
		info, err := e.Info()
		switch {
		case err != nil:
			return gone(err)
		case !strings.HasSuffix(name, unfinished):
		case d.now.Sub(info.ModTime()) > fresh:
			return gone(f.Remove(name))
		default:
			return nil // somebody is writing it
		}
		total += info.Size()
		if !kept[name] {
			files = append(files, file{name, info.Size(), info.ModTime()})
		}
		return nil
	})
	slices.SortFunc(files, func(x, y file) int {
		return cmp.Or(x.time.Compare(y.time), strings.Compare(x.name, y.name))
	})
	return files, total, err
}

// gone forgives that another process was quicker to remove something.
func gone(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
