package publish

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"

	"nadi/internal/site"
)

// Memory is an output that lives in memory: the preview server's and the
// tests'. It behaves as a Dir, but serves one build after the other: Commit
// swaps the new site in at once, Abort forgets it, and readers see a whole
// site at any time. The zero value is an empty site. All methods may be called
// at the same time, as long as there is one build at a time.
type Memory struct {
	mu        sync.RWMutex
	files     map[string]site.File // published; never changed, only replaced
	facts     map[string][]byte
	now       map[string]pending
	nextFacts map[string][]byte
	fault     error
}

type pending struct {
	site.File
	put, written bool
}

// Current reports whether the published site holds path as made from key.
func (m *Memory) Current(path string, key site.Key) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	f, ok := m.files[path]
	if !ok || f.Key != key {
		return false
	}
	if !m.now[path].put {
		m.enter(path, pending{File: f})
	}
	return true
}

// Put takes one file of this build; the body is copied unless the published
// site has the same bytes.
func (m *Memory) Put(f site.File) error {
	err := checkPath(f.Path)
	m.mu.Lock()
	defer m.mu.Unlock()
	if err == nil && m.now[f.Path].put {
		err = errors.New("this build makes the file twice")
	}
	if err != nil {
		m.fault = unchanged(fmt.Errorf("write %s: %w", f.Path, err))
		return m.fault
	}
	old, ok := m.files[f.Path]
	same := ok && string(old.Body) == string(f.Body)
	if same {
		f.Body = old.Body
	} else {
		f.Body = slices.Clone(f.Body)
	}
	m.enter(f.Path, pending{File: f, put: true, written: !same})
	return nil
}

func (m *Memory) enter(path string, p pending) {
	if m.now == nil {
		m.now = make(map[string]pending, len(m.files))
	}
	m.now[path] = p
}

// Commit makes this build the published site.
func (m *Memory) Commit() (Stats, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	defer m.reset()
	err := m.fault
	if err == nil {
		if err = findClash(m.now); err != nil {
			err = unchanged(err)
		}
	}
	if err != nil {
		return Stats{}, fmt.Errorf("publish: %w", err)
	}
	var st Stats
	next := make(map[string]site.File, len(m.now))
	for path, p := range m.now {
		next[path] = p.File
		st.Total += int64(len(p.Body))
		if p.written {
			st.Written++
			st.Bytes += int64(len(p.Body))
		}
	}
	st.Unchanged = len(next) - st.Written
	for path := range m.files {
		if _, ok := next[path]; !ok {
			st.Pruned++
		}
	}
	m.files = next
	if m.nextFacts != nil {
		m.facts = m.nextFacts
	}
	return st, nil
}

// Abort forgets this build.
func (m *Memory) Abort() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.reset()
	return nil
}

func (m *Memory) reset() { m.now, m.nextFacts, m.fault = nil, nil, nil }

// Facts returns what the published build gave to SetFacts.
func (m *Memory) Facts() map[string][]byte {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return m.facts
}

// SetFacts stores the builder's records, which Commit makes the current ones.
func (m *Memory) SetFacts(facts map[string][]byte) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.nextFacts = facts
}

// File returns one file of the published site. Its body must not be changed.
func (m *Memory) File(path string) (site.File, bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	f, ok := m.files[path]
	return f, ok
}

// Files returns the published site by path. The map is the caller's, the
// bodies are not to be changed.
func (m *Memory) Files() map[string]site.File {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return maps.Clone(m.files)
}
