// Package starter holds what nadi new writes: a small site, an article, a
// person's file. A test builds the site and demands zero findings, so that
// nobody's first minute is an error message.
//
// The samples are not this project's own news: a new site must not begin with
// somebody else's articles.
package starter

import (
	"cmp"
	"embed"
	"io/fs"
	"slices"
	"strings"
)

//go:embed all:files
var files embed.FS

//go:embed demo/nadi.yaml
var demo string

// Demo returns the nadi.yaml of a demonstration: the address of its live site,
// and the folders that it is served from and that its posts are written into.
func Demo(url, live, posts string) []byte {
	quoted := func(s string) string { return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"` }
	return []byte(strings.NewReplacer("@URL@", quoted(url), "@LIVE@", quoted(live), "@POSTS@", quoted(posts)).Replace(demo))
}

// File is a file to write; Name is slash-separated, from the site root.
type File struct {
	Name string
	Body []byte
}

// Options fill the samples.
type Options struct {
	Title, URL, ID, Date string
	Approval             string        // merge, signed or none; empty means merge
	NewID                func() string // an identity for each article
}

// Site returns the files of a new site, sorted by name.
func Site(o Options) []File {
	quoted := strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(o.Title)
	article := o.NewID()
	r := strings.NewReplacer("@TITLE@", quoted, "@URL@", o.URL, "@SITEID@", o.ID, "@DATE@", o.Date, "@APPROVAL@", cmp.Or(o.Approval, "merge"), "@ID1@", article, "@ID2@", o.NewID())
	var out []File
	_ = fs.WalkDir(files, "files", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		body, err := fs.ReadFile(files, p)
		name := strings.TrimPrefix(p, "files/")
		if name == "gitignore" {
			name = ".gitignore"
		}
		out = append(out, File{name, []byte(r.Replace(string(body)))})
		return err
	})
	slices.SortFunc(out, func(a, b File) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// Article returns a draft; lang is written into it unless empty.
func Article(name, title, date, id, lang string) []File {
	quoted := strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(title)
	language := ""
	if lang != "" {
		language = "lang: " + lang + "\n"
	}
	body := "---\nid: " + id + "\ntitle: \"" + quoted + "\"\ndescription: \"One or two plain sentences: what will the reader learn?\"\ndate: " + date +
		"\n" + language + "draft: true\n---\n\nBegin with what the reader most needs to know.\n"
	return []File{{name, []byte(body)}}
}

// Person returns a person's file.
func Person(name, person string) []File {
	quoted := strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(person)
	return []File{{name, []byte("name: \"" + quoted + "\"\ncredentials: \"\"\nrole: \"\"\nbio: \"\"\n")}}
}
