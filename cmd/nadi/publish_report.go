package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"nadi/internal/github"
	"nadi/syndicate"
)

// conclude tells in one place what is live, what was posted, what was not and
// why, and what needs a person: here, in the summary of a CI run, and in one
// open issue.
func (p *publication) conclude(ctx context.Context) error {
	code := p.code(ctx)
	if p.g.json {
		p.ui.printJSON(p.asJSON(code))
	} else {
		p.ui.published(p)
	}
	p.summarize(p.markdown(code))
	p.callPerson(context.WithoutCancel(ctx), code)
	if code != 0 {
		return failed{code}
	}
	return nil
}

func (u *ui) published(p *publication) {
	u.needs(p)
	if p.report != nil {
		u.nameless(p.posting)
	}
	u.say("%s", p.verdict())
	u.due(p.res)
}

// needs prints what somebody must do, or wait for.
func (u *ui) needs(p *publication) {
	if p.live != "" && p.live != newerIsLive {
		u.note("readers do not get the new site yet: %s", visible(p.live))
		u.note("  nothing was posted; run  nadi publish  again when they do")
	}
	if p.report == nil {
		return
	}
	u.pauses(p.report.Plan.Rows)
	u.troubles(p.posting, p.report.Troubles)
	u.persons(p.posting, p.report.Plan.Rows)
}

// verdict is the last line.
func (p *publication) verdict() string {
	url := p.res.Config.Site.URL.S
	if p.receipt != nil && p.receipt.Same {
		url += " (" + sameAsLive + ")"
	}
	switch {
	case p.live == newerIsLive:
		return newerIsLive
	case p.live != "":
		return articles(p.res) + " built and deployed; not live yet"
	case p.report == nil:
		return fmt.Sprintf("%s live at %s; %s", articles(p.res), url, p.quiet)
	}
	return fmt.Sprintf("%s live at %s; %s sent. %s", articles(p.res), url, count(len(posted(p.report.Plan.Rows)), "post"), p.ui.rest(p.report.Plan.Rows, leftOut(p.report)))
}

// posted are the messages that this publication made public.
func (p *publication) posted() []*syndicate.Row {
	if p.report == nil {
		return nil
	}
	return posted(p.report.Plan.Rows)
}

func (p *publication) asJSON(code int) map[string]any {
	out := map[string]any{"build": buildReport(p.res, p.stats, 0), "deploy": p.receipt, "live": p.live == "", "exit": code}
	if p.live != "" {
		out["why"] = p.live
	}
	if p.report == nil {
		out["rows"], out["message"] = []any{}, p.quiet
		return out
	}
	out["rows"], out["troubles"], out["posted"] = rowsJSON(p.report.Plan.Rows), troublesJSON(p.report.Troubles), len(posted(p.report.Plan.Rows))
	return out
}

// markdown is the summary for people who look at a CI run.
func (p *publication) markdown(code int) string {
	var b strings.Builder
	head := map[int]string{0: "Published", 3: "Published, but not everything: run it again", 4: "A person is needed"}[code]
	fmt.Fprintf(&b, "## %s\n\n%s\n", head, inline(p.verdict()))
	if p.report != nil {
		rows := posted(p.report.Plan.Rows)
		slices.SortStableFunc(rows, func(x, y *syndicate.Row) int { return strings.Compare(x.Item.Name(), y.Item.Name()) })
		for i, r := range rows {
			if i == 0 || r.Item != rows[i-1].Item {
				fmt.Fprintf(&b, "\n**%s** (%s)\n\n", inline(r.Item.Title), mono(r.Item.Name()))
			}
			fmt.Fprintf(&b, "- %s: %s%s\n", inline(r.Key.Account), linked(r), inline(note(approver(r))))
		}
	}
	if text := captured(func(u *ui) { u.needs(p) }); text != "" {
		fence := fenceFor(text)
		fmt.Fprintf(&b, "\n### What is open\n\n%stext\n%s%s\n", fence, text, fence)
	}
	return b.String()
}

