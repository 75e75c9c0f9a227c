// Package lsp is the checker in the editor: a server of the Language Server
// Protocol (version 3.17) over a pair of streams. It shows findings while an
// article is written, offers what mends them, explains rules under the cursor
// and completes front matter.
//
// It knows the protocol and nothing of rules. What a finding is, how it is
// mended and what may be written where is told by the functions of Server, so
// that an editor and nadi check say the same.
//
// It promises: what is shown belongs to the text that is seen (a check of an
// older text is stopped and its findings are dropped); a fix is offered for
// the text it was made for, never for a later one; a message that is not
// understood is answered and survived; when the editor goes away, so does the
// server. A text goes to the functions of Server and nowhere else: nothing is
// logged, and no answer holds more of it than the editor has already.
//
// Do not call the functions of Server concurrently from elsewhere with state
// of their own: they are called from several goroutines at a time.
package lsp

import (
	"context"
	"errors"
	"io"
	"time"

	"nadi/internal/diag"
)

// Server is what an editor can ask. Fields may be nil, but Check: what they
// answer is then not offered.
type Server struct {
	Version string

	// Read returns a file by its path in the system's own form. The server
	// asks for nadi.yaml in the folders above an article, which is how it
	// finds the site, and for files with findings that are not open. Without
	// it the editor's folders are the sites.
	Read func(path string) ([]byte, error)

	// Check judges the site at root with the unsaved buffers laid over it,
	// by path, slash-separated from root. It returns soon after ctx ends.
	Check func(ctx context.Context, root string, overlay map[string][]byte) ([]diag.Finding, error)

	// Explain says in Markdown what a rule asks for.
	Explain func(rule string) (markdown string, ok bool)

	// Fixes are the certain ways to mend a finding. A finding's own Swap is
	// offered as well and need not be repeated.
	Fixes func(f diag.Finding, text []byte) []Edit

	// MayStand reports whether a person can let findings of a rule stand. Nil
	// means any.
	MayStand func(rule string) bool

	// Complete proposes what can be written at a place; 1-based, columns in
	// code points.
	Complete func(root, path string, text []byte, line, column int) []Completion

	// Delay is how long the text must rest before it is checked; 0 is 300 ms.
	Delay time.Duration
}

// Edit is a change to a file, and what to call it. The span is in lines and
// code points, its end not included.
type Edit struct {
	Title string
	diag.Span
	Text string
}

// Completion is one proposal. Insert is written in place of Span; an empty
// Insert means Label, and a Span of zeros the word at the cursor.
type Completion struct {
	Label, Detail, Insert string
	Documentation         string // Markdown
	Kind                  Kind
	diag.Span
}

// Kind is what a proposal is, which decides the sign that an editor draws.
type Kind int

// The kinds, by their numbers in the protocol.
const (
	Key    Kind = 10 // Property
	Value  Kind = 12
	Topic  Kind = 13 // Enum
	Person Kind = 18 // Reference
)

// ErrUnfinished says that the editor went away without a shutdown. The
// protocol wants exit code 1 for it.
var ErrUnfinished = errors.New("the editor went away without saying so")

const restTime = 300 * time.Millisecond

// Run serves one editor until it says exit, closes in, or ctx ends. A nil
// error means exit code 0. A read from in that is under way when ctx ends is
// left to its owner, who closes in.
func (s *Server) Run(ctx context.Context, in io.Reader, out io.Writer) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	c := newSession(ctx, s, out)
	frames := make(chan frame)
	go readFrames(ctx, in, frames)
	for !c.over {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case f := <-frames:
			c.take(f)
		case d := <-c.due:
			c.begin(d)
		case r := <-c.checked:
			c.show(r)
		case a := <-c.answers:
			c.answer(a)
		}
		if c.broken != nil {
			return c.broken
		}
	}
	if !c.shutdown {
		return ErrUnfinished
	}
	return nil
}
