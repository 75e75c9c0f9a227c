package bucket

import (
	"strings"
	"testing"
)

func environment(pairs ...string) func(string) string {
	return func(name string) string {
		for i := 0; i < len(pairs); i += 2 {
			if pairs[i] == name {
				return pairs[i+1]
			}
		}
		return ""
	}
}

func TestPlace(t *testing.T) {
	for _, c := range []struct {
		where string
		env   []string
		want  place
	}{
		{"s3://news", []string{"AWS_REGION", "ap-south-1"}, place{"news", "", aws, "ap-south-1", false}},
		{"s3://news/", []string{"AWS_DEFAULT_REGION", "ap-south-1"}, place{"news", "", aws, "ap-south-1", false}},
		{"s3://news/a/b/", []string{"AWS_REGION", "x", "AWS_DEFAULT_REGION", "y"}, place{"news", "a/b/", aws, "x", false}},
		{"s3://news/a?region=r", []string{"AWS_REGION", "x"}, place{"news", "a/", aws, "r", false}},
		{"s3://news/a?endpoint=https://s3.example.org", nil, place{"news", "a/", "s3.example.org", "us-east-1", false}},
		{"s3://news?endpoint=https://s3.example.org:9000/&region=auto", nil, place{"news", "", "s3.example.org:9000", "auto", false}},
		{"s3://news", []string{"AWS_ENDPOINT_URL", "https://b.example", "AWS_ENDPOINT_URL_S3", "https://a.example"}, place{"news", "", "a.example", "us-east-1", false}},
		{"s3://news", []string{"AWS_ENDPOINT_URL", "http://127.0.0.1:7070"}, place{"news", "", "127.0.0.1:7070", "us-east-1", true}},
		{"s3://news?endpoint=http://[::1]:7070", nil, place{"news", "", "[::1]:7070", "us-east-1", true}},
		{"s3://news/%E0%A4%A8?endpoint=http://localhost", nil, place{"news", "न/", "localhost", "us-east-1", true}},
	} {
		if got, err := parse(c.where, environment(c.env...)); err != nil || got != c.want {
			t.Errorf("%s is %+v, want %+v (%v)", c.where, got, c.want, err)
		}
	}
	if p := (place{host: "s3.ap-south-1.amazonaws.com"}); !p.amazon() {
		t.Error("a host of AWS is not known")
	}
	if p := (place{host: "amazonaws.com.example.org"}); p.amazon() {
		t.Error("a host that is not AWS is taken for it")
	}
}

func TestPlaceWrong(t *testing.T) {
	for where, words := range map[string]string{
		"":                                     "s3://BUCKET/PREFIX",
		"news":                                 "s3://BUCKET/PREFIX",
		"s3:news":                              "s3://BUCKET/PREFIX",
		"s3:///a":                              "name of a bucket",
		"s3://n":                               "name of a bucket",
		"s3://news:80/a":                       "s3://BUCKET/PREFIX",
		"https://news/a":                       "s3://BUCKET/PREFIX",
		"s3://AKIA:hunter2@news":               "AWS_ACCESS_KEY_ID",
		"s3://news/a#b":                        "#",
		"s3://news/a//b":                       "place in a bucket",
		"s3://news/a/../b":                     "place in a bucket",
		"s3://news/a%00":                       "place in a bucket",
		"s3://news?end=x":                      `"end"`,
		"s3://news?endpoint=%zz":               "?",
		"s3://news":                            "AWS_REGION",
		"s3://news?endpoint=s3.example":        "https://",
		"s3://news?endpoint=ftp://s3.example":  "https://",
		"s3://news?endpoint=http://s3.example": "not https",
		"s3://news?endpoint=http://127.0.0.1.example":            "not https",
		"s3://news?endpoint=https://s3.example/path":             "host alone",
		"s3://news?endpoint=https://AKIA:hunter2@s3.example.org": "AWS_ACCESS_KEY_ID",
	} {
		if _, err := parse(where, environment()); err == nil || !strings.Contains(err.Error(), words) || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: %v, want a word on %s", where, err, words)
		}
	}
}

func TestKeysMissing(t *testing.T) {
	for missing, env := range map[string][]string{
		"AWS_ACCESS_KEY_ID is not set":     {"AWS_SECRET_ACCESS_KEY", "hunter2"},
		"AWS_SECRET_ACCESS_KEY is not set": {"AWS_ACCESS_KEY_ID", "AKIA"},
	} {
		if _, err := Open("s3://news?region=x", Options{Env: environment(env...)}); err == nil || !strings.HasPrefix(err.Error(), missing) || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%v, want %s", err, missing)
		}
	}
}
