package sarif

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"nadi/internal/diag"
)

// The parts of SARIF that are written, in the standard's words (sections in
// brackets).

type log struct { // 3.13
	Schema  string `json:"$schema"`
	Version string `json:"version"`
	Runs    []run  `json:"runs"`
}

type run struct { // 3.14
	Tool        tool         `json:"tool"`
	Invocations []invocation `json:"invocations,omitempty"`
	ColumnKind  string       `json:"columnKind"`
	Results     []result     `json:"results"`
}

type tool struct { // 3.18
	Driver driver `json:"driver"`
}

type driver struct { // 3.19
	Name    string       `json:"name"`
	Version string       `json:"version,omitempty"`
	URI     string       `json:"informationUri,omitempty"`
	Rules   []descriptor `json:"rules"`
}

type descriptor struct { // 3.49
	ID      string     `json:"id"`
	Short   *message   `json:"shortDescription,omitempty"`
	Full    *message   `json:"fullDescription,omitempty"`
	Help    *message   `json:"help,omitempty"`
	Default settings   `json:"defaultConfiguration"`
	Props   properties `json:"properties"`
}

type settings struct { // 3.50
	Level string `json:"level"`
}

// properties are GitHub's: tags are its filter.
type properties struct {
	Tags []string `json:"tags"`
}

type message struct { // 3.11 and 3.12
	Text     string `json:"text"`
	Markdown string `json:"markdown,omitempty"`
}

type result struct { // 3.27
	RuleID       string            `json:"ruleId"`
	RuleIndex    *int              `json:"ruleIndex,omitempty"` // nil for a rule that is not described
	Level        string            `json:"level"`
	Message      message           `json:"message"`
	Locations    []location        `json:"locations"`
	Fingerprints map[string]string `json:"partialFingerprints"`
	Suppressions []suppression     `json:"suppressions,omitzero"` // nil: nobody looked; empty: not suppressed
}

type location struct { // 3.28
	Physical physical `json:"physicalLocation"`
}

type physical struct { // 3.29
	Artifact artifact `json:"artifactLocation"`
	Region   region   `json:"region"`
}

type artifact struct { // 3.4
	URI  string `json:"uri"`
	Base string `json:"uriBaseId"`
}

type region struct { // 3.30; an end column is the one behind the last
	StartLine   int `json:"startLine"`
	StartColumn int `json:"startColumn,omitempty"`
	EndLine     int `json:"endLine,omitempty"`
	EndColumn   int `json:"endColumn,omitempty"`
}

type suppression struct { // 3.35
	Kind          string `json:"kind"`
	Status        string `json:"status"`
	Justification string `json:"justification"`
}

type invocation struct { // 3.20
	Done  bool           `json:"executionSuccessful"`
	Notes []notification `json:"toolExecutionNotifications"`
}

type notification struct { // 3.58
	Level   string  `json:"level"`
	Message message `json:"message"`
}

func toolOf(t Tool, rules []Rule) tool {
	d := driver{Name: t.Name, Version: t.Version, URI: t.URI, Rules: make([]descriptor, 0, len(rules))}
	for _, r := range rules {
		family, _, _ := strings.Cut(r.ID, "/")
		x := descriptor{ID: r.ID, Short: said(sentence(r.Title)), Full: said(r.Why), Help: said(r.Text()),
			Default: settings{level(r.Severity)}, Props: properties{[]string{family}}}
		if x.Help != nil {
			x.Help.Markdown = r.Markdown()
		}
		d.Rules = append(d.Rules, x)
	}
	return tool{d}
}

// said is nil for an empty text, which the schema allows nowhere.
func said(s string) *message {
	if s == "" {
		return nil
	}
	return &message{Text: s}
}

func level(s diag.Severity) string {
	switch s {
	case diag.Error:
		return "error"
	case diag.Warning:
		return "warning"
	}
	return "note"
}

func results(all []entry, rules []Rule, anyReleased bool) []result {
	index := map[string]*int{}
	for i := range rules {
		index[rules[i].ID] = &i
	}
	out := make([]result, 0, len(all))
	for _, e := range all {
		r := result{RuleID: e.Rule, RuleIndex: index[e.Rule], Level: level(e.Severity),
			Message:      message{Text: shorten(words(e.Finding))},
			Locations:    []location{{physical{artifact{address(e.Path), "%SRCROOT%"}, where(e.Finding)}}},
			Fingerprints: map[string]string{"primaryLocationLineHash": fingerprint(e)}}
		if anyReleased {
			r.Suppressions = []suppression{}
		}
		if e.let != nil {
			r.Suppressions = append(r.Suppressions, suppression{"inSource", "accepted", e.let.Reason + " (" + e.let.By + ")"})
		}
		out = append(out, r)
	}
	return out
}

func words(f diag.Finding) string {
	if f.Hint == "" {
		return f.Message
	}
	return f.Message + "\n" + f.Hint
}

func shorten(s string) string {
	if utf8.RuneCountInString(s) <= MaxMessage {
		return s
	}
	return string([]rune(s)[:MaxMessage-1]) + "…"
}

// address is a path as a relative URI. What has no file is about the whole
// site and stands at its settings, because GitHub refuses a result without a
// place.
func address(path string) string {
	if path == "" {
		path = "nadi.yaml"
	}
	return (&url.URL{Path: path}).String()
}

// where leaves out what is unknown or turned round. A whole file is shown at
// its first line.
func where(f diag.Finding) region {
	r := region{StartLine: max(1, f.Line)}
	if f.Line < 1 {
		return r
	}
	r.StartColumn = max(0, f.Column)
	switch {
	case f.EndLine > f.Line:
		r.EndLine, r.EndColumn = f.EndLine, max(0, f.EndColumn)
	case f.EndLine == f.Line && f.Column > 0 && f.EndColumn >= f.Column:
		r.EndLine, r.EndColumn = f.EndLine, f.EndColumn
	}
	return r
}

// fingerprint goes under the one name that GitHub compares. Where it is
// missing, GitHub's uploader makes one of the line's text.
func fingerprint(e entry) string {
	sum := sha256.Sum256([]byte(e.Rule + "\x00" + e.Path))
	return hex.EncodeToString(sum[:8]) + ":" + strconv.Itoa(e.ordinal)
}
