package netlify

import (
	"context"
	"fmt"
	"net/url"
	"time"

	"nadi/internal/deploy"
)

// prepared reports that Netlify knows what it requires.
func prepared(state string) bool {
	switch state {
	case "prepared", "uploaded", "processing", "processed", "ready":
		return true
	}
	return false
}

func ready(state string) bool { return state == "ready" }

// until looks at a deploy, with growing waits, until its state is good.
func (t *Target) until(ctx context.Context, s site, d release, what string, good func(string) bool, tell func(deploy.Progress)) (release, error) {
	tell(deploy.Progress{Stage: what})
	end := t.api.now().Add(t.patience)
	for wait := 200 * time.Millisecond; ; wait = longer(wait) {
		switch {
		case good(d.State):
			return d, nil
		case d.State == "error":
			return d, &deploy.Error{Message: "Netlify could not make the deploy: " + t.api.plain(d.ErrorMessage), State: unchanged, Hint: "its page tells more: " + d.AdminURL}
		case d.State == "rejected":
			return d, &deploy.Error{Kind: deploy.Person, Message: "somebody rejected the deploy on Netlify", State: unchanged}
		case d.State == "pending_review":
			return d, &deploy.Error{Kind: deploy.Person, Message: "Netlify holds the deploy until somebody accepts it", State: unchanged, Hint: "accept it there: " + d.AdminURL}
		case !t.api.now().Before(end):
			return d, &deploy.Error{Kind: deploy.Again, Message: fmt.Sprintf("%s: after %s its state is still %q", what, t.patience, t.api.plain(d.State))}
		}
		if err := t.api.sleep(ctx, wait); err != nil {
			return d, deploy.Because(deploy.Again, what, err)
		}
		next := release{}
		err := t.api.do(ctx, call{what: what, path: "/sites/" + url.PathEscape(s.ID) + "/deploys/" + url.PathEscape(d.ID), into: &next,
			missing: "the deploy is not there any more; somebody may have deleted it", missingKind: deploy.Again})
		if err != nil {
			return d, err
		}
		d = next
	}
}

// longer makes waits grow to a quarter of a minute.
func longer(wait time.Duration) time.Duration { return min(wait*3/2, 15*time.Second) }

// follow waits until the deploy is ready and says what readers get.
func (t *Target) follow(ctx context.Context, s site, d release, tell func(deploy.Progress)) (deploy.Receipt, error) {
	id := d.ID
	d, err := t.until(ctx, s, d, "waiting until Netlify has the site ready", ready, tell)
	switch {
	case err != nil:
		return deploy.Receipt{}, err
	case d.ID != id:
		return deploy.Receipt{}, &deploy.Error{Kind: deploy.Again, Message: "Netlify answered with another deploy than the one asked for"}
	case t.draft:
		return deploy.Receipt{State: deploy.Preview}, nil
	case d.Context != "" && d.Context != "production":
		return deploy.Receipt{State: deploy.Held, Note: fmt.Sprintf("Netlify took this as a deploy of the kind %q, which it does not publish; press Publish deploy at %s", t.api.plain(d.Context), d.AdminURL)}, nil
	}
	return t.published(ctx, d, tell)
}

// looks is how often a locked site is looked at before it is believed: one that
// is being published may show the lock of the deploy before.
const looks = 3

// published waits until the site shows the deploy, or until it is certain that
// it will not.
func (t *Target) published(ctx context.Context, d release, tell func(deploy.Progress)) (deploy.Receipt, error) {
	const what = "waiting until Netlify has published the site"
	tell(deploy.Progress{Stage: what})
	end := t.api.now().Add(t.patience / 5)
	for look, wait := 1, time.Second; ; look, wait = look+1, longer(wait) {
		s, err := t.look(ctx)
		if err != nil {
			return deploy.Receipt{}, err
		}
		now := s.Published
		switch {
		case now != nil && now.ID == d.ID:
			return deploy.Receipt{State: deploy.Live}, nil
		case now != nil && now.created().After(d.created()) && !d.created().IsZero():
			return deploy.Receipt{State: deploy.Superseded, Note: "a newer deploy was published meanwhile: " + now.ID}, nil
		case now != nil && now.Locked && look >= looks:
			return deploy.Receipt{State: deploy.Held, Note: "auto publishing is stopped on Netlify, so readers get the old site; press Publish deploy at " + d.AdminURL}, nil
		case !t.api.now().Before(end):
			return deploy.Receipt{}, &deploy.Error{Kind: deploy.Again, Message: fmt.Sprintf("%s: the deploy %s is ready, and after %s readers still get another one", what, d.ID, t.patience/5)}
		}
		if err := t.api.sleep(ctx, wait); err != nil {
			return deploy.Receipt{}, deploy.Because(deploy.Again, what, err)
		}
	}
}
