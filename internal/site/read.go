package site

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"nadi/internal/article"
	"nadi/internal/diag"
	"nadi/internal/markdown"
	"nadi/internal/text"
)

// The folders of content/.
const (
	contentDir  = "content"
	articlesDir = "content/articles"
	pagesDir    = "content/pages"
	peopleDir   = "content/people"
	consentDir  = "content/consent"
	staticDir   = "content/static"
)

// content is what was read, before it is arranged.
type content struct {
	articles []*article.Article // in path order, refused ones included
	pages    []*article.Article
	people   map[string]*article.Person
	consents map[string]*article.Consent
	refused  map[string]bool // sources of refused files
	parsers  map[string]*markdown.Parser
}

// read reads all content files in parallel.
func (b *builder) read(ctx context.Context) error {
	b.content.people, b.content.consents, b.content.parsers = map[string]*article.Person{}, map[string]*article.Consent{}, b.parsers()
	var err error
	if b.content.articles, err = b.readAll(ctx, articlesDir, article.Articles); err != nil {
		return err
	}
	if b.content.pages, err = b.readAll(ctx, pagesDir, article.Pages); err != nil {
		return err
	}
	if info, err := fs.Stat(b.in.Root, articlesDir); err != nil || !info.IsDir() {
		b.findings.Add(diag.Finding{Rule: "content/none", Severity: diag.Error, Path: articlesDir,
			Message: "there is no folder content/articles", Hint: "is this the site's folder? nadi new article begins one"})
	}
	b.res.Read = len(b.content.articles)
	b.strays()
	return b.readPeople()
}

// scripts are the scripts of the site's languages as one of them sees them.
func (b *builder) scripts(own string) *text.Scripts {
	names := map[string]string{}
	for _, code := range b.cfg.Site.Codes() {
		names[code] = b.theme.Language(code).Name()
	}
	return text.NewScripts(own, names)
}

// parsers makes a Markdown parser for each language, with that language's
// labels. Typographic quotes are English ones, so only English gets them.
func (b *builder) parsers() map[string]*markdown.Parser {
	m := map[string]*markdown.Parser{}
	for _, code := range b.cfg.Site.Codes() {
		m[code] = markdown.New(markdown.Options{
			Smart:  b.cfg.Markdown.Typography && (code == "en" || strings.HasPrefix(code, "en-")),
			Labels: labels(b.theme.Language(code)), Scripts: b.scripts(code),
		})
	}
	return m
}

