package site

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"nadi/internal/article"
	"nadi/internal/config"
	"nadi/internal/decode"
	"nadi/internal/diag"
	"nadi/internal/text"
	"nadi/internal/theme"
)

// terms makes the lists of one language: topics, tags, people, years.
type terms struct {
	b      *builder
	l      *language
	topics map[string]*term // by slug
	tags   map[string]*term // by slug
	people map[string]*term
	months map[string]*term // "2026" and "2026-11"

	spelling map[string]string // of undeclared tags, by slug: the usual one
}

// spell finds for each tag the spelling that most articles use; of two as
// frequent ones the older.
func (t *terms) spell() {
	count := map[string]int{}
	t.spelling = map[string]string{}
	for _, e := range slices.Backward(t.l.entries) {
		for _, name := range e.Tags {
			slug := text.Slug(name.S)
			count[name.S]++
			if best, ok := t.spelling[slug]; !ok || count[name.S] > count[best] {
				t.spelling[slug] = name.S
			}
		}
	}
}

func (t *terms) add(e *entry) {
	for _, name := range e.Topics {
		if x := t.topic(e, name); x != nil && !slices.Contains(e.topics, x) {
			e.topics, x.entries = append(e.topics, x), append(x.entries, e)
		}
	}
	for _, name := range e.Tags {
		if x := t.tag(e, name); x != nil && !slices.Contains(e.tags, x) {
			e.tags, x.entries = append(e.tags, x), append(x.entries, e)
		}
	}
	e.authors = t.persons(e, e.Authors, "author", true)
	e.reviewers = t.persons(e, e.ReviewedBy, "reviewer", false)
	if t.b.cfg.Outputs.Archives && !e.Date.IsZero() {
		t.archive(e)
	}
}

// topic finds a declared topic by key or by its name in any language; an
// undeclared list is open.
func (t *terms) topic(e *entry, name decode.Text) *term {
	key, known := t.key(e, name, t.b.cfg.Topics, "topic")
	if !known || text.Slug(key) == "" {
		return nil
	}
	return t.term(t.topics, "topics", key, t.b.cfg.Topics)
}

// key is the declared key of a name, or the name itself in an open list.
func (t *terms) key(e *entry, name decode.Text, declared config.Topics, what string) (string, bool) {
	if len(declared) == 0 {
		return name.S, true
	}
	for _, d := range declared {
		if d.Key == name.S {
			return d.Key, true
		}
	}
	for _, d := range declared {
		for _, n := range d.Name {
			if text.Fold(n) == text.Fold(name.S) || text.Fold(d.Key) == text.Fold(name.S) {
				return d.Key, true
			}
		}
	}
	t.undeclared(e, name, declared, what)
	return "", false
}

func (t *terms) undeclared(e *entry, name decode.Text, declared config.Topics, what string) {
	var keys []string
	for _, d := range declared {
		keys = append(keys, d.Key)
	}
	t.b.findings.Add(diag.Finding{Rule: "content/" + what, Severity: diag.Error, Message: fmt.Sprintf("%q is not a %s", name.S, what),
		Hint: what + "s are declared in nadi.yaml; " + near(name.S, keys, "known: "+strings.Join(keys, ", "))}.At(e.Source, at(name)))
}

// term finds or makes a list.
func (t *terms) term(in map[string]*term, kind, key string, declared config.Topics) *term {
	slug := text.Slug(key)
	x, ok := in[slug]
	if !ok {
		x = &term{kind: kind, key: slug, name: key, loc: t.l.prefix + "/" + kind + "/" + slug + "/"}
		if d, ok := declared.Get(key); ok {
			x.name, x.summary = d.Name.In(t.l.code), d.Description.In(t.l.code)
		}
		x.link = &theme.Link{Name: x.name, URL: t.b.addr.href(x.loc)}
		in[slug] = x
	}
	return x
}

// tag joins the spellings of one tag ("Blood Pressure", "blood-pressure")
// into one list and says so.
func (t *terms) tag(e *entry, name decode.Text) *term {
	key, known := t.key(e, name, t.b.cfg.Tags, "tag")
	if !known || text.Slug(key) == "" {
		return nil
	}
	x := t.term(t.tags, "tags", key, t.b.cfg.Tags)
	if len(t.b.cfg.Tags) == 0 {
		x.name = t.spelling[x.key]
		x.link.Name = x.name
	}
	if len(t.b.cfg.Tags) == 0 && x.name != name.S {
		t.b.findings.Add(diag.Finding{Rule: "content/tag-variant", Severity: diag.Warning,
			Message: fmt.Sprintf("the tag %q is written %q elsewhere; both lead to one list", name.S, x.name),
			Hint:    "write it " + x.name}.At(e.Source, at(name)))
	}
	return x
}

