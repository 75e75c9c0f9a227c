package article

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"nadi/internal/config"
	"nadi/internal/decode"
	"nadi/internal/diag"
)

// Person is an author or reviewer, declared in content/people/NAME.yaml.
type Person struct {
	Key         string           `json:"-"`
	Source      string           `json:"-"`
	Name        config.Localized `json:"name" jsonschema:"the name, one text or one per language"`
	Credentials config.Localized `json:"credentials,omitempty" jsonschema:"degrees and registrations as a byline shows them"`
	Role        config.Localized `json:"role,omitempty" jsonschema:"what the person does at the hospital"`
	Bio         config.Localized `json:"bio,omitempty" jsonschema:"one or two sentences"`
	Photo       *PictureMeta     `json:"photo,omitempty" jsonschema:"a picture below content/"`
	Links       []decode.Text    `json:"links,omitempty" jsonschema:"web addresses of the person"`
	Duties      []decode.Text    `json:"duties,omitempty" jsonschema:"privacy: may let a finding about a patient stand, in articles of others"`
	Keys        []decode.Text    `json:"keys,omitempty" jsonschema:"public keys with which the person signs approvals"`
}

// Consent is a record in content/consent/REF.yaml: an opaque reference, never
// who and never what.
type Consent struct {
	Ref    string        `json:"-"`
	Source string        `json:"-"`
	Scopes []decode.Text `json:"scopes" jsonschema:"site, social, print"`
	From   decode.Text   `json:"from,omitempty" jsonschema:"date from which it holds"`
	Until  decode.Text   `json:"until,omitempty" jsonschema:"date until which it holds"`
	Status decode.Text   `json:"status" jsonschema:"given or withdrawn"`
	Remark decode.Text   `json:"-"` // the first comment in it, which has no place there
	Begins time.Time     `json:"-"` // From as a moment
	Ends   time.Time     `json:"-"` // the end of Until
}

// ReadPerson decodes a person's file.
func ReadPerson(name string, src []byte) (*Person, []diag.Finding) {
	p := &Person{Key: keyOf(name), Source: name}
	fs := readYAML(name, src, p)
	if len(p.Name) == 0 && len(fs) == 0 {
		fs = append(fs, diag.Finding{Rule: "content/missing", Severity: diag.Error, Path: name, Message: "name is missing", Hint: "write name: and the person's name"})
	}
	f := filler{a: &Article{Source: name}, findings: fs}
	for _, d := range p.Duties {
		f.choice("duties", d, []string{"privacy"})
	}
	return p, f.findings
}

// FindPerson returns the person whom a byline means, by the file or by the
// name, or nil.
func FindPerson(people map[string]*Person, said string) *Person {
	if p, ok := people[said]; ok {
		return p
	}
	for _, key := range slices.Sorted(maps.Keys(people)) {
		for _, n := range people[key].Name {
			if strings.EqualFold(n, said) {
				return people[key]
			}
		}
	}
	return nil
}

// Wrote reports whether a byline names a person, who is said in either way.
func Wrote(people map[string]*Person, authors []decode.Text, who string) bool {
	p := FindPerson(people, who)
	return slices.ContainsFunc(authors, func(a decode.Text) bool {
		return a.S == who || p != nil && FindPerson(people, a.S) == p
	})
}

// Has reports whether the person has a duty.
func (p *Person) Has(duty string) bool {
	return slices.ContainsFunc(p.Duties, func(t decode.Text) bool { return t.S == duty })
}

// ReadConsent decodes a consent record.
func ReadConsent(name string, src []byte, zone *time.Location) (*Consent, []diag.Finding) {
	c := &Consent{Ref: keyOf(name), Source: name}
	f := filler{a: &Article{Source: name}, findings: readYAML(name, src, c)}
	if len(f.findings) > 0 {
		return c, f.findings
	}
	c.Remark = remark(src)
	if c.Status.S == "" {
		f.add("content/missing", diag.Span{}, "status is missing", "write status: given, or withdrawn")
	} else {
		f.choice("status", c.Status, []string{"given", "withdrawn"})
	}
	if len(c.Scopes) == 0 {
		f.add("content/missing", diag.Span{}, "scopes is missing", "write scopes: [site], with social and print too if that was agreed")
	}
	c.Begins, c.Ends = f.day("from", c.From, zone), f.day("until", c.Until, zone)
	if !c.Ends.IsZero() {
		c.Ends = c.Ends.AddDate(0, 0, 1) // its last day counts
	}
	for _, s := range c.Scopes {
		f.choice("scopes", s, []string{"site", "social", "print"})
	}
	return c, f.findings
}

// remark is the first comment of a YAML file. Values of a record hold no #.
func remark(src []byte) decode.Text {
	n := int32(0)
	for line := range strings.Lines(string(src)) {
		n++
		if before, text, ok := strings.Cut(strings.TrimRight(line, "\r\n"), "#"); ok {
			return decode.Text{S: text, Line: n, Col: int32(utf8.RuneCountInString(before)) + 1, Len: int32(utf8.RuneCountInString(text)) + 1}
		}
	}
	return decode.Text{}
}

// day reads a date of a record.
func (f *filler) day(key string, t decode.Text, zone *time.Location) time.Time {
	if t.S == "" {
		return time.Time{}
	}
	d, err := ParseDate(t.S, zone)
	if err != nil {
		f.add("content/date", t.Span(), fmt.Sprintf("%s %q cannot be read: %v", key, t.S, err), "write it as 2026-11-23")
	}
	return d
}

// choice refuses a word that is none of those allowed: a misspelt consent must
// not pass for one.
func (f *filler) choice(key string, t decode.Text, allowed []string) {
	if !slices.Contains(allowed, t.S) {
		f.add("content/value", t.Span(), fmt.Sprintf("%s cannot be %q", key, t.S), nearestHint(t.S, allowed))
	}
}

func keyOf(name string) string {
	base := path.Base(name)
	return strings.TrimSuffix(strings.TrimSuffix(base, ".yaml"), ".yml")
}

func readYAML(name string, src []byte, out any) []diag.Finding {
	if f, bad := badEncoding(src); bad {
		f.Path = name
		return []diag.Finding{f}
	}
	v, serr := decode.YAML(src, 1)
	if serr != nil {
		return []diag.Finding{diag.Finding{Rule: "content/front-matter", Severity: diag.Error, Message: serr.Message, Hint: serr.Hint}.At(name, serr.Span)}
	}
	f := filler{a: &Article{Source: name}}
	for _, p := range decode.Into(v, out) {
		f.problem(p)
	}
	return f.findings
}
