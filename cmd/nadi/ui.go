package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/term"

	"nadi/internal/diag"
)

// The rules of what is printed, all in this file:
//
//   - Results go to standard output, findings and errors to standard error.
//     With --json one object goes to standard output and nothing else does.
//   - One thought a line, lower case, no final period on errors, no
//     exclamation marks, no emoji. Colour only repeats what the words say;
//     NO_COLOR and anything but a terminal switch it off.
//   - A message names the file first, quotes what the person wrote, says what
//     is allowed and offers the nearest right thing.
//   - Work that takes longer than a second shows progress on a terminal and
//     nothing elsewhere.
//   - The last line says what state things are in or what to do next.
//   - No secret and no private value is ever printed; control characters in
//     quoted text are shown as \x1b, so that content cannot drive a terminal.

// ui prints.
type ui struct {
	out, err io.Writer
	color    bool
	terminal bool
	json     *bool
	mu       sync.Mutex // accounts are worked on side by side
}

func newUI(out, err *os.File) *ui {
	tty := term.IsTerminal(int(err.Fd()))
	return &ui{out: out, err: err, terminal: tty, color: tty && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"}
}

// failed is the error of a command that has said all there is to say.
type failed struct{ code int }

func (f failed) Error() string { return "exit " + strconv.Itoa(f.code) }

// usageError is a wrong call.
type usageError struct {
	err     error
	command string
}

func (u usageError) Error() string { return u.err.Error() }

// exits is an error with an exit code of its own.
type exits struct {
	code int
	err  error
}

func (e exits) Error() string { return e.err.Error() }
func (e exits) Unwrap() error { return e.err }

// hinted is an error with advice.
type hinted struct {
	err  error
	hint string
}

func (h hinted) Error() string { return h.err.Error() }
func (h hinted) Unwrap() error { return h.err }

// exit prints an error that nobody printed and returns the exit code.
func (u *ui) exit(err error) int {
	var f failed
	var use usageError
	var h hinted
	var e exits
	switch {
	case err == nil:
		return 0
	case errors.As(err, &f):
		return f.code
	case errors.As(err, &e):
		u.exit(e.err)
		return e.code
	case errors.As(err, &use):
		u.fail(err, "see "+use.command+" --help")
		return 2
	case strings.HasPrefix(err.Error(), "unknown command"):
		u.fail(unknownCommand(err), "see nadi --help")
		return 2
	case errors.As(err, &h):
		u.fail(err, h.hint)
	default:
		u.fail(err, "")
	}
	return 1
}

// unknownCommand puts cobra's words into one line.
func unknownCommand(err error) error {
	text := strings.Join(strings.Fields(strings.ReplaceAll(err.Error(), "\n", " ")), " ")
	if before, near, ok := strings.Cut(text, " Did you mean this? "); ok {
		return errors.New(before + "; did you mean " + near + "?")
	}
	return errors.New(text)
}

func (u *ui) fail(err error, hint string) {
	if u.json != nil && *u.json || slices.Contains(os.Args, "--json") { // a wrong call may stop before flags are read
		u.printJSON(map[string]any{"error": err.Error(), "hint": hint})
		return
	}
	fmt.Fprintf(u.err, "nadi: %s\n", visible(err.Error()))
	if hint != "" {
		fmt.Fprintf(u.err, "  hint: %s\n", visible(hint))
	}
}

// say prints a result line.
func (u *ui) say(format string, args ...any) { fmt.Fprintf(u.out, format+"\n", args...) }

// stage prints what a step of a longer command came to.
func (u *ui) stage(g *global, name, format string, args ...any) {
	if !g.json {
		u.say("%-10s %s", name, visible(fmt.Sprintf(format, args...)))
	}
}

// captured is what a function prints, as text for another place.
func captured(print func(*ui)) string {
	var b strings.Builder
	print(&ui{out: &b, err: &b})
	return b.String()
}

// note prints a line that is not a result.
func (u *ui) note(format string, args ...any) { fmt.Fprintf(u.err, format+"\n", args...) }

func (u *ui) printJSON(v any) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		panic(err)
	}
	_, _ = u.out.Write(b.Bytes())
}

// printLine prints an object on one line, for a stream of them.
func (u *ui) printLine(v any) {
	data, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	fmt.Fprintf(u.out, "%s\n", data)
}

