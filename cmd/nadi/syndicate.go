package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"nadi/syndicate"
	"nadi/syndicate/channels"
	"nadi/syndicate/ledger"
	"nadi/syndicate/wire"
)

func syndicateCommand(ui *ui, g *global) *cobra.Command {
	f := &postFlags{}
	c := &cobra.Command{
		Use: "syndicate", Short: "Post what is due to the accounts, each once", Args: noArgs,
		Long: `Post the summary and link of every article that is due to each account, once.
The article's page must be live. What was posted is remembered in the ledger,
so running it again posts nothing twice. See first what it would do:

  nadi syndicate plan`,
		RunE: func(c *cobra.Command, _ []string) error { return syndicateSite(c.Context(), ui, g, f) },
	}
	f.addChoice(c)
	f.addLimits(c)
	c.Flags().DurationVar(&f.wait, "wait", 5*time.Minute, "how long to wait until the pages are live")
	c.AddCommand(planCommand(ui, g), adoptCommand(ui, g), statusCommand(ui, g), linksCommand(ui, g), resolveCommand(ui, g), retractCommand(ui, g), takedownCommand(ui, g))
	for _, sub := range c.Commands() {
		sub.Long = longText(sub)
	}
	return c
}

func syndicateSite(ctx context.Context, ui *ui, g *global, f *postFlags) error {
	p, done, err := openPosting(ctx, ui, g, f)
	if err != nil {
		return err
	}
	defer done()
	if where := p.elsewhere(); where != "" {
		return ui.nothing(g, where)
	}
	if len(p.cfg.Accounts) == 0 {
		return ui.nothing(g, "nadi.yaml has no accounts: nothing to post")
	}
	if err := p.refuseMovedClock(); err != nil {
		return err
	}
	troubles := p.ready()
	r := p.runner(f.wait)
	if !g.json {
		r.Tell = ui.teller()
	}
	start := time.Now()
	stop := ui.working(func() string {
		return fmt.Sprintf("waiting for pages and networks … %.0f s", time.Since(start).Seconds())
	})
	report, err := r.Run(ctx, p.question)
	stop()
	if err != nil {
		return ledgerTrouble(err)
	}
	report.Troubles = slices.Concat(troubles, report.Troubles, p.clockTrouble(report.Plan.Rows))
	return ui.ran(ctx, p, report)
}

// refuseMovedClock keeps --now from real networks: a run whose clock is ahead
// would take another run's open attempt for an abandoned one, and send again.
// On this machine, where networks are tried out, time may be moved.
func (p *posting) refuseMovedClock() error {
	if p.g.now == "" {
		return nil
	}
	for _, d := range p.to {
		n, _ := channels.Find(d.Account.Channel)
		base := cmp.Or(d.Account.Server, n.Server, p.env(syndicate.SecretName(d.Account.Name, "URL")))
		if u, err := url.Parse(base); base != "" && (err != nil || !wire.Loopback(u.Hostname())) {
			return usageError{fmt.Errorf("--now does not go with sending: account %s is a real one", d.Account.Name), "nadi syndicate plan"}
		}
	}
	return nil
}

// elsewhere says that another place posts (publish.on), or "".
func (p *posting) elsewhere() string {
	switch on := p.cfg.Publish.On.S; {
	case on == "github" && p.env("GITHUB_ACTIONS") != "true":
		return "posting happens on GitHub (publish.on in nadi.yaml): nothing was sent from here"
	case on == "netlify" && p.env("NETLIFY") != "true":
		return "posting happens on Netlify (publish.on in nadi.yaml): nothing was sent from here"
	}
	return ""
}

// nothing reports a command that had nothing to do.
func (u *ui) nothing(g *global, why string) error {
	if g.json {
		u.printJSON(map[string]any{"rows": []any{}, "message": why})
		return nil
	}
	u.say("%s", why)
	return nil
}

// ledgerTrouble is an error of the ledger before anything was sent: one that
// another run may not meet (3), or one that a person must look at (4).
func ledgerTrouble(err error) error {
	switch {
	case errors.Is(err, context.Canceled):
		return hinted{errors.New("stopped"), "nothing was sent; run it again"}
	case ledger.IsStuck(err):
		return exits{4, hinted{fmt.Errorf("the ledger cannot be read: %w", err), "nothing was sent; docs/posting.md says how to put a ledger back"}}
	}
	return exits{3, hinted{fmt.Errorf("the ledger cannot be read: %w", err), "nothing was sent; run it again when the ledger can be read"}}
}

// ran reports a run and makes the exit code: 4 where a person is needed, else
// 3 where running again may do more.
func (u *ui) ran(ctx context.Context, p *posting, r *syndicate.Report) error {
	code := 0
	switch {
	case r.NeedsPerson():
		code = 4
	case r.Incomplete() || ctx.Err() != nil:
		code = 3
	}
	if p.g.json {
		u.printJSON(map[string]any{"rows": rowsJSON(r.Plan.Rows), "troubles": troublesJSON(r.Troubles), "posted": len(posted(r.Plan.Rows)), "exit": code})
	} else {
		u.summary(p, r)
	}
	if code != 0 {
		return failed{code}
	}
	return nil
}

