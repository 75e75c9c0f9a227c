package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"nadi/internal/article"
	"nadi/internal/config"
	"nadi/internal/decode"
	"nadi/internal/text"
	"nadi/syndicate"
	"nadi/syndicate/ledger"
	"nadi/syndicate/signature"
)

// approveFlags are the flags of approve.
type approveFlags struct {
	posts postFlags
	as    string
	key   string
	until string
}

func approveCommand(ui *ui, g *global) *cobra.Command {
	f := &approveFlags{}
	c := &cobra.Command{
		Use: "approve ITEM --as NAME", Short: "Say that exactly these posts of an article may go", Args: exactlyOne("an article"),
		Long: `Show the posts that an article (ID or ID.LANG) would be announced with, and write
into the ledger that NAME approves exactly these. Any change to a post ends its
approval. NAME is a file in content/people, and not an author of the article.

Where that file lists keys:, the approval is signed with the one this machine has,
by ssh-keygen (an agent or a hardware key works too). Without keys: it is recorded
only, and every report says so.`,
		RunE: func(c *cobra.Command, args []string) error {
			if f.as == "" {
				return usageError{errors.New("nobody approves; write --as and a name from content/people"), c.CommandPath()}
			}
			return approve(c.Context(), ui, g, f, args[0])
		},
	}
	c.Flags().StringVar(&f.as, "as", "", "the approver's file name in content/people")
	c.Flags().StringVar(&f.key, "key", "", "the private key to sign with (default: the one in ~/.ssh, or in the agent, that the person's file lists)")
	c.Flags().StringVar(&f.until, "until", "7d", "how long the approval holds (7d, 12h)")
	c.Flags().StringSliceVar(&f.posts.accounts, "account", nil, "only the post of this account")
	return c
}

func approve(ctx context.Context, ui *ui, g *global, f *approveFlags, item string) error {
	hold, err := config.ParseDuration(f.until)
	if err != nil || hold <= 0 {
		return usageError{fmt.Errorf("--until %q is not a time; write 7d or 12h", f.until), "nadi approve"}
	}
	p, done, err := openPosting(ctx, ui, g, &f.posts)
	if err != nil {
		return err
	}
	defer done()
	rows, err := p.toApprove(item)
	if err != nil {
		return err
	}
	who, err := p.mayApprove(rows[0].Item, f.as)
	if err != nil {
		return err
	}
	s := syndicate.Statement{Site: p.question.Site, Item: rows[0].Key.Item, Lang: rows[0].Item.Lang, Occasion: rows[0].Key.Occasion, Who: f.as,
		Until: p.now().Add(hold).UTC().Truncate(time.Second), Posts: map[string]string{}}
	for _, r := range rows {
		s.Posts[r.Key.Account] = r.Hash
	}
	line := ""
	if len(who.Keys) > 0 {
		if line, err = sign(ctx, s.String(), who, f.key); err != nil {
			return err
		}
	}
	if err := syndicate.Approve(ctx, p.book, s, line, p.now().UTC()); err != nil {
		return ledgerOr(err)
	}
	ui.approved(p, s, rows, line != "")
	return nil
}

// toApprove are the posts of one item, in one language, that are still to be
// sent.
func (p *posting) toApprove(item string) ([]*syndicate.Row, error) {
	var rows []*syndicate.Row
	var known []string
	for _, r := range p.plan().Showable() {
		known = append(known, r.Item.Name())
		if r.Item.ID == item || r.Item.Name() == item {
			rows = append(rows, r)
		}
	}
	if len(rows) == 0 {
		err := fmt.Errorf("%s has no post that is still to be sent", item)
		if near := text.Nearest(item, known); near != "" {
			return nil, hinted{err, "did you mean " + near + "?"}
		}
		return nil, hinted{err, "nadi syndicate plan lists what is"}
	}
	if i := slices.IndexFunc(rows, func(r *syndicate.Row) bool { return r.Item.Lang != rows[0].Item.Lang }); i >= 0 {
		return nil, hinted{fmt.Errorf("%s is to be posted in several languages, and each is approved by itself", item), "write " + rows[0].Item.Name() + " or " + rows[i].Item.Name()}
	}
	return rows, nil
}

// mayApprove finds the person, who may be anybody but an author.
func (p *posting) mayApprove(it *syndicate.Item, as string) (*article.Person, error) {
	who := p.people[as]
	if who == nil {
		return nil, hinted{fmt.Errorf("%q is not in content/people", as), whoCan(p.people, as)}
	}
	if article.Wrote(p.people, p.authors[it.Name()], as) {
		return nil, hinted{fmt.Errorf("%s wrote this article and cannot approve its posts", as), "let somebody else approve them"}
	}
	return who, nil
}

