package deploy

import (
	"context"
	"sync"
)

// EachFile calls do for the numbers from 0 to n-1, at most wide at once, and
// tells of each that is done. After the first error no other begins; those
// under way are cut off and waited for. The first error is returned.
func EachFile(ctx context.Context, n, wide int, stage string, tell func(Progress), do func(ctx context.Context, i int) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var mu sync.Mutex
	next, done := 0, 0
	take := func() (int, bool) {
		mu.Lock()
		defer mu.Unlock()
		next++
		return next - 1, next <= n && ctx.Err() == nil
	}
	count := func() {
		mu.Lock()
		defer mu.Unlock()
		done++
		tell(Progress{Stage: stage, Done: done, Total: n})
	}
	var all sync.WaitGroup
	for range min(wide, n) {
		all.Go(func() {
			for i, ok := take(); ok; i, ok = take() {
				if err := do(ctx, i); err != nil {
					cancel(err)
					return
				}
				count()
			}
		})
	}
	all.Wait()
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return nil
}
