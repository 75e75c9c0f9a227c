package publish

import (
	"errors"
	"io/fs"
	"path"
	"strings"
)

// Strangers lists files in the output that no manifest names, at most most of
// them, in the order of their paths, as they stood when the build was opened.
// They stay whatever is built. A caller shows them when a first build meets a
// folder that is not empty: pages left by another tool, or by a build whose
// manifest was lost, would otherwise go on being published. Names that begin
// with a dot are left out; those are put there on purpose.
func (d *Dir) Strangers(most int) ([]string, error) {
	var found []string
	err := fs.WalkDir(d.disk.Root.FS(), d.out, func(at string, e fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil || at == d.out {
			return err
		}
		if strings.HasPrefix(path.Base(at), ".") {
			if e.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		q := strings.TrimPrefix(at, d.out+"/")
		if _, ok := d.old.files[q]; ok || e.IsDir() {
			return nil
		}
		if len(found) == most {
			return fs.SkipAll
		}
		found = append(found, q)
		return nil
	})
	return found, err
}
