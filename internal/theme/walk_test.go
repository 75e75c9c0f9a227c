package theme

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"nadi/themes"
)

// TestEveryBranchIsRead puts faults where no sample data comes: each must be
// found, at its line and column.
func TestEveryBranchIsRead(t *testing.T) {
	base, _ := fs.Sub(themes.FS(), "clinic")
	for _, c := range []struct{ body, place, message, hint string }{
		{`{{ if eq .Kind "nothing" }}{{ .Headlin }}{{ end }}`, "1:31", `there is no field "Headlin" here`, "did you mean Headline?"},
		{"<p>हिन्दी {{ if eq .Kind \"z\" }}{{ else if .Draft }}{{ else if .NoIndex }}\n स {{ .Page.Titl }}{{ end }}", "2:12", `"Titl"`, "did you mean Title?"},
		{`{{ if eq .Kind "z" }}{{ with .Lead }}{{ .Source }}{{ end }}{{ end }}`, "1:41", `"Source"`, ""},
		{`{{ if eq .Kind "z" }}{{ with .Lead }}x{{ else }}{{ .Src }}{{ end }}{{ end }}`, "1:52", `"Src"`, ""},
		{`{{ if eq .Kind "z" }}{{ with .Lead }}x{{ else with .Retracted }}{{ .Src }}{{ end }}{{ end }}`, "1:68", `"Src"`, ""},
		{`{{ if eq .Kind "z" }}{{ range .Related }}{{ .Titel }}{{ end }}{{ end }}`, "1:45", `"Titel"`, "did you mean Title?"},
		{`{{ if eq .Kind "z" }}{{ range $i, $c := .Related }}{{ $c.Titel }}{{ end }}{{ end }}`, "1:57", `"Titel"`, "did you mean Title?"},
		{`{{ if eq .Kind "z" }}{{ range .Related }}{{ $.Titel }}{{ end }}{{ end }}`, "1:46", `"Titel"`, "did you mean Title?"},
		{`{{ if eq .Kind "z" }}{{ range .Headline }}{{ .Src }}{{ end }}{{ end }}`, "1:31", "range needs a list, and this is a text", ""},
		{`{{ $x := .Lead }}{{ if eq .Kind "z" }}{{ $x.Srk }}{{ end }}`, "1:44", `"Srk"`, "did you mean Src?"},
		{`{{ if eq .Kind "z" }}{{ $x := .Lead }}{{ $x = .Retracted }}{{ $x.Anything }}{{ .Titel }}{{ end }}`, "1:80", `"Titel"`, ""},
		{`{{ if eq .Kind "z" }}{{ range slice .Related 1 }}{{ .Titel }}{{ end }}{{ end }}`, "1:53", `"Titel"`, ""},
		{`{{ if eq .Kind "z" }}{{ (index .Related 0).Titel }}{{ end }}`, "1:43", `"Titel"`, ""},
		{`{{ if eq .Kind "z" }}{{ (or .Older .Newer).Titel }}{{ end }}`, "1:43", `"Titel"`, ""},
		{`{{ if eq .Kind "z" }}{{ .Headline.Text }}{{ end }}`, "1:34", "this is a text", ""},
		{`{{ if eq .Kind "z" }}{{ .Updated.IsNil }}{{ end }}`, "1:33", `"IsNil"`, ""},
		{`{{ if eq .Kind "z" }}{{ printf "%s" .Titel }}{{ end }}`, "1:37", `"Titel"`, ""},
		{`{{ if eq .Kind "z" }}{{ .Titel | printf "%s" }}{{ end }}`, "1:25", `"Titel"`, ""},
		{`{{ if and (eq .Kind "z") .Titel }}{{ end }}`, "1:26", `"Titel"`, ""},
		{`{{ if eq .Kind "z" }}{{ template "picture" .Headline }}{{ end }}`, "partials/picture.html 1:", "img cannot take a text as value 1", "it is written {{ img PICTURE [OPTION …] }}"},
		{`{{ if eq .Kind "z" }}{{ template "own" .Related }}{{ end }}{{ define "own" }}{{ range . }}{{ .Titel }}{{ end }}{{ end }}`, "1:94", `"Titel"`, "did you mean Title?"},
		{`{{ if eq .Kind "z" }}{{ template "pictur" .Lead }}{{ end }}`, "1:34", `no template "pictur"`, "did you mean picture?"},
		{`{{ if eq .Kind "z" }}{{ cached "fot" .Site }}{{ end }}`, "1:25", `no template "fot"`, "did you mean foot?"},
		{`{{ if eq .Kind "z" }}{{ cached "own" .Site }}{{ end }}{{ define "own" }}{{ .Headline }}{{ end }}`, "1:76", `"Headline"`, ""},
		{`{{ if eq .Kind "z" }}{{ template "own" in .Lang .Lead }}{{ end }}{{ define "own" }}{{ .Lang }}{{ .Value.Srk }}{{ end }}`, "1:104", `"Srk"`, "did you mean Src?"},
		{`{{ if eq .Kind "z" }}{{ t .Lang "skipp" }}{{ end }}`, "1:25", `has no word "skipp"`, "did you mean skip?"},
		{`{{ if eq .Kind "z" }}{{ t .Lang "articles" }}{{ end }}`, "1:25", "counted word", `write {{ plural .Lang "articles" NUMBER }}`},
		{`{{ if eq .Kind "z" }}{{ plural .Lang "skip" 3 }}{{ end }}`, "1:25", "no counted word", `write {{ t .Lang "skip" }}`},
		{`{{ if eq .Kind "z" }}{{ plural .Lang "articles" .Headline }}{{ end }}`, "1:25", "plural cannot take a text as value 3", "it is written {{ plural LANG KEY NUMBER }}"},
		{`{{ if eq .Kind "z" }}{{ plural .Lang "articles" }}{{ end }}`, "1:25", "plural takes 3 values, and here are 2", ""},
		{`{{ if eq .Kind "z" }}{{ "articles" | t .Lang }}{{ asset "prnt.css" }}{{ end }}`, "1:51", "no assets/prnt.css", "did you mean print.css?"},
		{`{{ $x := .Lead }}{{ if eq .Kind "z" }}{{ if .Draft }}{{ $x := .Older }}{{ $x.Name }}{{ end }}{{ $x.Srk }}{{ end }}`, "1:99", `"Srk"`, "did you mean Src?"},
		{`{{ $x := .Lead }}{{ if eq .Kind "z" }}{{ with $x := .Older }}{{ $x.Name }}{{ else }}{{ $x := .Newer }}{{ $x.URL }}{{ end }}{{ $x.Srk }}{{ end }}`, "1:129", `"Srk"`, "did you mean Src?"},
		{`{{ if eq .Kind "z" }}{{ range .Older }}{{ end }}{{ end }}`, "1:31", "range needs a list", ""},
	} {
		_, findings, err := Load("clinic", base, fstest.MapFS{"article.html": {Data: []byte(c.body)}}, []string{"en", "hi"})
		if err != nil || len(findings) == 0 {
			t.Errorf("%s: findings %v, error %v", c.body, findings, err)
			continue
		}
		f := findings[0]
		place := fmt.Sprintf("%s %d:%d", strings.TrimPrefix(f.Path, "themes/clinic/"), f.Line, f.Column)
		if !strings.Contains(place, c.place) || !strings.Contains(f.Message, c.message) || c.hint != "" && f.Hint != c.hint {
			t.Errorf("%s\ngave %s: %s (%s)\nwant %s %s (%s)", c.body, place, f.Message, f.Hint, c.place, c.message, c.hint)
		}
	}
}

