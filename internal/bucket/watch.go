package bucket

import (
	"context"
	"io"
	"time"
)

// patience is how long a request may stand still: no byte sent or read, and no
// answer.
const patience = time.Minute

// watched is a request that is ended when it stands still. How long it takes
// while bytes go to and fro is the line's affair.
type watched struct {
	ctx   context.Context
	stop  context.CancelFunc
	timer *time.Timer
}

func watch(ctx context.Context) *watched {
	ctx, stop := context.WithCancel(ctx)
	return &watched{ctx, stop, time.AfterFunc(patience, stop)}
}

// alive says that something has moved.
func (w *watched) alive() { w.timer.Reset(patience) }

func (w *watched) end() {
	w.timer.Stop()
	w.stop()
}

// reader passes bytes on and notes that they move.
func (w *watched) reader(r io.Reader) io.Reader { return moving{r, w} }

type moving struct {
	io.Reader
	w *watched
}

func (m moving) Read(p []byte) (int, error) {
	n, err := m.Reader.Read(p)
	if n > 0 {
		m.w.alive()
	}
	return n, err
}
