package file

import (
	"fmt"
	"path/filepath"
)

// Where is what the caller knows of the surroundings of a ledger.
type Where struct {
	CI bool // this is a CI job: its disk is gone tomorrow
	// Tracked reports whether git tracks a file or anything in a folder. nil
	// means that there is no git here.
	Tracked func(path string) (bool, error)
}

// Refusal says why a ledger cannot be a file at this path, or nil (design
// section 6). A file is one machine's memory. A CI job starts without it and
// would post everything again, and of a tracked file every branch and every
// clone has an older copy.
func Refusal(path string, where Where) error {
	name := filepath.Base(path)
	if where.CI {
		return fmt.Errorf("%s: a ledger in a file is for one machine, and this is a CI job, which forgets its disk and would post everything again; "+
			"run it on a machine that keeps its disk", name)
	}
	if where.Tracked == nil {
		return nil
	}
	for _, p := range []string{path, folderOf(path)} {
		tracked, err := where.Tracked(p)
		if err != nil {
			return fmt.Errorf("%s: cannot find out whether git tracks %s: %w", name, filepath.Base(p), err)
		}
		if tracked {
			return fmt.Errorf("%s: git tracks %s, so every branch and clone has an older copy of it and would post again what it does not know; "+
				"run `git rm -r --cached %s` and add it to .gitignore; or name a path outside this repository", name, filepath.Base(p), filepath.ToSlash(p))
		}
	}
	return nil
}
