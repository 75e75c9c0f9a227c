package site

import "sync"

// Memo is the usual Facts: the records of the last build, and those of this
// one. What this build neither asked for nor set is forgotten, so that
// deleted articles do not stay in it for ever.
type Memo struct {
	mu  sync.Mutex
	old map[string][]byte
	now map[string][]byte
}

// NewMemo starts from the records of the last build, which may be nil.
func NewMemo(old map[string][]byte) *Memo {
	return &Memo{old: old, now: make(map[string][]byte, len(old))}
}

// Fact returns a record, or nil.
func (m *Memo) Fact(name string) []byte {
	m.mu.Lock()
	defer m.mu.Unlock()
	if rec, ok := m.now[name]; ok {
		return rec
	}
	rec, ok := m.old[name]
	if ok {
		m.now[name] = rec
	}
	return rec
}

// SetFact stores a record.
func (m *Memo) SetFact(name string, record []byte) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.now[name] = record
}

// Records are those for the next build.
func (m *Memo) Records() map[string][]byte { return m.now }
