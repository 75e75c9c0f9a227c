package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Limits that no article comes near. They keep junk (a picture pasted as
// text, a broken export, an attack) from taking minutes or the whole stack:
// some of what goldmark does grows with the square of these numbers.
const (
	maxNesting    = 100  // open blocks: quotes in lists in quotes …
	maxMarks      = 2000 // bytes in one block that may begin or end markup
	maxFootnotes  = 1000
	maxReferences = 1000 // lines of one run of [name]: address
)

// nesting refuses to open a container where too many are open. Its line is
// then a paragraph.
type nesting struct{ parser.BlockParser }

func (n nesting) Open(parent ast.Node, r text.Reader, pc parser.Context) (ast.Node, parser.State) {
	if len(pc.OpenedBlocks()) >= maxNesting {
		return nil, parser.NoChildren
	}
	return n.BlockParser.Open(parent, r, pc)
}

// notes refuses the thousand and first footnote.
type notes struct{ nesting }

var notesKey = parser.NewContextKey()

func (n notes) Open(parent ast.Node, r text.Reader, pc parser.Context) (ast.Node, parser.State) {
	count, _ := pc.Get(notesKey).(int)
	if count >= maxFootnotes {
		return nil, parser.NoChildren
	}
	node, state := n.nesting.Open(parent, r, pc)
	if node != nil {
		pc.Set(notesKey, count+1)
	}
	return node, state
}

// headingLine refuses a heading with absurdly much markup.
type headingLine struct{ parser.BlockParser }

func (h headingLine) Open(parent ast.Node, r text.Reader, pc parser.Context) (ast.Node, parser.State) {
	if line, _ := r.PeekLine(); len(line) > maxMarks && marks(line) > maxMarks {
		return nil, parser.NoChildren
	}
	return h.BlockParser.Open(parent, r, pc)
}

// dense turns a paragraph with absurdly much markup into a plainBlock. byLine
// judges single lines, so that it can run before tables are made: a cell lies
// in one line.
type dense struct{ byLine bool }

func (d dense) Transform(p *ast.Paragraph, r text.Reader, _ parser.Context) {
	src, lines := r.Source(), p.Lines()
	if size(p) <= maxMarks && lines.Len() <= maxReferences {
		return
	}
	n := 0
	for i := range lines.Len() {
		line := lines.At(i)
		if d.byLine {
			n = 0
		}
		if n += marks(src[line.Start:line.Stop]); n > maxMarks {
			plain(p)
			return
		}
	}
	if d.byLine && lines.Len() > maxReferences && src[lines.At(0).Start] == '[' {
		plain(p)
	}
}

// size returns how many bytes a paragraph has, which is far below the limits
// for nearly all: then nothing need be counted.
func size(p *ast.Paragraph) int {
	n := 0
	for i := range p.Lines().Len() {
		line := p.Lines().At(i)
		n += line.Len()
	}
	return n
}

func plain(p *ast.Paragraph) {
	b := &plainBlock{}
	b.SetLines(p.Lines())
	b.SetBlankPreviousLines(p.HasBlankPreviousLines())
	p.Parent().ReplaceChild(p.Parent(), p, b)
}

var isMark = func() (t [256]bool) {
	for _, c := range "*_~[]!<`{&" {
		t[c] = true
	}
	return t
}()

func marks(s []byte) int {
	n := 0
	for _, c := range s {
		if isMark[c] {
			n++
		}
	}
	return n
}

// plainBlock is a paragraph published exactly as it is written.
type plainBlock struct{ ast.BaseBlock }

var kindPlain = ast.NewNodeKind("Plain")

func (*plainBlock) Kind() ast.NodeKind              { return kindPlain }
func (*plainBlock) IsRaw() bool                     { return true }
func (p *plainBlock) Dump(source []byte, level int) { ast.DumpHelper(p, source, level, nil, nil) }