// files lists the content files below dir in path order and reports links
// that lead nowhere we may read.
func (b *builder) files(dir string, want func(string) bool) ([]string, error) {
	var names []string
	err := fs.WalkDir(b.in.Root, dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			if errors.Is(err, fs.ErrNotExist) && name == dir {
				return fs.SkipDir
			}
			return err
		}
		if base := path.Base(name); name != dir && strings.HasPrefix(base, ".") {
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if d.Type()&fs.ModeSymlink != 0 {
			return b.link(name, want, &names)
		}
		switch {
		case d.IsDir():
		case !want(name):
			b.ignored(name)
		case !d.Type().IsRegular():
			b.notAFile(name)
		default:
			names = append(names, name)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", dir, err)
	}
	return names, nil
}

// ignored names a file that looks like an article and is not read, so that no
// article is lost in silence.
func (b *builder) ignored(name string) {
	ext := strings.ToLower(path.Ext(name))
	if isMarkdown(name) || ext != ".md" && ext != ".markdown" && ext != ".mdx" && ext != ".mkd" && ext != ".adoc" && ext != ".rst" {
		return
	}
	b.findings.Add(diag.Finding{Rule: "content/ignored", Severity: diag.Warning, Path: name,
		Message: "this looks like an article and is not read", Hint: "end its name in .md"})
}

// strays names Markdown files that lie beside the folders of content/ and not
// in one.
func (b *builder) strays() {
	entries, err := fs.ReadDir(b.in.Root, contentDir)
	if err != nil {
		return // there is no content yet
	}
	for _, e := range entries {
		if !e.IsDir() && isMarkdown(e.Name()) {
			b.findings.Add(diag.Finding{Rule: "content/ignored", Severity: diag.Warning, Path: contentDir + "/" + e.Name(),
				Message: "this looks like an article and is not read", Hint: "articles lie in content/articles, pages in content/pages"})
		}
	}
}

// notAFile refuses a pipe or device: reading it could wait for ever.
func (b *builder) notAFile(name string) {
	b.findings.Add(diag.Finding{Rule: "content/outside", Severity: diag.Error, Path: name, Message: "this is no ordinary file", Hint: "put a file here, not a pipe or a device"})
	b.content.refuse(name)
}

// link decides about a symbolic link: a file inside the site is read, all
// else is reported, so that nothing disappears in silence.
func (b *builder) link(name string, want func(string) bool, names *[]string) error {
	info, err := fs.Stat(b.in.Root, name)
	f := diag.Finding{Rule: "content/outside", Severity: diag.Error, Path: name}
	switch {
	case err != nil:
		f.Message, f.Hint = "this is a link to something outside the site's folder, or to nothing", "put the file itself here"
		b.content.refuse(name)
	case info.IsDir():
		f.Message, f.Hint = "this is a link to a folder, and folders behind links are not read", "put the folder itself here"
	case !info.Mode().IsRegular():
		b.notAFile(name)
		return nil
	default:
		if want(name) {
			*names = append(*names, name)
		}
		return nil
	}
	b.findings.Add(f)
	return nil
}

func (c *content) refuse(name string) { c.refused[name] = true }

func isMarkdown(name string) bool {
	return strings.HasSuffix(name, ".md") || strings.HasSuffix(name, ".markdown")
}

func (b *builder) readAll(ctx context.Context, dir string, kind article.Kind) ([]*article.Article, error) {
	names, err := b.files(dir, isMarkdown)
	if err != nil {
		return nil, err
	}
	r := &article.Reader{Config: b.cfg, Zone: b.zone, Kind: kind}
	out := make([]*article.Article, len(names))
	bad := make([]bool, len(names))
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(workers())
	for chunk := range chunks(len(names), 32) {
		g.Go(func() error {
			for i := chunk.from; i < chunk.to && ctx.Err() == nil; i++ {
				var err error
				if out[i], bad[i], err = b.readOne(r, dir, names[i]); err != nil {
					return err
				}
			}
			return ctx.Err()
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	for i, a := range out {
		if bad[i] {
			b.content.refuse(a.Source)
		}
	}
	return out, nil
}

type span struct{ from, to int }

// chunks cuts 0…n into pieces, so that a worker takes several files at once.
func chunks(n, size int) func(func(span) bool) {
	return func(yield func(span) bool) {
		for i := 0; i < n; i += size {
			if !yield(span{i, min(i+size, n)}) {
				return
			}
		}
	}
}

// readOne reads an article; refused is true when its findings forbid it.
func (b *builder) readOne(r *article.Reader, dir, name string) (a *article.Article, refused bool, err error) {
	buf := b.buffer()
	defer b.release(buf)
	tooBig, err := b.source(name, buf)
	if err != nil {
		return b.unreadable(name, err)
	}
	src := buf.Bytes()
	if tooBig > 0 {
		src = make([]byte, article.MaxBytes+1) // enough for Read to refuse it by size
	}
	a, findings := r.Read(dir, name, src)
	if tooBig > 0 {
		findings[0].Message = fmt.Sprintf("the file is %d kB; %d kB is the most", tooBig/1024, article.MaxBytes/1024)
	}
	for i, f := range findings {
		if a.Draft && !b.in.Drafts && f.Severity == diag.Error {
			findings[i].Severity = diag.Warning // it waits anyway, and must not hold up the others
		}
		refused = refused || b.level(findings[i]) == diag.Error
	}
	b.findings.Add(findings...)
	if !refused && a.Summary.S == "" {
		a.Summary.S = b.content.parsers[a.Lang].Parse(a.Body(src), a.BodyLine, a.Slug).FirstSentence(200)
		if a.Summary.S == "" {
			a.Summary.S = a.Title.S
		}
	}
	return a, refused, nil
}

func (b *builder) unreadable(name string, err error) (*article.Article, bool, error) {
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) || errors.Is(err, fs.ErrInvalid) {
		b.findings.Add(diag.Finding{Rule: "content/outside", Severity: diag.Error, Path: name,
			Message: "this file cannot be read", Hint: "look at its permissions; a link may not leave the site's folder"})
		return &article.Article{Source: name}, true, nil
	}
	return nil, false, fmt.Errorf("reading %s: %w", name, err)
}

// source reads a content file into buf, unless it is far too large: then it
// returns the size alone.
func (b *builder) source(name string, buf *bytes.Buffer) (tooBig int64, err error) {
	f, err := b.in.Root.Open(name)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	if info.Size() > article.MaxBytes {
		return info.Size(), nil
	}
	buf.Grow(int(info.Size()) + bytes.MinRead)
	_, err = buf.ReadFrom(f)
	return 0, err
}

// buffer lends memory for a file; release takes it back. Nothing may keep a
// part of it.
func (b *builder) buffer() *bytes.Buffer {
	if buf, ok := b.buffers.Get().(*bytes.Buffer); ok {
		buf.Reset()
		return buf
	}
	return new(bytes.Buffer)
}

func (b *builder) release(buf *bytes.Buffer) {
	if buf != nil {
		b.buffers.Put(buf)
	}
}

func isYAML(name string) bool {
	return strings.HasSuffix(name, ".yaml") || strings.HasSuffix(name, ".yml")
}

// readPeople decodes people and consent records; the latter for their form
// alone, what they permit is the check's business.
func (b *builder) readPeople() error {
	err := b.readYAML(peopleDir, func(name string, src []byte) []diag.Finding {
		p, findings := article.ReadPerson(name, src)
		if first := b.content.people[p.Key]; first != nil {
			findings = append(findings, twice(first.Source, name))
		}
		b.content.people[p.Key] = p
		return findings
	})
	if err != nil {
		return err
	}
	if err := b.scans(); err != nil {
		return err
	}
	return b.readYAML(consentDir, func(name string, src []byte) []diag.Finding {
		c, findings := article.ReadConsent(name, src, b.zone)
		if first := b.content.consents[c.Ref]; first != nil {
			findings = append(findings, twice(first.Source, name))
		}
		b.content.consents[c.Ref] = c
		return findings
	})
}

// scans names files beside the consent records that are none: the signed form
// stays in the hospital's own system.
func (b *builder) scans() error {
	_, err := b.files(consentDir, func(name string) bool {
		if !isYAML(name) {
			b.findings.Add(diag.Finding{Rule: "consent/record", Severity: diag.Error, Path: name,
				Message: "this is no consent record; a signed form or a picture of one does not belong here", Hint: "keep it in the hospital's own system, under the record's reference, and take it out of the repository's history too"})
		}
		return true
	})
	return err
}

// twice is the finding about two files that are named by one word: which of
// them holds cannot be told, and one may say that a consent is withdrawn.
func twice(first, second string) diag.Finding {
	return diag.Finding{Rule: "content/duplicate-id", Severity: diag.Error, Path: second, Message: "this and " + first + " have one name", Hint: "give one of them another name, or keep one"}
}

func (b *builder) readYAML(dir string, decode func(name string, src []byte) []diag.Finding) error {
	names, err := b.files(dir, isYAML)
	if err != nil {
		return err
	}
	for _, name := range names {
		src, err := fs.ReadFile(b.in.Root, name)
		if err != nil {
			return fmt.Errorf("reading %s: %w", name, err)
		}
		b.findings.Add(decode(name, src)...)
	}
	return nil
}

// personKeys are the declared people, sorted.
func (c *content) personKeys() []string {
	keys := make([]string, 0, len(c.people))
	for k := range c.people {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
