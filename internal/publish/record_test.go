package publish

import (
	"bytes"
	"encoding/binary"
	"testing"
)

func sample() *record {
	return &record{
		files: map[string]entry{
			"index.html":           {key: keyOf("home"), sum: keyOf("sum"), size: 4, mtime: 1763942400_000000001},
			"लेख/नाड़ी/index.html": {key: keyOf("pulse"), size: 1 << 40, mtime: -5},
		},
		facts: map[string][]byte{"a": []byte("links"), "b": {}},
		steps: []step{{stepRemove, "old.html"}, {stepPlace, "."}},
	}
}

func TestRecord(t *testing.T) {
	data := sample().encode()
	r, err := decode(data)
	if err != nil {
		t.Fatal(err)
	}
	if !r.same(sample()) || len(r.steps) != 2 || r.steps[0] != sample().steps[0] {
		t.Fatalf("came back as %+v", r)
	}
	if !bytes.Equal(r.encode(), data) {
		t.Fatal("encoded differently the second time")
	}
}

// FuzzRecord feeds records with a right checksum and arbitrary insides.
func FuzzRecord(f *testing.F) {
	whole := sample().encode()
	inside := whole[len(magic) : len(whole)-4]
	f.Add(inside)
	f.Add(inside[:len(inside)/2])
	f.Add([]byte{0, 0, 0})
	f.Add([]byte{255, 255, 255, 255, 255, 255, 255, 255, 255, 1})
	f.Fuzz(func(t *testing.T, inside []byte) {
		data := append([]byte(magic), inside...)
		r, err := decode(binary.BigEndian.AppendUint32(data, checksum(data)))
		if err != nil {
			return
		}
		again, err := decode(r.encode())
		if err != nil || !again.same(r) {
			t.Fatalf("%+v became %+v (%v)", r, again, err)
		}
	})
}
