package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"nadi/internal/bucket"
	"nadi/internal/config"
	"nadi/internal/deploy"
	"nadi/internal/deploy/dir"
	"nadi/internal/deploy/netlify"
	"nadi/internal/deploy/s3"
	"nadi/internal/publish"
)

// deployFlags say what is deployed, and how.
type deployFlags struct {
	output string
	draft  bool // a preview
}

func deployCommand(ui *ui, g *global) *cobra.Command {
	f := &deployFlags{}
	c := &cobra.Command{
		Use: "deploy", Short: "Bring the built site live", Args: noArgs,
		Long: `Bring what nadi build made to the host that nadi.yaml names (deploy), and wait
until readers get it. The old site stays until the new one is whole. A deploy
that was stopped goes on where it was when you run it again.`,
		RunE: func(c *cobra.Command, _ []string) error {
			cfg, err := settings(ui, g, ". Nothing was deployed.")
			if err != nil {
				return err
			}
			start := time.Now()
			rec, err := deploySite(c.Context(), ui, g, cfg, f)
			if err != nil {
				return ui.deployFailed(err)
			}
			return ui.deployed(g, cfg, rec, time.Since(start))
		},
	}
	c.Flags().StringVar(&f.output, "output", "", "the folder that nadi build wrote (default: public in the site's folder)")
	c.Flags().BoolVar(&f.draft, "draft", false, "deploy a preview that only its own address shows (netlify)")
	return c
}

// deploySite brings the built site to the target of the settings. A release
// that is there and not live is no error: see Receipt.State.
func deploySite(ctx context.Context, ui *ui, g *global, cfg *config.Config, f *deployFlags) (deploy.Receipt, error) {
	d := cfg.Deploy
	switch {
	case d.Target.S == "":
		return deploy.Receipt{}, hinted{errors.New("nadi.yaml does not say where to deploy to"), "write deploy: {target: netlify, site: news.netlify.app}, or {target: dir, path: /srv/news}, or {target: s3, bucket: s3://riverside-news}; docs/deploying.md explains the choice"}
	case f.draft && d.Target.S != "netlify":
		return deploy.Receipt{}, usageError{fmt.Errorf("--draft is for the target netlify, and deploy.target is %s", d.Target.S), "nadi deploy"}
	}
	output, err := outputFolder(g.dir, f.output)
	if err != nil {
		return deploy.Receipt{}, err
	}
	release, done, err := openBuilt(output)
	if err != nil {
		return deploy.Receipt{}, err
	}
	defer done()
	release.Title = commitSubject(g.dir)
	t, err := openTarget(g, d, output, f.draft)
	if err != nil {
		return deploy.Receipt{}, err
	}
	if left := surprising(release.Left); len(left) > 0 && !g.json {
		ui.note("not part of the site, and left out: %s", visible(strings.Join(left, ", ")))
	}
	tell, stop := ui.deploying()
	defer stop()
	return t.Deploy(ctx, release, tell)
}

// openBuilt opens the folder that a build wrote, and keeps builds away from it
// until done is called.
func openBuilt(output string) (r deploy.Release, done func(), err error) {
	release, err := publish.Hold(output)
	var locked *publish.LockedError
	var half *publish.HalfError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return r, nil, hinted{fmt.Errorf("there is no folder %s, so there is nothing to deploy", shown(output)), "run nadi build first"}
	case errors.As(err, &locked):
		return r, nil, &deploy.Error{Kind: deploy.Again, Message: err.Error(), State: "nothing was deployed", Err: err}
	case errors.As(err, &half):
		return r, nil, hinted{fmt.Errorf("%w, so %s may hold pages of two sites; nothing was deployed", err, shown(output)), "run nadi build, which finishes it"}
	case err != nil:
		return r, nil, err
	}
	root, err := os.OpenRoot(output)
	if err != nil {
		release()
		return r, nil, fmt.Errorf("opening the built site: %w", err)
	}
	done = func() { root.Close(); release() }
	if _, err = root.Stat("index.html"); errors.Is(err, fs.ErrNotExist) {
		err = hinted{fmt.Errorf("%s has no index.html, so it is not a built site; nothing was deployed", shown(output)), "run nadi build, or name the folder it wrote with --output"}
	}
	if err == nil {
		r, err = deploy.Read(root.FS(), "")
	}
	if err != nil {
		done()
		return r, nil, err
	}
	return r, done, nil
}

// surprising are the files left out that somebody may miss.
func surprising(left []string) []string {
	var out []string
	for _, p := range left {
		switch filepath.Base(p) {
		case ".gitignore", ".gitkeep", ".DS_Store":
		default:
			out = append(out, p)
		}
	}
	return out
}

// openTarget opens what deploy in nadi.yaml names; config has checked its keys.
func openTarget(g *global, d config.Deploy, output string, draft bool) (deploy.Target, error) {
	switch d.Target.S {
	case "netlify":
		token := os.Getenv("NETLIFY_AUTH_TOKEN")
		if token == "" {
			return nil, &deploy.Error{Kind: deploy.Person, Message: "NETLIFY_AUTH_TOKEN is not set in the environment", State: "nothing was deployed",
				Hint: "make a personal access token in Netlify's user settings, under Applications; docs/deploying.md says where it goes"}
		}
		return netlify.New(netlify.Options{Site: d.Site.S, Base: d.Server.S, Token: token, Draft: draft, Agent: agent, HTTP: keeping(), Now: time.Now, Sleep: sleep})
	case "s3":
		b, err := bucket.Open(d.Bucket.S, bucket.Options{Env: os.Getenv, Transport: keeping()})
		if err != nil {
			return nil, &deploy.Error{Kind: deploy.Person, Message: err.Error(), State: "nothing was deployed", Hint: "docs/deploying.md says what a bucket needs"}
		}
		return s3.New(b, nonce(), sleep), nil
	}
	path := d.Path.S
	if !filepath.IsAbs(path) {
		path = filepath.Join(g.dir, path)
	}
	return dir.New(dir.Options{Path: path, Keep: d.Keep, Source: output, Now: time.Now})
}

// keeping is a transport that keeps connections: a deploy makes hundreds of
// requests to one host, and each may be repeated.
func keeping() http.RoundTripper {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.MaxIdleConnsPerHost = 16
	return t
}

// commitSubject is what the newest commit of the site says, for people who look
// at a list of deploys; empty where there is no git or no repository.
func commitSubject(dir string) string {
	c := exec.Command("git", "log", "-1", "--format=%s")
	c.Dir = dir
	out, err := c.Output()
	if err != nil {
		return ""
	}
	return strings.TrimSpace(strings.ToValidUTF8(string(out), ""))
}
