package main

import (
	"bytes"
	"cmp"
	"context"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"nadi/internal/article"
	"nadi/internal/check"
	"nadi/internal/config"
	"nadi/internal/diag"
	"nadi/internal/lsp"
	"nadi/internal/sarif"
	"nadi/internal/schema"
	"nadi/internal/site"
)

func lspCommand(ui *ui, g *global) *cobra.Command {
	return &cobra.Command{
		Use: "lsp", Short: "Show findings in an editor (a language server)", Args: noArgs,
		Long: `Speak the Language Server Protocol on standard input and output, for an editor:
findings while you type, what mends them, explanations of rules, and completion of
front matter. docs/editors.md says how editors are told of it.`,
		RunE: func(c *cobra.Command, _ []string) error {
			d := &desk{g: g, memos: map[string]*site.Memo{}}
			s := &lsp.Server{Version: version, Read: os.ReadFile, Check: d.check, Explain: explained, Fixes: fixes, MayStand: mayStand, Complete: complete}
			return s.Run(c.Context(), os.Stdin, ui.out)
		},
	}
}

// desk checks sites for an editor. What was found in articles that did not
// change is remembered.
type desk struct {
	g     *global
	mu    sync.Mutex
	memos map[string]*site.Memo // by the site's folder
}

func (d *desk) check(ctx context.Context, dir string, overlay map[string][]byte) ([]diag.Finding, error) {
	root, closeRoot, err := openSite(dir)
	if err != nil {
		return nil, err
	}
	defer closeRoot()
	d.mu.Lock()
	defer d.mu.Unlock()
	memo := site.NewMemo(nil)
	if last := d.memos[dir]; last != nil {
		memo = site.NewMemo(last.Records())
	}
	d.memos[dir] = memo
	in, err := input(&global{dir: dir, now: d.g.now, drawn: d.g.drawn}, &buildFlags{drafts: true, future: true, advise: true}, overlaid{root, overlay}, memo)
	if err != nil {
		return nil, err
	}
	res, err := site.Build(ctx, in, discard{})
	if err != nil {
		return nil, err
	}
	return append(res.Findings, slices.Concat(accountFindings(res.Config), wishFindings(res.Items))...), nil
}

// overlaid shows a site's files with unsaved ones laid over them.
type overlaid struct {
	fs.FS
	files map[string][]byte
}

func (o overlaid) Open(name string) (fs.File, error) {
	if data, ok := o.files[name]; ok {
		return &unsaved{Reader: bytes.NewReader(data), name: path.Base(name)}, nil
	}
	return o.FS.Open(name)
}

// unsaved is a file as its editor has it.
type unsaved struct {
	*bytes.Reader
	name string
}

func (u *unsaved) Stat() (fs.FileInfo, error) { return u, nil }
func (u *unsaved) Close() error               { return nil }
func (u *unsaved) Name() string               { return u.name }
func (u *unsaved) Mode() fs.FileMode          { return 0o644 }
func (u *unsaved) ModTime() time.Time         { return time.Time{} }
func (u *unsaved) IsDir() bool                { return false }
func (u *unsaved) Sys() any                   { return nil }

// explained says in Markdown what a rule asks for.
func explained(rule string) (string, bool) {
	r, _ := check.All().Get(rule)
	if r == nil {
		return "", false
	}
	s := sarif.Rule{ID: r.ID, Title: r.Title, Why: r.Why, Severity: r.Severity, Bad: sarif.Example(r.Bad), Good: sarif.Example(r.Good)}
	return "`" + r.ID + "`: " + s.Markdown(), true
}

// fixes are what nadi check --fix would write.
func fixes(f diag.Finding, _ []byte) []lsp.Edit {
	r, _ := check.All().Get(f.Rule)
	if r == nil || !r.Certain || f.Swap == "" || f.Line == 0 || f.Line != f.EndLine {
		return nil
	}
	return []lsp.Edit{{Title: "Write " + f.Swap, Span: diag.Span{Line: f.Line, Column: f.Column, EndLine: f.EndLine, EndColumn: f.EndColumn}, Text: f.Swap}}
}

func mayStand(rule string) bool {
	rules := check.All()
	r, _ := rules.Get(rule)
	return r != nil && (!r.Fixed || rules.Absolute(rule))
}

// complete proposes keys of front matter, and what topics, tags and people
// there are.
func complete(dir, name string, text []byte, line, column int) []lsp.Completion {
	lines := strings.Split(string(text), "\n")
	if !strings.HasPrefix(name, "content/") || line > len(lines) || !inFront(lines, line) {
		return nil
	}
	key, _, written := strings.Cut(lines[line-1], ":")
	if !written || column <= 1+utf8.RuneCountInString(key) { // the key is still being written
		if strings.TrimSpace(key) != "" && strings.HasPrefix(key, " ") {
			return nil
		}
		return keys("article")
	}
	root, closeRoot, err := openSite(dir)
	if err != nil {
		return nil
	}
	defer closeRoot()
	return values(root, strings.TrimSpace(key))
}

// inFront reports whether a line lies in YAML front matter.
func inFront(lines []string, line int) bool {
	if strings.TrimSpace(lines[0]) != "---" {
		return false
	}
	for i, l := range lines[1:] {
		if strings.TrimSpace(l) == "---" {
			return line > 1 && line < i+2
		}
	}
	return line > 1
}

func keys(kind string) []lsp.Completion {
	s, err := schema.For(kind)
	if err != nil {
		return nil
	}
	var out []lsp.Completion
	for _, k := range slices.Sorted(maps.Keys(s.Properties)) {
		if p := s.Properties[k]; !p.Deprecated {
			out = append(out, lsp.Completion{Label: k, Insert: k + ": ", Documentation: p.Description, Kind: lsp.Key})
		}
	}
	return out
}

// values are the words that a key can have on this site.
func values(root fs.FS, key string) []lsp.Completion {
	switch key {
	case "topics", "tags":
		src, err := fs.ReadFile(root, config.FileName)
		if err != nil {
			return nil
		}
		cfg, _ := config.Load(src)
		var out []lsp.Completion
		for _, t := range map[string]config.Topics{"topics": cfg.Topics, "tags": cfg.Tags}[key] {
			out = append(out, lsp.Completion{Label: t.Key, Detail: t.Name.In("en"), Kind: lsp.Topic})
		}
		return out
	case "authors", "author", "reviewedBy", "by":
		return people(root)
	case "people":
		return words("none", "staff", "model", "patient")
	case "kind":
		return words("article", "patient-story")
	}
	return nil
}

func words(all ...string) []lsp.Completion {
	var out []lsp.Completion
	for _, w := range all {
		out = append(out, lsp.Completion{Label: w, Kind: lsp.Value})
	}
	return out
}

func people(root fs.FS) []lsp.Completion {
	names, err := fs.Glob(root, "content/people/*.y*ml")
	if err != nil {
		return nil
	}
	var out []lsp.Completion
	for _, name := range names {
		src, err := fs.ReadFile(root, name)
		if err != nil {
			continue
		}
		p, _ := article.ReadPerson(name, src)
		out = append(out, lsp.Completion{Label: p.Key, Detail: cmp.Or(p.Name.In("en"), p.Key), Kind: lsp.Person})
	}
	return out
}
