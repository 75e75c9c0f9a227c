// Package changes makes changes below one folder of a disk, each of which a test
// can stop. Whoever must leave a folder whole whatever happens (a publication, a
// deploy) makes every change through it, so that a test can end the world before
// any one of them and look at what is left.
//
// Its root is an os.Root: no link in the folder can lead a change out of it. It
// repeats nothing and orders nothing; what a half-done series of changes means
// is its caller's to know.
package changes

import (
	"errors"
	"io/fs"
	"os"
)

// Hook is called before every change with its kind and path; an error takes the
// place of the change. Tests stop the world with it.
type Hook func(kind, path string) error

// Folder is the folder that is changed.
type Folder struct {
	Root *os.Root
	Hook Hook // nil outside of tests
}

// Before is the moment before a change that the caller makes itself.
func (f *Folder) Before(kind, path string) error {
	if f.Hook == nil {
		return nil
	}
	return f.Hook(kind, path)
}

// Rename is os.Root.Rename.
func (f *Folder) Rename(from, to string) error {
	if err := f.Before("rename", to); err != nil {
		return err
	}
	return f.Root.Rename(from, to)
}

// Link is os.Root.Link.
func (f *Folder) Link(from, to string) error {
	if err := f.Before("link", to); err != nil {
		return err
	}
	return f.Root.Link(from, to)
}

// Remove is os.Root.Remove.
func (f *Folder) Remove(path string) error {
	if err := f.Before("remove", path); err != nil {
		return err
	}
	return f.Root.Remove(path)
}

// RemoveAll is os.Root.RemoveAll.
func (f *Folder) RemoveAll(path string) error {
	if err := f.Before("remove all", path); err != nil {
		return err
	}
	return f.Root.RemoveAll(path)
}

// Bare takes the operation and the path off a system error, for messages that
// say both in words of their own.
func Bare(err error) error {
	var p *fs.PathError
	var l *os.LinkError
	switch {
	case errors.As(err, &p):
		return p.Err
	case errors.As(err, &l):
		return l.Err
	}
	return err
}
