package theme

import (
	"bytes"
	"strings"
	"testing"
	"testing/fstest"

	"io/fs"

	"nadi/themes"
)

func clinic(t *testing.T) fs.FS {
	t.Helper()
	base, err := fs.Sub(themes.FS(), "clinic")
	if err != nil {
		t.Fatal(err)
	}
	return base
}

func TestClinicLoadsWithoutFindings(t *testing.T) {
	th, findings, err := Load("clinic", clinic(t), nil, []string{"en", "hi"})
	if err != nil || len(findings) > 0 {
		t.Fatalf("findings %v, error %v", findings, err)
	}
	if n := len(th.Style()); n > 12_000 {
		t.Errorf("the inline stylesheet is %d bytes; with the words of an article, a first packet has room for 12,000", n)
	}
}

func TestFaultsHaveTheirPlace(t *testing.T) {
	for _, c := range []struct{ file, body, path, message, hint string }{
		{"page.html", "<p>\n{{ .Headlin }}</p>", "themes/clinic/page.html:2", `there is no field "Headlin" here`, "did you mean Headline?"},
		{"page.html", "{{ if }}", "themes/clinic/page.html:1", "missing value for if", ""},
		{"page.html", "{{ upper .Title }}", "themes/clinic/page.html:1", `there is no function "upper"`, ""},
		{"page.html", "{{ t .Lang \"skipp\" }}", "themes/clinic/page.html:1", `has no word "skipp"`, ""},
		{"partials/card.html", "\n\n{{ .Titel }}", "themes/clinic/partials/card.html:3", `there is no field "Titel" here`, "did you mean Title?"},
	} {
		_, findings, err := Load("clinic", clinic(t), fstest.MapFS{c.file: {Data: []byte(c.body)}}, []string{"en"})
		if err != nil || len(findings) == 0 {
			t.Fatalf("%s: findings %v, error %v", c.body, findings, err)
		}
		f := findings[0]
		if place := f.Path + ":" + string(rune('0'+f.Line)); place != c.path || !strings.Contains(f.Message, c.message) || c.hint != "" && f.Hint != c.hint {
			t.Errorf("%s gave %s: %s (%s)", c.body, place, f.Message, f.Hint)
		}
	}
}

func TestMissingLanguageAndWords(t *testing.T) {
	_, findings, _ := Load("clinic", clinic(t), nil, []string{"en", "mr"})
	if len(findings) != 1 || !strings.Contains(findings[0].Message, `"mr"`) {
		t.Errorf("an unknown language gave %v", findings)
	}
	half := `{"name":"मराठी","dir":"ltr","locale":"mr_IN","months":["a","b","c","d","e","f","g","h","i","j","k","l"],"dateFormat":"{d} {month} {y}","monthFormat":"{month} {y}","plural":"one-is-1","grouping":"indian","strings":{"skip":"x"}}`
	_, findings, _ = Load("clinic", clinic(t), fstest.MapFS{"lang/mr.json": {Data: []byte(half)}}, []string{"en", "mr"})
	if len(findings) != 1 || !strings.Contains(findings[0].Message, "words of the interface are missing") {
		t.Errorf("a half language gave %v", findings)
	}
}

// TestThirdLanguage shows that a language is one data file: with every word
// in it the theme renders, and nothing else is needed.
func TestThirdLanguage(t *testing.T) {
	english, err := fs.ReadFile(themes.FS(), "clinic/lang/en.json")
	if err != nil {
		t.Fatal(err)
	}
	mr := bytes.Replace(english, []byte("Skip to the text"), []byte("थेट मजकुरावर जा"), 1)
	th, findings, err := Load("clinic", clinic(t), fstest.MapFS{"lang/mr.json": {Data: mr}}, []string{"mr"})
	if err != nil || len(findings) > 0 {
		t.Fatalf("findings %v, error %v", findings, err)
	}
	var b bytes.Buffer
	page := &NotFoundPage{Page: Page{Lang: "mr", Title: "x", Site: &Chrome{Lang: "mr"}}}
	if err := th.Render(&b, "notfound", page); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), "थेट मजकुरावर जा") {
		t.Error("the page does not speak the third language")
	}
}

func TestPack(t *testing.T) {
	for in, want := range map[string]string{
		"a :hover { color : red; }":                "a :hover{color :red}",
		"/* x */ a,\n b { margin: 0 auto; }":       "a,b{margin:0 auto}",
		`a::after { content: " /* no */ "; }`:      `a::after{content:" /* no */ "}`,
		"@media (min-width: 60rem) { a { b: c } }": "@media (min-width:60rem){a{b:c}}",
		"a { b: calc(1px + 2px) }":                 "a{b:calc(1px + 2px)}",
	} {
		if got := string(pack([]byte(in))); got != want {
			t.Errorf("pack(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestScriptInDataIsEscaped(t *testing.T) {
	th, _, _ := Load("clinic", clinic(t), nil, []string{"en"})
	var b bytes.Buffer
	page := &PlainPage{Page: Page{Lang: "en", Title: "</title><script>alert(1)</script>", Site: &Chrome{Lang: "en"}}, Headline: "<script>x</script>"}
	if err := th.Render(&b, "page", page); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), "<script>") {
		t.Error("a script from the data reached the page")
	}
}

// TestEveryThemeLiesOverClinic: a theme of another name needs only what it
// changes, and own.css stands behind the stylesheet, whichever that is.
func TestEveryThemeLiesOverClinic(t *testing.T) {
	base, embedded := Base(themes.FS(), "hills")
	if embedded {
		t.Error("hills is said to be built in")
	}
	own := fstest.MapFS{"own.css": {Data: []byte("/* ours */ h1 { color: red; }")}, "notfound.html": {Data: []byte("gone")}}
	th, findings, err := Load("hills", base, own, []string{"en", "hi"})
	if err != nil || len(findings) > 0 {
		t.Fatalf("findings %v, error %v", findings, err)
	}
	style := string(th.Style())
	if !strings.HasPrefix(style, ":root{") || !strings.HasSuffix(style, "}h1{color:red}") {
		t.Errorf("the stylesheet is %.30s … %s", style, style[len(style)-30:])
	}
	var b bytes.Buffer
	if err := th.Render(&b, "notfound", &NotFoundPage{}); err != nil || b.String() != "gone" {
		t.Errorf("%q, %v", b.String(), err)
	}
	own["style.css"] = &fstest.MapFile{Data: []byte("a{b:c}")}
	th, _, _ = Load("hills", base, own, []string{"en"})
	if string(th.Style()) != "a{b:c}h1{color:red}" {
		t.Errorf("the stylesheet is %s", th.Style())
	}
	if _, embedded := Base(themes.FS(), "clinic"); !embedded {
		t.Error("clinic is said not to be built in")
	}
}