// TestWhatRunsIsNotRefused holds the other side: what Go executes without a
// fault must pass.
func TestWhatRunsIsNotRefused(t *testing.T) {
	base, _ := fs.Sub(themes.FS(), "clinic")
	for _, body := range []string{
		`{{ $x := .Lead }}{{ if .Draft }}{{ $x = .Retracted }}{{ end }}`,
		`{{ range $i, $c := .Related }}{{ if $i }}{{ $c.Title }}{{ else }}{{ .URL }}{{ end }}{{ else }}{{ .Headline }}{{ end }}`,
		`{{ range 3 }}x{{ . }}{{ end }}{{ range $n := 2 }}{{ $n }}{{ end }}`,
		`{{ with $l := .Lead }}{{ $l.Src }}{{ .Alt }}{{ else }}{{ $l }}{{ .Headline }}{{ end }}`,
		`{{ .Published.IsZero }}{{ .Page.Title }}{{ .Title }}{{ (index .Languages 0).Name | printf "%s" | len }}`,
		`{{ "skip" | t .Lang }}{{ .Minutes | plural .Lang "minutes" }}{{ number .Lang .Minutes }}{{ host .Canonical }}`,
		`{{ with (or .Lead .Retracted) }}{{ . }}{{ end }}{{ and .Draft .Headline }}`,
		`{{ block "mine" .Lead }}{{ with . }}{{ .Src }}{{ end }}{{ end }}{{ template "mine" .Lead }}`,
		`{{ define "again" }}{{ if . }}{{ template "again" "" }}{{ end }}{{ end }}{{ template "again" .Headline }}`,
		`{{ range .Related }}{{ range .Authors }}{{ .Name }}{{ break }}{{ end }}{{ continue }}{{ end }}`,
		`{{ template "both" .Older }}{{ template "both" .Newer }}{{ define "both" }}{{ with . }}{{ .Name }}{{ end }}{{ end }}`,
		`{{ t .Lang (print "correction." "typo") }}{{ plural .Lang "minutes" 3 }}`,
	} {
		if strings.Contains(body, "index .Languages") { // an empty list has no first
			body = "{{ if .Languages }}" + body + "{{ end }}"
		}
		_, findings, err := Load("clinic", base, fstest.MapFS{"article.html": {Data: []byte(body)}}, []string{"en", "hi"})
		if err != nil || len(findings) > 0 {
			t.Errorf("%s: %v, %v", body, findings, err)
		}
	}
}

// TestFunctionsAreDescribed compares the reference with what there is.
func TestFunctionsAreDescribed(t *testing.T) {
	th := loaded(t, nil)
	funcs := th.functions()
	for _, f := range Functions() {
		if funcs[f.Name] == nil {
			t.Errorf("%s is described and not there", f.Name)
		}
		if !strings.HasPrefix(f.Form, f.Name+" ") || !strings.Contains(f.Example, f.Name+" ") {
			t.Errorf("%s is described as %q, with %q", f.Name, f.Form, f.Example)
		}
		delete(funcs, f.Name)
	}
	for name := range funcs {
		t.Errorf("%s is not described in Functions", name)
	}
}

// TestUses reads what clinic's templates ask for: all parts are used.
func TestUses(t *testing.T) {
	th := loaded(t, nil)
	for name, file := range th.templates {
		if !th.Uses().Templates[name] {
			t.Errorf("no page comes to %s", file)
		}
	}
	if !th.Uses().Words["skip"] || th.Uses().Words["nothing"] {
		t.Errorf("words: %v", th.Uses().Words)
	}
}

func BenchmarkWalk(b *testing.B) {
	th := loaded(b, nil)
	for b.Loop() {
		if found, _ := th.walkPages(nil, []string{"en", "hi"}); len(found) > 0 {
			b.Fatal(found)
		}
	}
}