// most is how many findings are shown; a site with more needs the first of
// them mended before the rest can be read.
const most = 200

// findings prints findings with their source lines. mask, which may be nil,
// hides private values in them.
func (u *ui) findings(root string, fs []diag.Finding, mask func(string) string) {
	p := diag.Printer{W: u.err, Color: u.color, Width: u.width(), Line: covered(lineReader(root), fs, mask)}
	for i, f := range fs {
		if i == most {
			u.note("… and %d more; --json shows all", len(fs)-most)
			return
		}
		f.Message, f.Hint = visible(f.Message), visible(f.Hint)
		p.Print(f)
	}
}

// width is that of the terminal, or 0.
func (u *ui) width() int {
	f, ok := u.err.(*os.File)
	if !u.terminal || !ok {
		return 0
	}
	w, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		return 0
	}
	return w
}

// covered hides in source lines all that a finding of privacy marks, whatever
// the line shows, and what mask sees on its own.
func covered(line func(string, int) string, fs []diag.Finding, mask func(string) string) func(string, int) string {
	var file, last string
	var at int
	hide := hider(line, fs, mask)
	return func(path string, n int) string { // the last line is kept: many findings may stand in one that is long
		if path != file || n != at {
			file, at, last = path, n, hide(path, n)
		}
		return last
	}
}

func hider(line func(string, int) string, fs []diag.Finding, mask func(string) string) func(string, int) string {
	return func(path string, n int) string {
		rs := []rune(line(path, n))
		for _, f := range fs {
			if f.Path == path && hides(f.Rule) && f.Line <= n && n <= max(f.Line, f.EndLine) {
				cover(rs, f, n)
			}
		}
		if mask == nil {
			return string(rs)
		}
		return mask(string(rs))
	}
}

// hides reports rules whose findings mark something private. A link that
// carries a tracker is none.
func hides(rule string) bool {
	return strings.HasPrefix(rule, "privacy/") && rule != "privacy/tracker" || rule == "consent/record" || rule == "config/secret"
}

// cover hides what f marks of line n; all of it where f knows no column.
func cover(line []rune, f diag.Finding, n int) {
	from, to := 0, len(line)
	if n == f.Line {
		from = max(0, f.Column-1)
	}
	if n == f.EndLine && f.EndColumn > 0 {
		to = min(to, f.EndColumn-1)
	}
	for i := from; i < to; i++ {
		if line[i] != ' ' {
			line[i] = '•'
		}
	}
}

// lineReader reads source lines, keeping one file at a time.
func lineReader(root string) func(string, int) string {
	var name string
	var lines []string
	return func(path string, n int) string {
		if path != name {
			name, lines = path, nil
			if data, err := readInside(root, path); err == nil {
				lines = strings.Split(strings.TrimPrefix(string(data), "\ufeff"), "\n")
			}
		}
		if n > len(lines) {
			return ""
		}
		return strings.Map(oneCell, strings.TrimRight(lines[n-1], "\r"))
	}
}

// oneCell replaces a control character by one other, so that columns stay what
// they are and what a finding marks is covered to its end.
func oneCell(r rune) rune {
	if hidden(r) {
		return '\ufffd'
	}
	return r
}

// readInside reads a file of the site for an excerpt, never one outside it.
func readInside(root, path string) ([]byte, error) {
	r, err := os.OpenRoot(root)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return r.ReadFile(filepath.FromSlash(path))
}

// visible replaces control characters.
func visible(s string) string {
	if !strings.ContainsFunc(s, hidden) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if hidden(r) {
			fmt.Fprintf(&b, "\\x%02x", r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func hidden(r rune) bool {
	return unicode.IsControl(r) && r != '\n' && r != '\t' || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
}

func quote(s string) string { return strconv.Quote(s) }

// count writes "1 error", "3 errors".
func count(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%s %ss", thousands(n), one)
}

// thousands writes 12,985.
func thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// tally says how many errors and warnings there are.
func tally(fs []diag.Finding) string {
	var parts []string
	if n := diag.Count(fs, diag.Error); n > 0 {
		parts = append(parts, count(n, "error"))
	}
	if n := diag.Count(fs, diag.Warning); n > 0 {
		parts = append(parts, count(n, "warning"))
	}
	if n := diag.Count(fs, diag.Info); n > 0 {
		parts = append(parts, count(n, "remark"))
	}
	return strings.Join(parts, ", ")
}
