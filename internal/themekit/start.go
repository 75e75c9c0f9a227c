package themekit

import (
	"strings"

	"nadi/internal/stylesheet"
)

// What a new theme begins with. It changes nothing yet: each token stands in
// a comment, so that what is not touched stays the built-in theme's, in this
// version and the next.

const ownIntro = `/* Rules of this site. They are put behind the built-in style.css, so that
   what you write here wins and everything else stays as it is. To replace the
   whole stylesheet: nadi theme eject style.css

   Below are the built-in tokens as they are in this version. To change one,
   take it out of its comment. Text needs a contrast of 4.5 with what it
   stands on, in both schemes; nadi theme check measures it. The accent
   comes from nadi.yaml (theme: {accent: "#0b6e4f"}). */
`

const ownEnd = `
/* Rules of your own, for example:
h1 { font-weight: 600; }
*/
`

const readme = `# The theme %s

It lies over the theme that is built into Nadi, file by file: what is not in this folder comes from there.

To use it, write into nadi.yaml:

    theme: {name: %s}

Then change one thing at a time and look at it with ` + "`nadi serve`" + `.

- own.css: colours, fonts and rules of your own, put behind the built-in stylesheet
- ` + "`nadi theme eject`" + ` lists the built-in files; ` + "`nadi theme eject article.html`" + ` copies one here to change
- assets/card.png (1200 by 630) is the share picture, assets/favicon.svg and assets/touch-icon.png (180 by 180) are the icons, in place of the drawn initials
- assets/ is published under names with a hash ({{ asset "photo.svg" }} in a template), static/ under its own names
- lang/CODE.json is a language; copy the built-in en.json, translate it, and add the code to site.languages
- ` + "`nadi theme check`" + ` says what is wrong: unknown fields, unreadable colours, files that nothing uses, copies whose original has changed

What a template may show is in the reference of themes (docs/reference/theme.md). Copy as little as you can: what is not here in themes/%s gets better with every version of Nadi. To be rid of the theme, remove themes/%s.
`

// tokenBlocks are the blocks of custom properties on :root in a stylesheet,
// each with its properties in comments, and with the media query around it.
func tokenBlocks(style string) []string {
	var out []string
	for _, b := range stylesheet.Rules(style) {
		if !b.Root() || strings.Contains(strings.Join(b.Within, " "), "print") {
			continue
		}
		var lines []string
		for _, d := range b.Tokens {
			if d.Name == "--accent" { // the site's settings win
				continue
			}
			lines = append(lines, "  /* "+d.Name+": "+d.Value+"; */")
		}
		if len(lines) == 0 {
			continue
		}
		block := b.Selector + " {\n" + strings.Join(lines, "\n") + "\n}"
		for _, media := range b.Within {
			block = media + " {\n" + block + "\n}"
		}
		out = append(out, block)
	}
	return out
}
