package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"nadi/internal/check"
)

func explainCommand(ui *ui, g *global) *cobra.Command {
	return &cobra.Command{
		Use: "explain [RULE]", Short: "Say what a rule asks for and why", Args: atMostOne,
		Long: `Explain a rule: what it asks for, why, an example that breaks it and one that
keeps it. Without a rule, list them all.`,
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			var ids []string
			for _, r := range check.All().Rules() {
				ids = append(ids, r.ID+"\t"+r.Title)
			}
			return ids, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(c *cobra.Command, args []string) error {
			rules := check.All()
			if len(args) == 0 {
				return ui.listRules(g, rules)
			}
			r, near := rules.Get(args[0])
			if r == nil {
				hint := "nadi explain lists the rules"
				if near != "" {
					hint = "did you mean " + near + "?"
				}
				return hinted{fmt.Errorf("there is no rule %q", args[0]), hint}
			}
			ui.explain(g, rules, r)
			return nil
		},
	}
}

func (u *ui) listRules(g *global, rules *check.Set) error {
	if g.json {
		u.printJSON(rules.Rules())
		return nil
	}
	for _, r := range rules.Rules() {
		u.say("%-24s %-8s %s", r.ID, r.Severity, r.Title)
	}
	return nil
}

func (u *ui) explain(g *global, rules *check.Set, r *check.Rule) {
	if g.json {
		u.printJSON(r)
		return
	}
	u.say("%s (%s%s, since %s)", r.ID, r.Severity, fixedNote(r), r.Since)
	u.say("%s", r.Title)
	u.say("")
	u.say("why: %s", r.Why)
	u.say("")
	u.say("not so:")
	u.say("%s", indent(r.Bad))
	u.say("but so:")
	u.say("%s", indent(r.Good))
	if way := wayOut(rules, r); way != "" {
		u.say("\nto let it stand:\n  %s", way)
	}
}

// wayOut says how a person lets a finding of a rule stand, or what else can be
// done where nobody may.
func wayOut(rules *check.Set, r *check.Rule) string {
	comment := "<!-- nadi-allow " + r.ID + " by=NAME reason=\"…\" -->  above the paragraph, or allow: in front matter"
	switch {
	case r.ID == "privacy/metadata", r.ID == "privacy/tracker", r.ID == "consent/record":
		return "" // these are found in files that hold no comment
	case rules.Absolute(r.ID):
		return comment + "\n  NAME did not write the article, and has  duties: [privacy]  in content/people/NAME.yaml"
	case r.Fixed || strings.HasPrefix(r.ID, "check/"):
		return ""
	}
	return comment + "\n  for the whole site, in nadi.yaml:  check: {levels: {" + r.ID + ": off}}"
}

func fixedNote(r *check.Rule) string {
	if r.Fixed {
		return ", cannot be changed"
	}
	return ""
}

func indent(x check.Example) string {
	return "  " + x.File + "\n    " + visible(strings.ReplaceAll(strings.TrimRight(x.Text, "\n"), "\n", "\n    "))
}
