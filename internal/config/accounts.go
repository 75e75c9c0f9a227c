package config

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Defaults of an account (design section 6).
const (
	defaultLimit  = 3
	defaultMaxAge = 72 * time.Hour
	defaultBudget = 1000 // tenths of a US cent
)

// PerRun returns the most posts in one run.
func (a *Account) PerRun() int {
	if a.Limit == 0 {
		return defaultLimit
	}
	return a.Limit
}

// Age returns how long an article may be due.
func (a *Account) Age() time.Duration {
	if a.MaxAge == 0 {
		return defaultMaxAge
	}
	return time.Duration(a.MaxAge)
}

// Mills returns the most to be spent in one run, in tenths of a US cent; Load
// has checked that it can be read.
func (a *Account) Mills() int {
	if a.Budget.S == "" {
		return defaultBudget
	}
	n, _ := mills(a.Budget.S)
	return n
}

func mills(s string) (int, error) {
	f, err := strconv.ParseFloat(strings.TrimPrefix(s, "$"), 64)
	if err != nil || f <= 0 || f > 10_000 {
		return 0, errors.New("it is not an amount of dollars")
	}
	return int(f*1000 + 0.5), nil
}

// QuietHours returns the hours without posts as times of day; equal ones mean
// none. Load has checked that they can be read.
func (a *Account) QuietHours() (from, to time.Duration) {
	from, to, _ = hoursOfDay(a.Quiet.S)
	return from, to
}

func hoursOfDay(s string) (from, to time.Duration, err error) {
	if s == "" {
		return 0, 0, nil
	}
	begin, end, ok := strings.Cut(s, "-")
	b, err1 := time.Parse("15:04", strings.TrimSpace(begin))
	e, err2 := time.Parse("15:04", strings.TrimSpace(end))
	if !ok || err1 != nil || err2 != nil {
		return 0, 0, errors.New("they are not two times of day")
	}
	day := func(t time.Time) time.Duration {
		return time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute
	}
	return day(b), day(e), nil
}

var accountName = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,39}$`)

// reserved are keys of syndicate: in front matter that are not accounts.
var reserved = []string{"text", "image", "at", "time", "off"}

func (l *loader) accounts() {
	for name, a := range l.cfg.Accounts {
		l.accountName(name)
		l.account(name, a)
	}
	l.ledger()
	if on := l.cfg.Publish.On; on.S != "" {
		l.choice(on, "publish.on", "github", "netlify", "here")
	}
	l.choice(l.cfg.Approval, "approval", "none", "merge", "signed")
}

func (l *loader) accountName(name string) {
	at := l.written("accounts", name)
	if v, ok := l.root.Get("accounts"); ok {
		for i := range v.Fields {
			if f := &v.Fields[i]; f.Key == name {
				at.Line, at.Col, at.Len = int32(f.KeySpan.Line), int32(f.KeySpan.Column), int32(f.KeySpan.EndColumn-f.KeySpan.Column)
			}
		}
	}
	if !accountName.MatchString(name) {
		l.value(at, "use small letters, digits and hyphens, such as mastodon-hi; the names of its secrets are made from it", "%q cannot be the name of an account", name)
	}
	if slices.Contains(reserved, name) {
		l.value(at, "name it after the network and the language, such as mastodon-hi", "%q cannot be the name of an account: articles write syndicate: {%s: …} for all accounts", name, name)
	}
}

func (l *loader) account(name string, a Account) {
	key := "accounts." + name
	if a.Channel.S == "" {
		l.value(l.written("accounts", name), "write channel: mastodon, or another network", "%s has no channel", key)
	}
	for _, lang := range a.Languages {
		l.choice(lang, key+".languages", l.cfg.Site.Codes()...)
	}
	if a.Limit < 0 {
		l.value(l.written("accounts", name, "limit"), "write limit: 3", "%s.limit cannot be %d", key, a.Limit)
	}
	if _, err := mills(a.Budget.S); a.Budget.S != "" && err != nil {
		l.value(a.Budget, "write an amount of US dollars, such as 1.00", "%s.budget cannot be %q", key, a.Budget.S)
	}
	if _, _, err := hoursOfDay(a.Quiet.S); err != nil {
		l.value(a.Quiet, "write 21:00-07:00", "%s.quietHours cannot be %q: %v", key, a.Quiet.S, err)
	}
	l.hashtags(name, a)
}

// hashtags must belong to topics, where topics are declared: a mistyped one
// would never be written.
func (l *loader) hashtags(name string, a Account) {
	var known []string
	for _, t := range l.cfg.Topics {
		known = append(known, t.Key)
	}
	for topic := range a.Hashtags {
		if len(known) > 0 && !slices.Contains(known, topic) {
			l.value(l.written("accounts", name, "hashtags"), nearestOr(topic, known), "accounts.%s.hashtags: %q is not a topic", name, topic)
		}
	}
}

// ledgerKinds are the kinds of ledger this version can keep.
var ledgerKinds = []string{"file", "git", "s3", "postgres", "postgresql"}

func (l *loader) ledger() {
	t := l.cfg.Ledger
	if kind, place, _ := strings.Cut(t.S, ":"); (kind == "postgres" || kind == "postgresql") && place != "" {
		l.database(t, place)
		return
	}
	if t.S != "" {
		if err := CheckLedger(t.S); err != nil {
			l.value(t, ledgerHint, "%v", err)
		}
	}
}

const ledgerHint = "write git:BRANCH, such as git:nadi-ledger; file:PATH with a path outside this repository, such as file:../nadi-ledger.jsonl; s3://BUCKET/PREFIX; or postgres://USER@HOST/DATABASE"

// CheckLedger says what is wrong with the name of a ledger.
func CheckLedger(name string) error {
	kind, place, ok := strings.Cut(name, ":")
	switch {
	case !ok || place == "":
		return fmt.Errorf("%q is not a ledger", name)
	case kind == "s3" && !strings.HasPrefix(place, "//"):
		return fmt.Errorf("%q is not a ledger in a bucket; write s3://BUCKET/PREFIX", name)
	case !slices.Contains(ledgerKinds, kind):
		return fmt.Errorf("there is no ledger of the kind %q", kind)
	}
	return nil
}
