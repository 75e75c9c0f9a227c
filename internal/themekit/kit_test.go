package themekit

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"nadi/internal/colour"
	"nadi/internal/diag"
	"nadi/themes"
)

var green = colour.RGB{R: 0x0b, G: 0x6e, B: 0x4f}

func built(t *testing.T) fs.FS {
	t.Helper()
	base, embedded := Base(themes.FS(), "clinic")
	if !embedded {
		t.Fatal("clinic is not built in")
	}
	return base
}

func read(t *testing.T, fsys fs.FS, name string) string {
	t.Helper()
	body, err := fs.ReadFile(fsys, name)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// folder is a site's theme with these files.
func folder(files map[string]string) fstest.MapFS {
	out := fstest.MapFS{}
	for name, body := range files {
		out[name] = &fstest.MapFile{Data: []byte(body)}
	}
	return out
}

func check(t *testing.T, own fs.FS) []diag.Finding {
	t.Helper()
	found, err := Check(Input{Name: "look", Base: built(t), Own: own, Languages: []string{"en", "hi"}, Accent: green})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func lines(found []diag.Finding) []string {
	var out []string
	for _, f := range found {
		out = append(out, fmt.Sprintf("%s:%d:%d %s %s: %s (%s)", strings.TrimPrefix(f.Path, "themes/look/"), f.Line, f.Column, f.Severity, f.Rule, f.Message, f.Hint))
	}
	return out
}

func TestBuiltInHasNothingToMend(t *testing.T) {
	if found := check(t, nil); len(found) > 0 {
		t.Errorf("%s", strings.Join(lines(found), "\n"))
	}
}

// TestNew demands that a new theme changes nothing, has nothing to mend, and
// shows every token.
func TestNew(t *testing.T) {
	made, err := New("look", built(t))
	if err != nil {
		t.Fatal(err)
	}
	own := fstest.MapFS{}
	for _, f := range made {
		own[f.Name] = &fstest.MapFile{Data: f.Body}
	}
	if found := check(t, own); len(found) > 0 {
		t.Errorf("%s", strings.Join(lines(found), "\n"))
	}
	css := read(t, own, "own.css")
	for _, want := range []string{"  /* --paper: #faf8f4; */", "(prefers-color-scheme: dark) {\n:root {\n  /* --link: color-mix"} {
		if !strings.Contains(css, want) {
			t.Errorf("own.css has no %q:\n%s", want, css)
		}
	}
	if strings.Contains(css, "/* --accent:") {
		t.Error("own.css offers the accent, which nadi.yaml sets")
	}
	if readme := read(t, own, "README.md"); !strings.Contains(readme, "theme: {name: look}") || strings.Contains(readme, "%!") {
		t.Errorf("README.md:\n%s", readme)
	}
}

// TestFindings puts one fault into a theme and demands one finding about it.
func TestFindings(t *testing.T) {
	base := built(t)
	home := read(t, base, "home.html")
	for name, c := range map[string]struct{ file, body, want string }{
		"field":        {"page.html", "{{ if eq .Kind \"z\" }}{{ .Headlin }}{{ end }}", `page.html:1:25 error theme/template: there is no field "Headlin" here (did you mean Headline?)`},
		"word":         {"partials/foot.html", "<p>{{ t .Lang \"disclamer\" }}</p>", `partials/foot.html:1:7 error theme/template: lang/en.json has no word "disclamer" (did you mean disclaimer?)`},
		"half":         {"lang/mr.json", strings.Replace(read(t, base, "lang/en.json"), `"skip": "Skip to the text",`, "", 1), `lang/mr.json:0:0 error theme/language: 1 words of the interface are missing: skip`},
		"language":     {"lang/mr.json", read(t, base, "lang/en.json"), `lang/mr.json:0:0 info theme/unused: the site does not use the language "mr" (add it`},
		"style":        {"partials/contents.html", "हिन्दी\n<p\n class=\"a\" style=\"color:red\">x</p>", "partials/contents.html:3:12 warning theme/blocked: a style attribute"},
		"handler":      {"partials/contents.html", `<p onclick="go()">x</p>`, "partials/contents.html:1:4 warning theme/blocked: a script in the attribute onclick"},
		"script":       {"partials/contents.html", `<script>go()</script>`, "partials/contents.html:1:9 warning theme/blocked: a script inside the page"},
		"inline style": {"partials/contents.html", `<style>a{b:c}</style>`, "partials/contents.html:1:8 warning theme/blocked: a style inside the page"},
		"two styles":   {"partials/head.html", `<style>{{ .Style }} a{b:c}</style>`, "partials/head.html:1:8 warning theme/blocked: a style inside the page"},
		"elsewhere":    {"partials/contents.html", `<img alt="" src="https://cdn.example/a.png">`, "partials/contents.html:1:18 warning theme/blocked: a picture from another server: https://cdn.example/a.png;"},
		"font":         {"own.css", "@font-face{font-family:X;src:url(https://fonts.example/x.woff2)}", "own.css:1:"},
		"tracked":      {"partials/contents.html", `<a href="https://example.org/?utm_source=x">x</a>`, "a link has a tracking parameter"},
		"drawing":      {"assets/favicon.svg", `<svg xmlns="http://www.w3.org/2000/svg" onload="go()"></svg>`, "assets/favicon.svg:1:41 warning theme/blocked: a script in an attribute"},
		"light":        {"own.css", ":root {\n  --quiet: #999999;\n}", "own.css:2:3 warning theme/contrast: in the light scheme --quiet (#999999) has a contrast of 2.4 on --box (#f1ede4); text needs 4.5 (#"},
		"dark":         {"own.css", "@media (prefers-color-scheme:dark){:root{--quiet:#444}}", "own.css:1:42 warning theme/contrast: in the dark scheme --quiet (#444444) has a contrast of 1.6 on --box (#1e2327); text needs 4.5 ("},
		"nearly":       {"own.css", ":root{--quiet:#777}", "in the light scheme --quiet (#777777) has a contrast of 3.8 on --box"},
		"ground":       {"own.css", ":root{--box:#777}", "warning theme/contrast: in the light scheme --"},
		"weight":       {"own.css", strings.Repeat("a{color:red}", 1000), "own.css:0:0 warning theme/weight: the inline stylesheet has "},
		"no page":      {"partials/mine.html", "x", `partials/mine.html:0:0 warning theme/unused: no page comes to this template (call it: {{ template "mine" . }}`},
		"asset":        {"assets/photo.png", "x", `assets/photo.png:0:0 warning theme/unused: no template asks for this file (write {{ asset "photo.png" }}`},
		"misnamed":     {"styles.css", "x", "styles.css:0:0 warning theme/unused: nothing uses this file (did you mean style.css?)"},
		"same":         {"home.html", home, "home.html:0:0 info theme/same: it is the same as the built-in file"},
		"h1":           {"home.html", strings.Replace(home, "<h1 ", "<h1>Second</h1><h1 ", 1), "home.html:0:0 warning theme/page: rendered with sample data, the page has 2 <h1> where there should be one"},
		"order":        {"notfound.html", strings.ReplaceAll(read(t, base, "notfound.html"), "h2>", "h4>"), "notfound.html:0:0 warning theme/page: rendered with sample data, the page has an <h4> after an <h1>"},
		"alt":          {"page.html", strings.Replace(read(t, base, "page.html"), "</header>", `<img src="/a.png"></header>`, 1), `a picture without alt (src "/a.png")`},
		"ids":          {"page.html", strings.Replace(read(t, base, "page.html"), "</header>", `<p id="n:main"></p></header>`, 1), `the id "n:main" twice`},
		"lang":         {"redirect.html", strings.Replace(read(t, base, "redirect.html"), `lang="{{ .Lang }}" `, "", 1), "no lang on <html>"},
		"record":       {MarksFile, "{", ".ejected.json:0:0 warning theme/stale: this record of copied files cannot be read"},
	} {
		got := lines(check(t, folder(map[string]string{c.file: c.body})))
		if !slices.ContainsFunc(got, func(s string) bool { return strings.Contains(s, c.want) }) {
			t.Errorf("%s: want %s\ngot  %s", name, c.want, strings.Join(got, "\n     "))
		}
	}
}

// TestSilence is what must not be found: what the policy allows, and files
// that are used in a roundabout way.
func TestSilence(t *testing.T) {
	own := folder(map[string]string{
		"README.md": "x", "LICENSE": "x", "static/robots.png": "x", ".hidden": "x", "assets/card.png": "mine",
		"assets/used.svg": `<svg xmlns="http://www.w3.org/2000/svg"></svg>`,
		"partials/contents.html": `{{ template "inner" . }}{{ if .Contents }}<img alt="" src="{{ asset "used.svg" }}"{{ if 1 }} width="1"{{ end }}>{{ end }}` +
			`<script type="application/ld+json">{}</script><script src="{{ asset "card.png" }}"></script><a href="https://example.org/">x</a>{{ "}}<p style='x'>" }}`,
		"partials/inner.html": `{{ define "inner" }}x{{ end }}`,
		"own.css":             "@media print{:root{--ink:#fff}} .x{--ink:#fff} :root{--ink:light-dark(#111, #eee);--red:var(--none);--amber:oklch(1 1 1)}",
	})
	if found := check(t, own); len(found) > 0 {
		t.Errorf("%s", strings.Join(lines(found), "\n"))
	}
}

func TestEject(t *testing.T) {
	base := built(t)
	files, err := Eject(base, nil, "article.html", "partials/card.html", "article.html")
	if err != nil || len(files) != 3 || files[0].Name != "article.html" || string(files[0].Body) != read(t, base, "article.html") || files[2].Name != MarksFile {
		t.Fatalf("%v, %v", files, err)
	}
	own := fstest.MapFS{}
	for _, f := range files {
		own[f.Name] = &fstest.MapFile{Data: f.Body}
	}
	var taken *Taken
	if _, err := Eject(base, own, "home.html", "article.html"); !errors.As(err, &taken) || taken.Name != "article.html" {
		t.Errorf("a file was copied twice: %v", err)
	}
	var none *NoFile
	for name, near := range map[string]string{"artcle.html": "article.html", "card": "partials/card.html", "card.html": "partials/card.html", "partial/foot.html": "partials/foot.html", "fot.html": "partials/foot.html", "quite-other.txt": ""} {
		if _, err := Eject(base, own, name); !errors.As(err, &none) || none.Near != near {
			t.Errorf("%s: %v, near %q", name, err, none.Near)
		}
	}
	all, err := Eject(base, own)
	entries, lerr := List(base, own)
	if err != nil || lerr != nil || len(all) != len(entries)-2+1 {
		t.Errorf("all are %d of %d: %v, %v", len(all), len(entries), err, lerr)
	}
}

// TestStale changes the built-in file after it was copied, and says so until
// somebody has compared.
func TestStale(t *testing.T) {
	base := fstest.MapFS{}
	names, _ := files(built(t))
	for _, n := range names {
		base[n] = &fstest.MapFile{Data: []byte(read(t, built(t), n))}
	}
	ejected, err := Eject(base, nil, "article.html", "home.html")
	if err != nil {
		t.Fatal(err)
	}
	own := fstest.MapFS{}
	for _, f := range ejected {
		own[f.Name] = &fstest.MapFile{Data: append(f.Body, '\n')}
	}
	in := Input{Name: "look", Base: base, Own: own, Languages: []string{"en"}, Accent: green}
	if found, err := Check(in); err != nil || len(found) > 0 {
		t.Fatalf("%v, %v", found, err)
	}
	newer := maps.Clone(base)
	newer["article.html"] = &fstest.MapFile{Data: append(slices.Clone(base["article.html"].Data), "<!-- newer -->"...)}
	in.Base = newer
	found, err := Check(in)
	if err != nil || len(found) != 1 || found[0].Rule != "theme/stale" || found[0].Path != "themes/look/article.html" || !strings.Contains(found[0].Hint, "--compared article.html") {
		t.Fatalf("%v, %v", found, err)
	}
	entries, err := List(newer, own)
	states := map[string]State{}
	for _, e := range entries {
		states[e.Name] = e.State
	}
	if err != nil || states["article.html"] != Stale || states["home.html"] != Own || states["list.html"] != BuiltIn {
		t.Errorf("%v, %v", states, err)
	}
	record, err := Compared(newer, own, "article.html")
	if err != nil {
		t.Fatal(err)
	}
	own[MarksFile] = &fstest.MapFile{Data: record.Body}
	if found, err := Check(in); err != nil || len(found) > 0 {
		t.Errorf("%v, %v", found, err)
	}
	if _, err := Compared(newer, own, "list.html"); err == nil {
		t.Error("a file that the site does not have was compared")
	}
}
