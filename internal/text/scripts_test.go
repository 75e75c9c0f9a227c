package text

import (
	"strings"
	"testing"
)

var englishHindi = map[string]string{"en": "English", "hi": "हिन्दी"}

// mark puts passages into brackets, with their language.
func mark(s *Scripts, in string) string {
	var out strings.Builder
	for b := []byte(in); ; {
		from, to, lang := s.Next(b)
		if lang == "" {
			return out.String() + string(b)
		}
		out.WriteString(string(b[:from]) + "[" + string(b[from:to]) + "|" + lang + "]")
		b = b[to:]
	}
}

func TestPassages(t *testing.T) {
	s := NewScripts("en", englishHindi)
	for in, want := range map[string]string{
		"plain words":             "plain words",
		"a cobra is नाग in Hindi": "a cobra is [नाग|hi] in Hindi",
		"“पानी उबालें।” they say":              "“[पानी उबालें।|hi]” they say",
		"say पानी, फिर दूध, then go":           "say [पानी, फिर दूध|hi], then go",
		"call 112 पर फ़ोन करें 108 now":        "call 112 [पर फ़ोन करें|hi] 108 now",
		"पानी, 2 बार":                          "[पानी, 2 बार|hi]",
		"नाग or साँप":                          "[नाग|hi] or [साँप|hi]",
		"क्\u200dष joined":                     "[क्\u200dष|hi] joined",
		"a sign ँ alone, । and १० and ॐ":       "a sign ँ alone, । and १० and [ॐ|hi]",
		"“curly” — dashes … ½ é 中 ગુજરાતી":     "“curly” — dashes … ½ é 中 ગુજરાતી",
		"&#39;क&#39;ख&amp;":                    "&#39;[क&#39;ख|hi]&amp;",
		"नाग ।":                                "[नाग|hi] ।",
		"broken \xe0\xa4 and \xe0\xa4\xa8\xe0": "broken \xe0\xa4 and [\xe0\xa4\xa8|hi]\xe0",
	} {
		if got := mark(s, in); got != want {
			t.Errorf("%q gave %q, want %q", in, got, want)
		}
	}
}

// TestUncertain: where two languages share a script, where a language is the
// page's own, and for Latin words, nothing is said.
func TestUncertain(t *testing.T) {
	const in = "नाग and पानी"
	for name, s := range map[string]*Scripts{
		"two in one script": NewScripts("en", map[string]string{"en": "English", "hi": "हिन्दी", "mr": "मराठी"}),
		"the page's own":    NewScripts("hi", englishHindi),
		"one language":      NewScripts("en", map[string]string{"en": "English"}),
		"a third language":  NewScripts("en", map[string]string{"en": "English", "gu": "ગુજરાતી"}),
		"none":              nil,
	} {
		if got := mark(s, in); got != in {
			t.Errorf("%s gave %q", name, got)
		}
	}
	if got := mark(NewScripts("mr", map[string]string{"en": "English", "hi": "हिन्दी", "mr": "मराठी", "gu": "ગુજરાતી"}), "नाग પાણી water"); got != "नाग [પાણી|gu] water" {
		t.Errorf("a Marathi page gave %q", got)
	}
}

func TestWhole(t *testing.T) {
	en, hi := NewScripts("en", englishHindi), NewScripts("hi", englishHindi)
	for _, c := range []struct {
		s        *Scripts
		in, want string
	}{
		{hi, "Diarrhoeal disease (2024)", "en"}, {hi, "दस्त", ""}, {hi, "दस्त (WHO)", ""}, {hi, "2024", ""}, {hi, "", ""}, {hi, "ગુજરાતી", ""},
		{en, "Diarrhoea", ""}, {en, "दस्त और उल्टी", "hi"}, {en, "दस्त, diarrhoea", ""},
		{NewScripts("hi", map[string]string{"en": "English", "fr": "Français", "hi": "हिन्दी"}), "Diarrhoea", ""},
	} {
		if got := c.s.Whole(c.in); got != c.want {
			t.Errorf("%q is %q, want %q", c.in, got, c.want)
		}
	}
}

func FuzzPassages(f *testing.F) {
	f.Add("a नाग। b")
	s := NewScripts("en", englishHindi)
	f.Fuzz(func(t *testing.T, in string) {
		for b := []byte(in); ; {
			from, to, lang := s.Next(b)
			if lang == "" {
				return
			}
			if from < 0 || to <= from || to > len(b) {
				t.Fatalf("%q: %d to %d", b, from, to)
			}
			b = b[to:]
		}
	})
}