func posted(rows []*syndicate.Row) []*syndicate.Row {
	return slices.DeleteFunc(slices.Clone(rows), func(r *syndicate.Row) bool {
		return r.State != ledger.Posted || r.Skip != syndicate.Going
	})
}

// summary is the end of a run: what did not go and why, and what a person
// should do.
func (u *ui) summary(p *posting, r *syndicate.Report) {
	sent := posted(r.Plan.Rows)
	u.pauses(r.Plan.Rows)
	u.troubles(p, r.Troubles)
	u.persons(p, r.Plan.Rows)
	u.nameless(p)
	u.say("%s. %s", count(len(sent), "post")+" sent", u.rest(r.Plan.Rows, leftOut(r)))
}

// leftOut is how many accounts were not even planned for.
func leftOut(r *syndicate.Report) int {
	n := 0
	for _, t := range r.Troubles {
		if t.Account != allAccounts && !slices.ContainsFunc(r.Plan.Rows, func(row *syndicate.Row) bool { return row.Key.Account == t.Account }) {
			n++
		}
	}
	return n
}

// nameless says which articles are never posted, which nobody else says.
func (u *ui) nameless(p *posting) {
	switch n := len(p.nameless); {
	case n == 1:
		u.note("%s has no id and is never posted:  nadi check --fix  writes one", p.nameless[0])
	case n > 1:
		u.note("%s and %s have no id and are never posted:  nadi check --fix  writes one into each", p.nameless[0], count(n-1, "other file"))
	}
}

// pauses says who holds posts back, and why.
func (u *ui) pauses(rows []*syndicate.Row) {
	said := map[string]bool{}
	for _, r := range rows {
		if r.Skip == syndicate.Held && !said[r.Reason] {
			said[r.Reason] = true
			u.note("%s", visible(r.Reason))
		}
	}
}

// rest says how many accounts were left out and messages did not go, by reason.
func (u *ui) rest(rows []*syndicate.Row, leftOut int) string {
	words := []struct {
		skip syndicate.Skip
		text string
	}{
		{syndicate.Scheduled, "scheduled"}, {syndicate.Impossible, "impossible on their network"}, {syndicate.Capped, "left for the next run (limit)"}, {syndicate.Budget, "left for the next run (budget)"},
		{syndicate.Unapproved, "without approval"}, {syndicate.Held, "held by a pause"}, {syndicate.Silent, "held by quiet hours"}, {syndicate.Spaced, "left for a later run (spacing)"}, {syndicate.NotLive, "not live yet"}, {syndicate.Superseded, "superseded by a newer version"},
		{syndicate.Failed, "failed"}, {syndicate.Blocked, "blocked by the check"}, {syndicate.Stopped, "not tried"}, {syndicate.Refused, "refused by the network"}, {syndicate.Missed, "missed"},
		{syndicate.Unclear, "unknown"}, {syndicate.InFlight, "being sent by another run"}, {syndicate.Elsewhere, "done by another run"}, {syndicate.NoBaseline, "without a baseline"}, {syndicate.Unfit, "without a text that fits"},
	}
	n := map[syndicate.Skip]int{}
	for _, r := range rows {
		n[r.Skip]++
	}
	var parts []string
	if leftOut > 0 {
		parts = append(parts, count(leftOut, "account")+" left out")
	}
	for _, w := range words {
		if n[w.skip] > 0 {
			parts = append(parts, fmt.Sprintf("%s %s", thousands(n[w.skip]), w.text))
		}
	}
	if len(parts) == 0 {
		return "Nothing else is due."
	}
	return strings.Join(parts, ", ") + "."
}

// teller prints what becomes of each message as it happens. Accounts work side
// by side, so lines are written one at a time.
func (u *ui) teller() func(*syndicate.Row) {
	return func(r *syndicate.Row) {
		u.mu.Lock()
		defer u.mu.Unlock()
		if u.terminal {
			fmt.Fprint(u.err, "\r\x1b[K") // the line that says what is waited for
		}
		word, detail := outcome(r)
		fmt.Fprintf(u.out, "%-14s %-16s %-10s %s\n", r.Item.Name(), r.Key.Account, word, visible(detail))
		for _, remark := range r.Remarks {
			fmt.Fprintf(u.out, "%-14s %-16s %-10s %s\n", "", "", "", visible(remark))
		}
	}
}

// outcome is what became of a message, in a word and a detail.
func outcome(r *syndicate.Row) (word, detail string) {
	switch {
	case r.State == ledger.Posted && r.Skip == syndicate.Going:
		return "posted", strings.TrimSpace(place(r) + note(r.Reason) + note(approver(r)))
	case r.State == ledger.Posted:
		return "found", strings.TrimSpace(place(r) + note(r.Reason))
	case r.Skip == syndicate.Unclear:
		return "unknown", r.Reason
	}
	return string(r.Skip), r.Reason
}

// place is where a post is: its address, or what its network calls it.
func place(r *syndicate.Row) string { return cmp.Or(r.URL, r.ID) }

