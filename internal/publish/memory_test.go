package publish

import (
	"testing"

	"nadi/internal/site"
)

// TestMemoryCopies: the builder may use its buffer again after Put.
func TestMemoryCopies(t *testing.T) {
	var m Memory
	body := []byte("first")
	if err := m.Put(site.File{Path: "a", Body: body}); err != nil {
		t.Fatal(err)
	}
	copy(body, "later")
	if _, ok := m.File("a"); ok {
		t.Fatal("published before the commit")
	}
	if _, err := m.Commit(); err != nil {
		t.Fatal(err)
	}
	if f, ok := m.File("a"); !ok || string(f.Body) != "first" {
		t.Fatalf("got %q, %t", f.Body, ok)
	}
}

// TestMemoryAbort: a build that was given up leaves nothing to the next one.
func TestMemoryAbort(t *testing.T) {
	var m Memory
	if err := fill(&m, base); err != nil {
		t.Fatal(err)
	}
	if _, err := m.Commit(); err != nil {
		t.Fatal(err)
	}
	if err := fill(&m, base.with("index.html", "bad", "more.html", "more")); err != nil {
		t.Fatal(err)
	}
	if m.Put(site.File{Path: "../up"}) == nil {
		t.Fatal("took a path outside")
	}
	if err := m.Abort(); err != nil {
		t.Fatal(err)
	}
	if err := fill(&m, base); err != nil {
		t.Fatal(err)
	}
	if st, err := m.Commit(); err != nil || st.Unchanged != len(base) || st.Written+st.Pruned != 0 {
		t.Fatalf("%+v, %v", st, err)
	}
	if string(m.Facts()["site"]) != string(factsOf(base)["site"]) {
		t.Error("facts of the build that was given up")
	}
}

// TestMemoryReaders reads while builds follow each other: every set of files
// is whole. Run it with the race detector.
func TestMemoryReaders(t *testing.T) {
	var m Memory
	done := make(chan struct{})
	go func() {
		defer close(done)
		for i := range 50 {
			if err := fill(&m, big(10, i%3)); err != nil {
				t.Error(err)
			}
			if _, err := m.Commit(); err != nil {
				t.Error(err)
			}
		}
	}()
	for {
		files := m.Files()
		if n := len(files); n != 0 && n != len(big(10, 0)) {
			t.Fatalf("a reader saw %d files", n)
		}
		edition := string(files["index.html"].Body)
		if other := files["index.xml"].Body; edition != "" && edition[len(edition)-1] != other[len(other)-1] {
			t.Fatalf("a reader saw %q with %q", edition, other)
		}
		select {
		case <-done:
			return
		default:
		}
	}
}
