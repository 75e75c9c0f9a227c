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
