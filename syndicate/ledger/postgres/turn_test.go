package postgres

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

func turn(t *testing.T, s *Store, account, owner string, length time.Duration, want bool) {
	t.Helper()
	mine, err := s.Turn(t.Context(), "site", account, owner, length)
	if err != nil {
		t.Fatal(err)
	}
	if mine != want {
		t.Fatalf("%s asks for %s: %v, want %v", owner, account, mine, want)
	}
}

func done(t *testing.T, s *Store, account, owner string) {
	t.Helper()
	if err := s.Done(t.Context(), "site", account, owner); err != nil {
		t.Fatal(err)
	}
}

// TestTurn: one has it, keeps it, gives it back; who dies loses it.
func TestTurn(t *testing.T) {
	address := server(t, "NADI_POSTGRES")
	a, b := handle(t, address), handle(t, address)
	turn(t, a, "x", "run-a", time.Hour, true)
	turn(t, a, "x", "run-a", time.Hour, true)
	turn(t, b, "x", "run-b", time.Hour, false)
	turn(t, b, "y", "run-b", time.Hour, true)
	done(t, b, "x", "run-b") // not theirs
	turn(t, b, "x", "run-b", time.Hour, false)
	done(t, a, "x", "run-a")
	done(t, a, "x", "run-a")
	turn(t, b, "x", "run-b", time.Hour, true)

	turn(t, a, "z", "run-a", 300*time.Millisecond, true) // and a dies
	turn(t, b, "z", "run-b", time.Hour, false)
	time.Sleep(400 * time.Millisecond)
	turn(t, b, "z", "run-b", time.Hour, true)
	turn(t, a, "z", "run-a", time.Hour, false) // a was only asleep
	done(t, a, "z", "run-a")
	turn(t, a, "z", "run-a", time.Hour, false)
}

// TestTurnRace: of twenty that ask at once, where there is no turn and where
// one has ended, exactly one has it.
func TestTurnRace(t *testing.T) {
	address := server(t, "NADI_POSTGRES")
	var handles []*Store
	for range 20 {
		handles = append(handles, handle(t, address))
	}
	for round := range 10 {
		var winners atomic.Int32
		var wait sync.WaitGroup
		start := make(chan struct{})
		for i, s := range handles {
			wait.Go(func() {
				<-start
				mine, err := s.Turn(t.Context(), "site", "x", fmt.Sprintf("run-%d-%d", round, i), time.Hour)
				if err != nil {
					t.Error(err)
				}
				if mine {
					winners.Add(1)
				}
			})
		}
		close(start)
		wait.Wait()
		if n := winners.Load(); n != 1 {
			t.Fatalf("round %d has %d winners", round, n)
		}
		over := `UPDATE {}.turns SET until = now()`
		if round%2 == 0 {
			over = `DELETE FROM {}.turns`
		}
		admin(t, handles[0].in(over))
	}
}

// TestTurnNeverWaits: a turn that is being taken by a statement that hangs is
// not waited for.
func TestTurnNeverWaits(t *testing.T) {
	s := handle(t, server(t, "NADI_POSTGRES"))
	turn(t, s, "x", "run-a", time.Millisecond, true)
	tx, err := s.pool.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback(t.Context())
	if _, err := tx.Exec(t.Context(), s.in(`SELECT FROM {}.turns FOR UPDATE`)); err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	turn(t, s, "x", "run-b", time.Hour, false)
	if waited := time.Since(began); waited > 5*time.Second {
		t.Errorf("it waited %s", waited)
	}
}
