package article

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"nadi/internal/decode"
	"nadi/internal/diag"
)

// FrontMatter is what may stand at the top of an article. The json tags are
// the keys, the alias tags the spellings of Hugo, Jekyll and Eleventy, the
// jsonschema tags the documentation; the reference page and the JSON Schema
// are made from this type.
type FrontMatter struct {
	Title       decode.Text   `json:"title" jsonschema:"the headline"`
	Description decode.Text   `json:"description" alias:"summary,excerpt" jsonschema:"one or two plain sentences; used in lists, feeds, share cards and posts"`
	ID          decode.Text   `json:"id,omitempty" jsonschema:"identity, shared by all translations, written by nadi new; survives a new title, date or file name"`
	Date        decode.Text   `json:"date,omitempty" jsonschema:"when it is published: 2026-11-23, 2026-11-23 09:00 or RFC 3339; a future date is scheduled"`
	Updated     decode.Text   `json:"updated,omitempty" alias:"lastmod,modified,last_modified_at,lastModified" jsonschema:"when the words last changed"`
	Expires     decode.Text   `json:"expires,omitempty" alias:"expiryDate,expirydate,expiry" jsonschema:"from then on it is no longer published"`
	Embargo     decode.Text   `json:"embargo,omitempty" alias:"publishDate,publishdate" jsonschema:"it is not published before this moment, whatever its date"`
	Slug        decode.Text   `json:"slug,omitempty" jsonschema:"the last part of the address; without it the file name"`
	Aliases     []decode.Text `json:"aliases,omitempty" alias:"redirect_from,redirectFrom" jsonschema:"old addresses that lead here"`
	Lang        decode.Text   `json:"lang,omitempty" alias:"language" jsonschema:"language code; the file name's language (heat.hi.md) says it too"`
	Topics      []decode.Text `json:"topics,omitempty" alias:"categories,category,topic" jsonschema:"subjects, the first one is the main one"`
	Tags        []decode.Text `json:"tags,omitempty" alias:"tag,keywords" jsonschema:"free words to find it by"`
	Authors     []decode.Text `json:"authors,omitempty" alias:"author" jsonschema:"file names in content/people, or names where no people are declared"`
	ReviewedBy  []decode.Text `json:"reviewedBy,omitempty" alias:"reviewed_by,reviewer,reviewers" jsonschema:"who reviewed it medically"`
	ReviewHash  decode.Text   `json:"reviewHash,omitempty" jsonschema:"fingerprint of the words that were reviewed, written by nadi review"`
	Reviewed    decode.Text   `json:"lastReviewed,omitempty" alias:"last_reviewed" jsonschema:"date of the last medical review"`
	ReviewDue   decode.Text   `json:"reviewDue,omitempty" alias:"review_due" jsonschema:"date of the next one"`
	Kind        decode.Text   `json:"kind,omitempty" jsonschema:"article (the default), or patient-story, which needs consent"`
	Consent     decode.Text   `json:"consent,omitempty" jsonschema:"name of the record in content/consent by which a patient agreed to this story"`
	Sponsor     decode.Text   `json:"sponsor,omitempty" alias:"sponsored_by,sponsoredBy" jsonschema:"who paid for the article"`
	Disclosure  decode.Text   `json:"disclosure,omitempty" jsonschema:"what readers must know of interests: who paid, and who decided the words"`
	AI          decode.Text   `json:"ai,omitempty" jsonschema:"what software that writes was used for, in a sentence, or none"`
	Allow       []Allowance   `json:"allow,omitempty" jsonschema:"findings that a person has looked at and lets stand"`
	Sources     []SourceMeta  `json:"sources,omitempty" jsonschema:"the evidence"`
	Image       *PictureMeta  `json:"image,omitempty" jsonschema:"the lead picture"`
	Handout     bool          `json:"handout,omitempty" jsonschema:"true for a page of its own that is made for paper, to be handed to patients; articles only"`
	Draft       bool          `json:"draft,omitempty" jsonschema:"true while it is being written; shown in previews only"`
	Audience    decode.Text   `json:"audience,omitempty" jsonschema:"for whom it is written"`
	Region      decode.Text   `json:"region,omitempty" jsonschema:"where it holds, if not everywhere"`
	Syndicate   Syndicate     `json:"syndicate,omitempty" jsonschema:"false; or text, image, at and off for all accounts, and the same below the name of one account"`
	Video       *VideoMeta    `json:"video,omitempty" jsonschema:"a video of the article, for accounts on YouTube"`
	Corrections []NoteMeta    `json:"corrections,omitempty" jsonschema:"dated notes on what was put right"`
	Retracted   *NoteMeta     `json:"retracted,omitempty" jsonschema:"a dated note that replaces the body; the address stays"`
	Translation decode.Text   `json:"translationOf,omitempty" jsonschema:"fingerprint of the original this translation was made from, written by nadi check --fix"`
}

