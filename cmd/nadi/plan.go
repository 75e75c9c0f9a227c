package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"nadi/syndicate"
	"nadi/syndicate/ledger"
)

// planFlags are the flags of plan.
type planFlags struct {
	postFlags
	all    bool
	show   bool
	who    string
	format string
}

func planCommand(ui *ui, g *global) *cobra.Command {
	f := &planFlags{}
	c := &cobra.Command{
		Use: "plan", Short: "Show what would be posted, and why the rest would not", Args: noArgs,
		Long: `Show every post that nadi syndicate would send now: its exact text, length,
picture and time, and of every other article why it would not be posted. Nothing
is sent, and no network is asked.

Where nadi.yaml says approval: merge, a post goes only if somebody was shown exactly
it. With --show that is written into the ledger, of what is due and of what is
scheduled. --format markdown is for the comment below a pull request; an article
under embargo is there with its id, accounts and hashes alone.`,
		RunE: func(c *cobra.Command, _ []string) error {
			if f.format != "text" && f.format != "markdown" {
				return usageError{fmt.Errorf("--format cannot be %q; write text or markdown", f.format), c.CommandPath()}
			}
			return plan(c.Context(), ui, g, f)
		},
	}
	f.addChoice(c)
	f.addLimits(c)
	c.Flags().BoolVar(&f.all, "all", false, "list what is done, too")
	c.Flags().BoolVar(&f.show, "show", false, "write into the ledger that you were shown these posts")
	c.Flags().StringVar(&f.who, "who", "", "who was shown them (default: your name on this machine)")
	c.Flags().StringVar(&f.format, "format", "text", "text, or markdown")
	return c
}

func plan(ctx context.Context, ui *ui, g *global, f *planFlags) error {
	p, done, err := openPosting(ctx, ui, g, &f.postFlags)
	if err != nil {
		return err
	}
	defer done()
	if len(p.cfg.Accounts) == 0 {
		return ui.nothing(g, "nadi.yaml has no accounts: nothing to post")
	}
	made := p.plan()
	news := 0
	if f.show {
		if news, err = syndicate.Show(ctx, p.book, made.Showable(), person(f.who), p.now().UTC()); err != nil {
			return ledgerOr(err)
		}
		made = p.plan()
	}
	switch {
	case g.json:
		out := map[string]any{"rows": rowsJSON(made.Rows)}
		if f.show {
			out["shown"] = news
		}
		ui.printJSON(out)
	case f.format == "markdown":
		ui.say("%s", previewOf(p, made))
	default:
		ui.released(p.releases)
		ui.planned(p, made, f.all)
		if f.show {
			ui.say("%s written down as shown to %s", count(news, "post"), visible(person(f.who)))
		}
	}
	return nil
}

// plan is what would be done now, by what the ledger was last known to say.
func (p *posting) plan() (made *syndicate.Plan) {
	p.book.View(func(h *ledger.History) {
		q := p.question
		q.History = h
		made = syndicate.MakePlan(q)
	})
	return made
}

// planned prints a plan by article, as its readers think of it.
func (u *ui) planned(p *posting, made *syndicate.Plan, all bool) {
	var order []*syndicate.Item
	rows := map[*syndicate.Item][]*syndicate.Row{}
	impossible, why := map[string]int{}, map[string]string{}
	for _, r := range made.Rows {
		if !all && (r.Skip == syndicate.Done || r.Skip == syndicate.Impossible) {
			if r.Skip == syndicate.Impossible {
				impossible[r.Key.Account]++
				why[r.Key.Account] = r.Reason
			}
			continue
		}
		if rows[r.Item] == nil {
			order = append(order, r.Item)
		}
		rows[r.Item] = append(rows[r.Item], r)
	}
	for _, it := range order {
		u.say("%q (%s) · due %s", visible(it.Title), it.Name(), it.Due.In(p.now().Location()).Format("2 January 2006 15:04"))
		for _, r := range rows[it] {
			u.planRow(p, r)
		}
	}
	for _, account := range slices.Sorted(maps.Keys(impossible)) {
		u.say("%s: impossible for %s: %s", account, count(impossible[account], "article"), visible(why[account]))
	}
	u.persons(p, made.Rows)
	u.nameless(p)
	for _, t := range p.ready() {
		u.note("account %s: %s", t.Account, t.Err)
	}
	u.say("%s planned. %s Nothing has been sent.", count(len(made.Going()), "post"), u.rest(made.Rows, 0))
}

