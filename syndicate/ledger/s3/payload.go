package s3

import (
	"context"
	"errors"

	"nadi/internal/bucket"
	"nadi/syndicate/ledger"
)

// PutPayload keeps the bytes of a post in an object of their own.
func (s *Store) PutPayload(ctx context.Context, name string, data []byte) error {
	if err := check(ctx, name); err != nil {
		return err
	}
	return again(ctx, func() error {
		_, err := s.b.Put(ctx, payload(name), data, bucket.Meta{}, bucket.Any)
		return err
	})
}

// Payload returns what was kept, or ledger.ErrNoPayload.
func (s *Store) Payload(ctx context.Context, name string) ([]byte, error) {
	if err := check(ctx, name); err != nil {
		return nil, err
	}
	var data []byte
	err := again(ctx, func() (err error) {
		data, _, err = s.b.Get(ctx, payload(name))
		return err
	})
	if errors.Is(err, bucket.ErrMissing) {
		return nil, ledger.ErrNoPayload
	}
	return data, err
}

// ErasePayload removes a payload with all its versions.
func (s *Store) ErasePayload(ctx context.Context, name string) error {
	if err := check(ctx, name); err != nil {
		return err
	}
	return again(ctx, func() error { return s.b.Erase(ctx, payload(name)) })
}

func payload(name string) string { return "payload/" + name }

func check(ctx context.Context, name string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return ledger.CheckPayloadName(name)
}
