package config

import (
	"slices"
	"strings"
)

// deployKeys are the targets and the keys that belong to each, the one that
// must be written first.
var deployKeys = map[string][]string{"netlify": {"site", "server"}, "dir": {"path", "keep"}, "s3": {"bucket"}}

// deployExamples are what a missing key could be.
var deployExamples = map[string]string{"netlify": "site: news.netlify.app", "dir": "path: /srv/news", "s3": "bucket: s3://riverside-news"}

func (l *loader) deploy() {
	v, ok := l.root.Get("deploy")
	if !ok {
		return
	}
	target := l.cfg.Deploy.Target
	keys := deployKeys[target.S]
	if target.S == "" {
		if !l.faulty("deploy.target") {
			l.value(l.written("deploy"), "write deploy: {target: netlify, site: news.netlify.app}, or the target dir or s3", "deploy.target is missing")
		}
		return
	}
	if l.choice(target, "deploy.target", "netlify", "dir", "s3"); keys == nil {
		return
	}
	for i := range v.Fields {
		key := v.Fields[i].Key
		for other, theirs := range deployKeys {
			if slices.Contains(theirs, key) && other != target.S {
				l.value(l.written("deploy", key), "write "+deployExamples[target.S]+", or target: "+other, "deploy.%s belongs to the target %s, and the target is %s", key, other, target.S)
			}
		}
	}
	l.deployPlace(target.S, keys[0])
}

// deployPlace looks at the key that says where the site goes.
func (l *loader) deployPlace(target, key string) {
	d := l.cfg.Deploy
	place := map[string]string{"netlify": d.Site.S, "dir": d.Path.S, "s3": d.Bucket.S}[target]
	at := l.written("deploy", key)
	switch {
	case l.faulty("deploy." + key):
	case strings.TrimSpace(place) == "":
		l.value(l.written("deploy", "target"), "write deploy: {target: "+target+", "+deployExamples[target]+"}", "deploy.%s is missing", key)
	case target == "netlify" && strings.Contains(place, "/"):
		l.value(at, "write the site's name alone, such as news.netlify.app, or its id", "deploy.site %q is not the name of a site on Netlify", place)
	case target == "s3" && !strings.HasPrefix(place, "s3://"):
		l.value(at, "write s3://BUCKET/PREFIX, such as s3://riverside-news", "deploy.bucket %q is not a place in a bucket", place)
	}
	if d.Keep < 0 {
		l.value(l.written("deploy", "keep"), "write keep: 5", "deploy.keep cannot be %d", d.Keep)
	}
}

// faulty reports that a key has a finding already.
func (l *loader) faulty(key string) bool {
	for _, f := range l.findings {
		if strings.HasPrefix(f.Message, key+" ") {
			return true
		}
	}
	return false
}
