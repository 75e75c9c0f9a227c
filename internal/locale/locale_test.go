package locale_test

import (
	"io/fs"
	"strings"
	"testing"
	"time"

	"nadi/internal/locale"
	"nadi/themes"
)

func language(t *testing.T, code string) *locale.Language {
	t.Helper()
	data, err := fs.ReadFile(themes.FS(), "clinic/lang/"+code+".json")
	if err != nil {
		t.Fatal(err)
	}
	l, findings := locale.Parse(code+".json", data)
	if len(findings) > 0 {
		t.Fatal(findings)
	}
	return l
}

// The expected forms are CLDR's for en_IN and hi_IN (version 47).
func TestDatesAndNumbers(t *testing.T) {
	en, hi := language(t, "en"), language(t, "hi")
	day := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
	for got, want := range map[string]string{
		en.Date(day): "23 November 2026", hi.Date(day): "23 नवंबर 2026",
		en.MonthYear(day): "November 2026", hi.MonthYear(day): "नवंबर 2026",
		hi.Number(1234567): "12,34,567", hi.Number(999): "999", hi.Number(1000): "1,000",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	months := []string{"जनवरी", "फ़रवरी", "मार्च", "अप्रैल", "मई", "जून", "जुलाई", "अगस्त", "सितंबर", "अक्टूबर", "नवंबर", "दिसंबर"}
	for i, m := range months {
		if got := hi.MonthYear(time.Date(2026, time.Month(i+1), 1, 0, 0, 0, 0, time.UTC)); got != m+" 2026" {
			t.Errorf("month %d is %q, want %q", i+1, got, m)
		}
	}
}

func TestPlural(t *testing.T) {
	en := language(t, "en")
	for n, want := range map[int]string{0: "0 articles", 1: "1 article", 2: "2 articles", 1200: "1,200 articles"} {
		if got, ok := en.Plural("articles", n); !ok || got != want {
			t.Errorf("%d gives %q, want %q", n, got, want)
		}
	}
	hi, _ := locale.Parse("hi.json", []byte(`{"name":"x","dir":"ltr","locale":"hi_IN","months":["1","2","3","4","5","6","7","8","9","10","11","12"],"dateFormat":"{d}","monthFormat":"{y}","plural":"one-is-0-1","grouping":"indian","strings":{"a":{"one":"one {n}","other":"other {n}"}}}`))
	for n, want := range map[int]string{0: "one 0", 1: "one 1", 2: "other 2"} {
		if got, _ := hi.Plural("a", n); got != want {
			t.Errorf("Hindi %d gives %q, want %q", n, got, want)
		}
	}
}

func TestHindiHasEveryWord(t *testing.T) {
	if missing := language(t, "hi").Missing(language(t, "en")); len(missing) > 0 {
		t.Errorf("hi.json lacks %s", strings.Join(missing, ", "))
	}
	if extra := language(t, "en").Missing(language(t, "hi")); len(extra) > 0 {
		t.Errorf("hi.json has words that en.json has not: %s", strings.Join(extra, ", "))
	}
}

func TestFaultyFiles(t *testing.T) {
	for _, bad := range []string{"", "[]", "{", `{"nam": "x"}`, `{"name":"x","months":["a"],"plural":"many","strings":{"a":1,"b":{"one":"x"}}}`} {
		if _, findings := locale.Parse("xx.json", []byte(bad)); len(findings) == 0 {
			t.Errorf("%q was taken for a language", bad)
		}
	}
}
