package channeltest

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"text/template"
	"time"

	"nadi/syndicate"
)

func testEntry(t *testing.T, s Suite) {
	e := s.Entry
	if !regexp.MustCompile(`^[a-z][a-z0-9]*$`).MatchString(e.Name) || e.Title == "" {
		t.Errorf("name %q or title %q will not do", e.Name, e.Title)
	}
	known := map[string]bool{}
	for _, x := range append(append([]syndicate.Setting{}, e.Secrets...), e.Options...) {
		if known[x.Name] = true; x.Why == "" {
			t.Errorf("%s: Why is empty", x.Name)
		}
	}
	for name := range s.Secrets {
		if !known[name] {
			t.Errorf("the suite has a secret %s that the entry does not name", name)
		}
	}
	for _, x := range e.Secrets {
		if x.Required && s.Secrets[x.Name] == "" {
			t.Errorf("the suite lacks the secret %s", x.Name)
		}
	}
	b := newBench(t, s)
	a, secrets := b.account(), b.secrets(nil)
	_, err := e.Open(a, b.tools(nil)) // must not panic, and names the variable if it minds
	for name := range secrets {
		if err != nil && strings.Contains(err.Error(), syndicate.SecretName(a.Name, name)) {
			err = nil
		}
	}
	if err != nil {
		t.Errorf("Open without secrets names none of their variables: %v", err)
	}
}

func testDescribe(t *testing.T, s Suite) {
	b := newBench(t, s)
	c := b.verified()
	for _, facts := range []syndicate.Facts{nil, b.facts} {
		d := c.Describe(facts)
		if one, two := portrait(d), portrait(c.Describe(facts)); one != two {
			t.Errorf("Describe is not pure:\n%s\n%s", one, two)
		}
		sane(t, d)
		able(t, c, d)
	}
	b.noSecretIn("Describe", portrait(c.Describe(b.facts)))
}

// portrait writes a description, functions by what they answer.
func portrait(d syndicate.Description) string {
	var out strings.Builder
	for _, l := range d.Limits {
		fmt.Fprintln(&out, l.Unit, l.Max, l.Count(""), l.Count("a"), l.Count("क्ष्मि 👩‍👩‍👧‍👦 "+ourLink))
	}
	fmt.Fprintln(&out, d.Link, d.Template, d.MaxTags, d.Alt, d.Unable, d.Repeat, d.SendTimeout)
	if d.Picture != nil {
		fmt.Fprintf(&out, "%+v\n", *d.Picture)
	}
	if d.Price != nil {
		fmt.Fprintln(&out, d.Price(syndicate.Post{Text: firstLine, Link: ourLink}))
	}
	return out.String()
}

func sane(t *testing.T, d syndicate.Description) {
	t.Helper()
	if len(d.Limits) == 0 {
		t.Error("no limits")
	}
	for _, l := range d.Limits {
		if l.Max <= 0 || l.Unit == "" || l.Count == nil || l.Count("a") <= 0 || l.Count("") > l.Count("a") {
			t.Errorf("limit %q of %d will not do", l.Unit, l.Max)
		}
	}
	if p := d.Picture; p != nil && (p.Bytes <= 0 || p.Pixels < 0 || len(p.Types) == 0) {
		t.Errorf("picture limit %+v will not do", *p)
	}
	if d.MaxTags < 0 || d.Alt < 0 || d.Repeat < 0 || d.Repeat > time.Hour || d.SendTimeout <= 0 {
		t.Errorf("MaxTags %d, Alt %d, Repeat %v or SendTimeout %v will not do", d.MaxTags, d.Alt, d.Repeat, d.SendTimeout)
	}
	if d.Price != nil && d.Price(syndicate.Post{Text: firstLine}) < 0 {
		t.Error("a price is negative")
	}
	templated(t, d)
}

// templated demands that the template can be filled and has the link where
// the text must have it.
func templated(t *testing.T, d syndicate.Description) {
	t.Helper()
	tmpl, err := template.New("").Option("missingkey=error").Parse(d.Template)
	var out strings.Builder
	if err == nil {
		err = tmpl.Execute(&out, map[string]string{"Title": "TITLE", "Description": "SUMMARY", "Link": ourLink, "Hashtags": "#Heat", "Organization": "Riverside"})
	}
	switch {
	case err != nil:
		t.Errorf("template: %v", err)
	case strings.TrimSpace(out.String()) == "":
		t.Error("the template makes no text")
	case strings.Contains(out.String(), ourLink) != (d.Link == syndicate.LinkInText):
		t.Errorf("template makes %q, which does not go with LinkPlace", out.String())
	}
}

// able demands that a channel has each ability or says why not.
func able(t *testing.T, c syndicate.Channel, d syndicate.Description) {
	t.Helper()
	has := map[syndicate.Ability]bool{}
	_, has[syndicate.CanFind] = c.(syndicate.Finder)
	_, has[syndicate.CanRead] = c.(syndicate.Reader)
	_, has[syndicate.CanAmend] = c.(syndicate.Amender)
	_, has[syndicate.CanRemove] = c.(syndicate.Remover)
	_, has[syndicate.CanReply] = c.(syndicate.Replier)
	for a, can := range has {
		why, named := d.Unable[a]
		switch {
		case can && named:
			t.Errorf("%s: the channel can, and Unable says %q", a, why)
		case !can && strings.TrimSpace(why) == "":
			t.Errorf("%s: the channel cannot, and Unable does not say why", a)
		}
	}
	for a := range d.Unable {
		if _, known := has[a]; !known {
			t.Errorf("Unable names %q, which is no ability", a)
		}
	}
}