// SourceMeta is a piece of evidence. A lone text is its address.
type SourceMeta struct {
	Title     decode.Text `json:"title,omitempty" jsonschema:"what the page or paper is called"`
	URL       decode.Text `json:"url,omitempty" scalar:"yes" jsonschema:"where it is"`
	Publisher decode.Text `json:"publisher,omitempty" jsonschema:"who published it"`
	Date      decode.Text `json:"date,omitempty" jsonschema:"when"`
}

// PictureMeta is the lead picture. A lone text is its file.
type PictureMeta struct {
	Src     decode.Text `json:"src" scalar:"yes" jsonschema:"a file beside the article, or /path below content/static"`
	Alt     decode.Text `json:"alt,omitempty" jsonschema:"what the picture shows, for those who cannot see it"`
	Caption decode.Text `json:"caption,omitempty" jsonschema:"a line under the picture"`
	Credit  decode.Text `json:"credit,omitempty" jsonschema:"who made it"`
	People  decode.Text `json:"people,omitempty" jsonschema:"who is in it: none, staff, model or patient"`
	Consent decode.Text `json:"consent,omitempty" jsonschema:"name of the consent record in content/consent"`
}

// NoteMeta is a dated note: a correction or a retraction. A lone text is the
// note.
type NoteMeta struct {
	Date     decode.Text `json:"date,omitempty" jsonschema:"when"`
	Severity decode.Text `json:"severity,omitempty" jsonschema:"typo, clarification, correction or safety"`
	Note     decode.Text `json:"note" scalar:"yes" jsonschema:"what changed, in one or two sentences"`
}

// Syndicate says what posting should do with the article: Override for every
// account, and Accounts for some of them.
type Syndicate struct {
	Override
	Accounts map[string]Override
}

// Override is an article's own wish for its posts.
type Override struct {
	Text  decode.Text  `json:"text,omitempty" jsonschema:"the template of the post, in place of the account's"`
	Image *PictureMeta `json:"image,omitempty" jsonschema:"another picture than the article's"`
	At    decode.Text  `json:"at,omitempty" alias:"time" jsonschema:"not to be posted before this moment"`
	Off   bool         `json:"off,omitempty" jsonschema:"true: not posted at all"`
	When  time.Time    `json:"-"` // At as a moment
	Place diag.Span    `json:"-"` // of the account's name
}

// wishKeys are the keys of Override that stand beside the accounts.
var wishKeys = []string{"text", "image", "at", "time", "off"}

