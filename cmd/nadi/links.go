package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"nadi/internal/site"
	"nadi/syndicate"
	"nadi/syndicate/channels"
	"nadi/syndicate/ledger"
)

// postLink is a post about an article, as the links file has it (also on …).
type postLink struct {
	Name string `json:"name"`
	URL  string `json:"url"`
}

func linksCommand(ui *ui, g *global) *cobra.Command {
	return &cobra.Command{
		Use: "links", Short: "Write where each article was posted, for its page (also on …)", Args: noArgs,
		Long: `Write the file of posts (links: in nadi.yaml, else links.json) from the ledger. The
next build shows on each article's page where it was posted. nadi publish does this
by itself and leaves no file.`,
		RunE: func(c *cobra.Command, _ []string) error { return writeLinks(c.Context(), ui, g) },
	}
}

func writeLinks(ctx context.Context, ui *ui, g *global) error {
	p, done, err := openLedgerOnly(ctx, ui, g)
	if err != nil {
		return err
	}
	defer done()
	data, n := p.linksFile()
	name := cmp.Or(p.cfg.Links, site.LinksFile)
	root, err := os.OpenRoot(g.dir)
	if err != nil {
		return err
	}
	defer root.Close()
	if err := replace(root, name, data); err != nil {
		return err
	}
	if g.json {
		ui.printJSON(map[string]any{"file": name, "articles": n})
		return nil
	}
	ui.say("%s: posts about %s", name, count(n, "article"))
	return nil
}

// linksFile is the links file that the ledger gives, and of how many articles
// it knows posts.
func (p *posting) linksFile() (data []byte, articles int) {
	all := map[string][]postLink{}
	p.book.View(func(h *ledger.History) {
		for s := range h.All() {
			if s.State != ledger.Posted || !syndicate.Announces(s.Key.Occasion) || !strings.HasPrefix(s.URL, "https://") && !strings.HasPrefix(s.URL, "http://127.") {
				continue
			}
			if a, known := p.cfg.Accounts[s.Key.Account]; known {
				n, _ := channels.Find(a.Channel.S)
				all[s.Key.Item+"."+s.Lang] = append(all[s.Key.Item+"."+s.Lang], postLink{n.Title, s.URL})
			}
		}
	})
	for _, links := range all {
		distinguish(links)
	}
	data, err := json.MarshalIndent(all, "", "  ")
	if err != nil {
		panic(err) // strings can always be written
	}
	return append(data, '\n'), len(all)
}

// distinguish numbers posts on two accounts of one network.
func distinguish(links []postLink) {
	seen := map[string]int{}
	for i := range links {
		if seen[links[i].Name]++; seen[links[i].Name] > 1 {
			links[i].Name += fmt.Sprintf(" (%d)", seen[links[i].Name])
		}
	}
	slices.SortStableFunc(links, func(a, b postLink) int { return strings.Compare(a.Name, b.Name) })
}
