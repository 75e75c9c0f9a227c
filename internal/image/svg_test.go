package image

import (
	"encoding/base64"
	"errors"
	stdimage "image"
	"strings"
	"testing"
	"time"
)

const svgHead = `<svg xmlns="http://www.w3.org/2000/svg"`

func TestSVGIsWrittenAgain(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"prolog, comments, DOCTYPE": {"\ufeff<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- " + secret + " -->\n<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"x.dtd\">\n" +
			`<?xml-stylesheet href="https://a.example/x.css"?>` + svgHead + `><!--SECRET--><path d="M0 0"></path><g></g></svg>`, svgHead + `><path d="M0 0"/><g/></svg>`},
		"editors": {svgHead + ` xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"` +
			` inkscape:export-filename="/home/SECRET/a.png" sodipodi:docname="SECRET" data-name="SECRET">` +
			`<sodipodi:namedview><path id="SECRET"/></sodipodi:namedview><metadata><rdf:RDF xmlns:rdf="x"><script/>SECRET</rdf:RDF></metadata><g inkscape:label="SECRET" id="a"/></svg>`,
			svgHead + `><g id="a"/></svg>`},
		"unknown element":  {svgHead + `><font>SECRET<g/></font><g/></svg>`, svgHead + `><g/></svg>`},
		"prefix":           {`<s:svg xmlns:s="http://www.w3.org/2000/svg" width="4"><s:g/></s:svg>`, svgHead + ` width="4"><g/></svg>`},
		"no namespace":     {`<svg width="4"><g/></svg>`, svgHead + ` width="4"><g/></svg>`},
		"text":             {svgHead + `><text xml:space="preserve" xml:base="x"> a &lt; b &amp; <tspan>ç</tspan></text><title>नमस्ते</title></svg>`, svgHead + `><text xml:space="preserve"> a &lt; b &amp; <tspan>ç</tspan></text><title>नमस्ते</title></svg>`},
		"attributes":       {svgHead + ` aria-label="a &quot;b&quot; \ &lt;c&gt; url(d)"/>`, svgHead + ` aria-label="a &quot;b&quot; \ &lt;c> url(d)"/>`},
		"links inside":     {svgHead + ` xmlns:xlink="http://www.w3.org/1999/xlink"><use xlink:href="#a"/><use xlink:href="#b" href="#c"/><a href=""/><g fill="url( '#g') red"/></svg>`, svgHead + `><use href="#a"/><use href="#c"/><a href=""/><g fill="url( '#g') red"/></svg>`},
		"undeclared xlink": {svgHead + `><use xlink:href="#a" xlink:title="x"/></svg>`, svgHead + `><use href="#a"/></svg>`},
		"names of others":  {`<s:svg xmlns:s="" s:0="" s:a.b-c="x" é="y"/>`, svgHead + ` a.b-c="x"/>`},
		"style":            {svgHead + `><style type="text/css">/* x */<![CDATA[.a>b{fill:url(#g)}]]></style></svg>`, svgHead + `><style type="text/css">/* x */.a&gt;b{fill:url(#g)}</style></svg>`},
		"text of a style":  {svgHead + `><text>url(https://a.example) \ @import</text></svg>`, svgHead + `><text>url(https://a.example) \ @import</text></svg>`},
		"animation":        {svgHead + `><animate attributeName="x" to="3"/></svg>`, svgHead + `><animate attributeName="x" to="3"/></svg>`},
	} {
		out, err := Clean("a.svg", []byte(c.in))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if string(out) != c.want+"\n" {
			t.Errorf("%s:\n%s\nwant\n%s", name, out, c.want)
		}
		if again := mustClean(t, "a.svg", out); string(again) != string(out) {
			t.Errorf("%s: cleaning again gives\n%s", name, again)
		}
	}
}