// DecodeValue reads false, or {text: …, at: …} for all accounts and
// {account: {…}} or {account: false} for one.
func (s *Syndicate) DecodeValue(v *decode.Value) (string, error) {
	const hint = "write syndicate: false, or syndicate: {mastodon-en: {text: …}}"
	if v.Kind == decode.Bool {
		s.Off = v.Text == "false" || v.Text == "no" || v.Text == "off"
		return "", nil
	}
	if v.Kind != decode.Map {
		return hint, errors.New("it is neither false nor a group of accounts")
	}
	s.Accounts = map[string]Override{}
	all := &decode.Value{Kind: decode.Map, Span: v.Span}
	for _, f := range v.Fields {
		if slices.Contains(wishKeys, f.Key) {
			all.Fields = append(all.Fields, f)
			continue
		}
		var o Override
		if f.Value.Kind == decode.Bool {
			o.Off = f.Value.Text == "false"
		} else if ps := decode.Into(&f.Value, &o); len(ps) > 0 {
			return ps[0].Hint, errors.New(ps[0].Message)
		}
		o.Place = f.KeySpan
		s.Accounts[f.Key] = o
	}
	if ps := decode.Into(all, &s.Override); len(ps) > 0 {
		return ps[0].Hint, errors.New(ps[0].Message)
	}
	return "", nil
}

// VideoMeta is what the article shows on a video network. A lone text is the
// file.
type VideoMeta struct {
	File     decode.Text `json:"file,omitempty" scalar:"yes" jsonschema:"a video to upload: a file beside the article, or /path below content/static"`
	Captions decode.Text `json:"captions,omitempty" jsonschema:"its subtitles, as a .vtt or .srt file"`
	YouTube  decode.Text `json:"youtube,omitempty" jsonschema:"the id of a video that is on YouTube already (dQw4w9WgXcQ), whose description gets the article's link"`
	People   decode.Text `json:"people,omitempty" jsonschema:"who is in it: none, staff, model or patient"`
	Consent  decode.Text `json:"consent,omitempty" jsonschema:"name of the consent record in content/consent"`
}

// dateLayouts are the forms in which people write dates, most usual first.
// The last two are Jekyll's and Eleventy's.
var dateLayouts = []string{
	"2006-01-02", time.RFC3339, "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04", "2006-01-02 15:04:05",
	"2006-01-02T15:04Z07:00", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05 -07", "2006-01-02 15:04 -0700",
}

// ParseDate reads a date as people write it; without a zone of its own it is
// meant in zone. The error says what is wrong with it.
func ParseDate(s string, zone *time.Location) (time.Time, error) {
	for _, layout := range dateLayouts {
		if t, err := time.ParseInLocation(layout, padZone(s), zone); err == nil {
			return t, nil
		}
	}
	var y, m, d int
	if n, _ := fmt.Sscanf(s, "%d-%d-%d", &y, &m, &d); n == 3 {
		if m < 1 || m > 12 {
			return time.Time{}, fmt.Errorf("there is no month %d", m)
		}
		if last := time.Date(y, time.Month(m)+1, 0, 0, 0, 0, 0, time.UTC).Day(); d < 1 || d > last {
			return time.Time{}, fmt.Errorf("month %d of %d has %d days", m, y, last)
		}
	}
	return time.Time{}, errors.New("it is not a date")
}

// padZone completes a zone of one digit (" -4"), as one large public blog
// writes it.
func padZone(s string) string {
	n := len(s)
	if n > 3 && (s[n-2] == '-' || s[n-2] == '+') && s[n-3] == ' ' {
		return s[:n-1] + "0" + s[n-1:]
	}
	return s
}

// Allowance lets the findings of one rule stand: in a whole article from its
// front matter, in one block from a comment before it. A finding about a
// patient is let through by nobody but a person whose duties include privacy.
type Allowance struct {
	Rule   decode.Text `json:"rule" jsonschema:"the rule, as nadi explain lists it"`
	Reason decode.Text `json:"reason" jsonschema:"why it may stand, for whoever reads this in a year"`
	By     decode.Text `json:"by" jsonschema:"who decided: a file name in content/people"`
	Until  decode.Text `json:"until,omitempty" jsonschema:"date from which it no longer holds"`
	Ends   time.Time   `json:"-"` // Until as a moment
	Fault  string      `json:"-"` // what is wrong with how it is written; such a one holds nothing
	From   int         `json:"-"` // first line it covers; 0: the whole file
	To     int         `json:"-"` // last line
}
