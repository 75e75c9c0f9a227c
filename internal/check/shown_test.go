package check_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"nadi/internal/check"
	"nadi/internal/diag"
)

// story is an article with more front matter and a body.
func story(more, body string) check.Example {
	return check.Example{File: "content/articles/example.md", Text: "---\nid: story123\ntitle: Heat\ndescription: What to do.\ndate: 2026-05-02\n" + more + "---\n\n" + body + "\n"}
}

// TestEverythingShownIsAsked: who is in it, wherever a file is brought into
// public.
func TestEverythingShownIsAsked(t *testing.T) {
	for name, x := range map[string]check.Example{
		"a link to a picture":         story("", "[See her](/pixel.png)"),
		"a link to a recording":       story("", "[Hear her](/talk.mp3)"),
		"the picture of posts":        story("syndicate: {image: {src: /pixel.png, alt: A woman walks}}\n", "Text."),
		"the picture of one account":  story("syndicate: {m: {image: {src: /pixel.png, alt: A woman walks}}}\n", "Text."),
		"a picture in a table's cell": story("", "| a | b |\n|---|---|\n| ![A woman](/pixel.png) | c |"),
	} {
		files := base(t)
		lay(files, x)
		if fs := findings(t, files); !has(fs, "consent/people") {
			t.Errorf("%s gave %v", name, fs)
		}
	}
	files := base(t)
	lay(files, story("", "![A square](/pixel.png){people=none} [larger](/pixel.png)"))
	if fs := findings(t, files); has(fs, "consent/people") {
		t.Errorf("a link to what is shown gave %v", fs)
	}
}

// TestMisspeltPeopleStand: a level for pictures that nobody looked through
// lets no "pateint" in.
func TestMisspeltPeopleStand(t *testing.T) {
	files := base(t)
	files["nadi.yaml"].Data = append(files["nadi.yaml"].Data, "check: {levels: {consent/people: off}}\n"...)
	lay(files, story("", "![A woman walks](/pixel.png){people=pateint}"))
	if fs := findings(t, files); diag.Count(fs, diag.Error) == 0 {
		t.Errorf("it gave %v", fs)
	}
}

// TestTwoRecordsOfOneName: a withdrawn consent is not given again by a copy.
func TestTwoRecordsOfOneName(t *testing.T) {
	files := base(t)
	files["content/consent/gone5x8w.yml"] = &fstest.MapFile{Data: []byte("scopes: [site, social]\nstatus: given\n")}
	lay(files, story("", "![A woman walks](/pixel.png){people=patient consent=gone5x8w}"))
	if fs := findings(t, files); !has(fs, "content/duplicate-id") {
		t.Errorf("it gave %v", fs)
	}
}

// TestWhoLetsPicturesStand: that nobody asked a patient is decided by whom it
// concerns (decision 027), not by whoever writes a name.
func TestWhoLetsPicturesStand(t *testing.T) {
	for by, want := range map[string]bool{"nobody": true, "asha-example": true, "vivek-example": false} {
		files := base(t)
		lay(files, story("", "<!-- nadi-allow consent/people by="+by+" reason=\"an old picture\" -->\n![A square](/pixel.png)"))
		if fs := findings(t, files); has(fs, "consent/people") != want {
			t.Errorf("%s: %v", by, fs)
		}
	}
}

// TestRetractedShowsNothing: the picture of a body that is not shown is not
// published, so that a withdrawn consent can be heeded by a retraction.
func TestRetractedShowsNothing(t *testing.T) {
	files := base(t)
	files["content/articles/own.png"] = files["content/static/pixel.png"]
	lay(files, story("retracted: {date: 2026-06-01, note: Withdrawn.}\n", "![A woman walks](own.png){people=patient consent=gone5x8w}"))
	fs, names := built(t, files)
	if has(fs, "consent/withdrawn") || strings.Contains(names, "own.") {
		t.Errorf("it gave %v and %s", fs, names)
	}
}

// TestPagesAreNotPosted: a page needs no consent for networks.
func TestPagesAreNotPosted(t *testing.T) {
	files := base(t)
	files["nadi.yaml"].Data = append(files["nadi.yaml"].Data, "accounts: {m: {channel: mastodon, server: \"https://social.example\"}}\n"...)
	files["content/consent/s1te0nly.yaml"] = &fstest.MapFile{Data: []byte("scopes: [site]\nstatus: given\n")}
	files["content/pages/about.md"].Data = []byte("---\ntitle: About\ndescription: Who we are.\nimage: {src: /pixel.png, alt: A woman, people: patient, consent: s1te0nly}\n---\n\nText.\n")
	if fs := findings(t, files); has(fs, "consent/scope") {
		t.Errorf("it gave %v", fs)
	}
}

// TestHandoutsAreAsked: who agreed to the site did not agree to a sheet that is
// handed to others. What does not stand on the sheet needs no such scope.
func TestHandoutsAreAsked(t *testing.T) {
	record := func(scopes string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte("scopes: [" + scopes + "]\nstatus: given\n")}
	}
	shown := "![A woman walks](/pixel.png){people=patient consent=p4per5x2}"
	for name, x := range map[string]struct {
		more, body, scopes string
		want               bool
	}{
		"a picture":               {"handout: true\n", shown, "site, social", true},
		"a picture for print":     {"handout: true\n", shown, "site, print", false},
		"no handout":              {"handout: false\n", shown, "site", false},
		"the lead picture":        {"handout: true\nimage: {src: /pixel.png, alt: A woman, people: patient, consent: p4per5x2}\n", "Text.", "site", false},
		"a recording":             {"handout: true\n", "![She speaks](/talk.mp3){people=patient consent=p4per5x2}", "site", false},
		"a story":                 {"handout: true\nkind: patient-story\nconsent: p4per5x2\n", "Text.", "site", true},
		"a story without handout": {"kind: patient-story\nconsent: p4per5x2\n", "Text.", "site", false},
		"a story that was withdrawn": {"handout: true\nkind: patient-story\nconsent: p4per5x2\nretracted: {date: 2026-06-01, note: Withdrawn.}\n",
			"Text.", "site", false},
	} {
		files := base(t)
		files["content/consent/p4per5x2.yaml"] = record(x.scopes)
		lay(files, story(x.more, x.body))
		if fs := findings(t, files); has(fs, "consent/scope") != x.want {
			t.Errorf("%s gave %v", name, fs)
		}
	}
}

// TestUploadsAreAsked: a video that goes to a network shows people as one on
// the site does, and its captions are words.
func TestUploadsAreAsked(t *testing.T) {
	files := base(t)
	files["content/articles/v.mp4"] = &fstest.MapFile{Data: []byte("\x00\x00\x00\x10ftypisom\x00\x00\x02\x00")}
	files["content/articles/v.vtt"] = &fstest.MapFile{Data: []byte("WEBVTT\n\n00:01.000 --> 00:02.000\nKavita Deshmukh was treated here for tuberculosis.\n")}
	lay(files, story("video: {file: v.mp4, captions: v.vtt}\n", "Text."))
	if fs := findings(t, files); !has(fs, "consent/people") || !has(fs, "privacy/name") {
		t.Errorf("it gave %v", fs)
	}
	lay(files, story("video: {file: v.mp4, people: none}\n", "Text."))
	if fs := findings(t, files); has(fs, "consent/people") {
		t.Errorf("with people it gave %v", fs)
	}
}
