package safety_test

import (
	"bufio"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"nadi/internal/diag"
	"nadi/internal/prose"
	"nadi/internal/safety"
)

// found is a hit of either kind.
type found struct {
	rule, what string
	sure       bool
}

// bench is a finder with a reader of its own.
type bench struct {
	finder *safety.Finder
	reader *prose.Reader
}

func newBench(o safety.Options) bench {
	lex := prose.NewLexicon()
	f := safety.New(lex, o)
	return bench{f, prose.NewReader(lex)}
}

// passage reads one passage into the document.
func (b bench) passage(d *safety.Document, p prose.Passage) (out []found) {
	t := b.reader.Read(p)
	b.finder.Text(t, func(h safety.Hit) {
		out = append(out, found{h.Rule, t.Folded[h.From:h.To], h.Sure})
	})
	d.Add(t)
	return out
}

// article judges passages parted by " || "; one may begin with the kind of
// passage it is.
func (b bench) article(text string) (out []found) {
	d := b.finder.Begin()
	for p := range strings.SplitSeq(text, " || ") {
		out = append(out, b.passage(d, passageOf(p))...)
	}
	for _, m := range d.End() {
		out = append(out, found{m.Rule, m.Message, m.Sure})
	}
	return out
}

func passageOf(s string) prose.Passage {
	kinds := map[string]prose.Kind{"title": prose.Title, "description": prose.Description, "post": prose.Post, "heading": prose.Heading}
	if name, rest, ok := strings.Cut(s, ": "); ok {
		if k, known := kinds[name]; known {
			return prose.Passage{Kind: k, Text: rest}
		}
		if name == "quoted" {
			return prose.Passage{Quoted: true, Text: rest}
		}
	}
	return prose.Passage{Text: s}
}

func rules(hits []found, rule string) (any, sure bool) {
	for _, h := range hits {
		if h.rule == rule {
			any, sure = true, sure || h.sure
		}
	}
	return any, sure
}

// TestSentences runs testdata/*.tsv: rule, mark, text. The mark is ! for an
// error, ? for a hit of any kind, - for none of this rule and = for no hit of
// any rule at all.
func TestSentences(t *testing.T) {
	files, err := filepath.Glob("testdata/*.tsv")
	if err != nil || len(files) == 0 {
		t.Fatal("no sentences: ", err)
	}
	b := newBench(safety.Options{Advise: true})
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(string(data), "\n") {
			if line == "" || line[0] == '#' {
				continue
			}
			f := strings.Split(line, "\t")
			if len(f) != 3 {
				t.Fatalf("%s:%d: want three fields", name, i+1)
			}
			b.sentence(t, name, i+1, f[0], f[1], f[2])
			if c := composer.Replace(f[2]); c != f[2] {
				b.sentence(t, name, i+1, f[0], f[1], c)
			}
		}
	}
}

// composer writes a letter and its nukta as one rune, as many keyboards do.
var composer = strings.NewReplacer("क\u093c", "\u0958", "ख\u093c", "\u0959", "ग\u093c", "\u095a", "ज\u093c", "\u095b", "ड\u093c", "\u095c", "ढ\u093c", "\u095d", "फ\u093c", "\u095e", "य\u093c", "\u095f")

func (b bench) sentence(t *testing.T, name string, line int, rule, mark, text string) {
	t.Helper()
	hits := b.article(text)
	any, sure := rules(hits, "safety/"+rule)
	ok := map[string]bool{"!": sure, "?": any, "-": !any, "=": len(hits) == 0}[mark]
	if !ok {
		t.Errorf("%s:%d: %s %s %q gave %v", name, line, rule, mark, text, hits)
	}
}

func shared(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("NADI_SHARED")
	if dir == "" {
		if os.Getenv("CI") != "" {
			t.Fatal("NADI_SHARED is not set")
		}
		t.Skip("NADI_SHARED is not set")
	}
	return dir
}

// ruleOf leads from the labels of the examples to the rules of this package.
var ruleOf = map[string]string{
	"suicide.helpline-missing": "safety/helpline", "suicide.method": "safety/suicide-method", "suicide.note": "safety/suicide-note",
	"suicide.words": "safety/suicide-words", "suicide.wording": "safety/suicide-words", "suicide.committed": "safety/suicide-words", "suicide.epidemic": "safety/suicide-words", "suicide.single-cause": "safety/suicide-cause", "suicide.cause": "safety/suicide-cause",
	"claim.cure": "safety/cure-claim", "claim.miracle": "safety/cure-claim", "claim.absolute": "safety/absolute-claim", "claim.guarantee": "safety/absolute-claim", "claim.superlative": "safety/superlative", "claim.best": "safety/superlative",
	"advice.stop-medicine": "safety/stop-medicine", "advice.delay-emergency": "safety/delay-emergency",
	"dose.leading-zero": "safety/dose-notation", "dose.trailing-zero": "safety/dose-notation", "dose.unit": "safety/dose-notation", "dose.over-limit": "safety/dose-limit",
	"emergency.number-missing": "safety/emergency-number", "risk.relative": "safety/risk", "sex.determination": "safety/sex-selection",
}

