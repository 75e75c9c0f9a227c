package syndicate

import (
	"slices"
	"strings"
	"testing"
)

func TestSentenceEnds(t *testing.T) {
	for _, sentences := range [][]string{
		{"Drink water.", " Rest in the shade."},
		{"Ask Dr. Example.", " He knows."},
		{"Ask A. B. Example, i.e. me, at 9 a.m. or later.", " Bring water."},
		{"More than 37.5 degrees is fever.", " See no. 5 on the list."},
		{"1. Drink.", " 2. Rest."},
		{"Why?", " Because it helps!", " Really."},
		{"Wait… then call.", " Or not…", " Then rest."},
		{`"Call 108."`, " We did."},
		{"He said “Rest. Drink.” and left.", " We stayed."},
		{"Rest (in the shade. Always.) and drink.", " Then call."},
		{"Never closed (in the shade. Always. Then call."},
		{"See news.example.org/a.b for more.", " Call us."},
		{"Is it the U.S. or India? yes it is.", " Both."},
		{"पानी पिएँ।", " छाया में बैठें॥", " आराम करें।"},
		{"पानी पिएँ।", "छाया में बैठें।"},
		{"डॉ. उदाहरण से पूछें।", " वे बताएँगे।"},
		{"प्रो. ए. पी. उदाहरण 5 कि.मी. चले।", " फिर रुके।"},
		{"यह ठीक है.", " अब आराम करें."},
		{"37.5 डिग्री से ज़्यादा बुखार है।", " फ़ोन करें।"},
		{"喝水。", "休息！", "好。"},
		{"No full stop"},
		nil,
	} {
		text := strings.Join(sentences, "")
		var got []string
		last := 0
		for _, end := range sentenceEnds(text) {
			got = append(got, text[last:end])
			last = end
		}
		if !slices.Equal(got, sentences) {
			t.Errorf("sentences of %q are %q, want %q", text, got, sentences)
		}
	}
}

func TestWordCuts(t *testing.T) {
	for _, x := range []struct {
		text string
		want []string
	}{
		{"Drink, before you – and others – go", []string{"Drink", "Drink, before", "Drink, before you", "Drink, before you – and", "Drink, before you – and others"}},
		{"See https://other.example/x for more", []string{"See", "See https://other.example/x for"}},
		{"Ask Dr. Example and write to a@example.org now", []string{"Ask", "Ask Dr. Example", "Ask Dr. Example and", "Ask Dr. Example and write", "Ask Dr. Example and write to"}},
		{"Really? Yes it is", []string{"Really? Yes", "Really? Yes it"}},
		{"Take 10\u00a0mg daily", []string{"Take", "Take 10\u00a0mg"}},
		{"शुगर, नमक (और तेल) कम", []string{"शुगर", "शुगर, नमक", "शुगर, नमक (और", "शुगर, नमक (और तेल)"}},
		{"पिएँ। बैठें", []string{"पिएँ"}},
		{"👩‍👩‍👧‍👦 🇮🇳 e\u0301", []string{"👩‍👩‍👧‍👦", "👩‍👩‍👧‍👦 🇮🇳"}},
		{"多喝水，休息", []string{"多", "多喝", "多喝水", "多喝水，休"}},
		{"a \u0301b c", []string{"a", "a \u0301b"}},
		{"One", nil},
		{"", nil},
	} {
		var got []string
		for _, end := range wordCuts(x.text, len(x.text)) {
			got = append(got, x.text[:end])
		}
		if !slices.Equal(got, x.want) {
			t.Errorf("cuts of %q are %q, want %q", x.text, got, x.want)
		}
	}
}

func TestAltText(t *testing.T) {
	for _, x := range []struct {
		text string
		max  int
		want string
	}{
		{"A glass of water", 16, "A glass of water"},
		{"A glass of water", 0, "A glass of water"}, // no limit is known
		{"A glass of water", 15, "A glass of…"},
		{"A glass, full of water", 9, "A glass…"},
		{"पानी का गिलास", 12, "पानी का…"},
		{"Extraordinarily", 8, "Extraor…"},
		{"👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 14, "👩‍👩‍👧‍👦…"},
		{"👩‍👩‍👧‍👦", 5, ""},
	} {
		if got := altText(x.text, x.max); got != x.want {
			t.Errorf("%q in %d is %q, want %q", x.text, x.max, got, x.want)
		}
	}
}

func TestPlain(t *testing.T) {
	for in, want := range map[string]string{
		"  two\n lines\tand \r\n more ":        "two lines and more",
		"turn\u202eed \u2066round\u2069\ufeff": "turned round",
		"bell\u0007 \x7f soft\u00adhyphen":     "bell softhyphen",
		"e\u0301tude \u095b":                   "étude \u091c\u093c",
		"10\u00a0mg":                           "10\u00a0mg",
		"end\u200d":                            "end",
		"not\xff UTF-8":                        "not UTF-8",
		"क्\u200dष नहीं\u200d और\u200c। \u200dab": "क्\u200dष नहीं और। ab",
		"می\u200cروم":                     "می\u200cروم",
		"👩\u200d⚕\ufe0f ❤\ufe0f\u200d🔥":   "👩\u200d⚕\ufe0f ❤\ufe0f\u200d🔥",
		"🏴\U000e0067\U000e0062\U000e007f": "🏴\U000e0067\U000e0062\U000e007f",
		"\ufdd0mark\ufdd4 \ufffe":         "mark",
	} {
		if got := plain(in); got != want {
			t.Errorf("plain(%q) = %q, want %q", in, got, want)
		}
	}
}