func note(s string) string {
	if s == "" {
		return ""
	}
	return " (" + s + ")"
}

// troubles says of whole accounts why they could not be worked on.
func (u *ui) troubles(p *posting, ts []syndicate.Trouble) {
	for _, t := range ts {
		if t.Account == allAccounts {
			u.note("%s", visible(t.Err.Error()))
			continue
		}
		u.note("account %s: %s", t.Account, visible(t.Err.Error()))
		var e *syndicate.Error
		switch {
		case t.Before != "":
			u.note("  if you gave the account another name:  nadi ledger rename-account %s %s", t.Before, t.Account)
		case errors.As(t.Err, &e) && e.Hint != "":
			u.note("  hint: %s", visible(e.Hint))
		case len(p.unset[t.Account]) > 0:
			u.note("  hint: docs/channels/%s.md says where its value comes from", p.cfg.Accounts[t.Account].Channel.S)
		}
	}
}

// persons says what somebody must do, in steps that need no knowledge of the
// program.
func (u *ui) persons(p *posting, rows []*syndicate.Row) {
	seen, missed := map[string]bool{}, map[string]int{}
	for _, r := range rows {
		if r.Skip == syndicate.Missed {
			if missed[r.Key.Account]++; missed[r.Key.Account] > 3 {
				continue // who has many first looks at the list
			}
		}
		switch {
		case r.Skip == syndicate.NoBaseline && !seen[r.Key.Account]:
			seen[r.Key.Account] = true
			u.noBaseline(p, r.Key.Account, rows)
		case r.Skip == syndicate.Unclear:
			u.note("%s on %s is unknown: %s", r.Item.Name(), r.Key.Account, visible(r.Reason))
			u.note("  look at %s; then", u.profile(p, r))
			u.note("  it is there:      nadi syndicate resolve %s %s --posted URL", r.Item.Name(), r.Key.Account)
			u.note("  it is not there:  nadi syndicate resolve %s %s --not-posted", r.Item.Name(), r.Key.Account)
		case r.Skip == syndicate.Missed:
			u.note("%s on %s was missed: %s", r.Item.Name(), r.Key.Account, r.Reason)
			u.note("  post it now:  nadi syndicate --only %s --account %s", r.Item.Name(), r.Key.Account)
			u.note("  never post it:  nadi syndicate resolve %s %s --skip", r.Item.Name(), r.Key.Account)
		case r.Skip == syndicate.Unapproved && !seen[r.Item.Name()]:
			seen[r.Item.Name()] = true
			u.unapproved(p, r, rows)
		case r.Skip == syndicate.Unfit:
			u.note("%s on %s: %s", r.Item.Name(), r.Key.Account, visible(r.Reason))
		}
	}
	for _, account := range slices.Sorted(maps.Keys(missed)) {
		if n := missed[account] - 3; n > 0 {
			u.note("%s more missed on %s; they are listed by  nadi syndicate status --account %s", thousands(n), account, account)
		}
	}
}

// unapproved shows the posts of an item that nobody was shown, or approved, as
// they would go now.
func (u *ui) unapproved(p *posting, first *syndicate.Row, rows []*syndicate.Row) {
	for _, r := range rows {
		if r.Item.Name() == first.Item.Name() && r.Skip == syndicate.Unapproved {
			u.note("%s on %s was not sent: %s", r.Item.Name(), r.Key.Account, visible(r.Reason))
			for line := range strings.SplitSeq(r.Post.Text, "\n") {
				u.note("    | %s", visible(line))
			}
		}
	}
	if p.cfg.Approval.S == "signed" {
		u.note("  if they are right, somebody but the authors says so:  nadi approve %s --as NAME", first.Item.Name())
		return
	}
	u.note("  if they are right:  nadi syndicate plan --show --only %s  then run this again", first.Item.Name())
}

// profile is where a person looks for a post.
func (u *ui) profile(p *posting, r *syndicate.Row) string {
	where := "the account"
	p.book.View(func(h *ledger.History) {
		if a := h.Account(r.Key.Account); a.Profile != "" {
			where = a.Profile
		}
	})
	return where
}

func (u *ui) noBaseline(p *posting, account string, rows []*syndicate.Row) {
	now, scheduled := p.now(), 0
	public := 0
	for _, r := range rows {
		if r.Key.Account != account || r.Skip != syndicate.NoBaseline && r.Skip != syndicate.Scheduled {
			continue
		}
		if r.Due.After(now) {
			scheduled++
		} else {
			public++
		}
	}
	u.note("account %s has no baseline: nothing was posted.", account)
	if p.fresh {
		u.note("  the ledger %s is new; if there was one, put it back, and nothing is posted twice", p.cfg.Ledger.S)
	}
	u.note("  %s would be marked as seen, %s to be posted:  nadi syndicate adopt --account %s", countOf(public, "public article"), stay(scheduled), account)
}

func countOf(n int, what string) string { return count(n, what) }

func stay(n int) string {
	switch n {
	case 0:
		return "nothing scheduled"
	case 1:
		return "1 scheduled one stays"
	}
	return thousands(n) + " scheduled ones stay"
}