func TestSVGRefused(t *testing.T) {
	in := func(body string) string { return svgHead + ">\n<g>\n " + body + "</g></svg>" }
	for name, c := range map[string]struct {
		in, want     string
		line, column int
	}{
		"script":            {in("<script>x</script>"), "<script>", 3, 2},
		"foreignObject":     {in("<foreignObject/>"), "<foreignObject>", 3, 2},
		"video":             {in("<video/>"), "<video>", 3, 2},
		"prefixed script":   {`<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:script/></s:svg>`, "<script>", 1, 45},
		"place in Hindi":    {in("<title>नमस्ते</title><script/>"), "<script>", 3, 23},
		"handler":           {in(`<g onclick="x()"/>`), "onclick", 3, 2},
		"handler on root":   {`<svg ONLOAD="x()"/>`, "ONLOAD", 1, 1},
		"javascript":        {in(`<a href="java&#10;script:x()"/>`), "javascript:", 3, 2},
		"javascript, upper": {in(`<set to=" JAVASCRIPT:x"/>`), "javascript:", 3, 2},
		"outside":           {in(`<a href="https://a.example/"/>`), `"https://a.example/"`, 3, 2},
		"outside, xlink":    {in(`<use xlink:href="other.svg#a"/>`), `"other.svg#a"`, 3, 2},
		"data of a use":     {in(`<use href="data:image/png;base64,AAAA"/>`), "outside", 3, 2},
		"data of SVG":       {in(`<image href="data:image/svg+xml;base64,PHN2Zy8+"/>`), "the picture inside it: it is not", 3, 2},
		"data not packed":   {in(`<image href="data:image/png,x"/>`), "base64", 3, 2},
		"animated link":     {in(`<set attributeName="xlink:href" to="x"/>`), "animation", 3, 2},
		"animated handler":  {in(`<set attributeName=" onclick" to="x"/>`), "animation", 3, 2},
		"style attribute":   {in(`<g style="fill:url(//a.example/x)"/>`), `"//a.example/x)"`, 3, 2},
		"second address":    {in(`<g fill="url(#a) url( 'https://a.example')"/>`), "outside", 3, 2},
		"escaped address":   {in(`<g fill="u\72l(//a.example)"/>`), "escape", 3, 2},
		"import":            {in(`<style>@import "x.css";</style>`), "@import", 3, 2},
		"hidden import":     {in(`<style>@im<!-- -->port "x.css";</style>`), "@import", 3, 2},
		"image-set":         {in(`<style>a{b:image-set("x" 1x)}</style>`), "image-set(", 3, 2},
		"element in style":  {in(`<style><g/></style>`), "damaged", 3, 9},
		"entities":          {`<!DOCTYPE svg [<!ENTITY a "x">]>` + in(""), "entities", 1, 1},
		"entity":            {in("&a;"), "damaged", 3, 5},
		"twice":             {in(`<g id="a" id="b"/>`), "twice", 3, 2},
		"not closed":        {svgHead + "><g>", "damaged", 1, 44},
		"two roots":         {svgHead + "/>\n<svg/>", "follows its end", 2, 1},
		"encoding":          {`<?xml version="1.0" encoding="utf-16"?>` + in(""), `"utf-16"`, 1, 40},
	} {
		_, err := Clean("a.svg", []byte(c.in))
		var fault *SVGError
		if !errors.As(err, &fault) || !strings.Contains(fault.Message, c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
			continue
		}
		if fault.Line != c.line || fault.Column != c.column {
			t.Errorf("%s: at %d:%d, want %d:%d", name, fault.Line, fault.Column, c.line, c.column)
		}
	}
	for _, in := range []string{"", "hello", "<html/>", `<svg xmlns="http://www.w3.org/1999/xhtml"/>`} {
		if _, err := Clean("a.svg", []byte(in)); !errors.Is(err, errNotDrawing) {
			t.Errorf("%q: %v", in, err)
		}
	}
}

func TestSVGPicturesInsideAreCleaned(t *testing.T) {
	data := base64.StdEncoding.EncodeToString(photograph(t, 32, 16, 1))
	out := mustClean(t, "a.svg", []byte(svgHead+`><image href="data:image/png;base64,`+data[:40]+"\n"+data[40:]+`"/></svg>`))
	_, rest, ok := strings.Cut(string(out), `"data:image/jpeg;base64,`)
	inside, _, _ := strings.Cut(rest, `"`)
	got, err := base64.StdEncoding.DecodeString(inside)
	if !ok || err != nil {
		t.Fatalf("%.200s: %v", out, err)
	}
	wantNoLeak(t, got)
	if info, err := Probe("a.jpg", got); err != nil || info.Width != 32 {
		t.Errorf("%+v, %v", info, err)
	}
}

func TestSVGSize(t *testing.T) {
	for in, want := range map[string][2]int{
		`width="120" height="80"`:                             {120, 80},
		`width="120px" height="80.4px" viewBox="0 0 1 1"`:     {120, 80},
		`viewBox="0,0 , 300 150"`:                             {300, 150},
		`width="100%" height="100%" viewBox="0 0 30.6 20"`:    {31, 20},
		`width="200" viewBox="0 0 100 50"`:                    {200, 100},
		`height="50" viewBox="0 0 100 25"`:                    {200, 50},
		`width="1in" height="25.4mm"`:                         {96, 96},
		`width="3pc" height="72pt"`:                           {48, 96},
		`width="10em" height="5"`:                             {0, 0},
		`width="200"`:                                         {0, 0},
		`viewBox="0 0 10"`:                                    {0, 0},
		`width="-4" height="NaN"`:                             {0, 0},
		`width="1e999" height="1e300" viewBox="0 0 1e9 1e-9"`: {0, 0},
		`width="100000" viewBox="0 0 1 100000"`:               {0, 0},
	} {
		info, err := Probe("a.svg", []byte("<!-- x --><svg "+in+"><rect width='7'/></svg>"))
		if err != nil || info.Width != want[0] || info.Height != want[1] {
			t.Errorf("%s: %d × %d, %v; want %v", in, info.Width, info.Height, err, want)
		}
	}
}

// A large drawing with a large photograph inside is cleaned to its end: the two
// do not wait for each other.
func TestLargeSVGWithLargePicture(t *testing.T) {
	photo := encodeJPEG(t, stdimage.NewGray(stdimage.Rect(0, 0, 4000, 2001)), 50)
	svg := `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4000 3000"><image width="4000" height="2001" href="data:image/jpeg;base64,` + base64.StdEncoding.EncodeToString(photo) + `"/></svg>`
	done := make(chan error, 1)
	go func() { _, err := Clean("a.svg", []byte(svg)); done <- err }()
	select {
	case err := <-done:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(30 * time.Second):
		t.Fatal("it waits for itself")
	}
}
