package youtube

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"

	"nadi/syndicate"
)

// plain is a text as YouTube takes it. It refuses < and > in titles and
// descriptions; their full-width forms mean and sound the same.
func plain(s string) string {
	return strings.TrimSpace(strings.NewReplacer("<", "＜", ">", "＞").Replace(s))
}

// titled is a title of at most 100 characters, cut at a word if it must be.
func titled(s string) string {
	s = strings.Join(strings.Fields(plain(s)), " ")
	if units(s) <= maxTitle {
		return s
	}
	cut, space := 0, 0
	for i, r := range s {
		if units(s[:i]) > maxTitle-1 { // one is for the …
			break
		}
		switch {
		case r == ' ':
			space = i
		case unicode.IsMark(r) || r == '\u200d' || strings.HasSuffix(s[:i], "\u200d"):
			continue // never between a letter and what belongs to it
		}
		cut = i
	}
	if space > cut/2 {
		cut = space
	}
	return strings.TrimRight(s[:cut], " ,;:–-") + "…"
}

func units(s string) int { return len(utf16.Encode([]rune(s))) }

var (
	address = regexp.MustCompile(`https?://[^\s<>"＜＞]+`)
	videoID = regexp.MustCompile(`^[A-Za-z0-9_-]{11}$`)
)

func isVideo(id string) bool { return videoID.MatchString(id) }

// links are the addresses in a text.
func links(text string) []string {
	all := address.FindAllString(text, -1)
	for i := range all {
		all[i] = strings.TrimRight(all[i], `.,;:!?'*_)]}…`)
	}
	return all
}

// canonical is an address as it is compared.
func canonical(link string) string {
	u, err := url.Parse(link)
	if err != nil {
		return link
	}
	u.Scheme, u.Host, u.Fragment = "https", strings.ToLower(u.Host), ""
	return strings.TrimRight(u.String(), "/")
}

// mentions reports whether a text has one of some addresses in it.
func mentions(text string, wanted ...string) bool {
	for _, l := range links(text) {
		for _, w := range wanted {
			if syndicate.SameLink(l, w) {
				return true
			}
		}
	}
	return false
}

// mark identifies a part of a description without repeating it.
type mark struct {
	size       int
	text, link string // hashes of the part and of the address in it
}

func markOf(part, link string) mark { return mark{len(part), hash(part), hash(canonical(link))} }

func hash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:4])
}

func (m mark) String() string { return fmt.Sprintf("%d-%s-%s", m.size, m.text, m.link) }

func readMark(s string) (mark, bool) {
	f := strings.Split(s, "-")
	if len(f) != 3 || len(f[1]) != 8 || len(f[2]) != 8 {
		return mark{}, false
	}
	n, err := strconv.Atoi(f[0])
	return mark{n, f[1], f[2]}, err == nil && n > 0
}

// in finds the part in a description: at its start or at the start of a line.
func (m mark) in(description string) (from, to int, ok bool) {
	for i := range len(description) {
		if i > 0 && description[i-1] != '\n' {
			continue
		}
		if end := i + m.size; end <= len(description) && hash(description[i:end]) == m.text {
			return i, end, true
		}
	}
	return 0, 0, false
}

// linked reports whether the address of the part is in a description, be the
// part as it was or not.
func (m mark) linked(description string) bool {
	for _, l := range links(description) {
		if hash(canonical(l)) == m.link {
			return true
		}
	}
	return false
}

// join adds a part below a description, of which nothing is changed.
func join(description, part string) string {
	if description == "" {
		return part
	}
	return description + "\n\n" + part
}

// without takes a part out, and the blank line before it.
func without(description string, from, to int) string {
	before, after := strings.TrimSuffix(description[:from], "\n\n"), description[to:]
	if before == "" {
		after = strings.TrimPrefix(after, "\n\n")
	}
	return before + after
}

// tag is what an uploaded video carries: which message it is, and which part
// of its description is ours.
type tag struct {
	key  string
	mark mark
}

const tagged = "nadi-"

func keyHash(k syndicate.Key) string {
	sum := sha256.Sum256([]byte(k.Site + "\n" + k.Item + "\n" + k.Account + "\n" + k.Occasion))
	return hex.EncodeToString(sum[:8])
}

func (t tag) String() string { return tagged + t.key + "-" + t.mark.String() }

func readTag(s string) (tag, bool) {
	rest, ours := strings.CutPrefix(s, tagged)
	key, m, _ := strings.Cut(rest, "-")
	found, ok := readMark(m)
	return tag{key, found}, ours && ok && len(key) == 16
}

// place is what a receipt's ID says.
//
//	VIDEO                    a video that was uploaded here
//	VIDEO/description/MARK   a part of another video's description
//	VIDEO/description        the same, of which it is not known what we wrote
//	VIDEO/comment/ID         a comment
type place struct{ video, kind, rest string }

const (
	inDescription = "description"
	inComment     = "comment"
)

func (p place) String() string {
	s := p.video
	if p.kind != "" {
		s += "/" + p.kind
	}
	if p.rest != "" {
		s += "/" + p.rest
	}
	return s
}

func (p place) url() string {
	v := url.Values{"v": {p.video}}
	if p.kind == inComment {
		v.Set("lc", p.rest)
	}
	return "https://www.youtube.com/watch?" + v.Encode()
}

func (p place) receipt(remarks ...string) syndicate.Receipt {
	return syndicate.Receipt{ID: p.String(), URL: p.url(), Remarks: remarks}
}

func readPlace(r syndicate.Receipt) (place, error) {
	f := strings.SplitN(r.ID, "/", 3)
	p := place{video: f[0]}
	if len(f) > 1 {
		p.kind = f[1]
	}
	if len(f) > 2 {
		p.rest = f[2]
	}
	known := p.kind == "" || p.kind == inDescription || p.kind == inComment && p.rest != ""
	if p.video == "" || !known {
		return place{}, syndicate.Errorf(syndicate.Invalid, "YouTube: %q is not the receipt of a video, a description or a comment", r.ID)
	}
	return p, nil
}
