package handoff

import (
	"html/template"
	"io"

	"nadi/syndicate"
)

// Pin is one post on a board.
type Pin struct {
	Network string // as people call it: Mastodon
	Row     *syndicate.Row
	Picture string // where its picture is, seen from the board; "" if it has none
}

// InCard reports whether the article's address stands in a card below the text.
func (p Pin) InCard() bool { return p.Row.To.Description.Link == syndicate.LinkInCard }

// Board writes one page with many posts as their readers would see them: text,
// card, picture with its alternative text, and the length by each network's own
// count.
func Board(w io.Writer, title string, pins []Pin) error {
	return boardOf.Execute(w, map[string]any{"Title": title, "Pins": pins})
}

var boardOf = template.Must(template.New("").Parse(`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{{.Title}}</title>
<style>
:root { color-scheme: light dark; --line: #8a8f98; --soft: #f3f5f7; --dim: #50565e }
@media (prefers-color-scheme: dark) { :root { --soft: #20242a; --dim: #b0b6bf } }
* { box-sizing: border-box }
body { font: 1rem/1.5 system-ui, "Noto Sans", "Noto Sans Devanagari", sans-serif; max-width: 76rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.6rem; line-height: 1.25 }
main { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 22rem), 1fr)); gap: 1.25rem; align-items: start }
article { border: 1px solid var(--line); border-radius: .6rem; padding: 1rem; overflow-wrap: anywhere }
h2 { font-size: 1rem; margin: 0 }
article > p { margin: .2rem 0 .8rem; color: var(--dim); font-size: .875rem }
pre { font: inherit; white-space: pre-wrap; margin: 0 }
figure { margin: .8rem 0 0 }
img { display: block; width: 100%; height: auto; border-radius: .4rem; background: var(--soft) }
figcaption { font-size: .875rem; color: var(--dim); margin-top: .3rem }
.card { border: 1px solid var(--line); border-radius: .4rem; padding: .6rem .8rem; margin-top: .8rem; background: var(--soft) }
.card strong, .card span { display: block }
.card span { font-size: .875rem }
</style>
<h1>{{.Title}}</h1>
<main>
{{range .Pins}}<article>
<h2>{{.Network}}</h2>
<p>{{.Row.Key.Account}} · {{.Row.Length}} of {{.Row.Max}} {{.Row.Unit}} · {{.Row.Item.Lang}}</p>
<pre lang="{{.Row.Item.Lang}}">{{.Row.Post.Text}}</pre>
{{if and .Picture .Row.Post.Image}}<figure><img src="{{.Picture}}" alt="{{.Row.Post.Image.Alt}}" loading="lazy">{{if .Row.Post.Image.Alt}}<figcaption lang="{{.Row.Item.Lang}}">Alternative text: {{.Row.Post.Image.Alt}}</figcaption>{{end}}</figure>
{{end}}{{if .InCard}}<div class="card" lang="{{.Row.Item.Lang}}"><strong>{{.Row.Post.Title}}</strong><span>{{.Row.Post.Summary}}</span><span><a href="{{.Row.Post.Link}}">{{.Row.Post.Link}}</a></span></div>
{{end}}</article>
{{end}}</main>
</html>
`))
