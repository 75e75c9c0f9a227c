package article

import (
	"bufio"
	"bytes"
	"fmt"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/adrg/frontmatter"

	"nadi/internal/decode"
	"nadi/internal/diag"
)

// source is a content file cut in two.
type source struct {
	meta     []byte
	metaLine int                                                    // line on which meta begins
	parse    func([]byte, int) (*decode.Value, *decode.SyntaxError) // YAML or TOML
	body     []byte
	bodyLine int
}

// captured is what the front-matter library hands to a format.
type captured struct {
	meta  []byte
	parse func([]byte, int) (*decode.Value, *decode.SyntaxError)
}

// formats are the front matter that is read: YAML between ---, TOML between
// +++, JSON as an object on lines of its own. The library only cuts; it keeps
// neither positions nor unknown or duplicate keys, so decoding is ours.
func formats(c *captured) []*frontmatter.Format {
	capture := func(parse func([]byte, int) (*decode.Value, *decode.SyntaxError)) frontmatter.UnmarshalFunc {
		return func(data []byte, _ any) error {
			c.meta, c.parse = data, parse
			return nil
		}
	}
	return []*frontmatter.Format{
		frontmatter.NewFormat("---", "---", capture(decode.YAML)),
		frontmatter.NewFormat("+++", "+++", capture(decode.TOML)),
		{Start: "{", End: "}", Unmarshal: capture(decode.YAML), UnmarshalDelims: true, RequiresNewLine: true},
	}
}

var bom = []byte("\ufeff")

// split cuts a content file into front matter and body and catches what the
// library passes over in silence: a byte-order mark (which would hide the
// front matter), a missing closing fence (the whole file would be the body)
// and an indented --- inside a block (which ends the front matter early).
func split(src []byte) (source, []diag.Finding) {
	var fs []diag.Finding
	if bytes.HasPrefix(src, bom) {
		src = src[len(bom):]
		fs = append(fs, diag.Finding{Rule: "content/bom", Severity: diag.Warning, Line: 1, Column: 1,
			Message: "the file begins with a byte-order mark, which is passed over", Hint: `save it as "UTF-8", not "UTF-8 with BOM"`})
	}
	if f, bad := badEncoding(src); bad {
		return source{}, append(fs, f)
	}
	c, offset := cut(src)
	if c.parse == nil {
		return source{}, append(fs, noFrontMatter(src))
	}
	s := source{meta: c.meta, parse: c.parse, body: src[offset:]}
	s.bodyLine = 1 + bytes.Count(src[:offset], []byte{'\n'})
	s.metaLine = 1 + leadingLines(src)
	if firstLine(src)[0] != '{' {
		s.metaLine++ // the fence
	}
	if f, bad := indentedFence(src[:offset]); bad {
		fs = append(fs, f)
	}
	return s, fs
}

// headSize is how much of a file the front-matter library is shown first. It
// copies all it is given, bodies too, so it is given no more than front
// matter usually needs.
const headSize = 1024

// readers are lent to the library, which would otherwise make one a file; it
// takes a buffered reader as it is.
var readers = sync.Pool{New: func() any { return bufio.NewReaderSize(nil, 4096) }}

// cut finds the front matter and where the body begins. Without any,
// captured.parse is nil.
func cut(src []byte) (captured, int) {
	head := src
	if i := bytes.LastIndexByte(src[:min(headSize, len(src))], '\n'); i >= 0 {
		head = src[:i+1]
	}
	reader := readers.Get().(*bufio.Reader)
	defer readers.Put(reader)
	for {
		var c captured
		reader.Reset(bytes.NewReader(head))
		rest, err := frontmatter.Parse(reader, nil, formats(&c)...)
		if err == nil && c.parse != nil && (len(rest) > 0 || len(head) == len(src)) {
			return c, len(head) - len(rest)
		}
		if len(head) == len(src) {
			return captured{}, 0
		}
		head = src
	}
}

// badEncoding finds the first thing that is not text: a byte that is not
// UTF-8, or a control character, which no browser and no feed reader may get.
func badEncoding(src []byte) (diag.Finding, bool) {
	if utf8.Valid(src) && !hasControl(src) {
		return diag.Finding{}, false
	}
	f := diag.Finding{Rule: "content/encoding", Severity: diag.Error}
	line, start := 1, 0
	for i := 0; i < len(src); {
		r, n := utf8.DecodeRune(src[i:])
		f.Line, f.Column = line, utf8.RuneCount(src[start:i])+1
		switch {
		case r == utf8.RuneError && n == 1:
			f.Message, f.Hint = "this is not UTF-8 text", "open the file in the program that wrote it and save it as UTF-8"
			return f, true
		case isControl(byte(r)) && n == 1:
			f.Message, f.Hint = fmt.Sprintf("the control character \\x%02x cannot be published", r), "delete it; many editors do not show it"
			return f, true
		}
		i += n
		if r == '\n' {
			line, start = line+1, i
		}
	}
	return diag.Finding{}, false
}

func isControl(c byte) bool {
	return c < ' ' && c != '\n' && c != '\r' && c != '\t' || c == 0x7f
}

func hasControl(src []byte) bool {
	for _, c := range src {
		if isControl(c) {
			return true
		}
	}
	return false
}

func noFrontMatter(src []byte) diag.Finding {
	first := bytes.TrimSpace(firstLine(src))
	f := diag.Finding{Rule: "content/front-matter", Severity: diag.Error, Line: 1 + leadingLines(src), Column: 1}
	switch string(first) {
	case "---", "+++":
		f.Message = "the front matter that " + string(first) + " opens here is never closed"
		f.Hint = "put " + string(first) + " alone on the line after its last key"
	case "{":
		f.Message = "the front matter that { opens here is never closed"
		f.Hint = "put } alone on the line after its last key, and an empty line after it"
	default:
		if len(first) == 0 {
			f.Line = 1
		}
		f.Message = "the file has no front matter"
		f.Hint = "begin it with a line ---, then title: and description:, then a line ---"
	}
	return f
}

// leadingLines counts the empty lines at the top, which the library skips; for
// it, as here, empty means white space of any kind.
func leadingLines(src []byte) int {
	return bytes.Count(src[:len(src)-len(trimLeft(src))], []byte{'\n'})
}

func firstLine(src []byte) []byte {
	line, _, _ := bytes.Cut(trimLeft(src), []byte{'\n'})
	return line
}

func trimLeft(src []byte) []byte { return bytes.TrimLeftFunc(src, unicode.IsSpace) }

// indentedFence looks at the line that closed the front matter: the library
// takes one in a block of text, or the end of a group inside, for the end.
func indentedFence(head []byte) (diag.Finding, bool) {
	head = bytes.TrimRightFunc(head, unicode.IsSpace)
	last := head[bytes.LastIndexByte(head, '\n')+1:]
	if last[0] != ' ' && last[0] != '\t' {
		return diag.Finding{}, false
	}
	fence := string(bytes.TrimSpace(last))
	f := diag.Finding{Rule: "content/front-matter", Severity: diag.Error, Line: 1 + bytes.Count(head, []byte{'\n'}), Column: 1,
		Message: "an indented " + fence + " ends the front matter here",
		Hint:    "write *** for a rule inside a block of text, or move the closing fence to the first column"}
	if fence == "}" {
		f.Hint = "leave no empty line inside the front matter, and put the last } in the first column"
	}
	return f, true
}