// persons resolves a byline. Where people are declared, only they may sign.
func (t *terms) persons(e *entry, names []decode.Text, what string, list bool) []theme.Person {
	var out []theme.Person
	for _, name := range names {
		p, ok := t.person(name.S)
		if !ok {
			t.b.findings.Add(diag.Finding{Rule: "content/" + what, Severity: diag.Error, Message: fmt.Sprintf("%q is not in content/people", name.S),
				Hint: near(name.S, t.b.content.personKeys(), "add content/people/"+text.Slug(name.S)+".yaml: nadi new person")}.At(e.Source, at(name)))
			continue
		}
		key := p.key
		if t.b.cfg.Outputs.People {
			x, known := t.people[key]
			if !known {
				x = p
				t.people[key] = x
			}
			if list && !slices.Contains(x.entries, e) {
				x.entries = append(x.entries, e)
			} else if !list && !slices.Contains(x.reviewed, e) {
				x.reviewed = append(x.reviewed, e)
			}
			x.person.URL = t.b.addr.href(x.loc)
			p = x
		}
		out = append(out, *p.person)
	}
	return out
}

func (t *terms) person(name string) (*term, bool) {
	x := &term{kind: "people", key: text.Slug(name), name: name, person: &theme.Person{Name: name}}
	if people := t.b.content.people; len(people) > 0 {
		p := article.FindPerson(people, name)
		if p == nil {
			return nil, false
		}
		x.key, x.person = text.Slug(p.Key), t.byline(p)
		x.name, x.summary = x.person.Name, x.person.Bio
	}
	x.loc = t.l.prefix + "/people/" + x.key + "/"
	return x, x.key != ""
}

func (t *terms) byline(p *article.Person) *theme.Person {
	code := t.l.code
	out := &theme.Person{Name: p.Name.In(code), Credentials: p.Credentials.In(code), Role: p.Role.In(code), Bio: p.Bio.In(code)}
	for _, l := range p.Links {
		out.Links = append(out.Links, theme.Link{Name: strings.TrimSuffix(strings.TrimPrefix(l.S, "https://"), "/"), URL: l.S})
	}
	if p.Photo != nil {
		pic, f := t.b.media.picture(p.Source, peopleDir, p.Photo, t.b)
		if f != nil {
			t.b.findings.Add(*f)
		} else {
			out.Photo = pic.themed(p.Photo)
		}
	}
	return out
}

func (t *terms) archive(e *entry) {
	d := e.Date.In(t.b.zone)
	year, month := d.Format("2006"), d.Format("2006-01")
	y, ok := t.months[year]
	if !ok {
		y = &term{kind: "archive", key: year, name: year, loc: t.l.prefix + "/archive/" + year + "/"}
		t.months[year] = y
		t.l.years = append(t.l.years, y)
	}
	m, ok := t.months[month]
	if !ok {
		m = &term{kind: "archive", key: month, name: t.l.words.MonthYear(d), loc: t.l.prefix + "/archive/" + year + "/" + d.Format("01") + "/"}
		t.months[month] = m
		y.months = append(y.months, m)
	}
	y.entries, m.entries = append(y.entries, e), append(m.entries, e)
}

// finish puts the lists in order: declared topics as declared, all else by
// name.
func (t *terms) finish() {
	byName := func(x, y *term) int {
		return cmp.Or(cmp.Compare(strings.ToLower(x.name), strings.ToLower(y.name)), cmp.Compare(x.key, y.key))
	}
	for _, d := range t.b.cfg.Topics {
		if x, ok := t.topics[text.Slug(d.Key)]; ok {
			t.l.topics = append(t.l.topics, x)
		}
	}
	if len(t.b.cfg.Topics) == 0 {
		t.l.topics = sortedTerms(t.topics, byName)
	}
	t.l.tags = sortedTerms(t.tags, byName)
	t.l.people = sortedTerms(t.people, byName)
}

func sortedTerms(m map[string]*term, less func(x, y *term) int) []*term {
	out := make([]*term, 0, len(m))
	for _, x := range m {
		out = append(out, x)
	}
	slices.SortFunc(out, less)
	return out
}