// holds says why an approval does not hold, by the people of the site as they
// are now, and whether it is signed.
func (p *posting) holds(a ledger.Approval) (bool, error) {
	who, err := p.mayApprove(&syndicate.Item{ID: a.Item, Lang: a.Lang}, a.Who)
	switch {
	case err != nil:
		return false, err
	case len(who.Keys) == 0 && a.Signature == "":
		return false, nil
	case a.Signature == "":
		return false, fmt.Errorf("it is not signed, and %s lists keys", who.Source)
	}
	return true, signature.Verify(a.Statement, a.Signature, keyLines(who.Keys))
}

func keyLines(keys []decode.Text) []string {
	var out []string
	for _, k := range keys {
		out = append(out, k.S)
	}
	return out
}

// sign lets ssh-keygen sign with one of a person's keys, so that an agent, a
// passphrase and a hardware key work as they do everywhere.
func sign(ctx context.Context, statement string, who *article.Person, key string) (string, error) {
	for _, k := range who.Keys {
		if _, err := signature.ParseKey(k.S); err != nil {
			return "", fmt.Errorf("%s: keys: %w", who.Source, err)
		}
	}
	if key == "" {
		found, done, err := ownKey(keyLines(who.Keys))
		if err != nil {
			return "", err
		}
		defer done()
		key = found
	}
	c := exec.CommandContext(ctx, "ssh-keygen", "-Y", "sign", "-q", "-n", signature.Namespace, "-f", key)
	var out, errs bytes.Buffer
	c.Stdin, c.Stdout, c.Stderr = strings.NewReader(statement), &out, &errs
	if err := c.Run(); errors.Is(err, exec.ErrNotFound) {
		return "", hinted{errors.New("the program ssh-keygen is not installed here"), "it is part of OpenSSH"}
	} else if err != nil {
		return "", hinted{fmt.Errorf("nothing was signed: %s", oneLine(errs.String())), "name the private key with --key, or add it to the agent: ssh-add"}
	}
	line, err := signature.Line(out.Bytes())
	if err == nil {
		err = signature.Verify(statement, line, keyLines(who.Keys))
	}
	if errors.Is(err, signature.ErrOther) {
		return "", hinted{fmt.Errorf("the key %s is none of those in %s", key, who.Source), "name another with --key, or let the public key be added to the file"}
	}
	return line, err
}

// ownKey finds the person's key on this machine: in ~/.ssh, or else in the
// agent, which is asked for it by its public half.
func ownKey(keys []string) (string, func(), error) {
	home, _ := os.UserHomeDir()
	files, _ := filepath.Glob(filepath.Join(home, ".ssh", "*.pub"))
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err == nil && slices.ContainsFunc(keys, func(k string) bool { return sameKey(k, string(data)) }) {
			return strings.TrimSuffix(file, ".pub"), func() {}, nil
		}
	}
	f, err := os.CreateTemp("", "nadi-key-*.pub")
	if err != nil {
		return "", nil, fmt.Errorf("a temporary file for the public key: %w", err)
	}
	done := func() { os.Remove(f.Name()) }
	if _, err = f.WriteString(keys[0] + "\n"); err == nil {
		err = f.Close()
	}
	return f.Name(), done, err
}

// sameKey compares two lines but for their comments.
func sameKey(a, b string) bool {
	x, err := signature.ParseKey(a)
	y, err2 := signature.ParseKey(b)
	return err == nil && err2 == nil && bytes.Equal(x.Marshal(), y.Marshal())
}

func oneLine(s string) string { return visible(strings.Join(strings.Fields(s), " ")) }

func (u *ui) approved(p *posting, s syndicate.Statement, rows []*syndicate.Row, signed bool) {
	if p.g.json {
		u.printJSON(map[string]any{"item": s.Item, "lang": s.Lang, "by": s.Who, "until": s.Until.Format(rfc3339), "signed": signed, "posts": s.Posts})
		return
	}
	for _, r := range rows {
		u.planRow(p, r)
	}
	how := "signed"
	if !signed {
		how = "recorded, not signed: " + p.people[s.Who].Source + " lists no keys"
	}
	u.say("%s approved by %s until %s (%s)", count(len(rows), "post"), s.Who, s.Until.In(p.now().Location()).Format("Mon 2 January 15:04"), how)
}
