package hosting

import (
	"bytes"
	"strings"
	"testing"
)

func TestRedirects(t *testing.T) {
	got, err := Redirects([]Redirect{
		{From: "/old", To: "/articles/new/", Status: 301},
		{From: "/old.html", To: "/articles/new/#part", Status: 302},
		{From: "/हृदय", To: "/hi/articles/%E0%A4%B9/?a=b", Status: 308},
		{From: "/hi", To: "/hi/404.html", Status: 404, Below: true},
		{From: "/news/", To: "/", Status: 301, Below: true},
		{From: "/100%", To: "/percent/", Status: 301},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := `/old /articles/new/ 301
/old.html /articles/new/#part 302
/%E0%A4%B9%E0%A5%83%E0%A4%A6%E0%A4%AF /hi/articles/%E0%A4%B9/?a=b 308
/hi/* /hi/404.html 404
/news/* / 301
/100%25 /percent/ 301
`
	if string(got) != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got, err := Redirects(nil); err != nil || len(got) != 0 {
		t.Errorf("no rules gave %q, %v", got, err)
	}
}

func TestRedirectsRefuses(t *testing.T) {
	for name, r := range map[string]Redirect{
		"second rule":         {From: "/a\n/* https://elsewhere.example/ 301", To: "/b", Status: 301},
		"carriage return":     {From: "/a\r/b", To: "/b", Status: 301},
		"two words":           {From: "/a b", To: "/b", Status: 301},
		"splat":               {From: "/a/*", To: "/b", Status: 301},
		"placeholder":         {From: "/:year/a", To: "/b", Status: 301},
		"query":               {From: "/a?b=c", To: "/b", Status: 301},
		"comment":             {From: "/#a", To: "/b", Status: 301},
		"control":             {From: "/a\x00b", To: "/b", Status: 301},
		"next line":           {From: "/a\u0085b", To: "/b", Status: 301},
		"no slash":            {From: "a", To: "/b", Status: 301},
		"nothing":             {From: "", To: "/b", Status: 301},
		"host":                {From: "//a", To: "/b", Status: 301},
		"to two words":        {From: "/a", To: "/b 200", Status: 301},
		"to second rule":      {From: "/a", To: "/b\n/c /d", Status: 301},
		"to tab":              {From: "/a", To: "/b\tc", Status: 301},
		"to another site":     {From: "/a", To: "https://elsewhere.example/", Status: 301},
		"to another host":     {From: "/a", To: "//elsewhere.example/", Status: 301},
		"to a backslash host": {From: "/a", To: `/\elsewhere.example/`, Status: 301},
		"to unescaped":        {From: "/a", To: "/हृदय/", Status: 301},
		"to splat":            {From: "/a", To: "/b/*", Status: 301},
		"to placeholder":      {From: "/a", To: "/:splat", Status: 301},
		"to nothing":          {From: "/a", To: "", Status: 301},
		"no status":           {From: "/a", To: "/b"},
		"odd status":          {From: "/a", To: "/b", Status: 500},
	} {
		if got, err := Redirects([]Redirect{r}); err == nil {
			t.Errorf("%s: wrote %q", name, got)
		}
	}
}

func TestHeaders(t *testing.T) {
	got, err := Headers([]HeaderRule{
		{Path: "/*", Headers: [][2]string{{"Content-Security-Policy", "default-src 'none'; style-src 'self'"}, {"X-Content-Type-Options", "nosniff"}}},
		{Path: "/news/assets/*", Headers: [][2]string{{"Cache-Control", "public, max-age=31536000, immutable"}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := `/*
  Content-Security-Policy: default-src 'none'; style-src 'self'
  X-Content-Type-Options: nosniff
/news/assets/*
  Cache-Control: public, max-age=31536000, immutable
`
	if string(got) != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestHeadersRefuses(t *testing.T) {
	fine := [][2]string{{"X-A", "b"}}
	for name, r := range map[string]HeaderRule{
		"second path":       {"/a\n/b", fine},
		"two words":         {"/a b", fine},
		"no slash":          {"https://elsewhere.example/*", fine},
		"host":              {"//elsewhere.example/*", fine},
		"placeholder":       {"/:a", fine},
		"unescaped":         {"/हृदय", fine},
		"second header":     {"/*", [][2]string{{"X-A", "b\n  Set-Cookie: c"}}},
		"carriage return":   {"/*", [][2]string{{"X-A", "b\rc"}}},
		"control":           {"/*", [][2]string{{"X-A", "b\x00"}}},
		"not ASCII":         {"/*", [][2]string{{"X-A", "ü"}}},
		"outer spaces":      {"/*", [][2]string{{"X-A", " b"}}},
		"no value":          {"/*", [][2]string{{"X-A", ""}}},
		"no name":           {"/*", [][2]string{{"", "b"}}},
		"name with colon":   {"/*", [][2]string{{"X-A:", "b"}}},
		"name with space":   {"/*", [][2]string{{"X A", "b"}}},
		"name with break":   {"/*", [][2]string{{"X-A\nB", "b"}}},
		"a host's own sign": {"/*", [][2]string{{"!X-A", "b"}}},
	} {
		if got, err := Headers([]HeaderRule{r}); err == nil {
			t.Errorf("%s: wrote %q", name, got)
		}
	}
}

// FuzzRedirects demands of any rule that it is refused or is one line of
// three words that stay on this host.
func FuzzRedirects(f *testing.F) {
	f.Add("/old", "/new/", false)
	f.Add("/पुराना.html", "/hi/%E0%A4%A8/", true)
	f.Add("/a\n/b", "//c d", false)
	f.Fuzz(func(t *testing.T, from, to string, below bool) {
		got, err := Redirects([]Redirect{{From: from, To: to, Status: 301, Below: below}})
		if err != nil {
			return
		}
		words := strings.Split(strings.TrimSuffix(string(got), "\n"), " ")
		if bytes.Count(got, []byte("\n")) != 1 || len(words) != 3 || len(strings.Fields(string(got))) != 3 || words[2] != "301" {
			t.Fatalf("%q", got)
		}
		for _, w := range words[:2] {
			if !strings.HasPrefix(w, "/") || strings.HasPrefix(w, "//") || !isPlain(w) {
				t.Fatalf("%q in %q", w, got)
			}
		}
		if strings.Count(words[0], "*") > 1 || strings.Contains(words[0], "*") != below || strings.Contains(words[1], "*") {
			t.Fatalf("%q", got)
		}
	})
}
