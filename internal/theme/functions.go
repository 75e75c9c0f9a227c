package theme

// Function describes one of the functions that templates may call, for the
// reference and for messages.
type Function struct {
	Name    string
	Form    string // how it is written
	Says    string
	Example string
}

// Functions are the functions of functions(), in the order of the reference.
// Those of Go's text/template (and, eq, index, len, print, slice …) come on
// top.
func Functions() []Function {
	return []Function{
		{"t", "t LANG KEY [NAME VALUE …]", "A word of the interface, from lang/LANG.json. NAME and VALUE fill its {placeholders}.", `{{ t .Lang "list.page" "n" "3" }}`},
		{"plural", "plural LANG KEY NUMBER", "A counted word, in the form that the language uses for the number; {n} becomes the number.", `{{ plural .Lang "articles" .Count }}`},
		{"number", "number LANG NUMBER", "A number, its digits grouped as the language does: 12,34,567.", `{{ number .Lang .Count }}`},
		{"asset", "asset NAME", "The address of a file in assets/. It carries the hash of the file, so that browsers may keep it for ever.", `{{ asset "favicon.svg" }}`},
		{"cached", "cached TEMPLATE VALUE", "A part, rendered once for a value and the same wherever it stands again. The value is .Site, a card, or a link of .Topics and .Tags; the part may depend on it alone.", `{{ cached "foot" .Site }}`},
		{"in", "in LANG VALUE", "A value for a part that must also know the language of its page; there they are .Lang and .Value.", `{{ template "cards" in .Lang .Cards }}`},
		{"img", "img PICTURE [OPTION …]", "A picture in its widths, with its text for those who cannot see it. The option \"first\" is for the one that a reader sees at once; any other says how wide it is shown, as the attribute sizes does; without one it is as wide as the part \"sizes\" says.", `{{ img .Lead "first" }}`},
		{"host", "host ADDRESS", "The readable part of a web address: who.int.", `{{ host .URL }}`},
	}
}

// signature is how a function is written.
func signature(name string) string {
	for _, f := range Functions() {
		if f.Name == name {
			return "{{ " + f.Form + " }}"
		}
	}
	return name
}
