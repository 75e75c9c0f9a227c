package s3

import (
	"crypto/sha256"
	"fmt"
	"regexp"
	"strconv"

	"nadi/syndicate/ledger"
)

// place is a position, taken apart. Number 0 is the log without any append.
type place struct {
	number int
	print  string
}

func fingerprint(data []byte) string {
	sum := sha256.Sum256(data)
	return fmt.Sprintf("%x", sum[:16])
}

func (p place) position() ledger.Position {
	if p.number == 0 {
		return ledger.Start
	}
	return ledger.Position(fmt.Sprintf("%d-%s", p.number, p.print))
}

var positionForm = regexp.MustCompile(`^([1-9][0-9]{0,9})-([0-9a-f]{32})$`)

func parse(p ledger.Position) (place, error) {
	if p == ledger.Start {
		return place{}, nil
	}
	m := positionForm.FindStringSubmatch(string(p))
	if m == nil {
		return place{}, fmt.Errorf("%q is no position in this ledger", string(p))
	}
	number, _ := strconv.Atoi(m[1]) // the form lets no other thing through
	return place{number, m[2]}, nil
}

// group is how many appends a segment holds. It is part of the format. A log
// of 20,000 appends is read with 40 requests and those for the last few.
const group = 512

// part is a stretch of the log that is one object: one append, or the whole
// group of a segment.
type part struct{ first, last int }

func single(number int) part { return part{number, number} }

// segment is the part that ends with a number, a multiple of group.
func segment(last int) part { return part{last - group + 1, last} }

func (p part) appends() int { return p.last - p.first + 1 }

const (
	logFolder     = "log/"
	segmentFolder = "segments/"
)

func (p part) key() string {
	if p.first == p.last {
		return fmt.Sprintf("%s%010d.jsonl", logFolder, p.last)
	}
	return fmt.Sprintf("%s%010d.jsonl", segmentFolder, p.last)
}

var keyForm = regexp.MustCompile(`^(?:log|segments)/([0-9]{10})\.jsonl$`)

// number is that of the last append in an object; 0 where the key is none of
// ours.
func number(key string) int {
	m := keyForm.FindStringSubmatch(key)
	if m == nil {
		return 0
	}
	n, _ := strconv.Atoi(m[1])
	return n
}
