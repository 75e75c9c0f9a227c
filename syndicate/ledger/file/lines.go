package file

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"

	"nadi/syndicate/ledger"
	"nadi/syndicate/ledger/line"
)

// chunk is how much is read at a time, in bytes.
const chunk = 1 << 18

// lines yields the entries between two offsets.
func (s *Store) lines(ctx context.Context, f handle, from, end int64, yield func(ledger.Entry) error) error {
	if from == end {
		return nil
	}
	d := line.NewDecoder()
	buf := make([]byte, min(chunk, end-from))
	held := 0 // bytes at the start of buf that belong to a line still to come
	for from < end {
		if err := ctx.Err(); err != nil {
			return err
		}
		if held == len(buf) { // a line that is longer than all this
			buf = append(buf, make([]byte, len(buf))...)
		}
		n := int(min(int64(len(buf)-held), end-from))
		if _, err := f.ReadAt(buf[held:held+n], from); err != nil {
			return s.failed("cannot read", err)
		}
		from += int64(n)
		rest, err := s.batch(f, d, buf[:held+n], from, yield)
		if err != nil {
			return err
		}
		held = copy(buf, rest)
	}
	return nil
}

// batch yields the entries of all whole lines in data, which ends at the
// offset upto, and returns what is left of it.
func (s *Store) batch(f handle, d *line.Decoder, data []byte, upto int64, yield func(ledger.Entry) error) ([]byte, error) {
	var e ledger.Entry
	for {
		n := bytes.IndexByte(data, '\n')
		if n < 0 {
			return data, nil
		}
		if err := d.Decode(data[:n], &e); err != nil || e.V < 1 {
			return nil, s.garbage(f, upto-int64(len(data)), data[:n], err)
		}
		if err := yield(e); err != nil {
			return nil, err
		}
		data = data[n+1:]
	}
}

// garbage says where a line is that is no entry. The line itself is not
// quoted: nobody knows what is in it.
func (s *Store) garbage(f handle, at int64, line []byte, err error) error {
	where := fmt.Sprintf("%s:%d", s.name, lineNumber(f, at))
	var newer struct{ V int }
	if json.Unmarshal(line, &newer); newer.V > ledger.Version {
		return fmt.Errorf("%s: this entry has format %d, and this Nadi knows formats up to %d; use the newer Nadi", where, newer.V, ledger.Version)
	}
	why := "it says no format"
	if err != nil {
		why = err.Error()
	}
	return ledger.Stuck(fmt.Errorf("%s: this line is no entry of a ledger (%s); nothing is posted until a copy of the file is back in which it is whole", where, why))
}

// lineNumber counts the lines before an offset, from 1.
func lineNumber(f io.ReaderAt, at int64) int {
	r := io.NewSectionReader(f, 0, at)
	buf := make([]byte, chunk)
	n := 1
	for {
		got, err := r.Read(buf)
		n += bytes.Count(buf[:got], []byte{'\n'})
		if err != nil {
			return n
		}
	}
}

// find moves the end behind the last whole append. Of what follows it, only a
// line that is whole but for its line end is kept: an editor may have dropped
// that, and forgetting the entry could post twice.
func (s *Store) find() error {
	tail, last, err := s.behindEnd()
	if err != nil || len(tail) == 0 {
		return err
	}
	if whole(last) {
		if _, err := s.f.WriteAt([]byte{'\n'}, s.size); err != nil {
			return s.failed("cannot end its last line", err)
		}
		s.size++
		s.end = s.size
		return nil
	}
	if !cutShort(tail) {
		return s.garbage(s.f, s.end, nil, fmt.Errorf("nor the beginning of one"))
	}
	return nil
}

// behindEnd moves the end behind the last line that ends an append and returns
// what follows it, and of that what follows the last line end.
func (s *Store) behindEnd() (tail, last []byte, err error) {
	for window := int64(chunk); ; window *= 2 {
		from := max(s.end, s.size-window)
		buf := make([]byte, s.size-from)
		if _, err := s.f.ReadAt(buf, from); err != nil {
			return nil, nil, s.failed("cannot read", err)
		}
		last := buf[bytes.LastIndexByte(buf, '\n')+1:]
		if n := ended(buf, from == s.end); n >= 0 {
			s.end = from + int64(n)
			return buf[n:], last, nil
		}
	}
}

// ended returns the length of data up to the last line that ends an append, or
// -1 if that cannot be seen because data begins in the middle of one.
func ended(data []byte, fromStart bool) int {
	for {
		n := bytes.LastIndexByte(data, '\n')
		if n < 0 && fromStart {
			return 0
		}
		if n < 0 || n < len(line.More) && !fromStart {
			return -1
		}
		if !bytes.HasSuffix(data[:n], []byte(line.More)) {
			return n + 1
		}
		data = data[:n]
	}
}

// whole reports whether a line without its end is an entry that ends an append.
func whole(text []byte) bool {
	var e ledger.Entry
	return !bytes.HasSuffix(text, []byte(line.More)) && json.Unmarshal(text, &e) == nil && e.V > 0
}

// cutShort reports whether data can be the beginning of an append: of the
// lines, or of the zeros that a file system may leave after a power failure.
func cutShort(data []byte) bool {
	n := min(len(data), len(line.Opening))
	return string(data[:n]) == line.Opening[:n] || len(bytes.Trim(data, "\x00")) == 0
}
