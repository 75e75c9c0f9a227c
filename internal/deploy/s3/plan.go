package s3

import (
	"crypto/md5"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"sync"

	"nadi/internal/deploy"
)

// object is one file of the release, as it should lie in the bucket.
type object struct {
	key string
	sum []byte // SHA-256
	entry
	file deploy.File
}

// work is one deploy.
type work struct {
	target  *Target
	release deploy.Release
	id      string
	old     *record           // of the deploy before, or nil
	etag    string            // of the record, as we know it
	there   map[string]string // ETags by key, before this deploy
	files   []object

	send    []int    // numbers of files to be sent
	gone    []string // keys to be deleted
	foreign int      // keys of the deploy before that somebody else replaced

	mu  sync.Mutex
	now map[string]entry // this site, as far as it is there
}

// objects lists what the bucket should hold. What only other hosts read is
// left out.
func objects(r deploy.Release, sums [][]byte) []object {
	cache := cacheRules(r.FS)
	var all []object
	for i, f := range r.Files {
		switch f.Path {
		case "_headers", "_redirects", recordKey:
			continue
		}
		all = append(all, object{key: f.Path, sum: sums[i], file: f,
			entry: entry{SHA256: hex.EncodeToString(sums[i]), Type: contentType(f.Path), Cache: cache.of(f.Path)}})
	}
	return all
}

// identity names a release by what is in it.
func identity(all []object) string {
	h := sha256.New()
	for _, o := range all {
		fmt.Fprintf(h, "%s %s %s %s\n", o.SHA256, o.Type, o.Cache, o.key)
	}
	return hex.EncodeToString(h.Sum(nil))[:16]
}

// plan compares what should be with what is.
func (w *work) plan() error {
	w.now = map[string]entry{}
	var inTheWay []string
	for i, o := range w.files {
		was, known := w.entry(o.key)
		etag, there := w.there[o.key]
		if there && !known && w.old != nil {
			inTheWay = append(inTheWay, o.key)
		}
		whole, same, err := w.whole(o, was, etag)
		if err != nil {
			return err
		}
		e := o.entry
		if e.ETag, e.Same = etag, false; !whole {
			e.ETag, e.Same = "", same
			w.send = append(w.send, i)
		}
		w.now[o.key] = e
	}
	w.leave()
	if len(inTheWay) == 0 {
		return nil
	}
	return &deploy.Error{Kind: deploy.Person, Message: fmt.Sprintf("no deploy put %s into the bucket, but this one wants to write there", few(inTheWay)),
		Hint: "move these objects away, or delete them if they are not needed"}
}

func (w *work) entry(key string) (entry, bool) {
	if w.old == nil {
		return entry{}, false
	}
	e, ok := w.old.Files[key]
	return e, ok
}

// whole reports whether an object is what it should be, and same whether its
// bytes alone are. was is what the deploy before wrote of it.
func (w *work) whole(o object, was entry, etag string) (whole, same bool, err error) {
	asWanted := was.SHA256 == o.SHA256 && was.Type == o.Type && was.Cache == o.Cache
	switch {
	case etag == "":
		return false, false, nil
	case was.ETag != "":
		return asWanted && was.ETag == etag, was.SHA256 == o.SHA256 && was.ETag == etag, nil
	}
	// A run that was stopped may have put it, or it is not ours. The ETag of an
	// object that was put in one piece is the MD5 of its bytes, with most hosts.
	body, err := w.release.Checked(o.file, sha256.New, o.sum)
	if err != nil {
		return false, false, err
	}
	sum := md5.Sum(body)
	same = etag == hex.EncodeToString(sum[:])
	return same && asWanted && !was.Same, same, nil
}

// leave lists what the deploy before put there and this one has not.
func (w *work) leave() {
	if w.old == nil {
		return
	}
	for key, was := range w.old.Files {
		etag, there := w.there[key]
		if _, stays := w.now[key]; stays || !there {
			continue
		}
		if was.ETag != "" && was.ETag != etag {
			w.foreign++
			continue
		}
		w.gone = append(w.gone, key)
	}
	slices.Sort(w.gone)
}

// nothing reports that the bucket holds this very site, and says so.
func (w *work) nothing() bool {
	return len(w.send) == 0 && len(w.gone) == 0 && w.old != nil && w.old.Done && len(w.old.Files) == len(w.now)
}

// note remembers that an object was put.
func (w *work) note(o object, etag string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	e := o.entry
	e.ETag = etag
	w.now[o.key] = e
}

func few(paths []string) string {
	const most = 5
	if len(paths) > most {
		return fmt.Sprintf("%s and %d more", strings.Join(paths[:most], ", "), len(paths)-most)
	}
	return strings.Join(paths, ", ")
}

// stage is a part of the order in which objects change; see the package.
type stage int

const (
	assets stage = iota
	newPages
	pages
	lists
	home
)

func (s stage) String() string {
	return [...]string{"pictures and styles", "new pages", "pages", "feeds", "the home page"}[s]
}

// stage lists the files to be sent at a stage.
func (w *work) stage(s stage) []int {
	var all []int
	for _, i := range w.send {
		if w.stageOf(w.files[i].key) == s {
			all = append(all, i)
		}
	}
	return all
}

func (w *work) stageOf(key string) stage {
	_, there := w.there[key]
	switch {
	case key == "index.html":
		return home
	case extension(key) == "html" && !there:
		return newPages
	case extension(key) == "html":
		return pages
	case listed[extension(key)] && !hashed(key):
		return lists
	}
	return assets
}
