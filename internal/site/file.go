package site

import "crypto/sha256"

// Key identifies everything an output was made from: its page data, body,
// theme, strings and the tool's version. Equal keys mean equal bytes.
type Key [sha256.Size]byte

// File is one output, the only thing that leaves the builder. Path is
// slash-separated and relative to the output folder.
type File struct {
	Path string
	Key  Key
	Body []byte
}

// Sink takes the files of a build, one at a time, from several goroutines.
// A sink must not keep or change Body after Put returns.
type Sink interface {
	// Current reports whether the sink already holds path as made from key.
	// The builder then neither renders nor puts it; the sink counts it as
	// part of this build all the same.
	Current(path string, key Key) bool
	// Put stores one file of this build.
	Put(File) error
}

// Cache keeps, from build to build and from machine to machine, what is slow to
// make and follows from its key alone: pictures in their sizes, drawn cards. It
// must be safe for concurrent use. A missing or wrong record costs time, never
// correctness. The key must cover all that the record is made from, the version
// of the code that makes it too.
type Cache interface {
	Load(Key) (record []byte, ok bool)
	// Store keeps a record, which nobody changes afterwards.
	Store(Key, []byte)
}

// noCache is what a build has that is given none.
type noCache struct{}

func (noCache) Load(Key) ([]byte, bool) { return nil, false }
func (noCache) Store(Key, []byte)       {}
