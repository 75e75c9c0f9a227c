package main

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"sync"
)

// toolKey identifies this very program, so that a page made by another build
// of it, with another template function or another Markdown rule, is made
// again. The version alone would not do: it stays the same from one commit to
// the next. Hashing the executable costs about ten milliseconds, once.
var toolKey = sync.OnceValue(func() string {
	name, err := os.Executable()
	if err != nil {
		return version
	}
	f, err := os.Open(name)
	if err != nil {
		return version
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return version
	}
	return version + "-" + hex.EncodeToString(h.Sum(nil)[:8])
})