func (u *ui) planRow(p *posting, r *syndicate.Row) {
	name := fmt.Sprintf("  %-16s ", r.Key.Account)
	switch {
	case r.Post != nil && r.State == syndicate.Planned:
		u.say("%s%s", name, strings.Join(facts(r), " · "))
		for line := range strings.SplitSeq(r.Post.Text, "\n") {
			u.say("    | %s", visible(line))
		}
	case r.State == ledger.Posted:
		u.say("%salready posted %s   %s", name, r.Since.In(p.now().Location()).Format("2 January"), r.URL)
	default:
		word, detail := outcome(r)
		u.say("%s%s%s", name, strings.ReplaceAll(word, "-", " "), colon(visible(detail)))
	}
}

func colon(s string) string {
	if s == "" {
		return ""
	}
	return ": " + s
}

// facts are what a reader of a plan wants to know of a post beside its text.
func facts(r *syndicate.Row) []string {
	out := []string{fate(r), fmt.Sprintf("%s of %s %s", thousands(r.Length), thousands(r.Max), r.Unit)}
	if r.To.Description.Link == syndicate.LinkInCard {
		out = append(out, "card "+r.Post.Link)
	}
	if im := r.Post.Image; im != nil {
		out = append(out, fmt.Sprintf("picture %q", visible(im.Alt)))
	}
	if r.Price > 0 {
		out = append(out, "costs about "+syndicate.Dollars(r.Price))
	}
	return out
}

// fate says whether a composed post goes, and if not, why.
func fate(r *syndicate.Row) string {
	if r.Skip == syndicate.Going {
		return "will post now" + note(approver(r))
	}
	word, detail := outcome(r)
	return strings.ReplaceAll(word, "-", " ") + colon(visible(detail))
}

// approver says who approved a post, where somebody had to.
func approver(r *syndicate.Row) string {
	if r.ApprovedBy == "" {
		return ""
	}
	return "approved by " + r.ApprovedBy
}

// rowJSON is a row for programs (design section 9).
type rowJSON struct {
	Item        string    `json:"item"`
	Lang        string    `json:"lang"`
	Account     string    `json:"account"`
	Occasion    string    `json:"occasion"`
	State       string    `json:"state"`
	Skip        string    `json:"skip,omitempty"`
	Reason      string    `json:"reason,omitempty"`
	Post        *postJSON `json:"post,omitempty"`
	Hash        string    `json:"hash,omitempty"`
	Due         string    `json:"due"`
	URL         string    `json:"url,omitempty"`
	Attempts    int       `json:"attempts,omitempty"`
	Since       string    `json:"since,omitempty"`
	Mills       int       `json:"priceMills,omitempty"`
	Approved    string    `json:"approvedBy,omitempty"`
	NeedsPerson bool      `json:"needsPerson"`
	Remarks     []string  `json:"remarks,omitempty"`
}

type postJSON struct {
	Text   string    `json:"text"`
	Length int       `json:"length"`
	Limit  int       `json:"limit"`
	Unit   string    `json:"unit"`
	Link   string    `json:"link"`
	Image  string    `json:"image,omitempty"`
	Alt    string    `json:"alt,omitempty"`
	Card   *cardJSON `json:"card,omitempty"`
}

type cardJSON struct {
	Title   string `json:"title"`
	Summary string `json:"summary"`
}

func rowsJSON(rows []*syndicate.Row) []rowJSON {
	out := make([]rowJSON, 0, len(rows))
	for _, r := range rows {
		j := rowJSON{Item: r.Key.Item, Lang: r.Item.Lang, Account: r.Key.Account, Occasion: r.Key.Occasion, State: string(r.State), Skip: string(r.Skip), Reason: r.Reason, Hash: r.Hash,
			Due: r.Due.Format(rfc3339), URL: r.URL, Attempts: r.Attempts, Mills: r.Price, Approved: r.ApprovedBy, NeedsPerson: r.NeedsPerson(), Remarks: r.Remarks}
		if !r.Since.IsZero() {
			j.Since = r.Since.Format(rfc3339)
		}
		if r.Post != nil {
			j.Post = postOf(r)
		}
		out = append(out, j)
	}
	return out
}

const rfc3339 = "2006-01-02T15:04:05Z07:00"

func postOf(r *syndicate.Row) *postJSON {
	p := &postJSON{Text: r.Post.Text, Length: r.Length, Limit: r.Max, Unit: r.Unit, Link: r.Post.Link}
	if im := r.Post.Image; im != nil {
		p.Image, p.Alt = im.URL, im.Alt
	}
	if r.To.Description.Link == syndicate.LinkInCard {
		p.Card = &cardJSON{r.Post.Title, r.Post.Summary}
	}
	return p
}

func troublesJSON(ts []syndicate.Trouble) []map[string]any {
	out := []map[string]any{}
	for _, t := range ts {
		hint := ""
		if e, ok := asError(t.Err); ok {
			hint = e.Hint
		}
		out = append(out, map[string]any{"account": t.Account, "error": t.Err.Error(), "hint": hint, "needsPerson": t.Person, "before": t.Before})
	}
	return out
}
