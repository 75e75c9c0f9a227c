package metadata

import (
	"encoding/binary"
	"strconv"
	"strings"

	"golang.org/x/text/encoding/charmap"
)

// pdfFont says what the codes of a font are as text, and how wide.
type pdfFont struct {
	wide     bool              // codes of two bytes
	unicode  bool              // the codes are UTF-16
	toText   map[uint32]string // by the font's own table (ToUnicode, 9.10.3)
	simple   [256]string
	widths   map[uint32]float64 // in thousandths
	standard float64
}

// font makes one from its dictionary; what it lacks is guessed.
func (p *pdfFile) font(d pdfDict) *pdfFont {
	f := &pdfFont{widths: map[uint32]float64{}, standard: 500}
	if s, ok := p.get(d["ToUnicode"]).(*pdfStream); ok {
		if f.toText = p.tables[s]; f.toText == nil {
			body, _ := p.decode(s)
			f.toText = unicodeMap(body)
			p.tables[s] = f.toText
		}
	}
	if p.name(d["Subtype"]) == "Type0" {
		f.wide, f.standard = true, 1000
		enc := string(p.name(d["Encoding"]))
		f.unicode = strings.Contains(enc, "UCS2") || strings.Contains(enc, "UTF16")
		if kids := p.array(d["DescendantFonts"]); len(kids) > 0 {
			p.wideWidths(f, p.dict(kids[0]))
		}
		return f
	}
	p.simpleFont(f, d)
	first := p.number(d["FirstChar"])
	for i, w := range p.array(d["Widths"]) {
		if i < 256 && first >= 0 && first < 256 {
			f.widths[uint32(first)+uint32(i)] = p.number(w)
		}
	}
	return f
}

// wideWidths reads "code [w w w]" and "from to w" (9.7.4.3).
func (p *pdfFile) wideWidths(f *pdfFont, d pdfDict) {
	if w := p.number(d["DW"]); w > 0 {
		f.standard = w
	}
	list := p.array(d["W"])
	for i, steps := 0, 0; i+1 < len(list) && steps < 1<<16; {
		from := p.number(list[i])
		if each, ok := p.get(list[i+1]).([]any); ok {
			for k, w := range each[:min(len(each), 1<<16)] {
				steps++
				f.widths[uint32(from)+uint32(k)] = p.number(w)
			}
			i += 2
			continue
		}
		if i+2 >= len(list) {
			return
		}
		for c := from; c <= p.number(list[i+1]) && c >= 0 && steps < 1<<16; c++ {
			steps++
			f.widths[uint32(c)] = p.number(list[i+2])
		}
		i += 3
	}
}

// simpleFont fills the table of a font with codes of one byte: the encoding
// named, with the differences written behind it (9.6.5).
func (p *pdfFile) simpleFont(f *pdfFont, d pdfDict) {
	base := p.name(d["Encoding"])
	enc := p.dict(d["Encoding"])
	if enc != nil {
		base = p.name(enc["BaseEncoding"])
	}
	own := string(p.name(d["BaseFont"]))
	symbols := strings.Contains(own, "Symbol") || strings.Contains(own, "Dingbats") || strings.Contains(own, "Wingdings") || p.name(d["Subtype"]) == "Type3"
	for i := range f.simple {
		switch {
		case base == "MacRomanEncoding":
			f.simple[i] = string(charmap.Macintosh.DecodeByte(byte(i)))
		case symbols:
		case i < 32: // the ligatures of TeX's fonts
			f.simple[i] = texLigatures[i]
		default:
			f.simple[i] = latin1([]byte{byte(i)})
		}
	}
	if base == "" {
		f.simple[0xae], f.simple[0xaf] = "fi", "fl" // the standard encoding
	}
	at := 0
	list := p.array(enc["Differences"])
	for _, v := range list[:min(len(list), 1024)] {
		switch v := p.get(v).(type) {
		case float64:
			at = int(v)
		case pdfName:
			if at >= 0 && at < 256 {
				f.simple[at] = glyphText(string(v))
			}
			at++
		}
	}
}

var texLigatures = [32]string{0x0b: "ff", 0x0c: "fi", 0x0d: "fl", 0x0e: "ffi", 0x0f: "ffl"}

