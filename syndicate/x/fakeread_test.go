package x

import (
	"cmp"
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// list answers with posts as X writes them: links shortened, and & < > as in
// HTML.
func (f *fake) list(w http.ResponseWriter, r recorded) {
	if !f.knows(w, r, "max_results", "pagination_token", "start_time", "end_time", "since_id", "until_id", "exclude", f.fields, "expansions") {
		return
	}
	size, err := strconv.Atoi(r.query.Get("max_results"))
	since, err2 := time.Parse(time.RFC3339, r.query.Get("start_time"))
	from, err3 := strconv.Atoi(strings.TrimPrefix(r.query.Get("pagination_token")+"0", "page"))
	if err != nil || err2 != nil || err3 != nil || size < 5 || size > 100 || r.query.Get("exclude") != "retweets" {
		invalid(w, "a parameter has a value that is not allowed: %v %v %v", err, err2, err3)
		return
	}
	if since.After(f.now().Add(-10 * time.Second)) {
		invalid(w, "'start_time' must be a minimum of 10 seconds prior to the request time")
		return
	}
	all := slices.DeleteFunc(slices.Clone(f.posts), func(p *fakePost) bool { return p.at.Before(since) })
	if f.lag > 0 && len(all) > 0 {
		f.lag--
		all = all[:len(all)-1]
	}
	slices.Reverse(all)
	from /= 10
	page := all[min(from, len(all)):min(from+size, len(all))]
	out := map[string]any{"meta": map[string]any{"result_count": len(page)}}
	if from+size < len(all) {
		out["meta"].(map[string]any)["next_token"] = "page" + strconv.Itoa(from+size)
	}
	var data []any
	for _, p := range page {
		data = append(data, f.shown(p, r.query.Get(f.fields)))
	}
	if data != nil {
		out["data"] = data
	}
	body, _ := json.Marshal(out)
	respond(w, 200, string(body))
}

func (f *fake) shown(p *fakePost, fields string) map[string]any {
	text, urls := html.EscapeString(p.Text), []any{}
	text = strings.NewReplacer("&#34;", `"`, "&#39;", "'").Replace(text)
	for i, a := range p.Links {
		short := fmt.Sprintf("https://t.co/x%sy%d", p.ID, i)
		text = strings.Replace(text, html.EscapeString(a), short, 1)
		urls = append(urls, map[string]any{"start": 0, "end": 23, "url": short, "expanded_url": a, "display_url": "…"})
	}
	if p.Picture {
		short := "https://t.co/p" + p.ID
		text += " " + short
		urls = append(urls, map[string]any{"start": 0, "end": 23, "url": short, "expanded_url": "https://x.com/riverside_example/status/" + p.ID + "/photo/1"})
	}
	out := map[string]any{"id": p.ID, "text": text, "edit_history_post_ids": []string{p.ID}}
	if strings.Contains(fields, "created_at") {
		out["created_at"] = p.at.UTC().Format("2006-01-02T15:04:05.000Z")
	}
	if strings.Contains(fields, "entities") && len(urls) > 0 {
		out["entities"] = map[string]any{"urls": urls}
	}
	if strings.Contains(fields, "conversation_id") {
		out["conversation_id"] = cmp.Or(p.Parent, p.ID)
	}
	return out
}
