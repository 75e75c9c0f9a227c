package main

import (
	"cmp"
	"context"
	"fmt"
	"os/exec"
	"strings"

	"nadi/internal/github"
)

// lookBack is how many changes of the main branch are looked at.
const lookBack = 20

// unreviewed says where approval: merge is worth less than it seems: the main
// branch takes changes that nobody has looked at. It asks GitHub where it may,
// and else looks at the branch itself; "" means that nothing is known against
// it.
func (p *posting) unreviewed(ctx context.Context) string {
	if p.cfg.Approval.S != "merge" {
		return ""
	}
	if client, ok := github.Open(p.env, transport()); ok {
		branch := cmp.Or(p.env("GITHUB_REF_NAME"), "main")
		if protected, err := client.Protected(ctx, branch); err == nil && !protected {
			return branch + " takes pushes that nobody has reviewed, so a post may go that nobody saw: protect it (docs/ci.md)"
		}
		return ""
	}
	return pushed(ctx, p.g.dir)
}

// pushed looks at the newest changes of the main branch: a merge has two
// parents, or was made by the host on its own pages.
func pushed(ctx context.Context, dir string) string {
	out, err := exec.CommandContext(ctx, "git", "-C", dir, "log", "--first-parent", fmt.Sprint("-", lookBack), "--format=%P|%ce", "origin/HEAD").Output()
	if err != nil {
		return "" // no clone, or nothing known of the remote
	}
	all, alone := 0, 0
	for l := range strings.Lines(string(out)) {
		parents, committer, _ := strings.Cut(strings.TrimSpace(l), "|")
		all++
		if !strings.Contains(parents, " ") && committer != "noreply@github.com" && !strings.Contains(committer, "gitlab.com") {
			alone++
		}
	}
	if alone == 0 {
		return ""
	}
	return fmt.Sprintf("%d of the last %d changes of the main branch were pushed without a merge, so a post may go that nobody saw: protect the branch (docs/ci.md)", alone, all)
}
