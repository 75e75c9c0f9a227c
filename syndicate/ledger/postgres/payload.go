package postgres

import (
	"context"
	"encoding/hex"
	"errors"

	"github.com/jackc/pgx/v5"

	"nadi/syndicate/ledger"
)

const (
	putPayloadSQL = `WITH ` + durable + `
INSERT INTO {}.payloads (name, data) SELECT $1, $2::bytea FROM durable
ON CONFLICT (name) DO UPDATE SET data = excluded.data`

	payloadSQL = `SELECT encode(data, 'hex') FROM {}.payloads WHERE name = $1` // the same however the session writes bytes

	erasePayloadSQL = `WITH ` + durable + `
DELETE FROM {}.payloads USING durable WHERE name = $1`
)

// PutPayload keeps the bytes of a post.
func (s *Store) PutPayload(ctx context.Context, name string, data []byte) error {
	if err := ledger.CheckPayloadName(name); err != nil {
		return err
	}
	return s.exec(ctx, putPayloadSQL, name, append([]byte{}, data...)) // nil would be NULL
}

// ErasePayload forgets a payload. The server's own backups know it for as long
// as they are kept.
func (s *Store) ErasePayload(ctx context.Context, name string) error {
	if err := ledger.CheckPayloadName(name); err != nil {
		return err
	}
	return s.exec(ctx, erasePayloadSQL, name)
}

// Payload returns what was kept, or ledger.ErrNoPayload.
func (s *Store) Payload(ctx context.Context, name string) ([]byte, error) {
	if err := ledger.CheckPayloadName(name); err != nil {
		return nil, err
	}
	var digits []byte
	err := s.repeat(ctx, func(ctx context.Context) error {
		return s.pool.QueryRow(ctx, s.in(payloadSQL), name).Scan(&digits)
	})
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, ledger.ErrNoPayload
	}
	if err != nil {
		return nil, s.where.trouble(err)
	}
	return hex.AppendDecode([]byte{}, digits)
}
