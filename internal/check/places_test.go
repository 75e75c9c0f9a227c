package check_test

import (
	"testing"
	"testing/fstest"
)

// TestEveryPlaceIsJudged: what is published beside articles names nobody
// either.
func TestEveryPlaceIsJudged(t *testing.T) {
	for name, text := range map[string]string{
		"content/people/asha-example.yaml": "name: Asha Example\nbio: Dr. Example treats asthma. " + first + "\n",
		"content/static/f.html":            "<!DOCTYPE html><title>x</title><p>Kavita <b>Deshmukh</b> was treated here for tuberculosis.</p>",
		"content/static/f.json":            `{"note": "` + first + `"}`,
		"content/static/f.xml":             "<note>" + first + "</note>",
		"content/static/f.log":             first,
		"content/static/README":            first,
		"nadi.yaml":                        "site: {id: example1, title: Example News, url: https://news.example.org, languages: [en, hi]}\ntopics: {heart: {name: Heart, description: " + first + "}}\n",
	} {
		files := base(t)
		files[name] = &fstest.MapFile{Data: []byte(text)}
		if fs := findings(t, files); !has(fs, "privacy/name") {
			t.Errorf("%s gave %v", name, fs)
		}
	}
}

// TestFilesThatCannotBeReadStop: what is no PDF may hold anything.
func TestFilesThatCannotBeReadStop(t *testing.T) {
	files := base(t)
	files["content/static/f.pdf"] = &fstest.MapFile{Data: []byte(first)}
	if fs := findings(t, files); !has(fs, "privacy/metadata") {
		t.Errorf("it gave %v", fs)
	}
}

// TestRecordsSayNothing, not even in a remark.
func TestRecordsSayNothing(t *testing.T) {
	files := base(t)
	files["content/consent/k7m2qd9x.yaml"].Data = append(files["content/consent/k7m2qd9x.yaml"].Data, "# "+first+" Her mobile number is 98765-43211.\n"...)
	if fs := findings(t, files); !has(fs, "privacy/name") || !has(fs, "privacy/phone") {
		t.Errorf("it gave %v", fs)
	}
}