// glyphNames are Adobe's names of the commonest glyphs that are not a letter.
var glyphNames = map[string]string{
	"space": " ", "exclam": "!", "quotedbl": `"`, "numbersign": "#", "dollar": "$", "percent": "%", "ampersand": "&", "quotesingle": "'", "parenleft": "(", "parenright": ")",
	"asterisk": "*", "plus": "+", "comma": ",", "hyphen": "-", "minus": "-", "period": ".", "slash": "/", "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5",
	"six": "6", "seven": "7", "eight": "8", "nine": "9", "colon": ":", "semicolon": ";", "less": "<", "equal": "=", "greater": ">", "question": "?", "at": "@", "bracketleft": "[",
	"backslash": `\`, "bracketright": "]", "underscore": "_", "braceleft": "{", "bar": "|", "braceright": "}", "asciitilde": "~", "quoteleft": "‘", "quoteright": "’",
	"quotedblleft": "“", "quotedblright": "”", "endash": "–", "emdash": "—", "bullet": "•", "ellipsis": "…", "fi": "fi", "fl": "fl", "ff": "ff", "ffi": "ffi", "ffl": "ffl",
	"eacute": "é", "egrave": "è", "agrave": "à", "ccedilla": "ç", "odieresis": "ö", "adieresis": "ä", "udieresis": "ü", "germandbls": "ß", "ntilde": "ñ", "aacute": "á",
	"iacute": "í", "oacute": "ó", "uacute": "ú", "degree": "°", "copyright": "©", "registered": "®", "trademark": "™", "sterling": "£", "Euro": "€", "section": "§", "mu": "µ",
}

// glyphText is the text of a glyph by its name; empty when unknown.
func glyphText(name string) string {
	name, _, _ = strings.Cut(name, ".") // "a.sc" is a small capital
	if len(name) == 1 {
		return name
	}
	if s, ok := glyphNames[name]; ok {
		return s
	}
	hex, ok := strings.CutPrefix(name, "uni")
	if !ok {
		hex, ok = strings.CutPrefix(name, "u")
	}
	if n, err := strconv.ParseUint(hex, 16, 32); ok && err == nil && len(hex) >= 4 && n < 0x110000 {
		return string(rune(n))
	}
	return ""
}

// unicodeMap reads a font's own table: bfchar <code> <text>, bfrange <from>
// <to> <text> or a list.
func unicodeMap(body []byte) map[uint32]string {
	m := map[uint32]string{}
	l := pdfLexer{b: body}
	var args []any
	for steps := 0; steps < 1<<17; steps++ {
		switch v := l.next().(type) {
		case pdfEnd:
			if v == 0 {
				return m
			}
		case pdfWord:
			if v == "endbfchar" {
				for i := 0; i+1 < len(args); i += 2 {
					m[code(args[i])] = utf16Hex(args[i+1])
				}
			}
			if v == "endbfrange" {
				for i := 0; i+2 < len(args); i += 3 {
					steps += codeRange(m, code(args[i]), code(args[i+1]), args[i+2])
				}
			}
			args = args[:0]
		default:
			args = append(args, v)
		}
	}
	return m
}

func code(v any) (n uint32) {
	s, _ := v.(pdfString)
	for i := range min(len(s), 4) {
		n = n<<8 | uint32(s[i])
	}
	return n
}

func utf16Hex(v any) string {
	s, _ := v.(pdfString)
	return utf16Text([]byte(s), binary.BigEndian)
}

// codeRange returns how many codes it has set.
func codeRange(m map[uint32]string, from, to uint32, v any) int {
	if to < from || to-from >= 1<<16 {
		return 0
	}
	if list, ok := v.([]any); ok {
		for i, one := range list {
			m[from+uint32(i)] = utf16Hex(one)
		}
		return len(list)
	}
	r := []rune(utf16Hex(v))
	if len(r) == 0 {
		return 0
	}
	for n := range to - from + 1 {
		m[from+n] = string(r)
		r[len(r)-1]++
	}
	return int(to - from + 1)
}

// usualWidth is about how wide letters are in the fonts that every reader of
// PDF has, whose widths need not be written into the file.
func usualWidth(c byte) float64 {
	switch {
	case strings.IndexByte(" .,:;'!|ijlIt/\\`", c) >= 0:
		return 270
	case strings.IndexByte("fr()-[]{}\"s", c) >= 0:
		return 350
	case strings.IndexByte("mMwW%@", c) >= 0:
		return 780
	case c >= 'A' && c <= 'Z':
		return 670
	}
	return 500
}

// ligatures are letters joined in print.
var ligatures = strings.NewReplacer("ﬀ", "ff", "ﬁ", "fi", "ﬂ", "fl", "ﬃ", "ffi", "ﬄ", "ffl")

// show decodes a string; width is in thousandths of the size, and lost counts
// the glyphs of which nothing is known.
func (f *pdfFont) show(s pdfString) (out string, width float64, glyphs, lost int) {
	var b strings.Builder
	step := 1
	if f.wide {
		step = 2
	}
	for i := 0; i+step <= len(s); i += step {
		c := code(s[i : i+step])
		t, known := f.toText[c]
		if !known && f.unicode {
			t, known = utf16Hex(s[i:i+step]), true
		}
		if !known && !f.wide {
			t = f.simple[c]
			known = t != ""
		}
		if glyphs++; !known {
			lost++
		}
		b.WriteString(t)
		if w, ok := f.widths[c]; ok {
			width += w
		} else if f.wide || len(f.widths) > 0 {
			width += f.standard
		} else {
			width += usualWidth(byte(c))
		}
	}
	return ligatures.Replace(b.String()), width, glyphs, lost
}
