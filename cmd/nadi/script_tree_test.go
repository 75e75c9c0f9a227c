package main

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// listTree is "tree [-times] DIR FILE": FILE gets a line for every file below
// DIR, its path and the hash of its bytes. With -times the moment of its last
// change stands there too, so that a comparison shows what was touched.
func listTree(ts *testscript.TestScript, neg bool, args []string) {
	times := args[0] == "-times"
	if times {
		args = args[1:]
	}
	var out strings.Builder
	dir := os.DirFS(ts.MkAbs(args[0]))
	ts.Check(fs.WalkDir(dir, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(dir, name)
		if err != nil {
			return err
		}
		fmt.Fprintf(&out, "%s %x", name, sha256.Sum256(data))
		if info, err := d.Info(); times && err == nil {
			fmt.Fprintf(&out, " %d", info.ModTime().UnixNano())
		}
		out.WriteByte('\n')
		return nil
	}))
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(out.String()), 0o644))
}