// TestLabelled demands that the labelled examples are told apart.
func TestLabelled(t *testing.T) {
	file, err := os.Open(filepath.Join(shared(t), "data", "editorial_examples.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	b := newBench(safety.Options{Advise: true})
	wanted, hit, alarms, clean := 0, 0, 0, 0
	for in := bufio.NewScanner(file); in.Scan(); {
		var x struct {
			ID     string
			Front  struct{ Title string } `json:"front_matter"`
			Body   string
			Expect []string
		}
		if err := json.Unmarshal(in.Bytes(), &x); err != nil {
			t.Fatal(err)
		}
		hits := b.article("title: " + x.Front.Title + " || " + strings.ReplaceAll(x.Body, "\n\n", " || "))
		var want []string
		for _, e := range x.Expect {
			if r := ruleOf[e]; r != "" {
				want = append(want, r)
			}
		}
		for _, r := range want {
			wanted++
			if any, _ := rules(hits, r); any {
				hit++
			} else {
				t.Errorf("%s: %s is missed in %q", x.ID, r, x.Body)
			}
		}
		clean++
		for _, h := range hits {
			if !slices.Contains(want, h.rule) {
				alarms++
				t.Errorf("%s: %v is a false alarm", x.ID, h)
			}
		}
	}
	if hit < wanted || alarms > 0 {
		t.Error("worse than the floor: all found, no false alarm")
	}
	t.Logf("found %d of %d; %d false alarms in %d articles", hit, wanted, alarms, clean)
}

// TestCorpora demands that articles of public bodies hold no error but the one
// that an editor would send back too: its title speaks of suicides, and it
// names no helpline.
func TestCorpora(t *testing.T) {
	dir := filepath.Join(shared(t), "corpora")
	b := newBench(safety.Options{Advise: true})
	sure, warn, articles := map[string]int{}, map[string]int{}, 0
	for _, corpus := range []string{"medquad-sample", "digitalgov-sample", "tico19-hindi", "18f-blog"} {
		err := filepath.WalkDir(filepath.Join(dir, corpus), func(name string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() || !strings.HasSuffix(name, ".md") || strings.HasPrefix(e.Name(), "LICEN") {
				return err
			}
			data, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			articles++
			for _, h := range b.whole(string(data)) {
				if h.sure {
					sure[h.rule]++
					t.Logf("SURE %s %s: %s", h.rule, filepath.Base(name), h.what)
				} else {
					warn[h.rule]++
					if testing.Verbose() && os.Getenv("WARNINGS") != "" {
						t.Logf("warn %s %s: %s", h.rule, filepath.Base(name), h.what)
					}
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(sure) > 1 || sure["safety/helpline"] > 1 {
		t.Errorf("errors in good articles: %v", sure)
	}
	t.Logf("%d articles: sure %v, warnings %v", articles, sure, warn)
}

// target is where a link leads, which is no prose.
var target = regexp.MustCompile(`\]\([^)]*\)`)

// whole judges a file paragraph by paragraph.
func (b bench) whole(s string) (out []found) {
	d := b.finder.Begin()
	if _, rest, ok := strings.Cut(s, "\n---\n"); ok {
		for line := range strings.SplitSeq(s[:len(s)-len(rest)], "\n") {
			if title, ok := strings.CutPrefix(line, "title: "); ok {
				out = append(out, b.passage(d, prose.Passage{Kind: prose.Title, Text: strings.Trim(title, `"'`)})...)
			}
		}
		s = rest
	}
	s = target.ReplaceAllString(s, "]")
	for p := range strings.SplitSeq(s, "\n\n") {
		k := prose.Paragraph
		if strings.HasPrefix(p, "#") {
			k = prose.Heading
		}
		for _, h := range b.passage(d, prose.Passage{Kind: k, Text: strings.TrimLeft(p, "# ")}) {
			out = append(out, found{h.rule, h.what + " << " + excerpt(p, h.what), h.sure})
		}
	}
	for _, m := range d.End() {
		out = append(out, found{m.Rule, m.Message, m.Sure})
	}
	return out
}

// excerpt is what stands around the words found.
func excerpt(p, what string) string {
	i := max(0, strings.Index(p, what))
	return strings.ReplaceAll(strings.ToValidUTF8(p[max(0, i-120):min(len(p), i+len(what)+120)], ""), "\n", " ")
}

func TestRegion(t *testing.T) {
	for _, c := range []struct {
		region, own, text, rule string
		missing                 bool
	}{
		{"in", "", "He died by suicide. Call 988.", "helpline", true},
		{"in", "", "He died by suicide. Call Tele-MANAS, 14416.", "helpline", false},
		{"us", "", "He died by suicide. Call 14416.", "helpline", true},
		{"us", "", "He died by suicide. Call or text 988.", "helpline", false},
		{"uk", "", "He died by suicide. Call 116 123.", "helpline", false},
		{"uk", "", "He died by suicide. The Samaritans listen.", "helpline", false},
		{"uk", "", "He died by suicide. In 988 cases out of 1,000 there was a sign.", "helpline", true},
		{"in", "0120-555-0100", "He died by suicide. Call us: 0120 555 0100.", "helpline", false},
		{"in", "112", "He died by suicide. Call 112.", "helpline", true},
		{"in", "14416", "Suicide can be prevented. || | Tele-MANAS | १४४१६ |", "helpline", false},
		{"us", "", "A stroke is an emergency, get help at once. Call 911.", "emergency-number", false},
		{"us", "", "A stroke is an emergency, get help at once. It has 102 causes.", "emergency-number", true},
		{"us", "", "Our clinic offers gender determination of the baby.", "sex-selection", false},
		{"in", "", "Our clinic offers gender determination of the baby.", "sex-selection", true},
	} {
		b := newBench(safety.Options{Advise: true, Region: c.region, Helplines: []string{c.own}})
		if any, _ := rules(b.article(c.text), "safety/"+c.rule); any != c.missing {
			t.Errorf("%s: %q: %s is %v", c.region, c.text, c.rule, any)
		}
	}
}

// TestKinds: somebody else's words only warn, and a post alone cannot block
// for what its article may hold.
func TestKinds(t *testing.T) {
	b := newBench(safety.Options{Advise: true})
	for text, rule := range map[string]string{
		"quoted: This tea cures diabetes.":              "safety/cure-claim",
		"post: Our teacher died by suicide.":            "safety/helpline",
		"quoted: Stop taking your insulin.":             "safety/stop-medicine",
		"He died by suicide. Call 988. || In his note:": "safety/helpline",
	} {
		if _, sure := rules(b.article(text), rule); sure {
			t.Errorf("%q blocks", text)
		}
	}
}

// TestPlaces demands that hits name the words that were written, in digits of
// any script and with letters in any form.
func TestPlaces(t *testing.T) {
	b := newBench(safety.Options{Advise: true})
	for text, want := range map[string]string{
		"Adults take .5 mg.":                       ".5 mg",
		"Stop taking your blood pressure tablets.": "Stop taking your blood pressure tablets",
		"रात को .५ मिग्रा लें।":                    ".5 मिग्रा",
		"रात को .5 मि.ग्रा. लें।":                  ".5 मि.ग्रा",
		"रात को .५ मि. ग्रा. की गोली लें।":         ".5 मि. ग्रा",
		"\u095bरा रुकें, सीने में दर्द हो तो इंत\u095bार करें।": "रुकें",
	} {
		got := b.passage(b.finder.Begin(), prose.Passage{Text: text})
		if len(got) != 1 || got[0].what != want {
			t.Errorf("%q gave %v", text, got)
		}
	}
}

func TestManyAtOnce(t *testing.T) {
	lex := prose.NewLexicon()
	f := safety.New(lex, safety.Options{Advise: true})
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			b := bench{f, prose.NewReader(lex)}
			for range 50 {
				if any, _ := rules(b.article("This tea cures diabetes. He committed suicide."), "safety/cure-claim"); !any {
					t.Error("the claim was missed")
				}
			}
		})
	}
	wg.Wait()
}

// TestLinear demands that a text eight times as long takes no more than some
// eight times as long, whatever it says.
func TestLinear(t *testing.T) {
	b := newBench(safety.Options{Advise: true})
	for _, part := range []string{"he died by suicide hanging because 5 mg of paracetamol a day cures cancer ", "suicide-", "1-", "stop wait stroke insulin ", "आत्महत्या फांसी ", "x"} {
		took := func(n int) time.Duration {
			text := b.reader.Read(prose.Passage{Text: strings.Repeat(part, n/len(part))})
			best := time.Hour
			for range 3 {
				start := time.Now()
				b.finder.Text(text, func(safety.Hit) {})
				d := b.finder.Begin()
				d.Add(text)
				d.End()
				best = min(best, time.Since(start))
			}
			return best
		}
		if short, long := took(8_000), took(64_000); long > 40*short+20*time.Millisecond {
			t.Errorf("%q: %v, eight times as much %v", part, short, long)
		}
	}
}

func FuzzText(f *testing.F) {
	for _, s := range []string{"He committed suicide. Call 988.", "Take .5 mg QD.", "अपनी इंसुलिन लेना बंद कर दें।", "10U q.d. 5.0 mg every 4 hours paracetamol 500 mg", "title: This tea cures diabetes"} {
		f.Add(s)
	}
	b := newBench(safety.Options{Advise: true, Region: "in", Helplines: []string{"0120 555 0100"}})
	f.Fuzz(func(t *testing.T, s string) {
		d := b.finder.Begin()
		p := passageOf(s)
		p.Place = func(from, to int) diag.Span {
			if from < 0 || to < from || to > len(p.Text) {
				t.Fatalf("place %d, %d of %d", from, to, len(p.Text))
			}
			return diag.Span{}
		}
		text := b.reader.Read(p)
		b.finder.Text(text, func(h safety.Hit) {
			if h.From < 0 || h.To <= h.From || h.To > len(text.Folded) || h.Rule == "" || h.Message == "" {
				t.Fatalf("hit %+v in %q", h, text.Folded)
			}
		})
		d.Add(text)
		d.End()
	})
}