// linked is where a post is, as a link where it has an address.
func linked(r *syndicate.Row) string {
	if r.URL == "" {
		return mono(cmp.Or(r.ID, "posted"))
	}
	return "<" + strings.NewReplacer("<", "%3C", ">", "%3E").Replace(visible(r.URL)) + ">"
}

// broken tells a CI and its people of a publication that came to no end. The
// error itself is printed by whoever gets it.
func (p *publication) broken(ctx context.Context, err error) error {
	text := oneLine(cmp.Or(p.stopped, err.Error()))
	p.summarize("## Not published\n\n" + inline(text) + "\n")
	if codeOf(err) == 4 {
		p.issue(context.WithoutCancel(ctx), short(text), "The publication stopped: "+inline(text)+"\n\nThe output of the run says what to do.\n")
	}
	return err
}

// titleRoom is how much of a trouble goes into the title of an issue, of which
// lists show no more; GitHub takes 256 letters.
const titleRoom = 80

// short is the beginning of a text, for a title.
func short(text string) string {
	if rs := []rune(text); len(rs) > titleRoom {
		return string(rs[:titleRoom]) + "…"
	}
	return text
}

// codeOf is the exit code that an error carries.
func codeOf(err error) int {
	var f failed
	var e exits
	switch {
	case errors.As(err, &f):
		return f.code
	case errors.As(err, &e):
		return e.code
	}
	return 1
}

// summarize appends a summary to the file that a CI names for it, and says to
// the steps that follow whether readers have the site: the exit code alone does
// not, for a deploy that failed and a post that failed are both to be run again.
func (p *publication) summarize(markdown string) {
	p.appendTo("GITHUB_STEP_SUMMARY", markdown+"\n")
	p.appendTo("GITHUB_OUTPUT", fmt.Sprintf("live=%v\n", p.reached))
}

// appendTo appends to the file that a variable names.
func (p *publication) appendTo(variable, text string) {
	name := p.posting.env(variable)
	if name == "" {
		return
	}
	f, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err == nil {
		_, err = f.WriteString(text)
		err = cmp.Or(f.Close(), err)
	}
	if err != nil {
		p.ui.note("%s could not be written: %v", variable, err)
	}
}

// personMark names the one issue of what needs a person.
const personMark = "needs-a-person"

// callPerson opens or changes the one issue that says what needs a person, or
// closes it: where all accounts were worked on and nothing does.
func (p *publication) callPerson(ctx context.Context, code int) {
	switch {
	case code == 4:
		p.issue(ctx, short(p.matter()), p.markdown(code)+"\n"+howToAct)
	case p.report != nil:
		p.github(func(c *github.Client) error {
			return c.Close(ctx, personMark, "Nothing needs a person any more.\n\n"+inline(p.verdict()))
		})
	}
}

func (p *publication) issue(ctx context.Context, matter, body string) {
	p.github(func(c *github.Client) error { return c.Issue(ctx, personMark, "Nadi needs a person: "+matter, body) })
}

// github asks GitHub for something, in its own runs. Where that fails, the run's
// output has said it.
func (p *publication) github(ask func(*github.Client) error) {
	client, ok := github.Open(p.posting.env, transport())
	if !ok || p.posting.env("GITHUB_ACTIONS") != "true" {
		return
	}
	if err := ask(client); err != nil {
		p.ui.note("the issue for people could not be kept up to date: %v", err)
	}
}

// howToAct ends the issue.
const howToAct = "The commands above can be typed where the repository is cloned, or chosen in the workflow *operate* (Actions, operate, Run workflow), also on a telephone. This issue closes itself when nothing is open any more.\n"

// matter says in a few words what a person is needed for.
func (p *publication) matter() string {
	if p.report == nil {
		return "the deploy is not live"
	}
	for _, t := range p.report.Troubles {
		if t.Account == allAccounts {
			return oneLine(t.Err.Error())
		}
	}
	return strings.TrimSuffix(p.ui.rest(slices.DeleteFunc(slices.Clone(p.report.Plan.Rows), func(r *syndicate.Row) bool { return !r.NeedsPerson() }), leftOut(p.report)), ".")
}
