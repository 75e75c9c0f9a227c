package main

import (
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"strings"
)

// follow answers what comes after a post: reading one, changing it, taking it
// down. It reports whether that was asked for.
func (f *fakenet) follow(w http.ResponseWriter, r *http.Request, network, path string, body []byte) bool {
	account := map[string]string{"m1": "mastodon-en", "m2": "mastodon-hi", "blue": "bluesky", "x": "x", "fb": "facebook", "hook": "screens"}[network]
	switch network {
	case "m1", "m2":
		return f.followMastodon(w, r, account, path, body)
	case "fb":
		return f.followFacebook(w, r, path, body)
	case "x":
		if id, ok := strings.CutPrefix(path, "2/tweets/"); ok && r.Method == http.MethodDelete {
			f.takeDown(account, id)
			reply(w, obj{"data": obj{"deleted": true}})
			return true
		}
	case "blue":
		var in struct{ Rkey string }
		if strings.HasSuffix(path, "deleteRecord") && json.Unmarshal(body, &in) == nil {
			f.posts[account] = slices.DeleteFunc(f.posts[account], func(p fakePost) bool { return p.key == in.Rkey })
			reply(w, obj{})
			return true
		}
	case "hook":
		var in struct{ Event, Of string }
		if json.Unmarshal(body, &in) == nil && in.Event == "remove" {
			f.takeDown(account, in.Of)
			reply(w, obj{})
			return true
		}
	}
	return false
}

func (f *fakenet) takeDown(account, id string) {
	f.posts[account] = slices.DeleteFunc(f.posts[account], func(p fakePost) bool { return p.id == id })
}

func (f *fakenet) followMastodon(w http.ResponseWriter, r *http.Request, account, path string, body []byte) bool {
	id, ok := strings.CutPrefix(path, "api/v1/statuses/")
	if !ok {
		return false
	}
	i := f.find(account, id)
	if i < 0 {
		w.WriteHeader(http.StatusNotFound)
		reply(w, obj{"error": "Record not found"})
		return true
	}
	switch p := &f.posts[account][i]; r.Method {
	case http.MethodPut:
		p.text = textOf(body, "status")
	case http.MethodDelete:
		defer f.takeDown(account, id)
	}
	reply(w, f.status(account, f.posts[account][i]))
	return true
}

var graphPost = regexp.MustCompile(`^v[0-9.]+/77_(\d+)$`)

func (f *fakenet) followFacebook(w http.ResponseWriter, r *http.Request, path string, body []byte) bool {
	m := graphPost.FindStringSubmatch(path)
	if m == nil || r.Method == http.MethodGet {
		return false
	}
	i := f.find("facebook", m[1])
	switch {
	case i < 0:
		w.WriteHeader(http.StatusBadRequest)
		reply(w, obj{"error": obj{"code": 100, "error_subcode": 33, "message": "Unsupported request. Object does not exist"}})
		return true
	case r.Method == http.MethodDelete:
		f.takeDown("facebook", m[1])
	default:
		f.posts["facebook"][i].text = textOf(body, "message")
	}
	reply(w, obj{"success": true})
	return true
}

func (f *fakenet) find(account, id string) int {
	return slices.IndexFunc(f.posts[account], func(p fakePost) bool { return p.id == id })
}

func textOf(body []byte, key string) string {
	var in map[string]any
	_ = json.Unmarshal(body, &in)
	s, _ := in[key].(string)
	return s
}
