package postgres

import (
	"context"
	"time"
)

// takeTurnSQL takes a turn that nobody has, whose time is over, or that is the
// owner's already. A row that somebody is taking at this moment is passed over,
// not waited for: then it is theirs. The time is the server's, so that no
// worker's clock counts.
const takeTurnSQL = `WITH free AS (
	SELECT site, account FROM {}.turns
	WHERE site = $1 AND account = $2 AND (owner = $3 OR until <= clock_timestamp())
	FOR UPDATE SKIP LOCKED),
taken AS (
	UPDATE {}.turns SET owner = $3, until = clock_timestamp() + $4::bigint * interval '1 millisecond'
	FROM free WHERE turns.site = free.site AND turns.account = free.account
	RETURNING 1),
begun AS (
	INSERT INTO {}.turns (site, account, owner, until)
	SELECT $1, $2, $3, clock_timestamp() + $4::bigint * interval '1 millisecond'
	WHERE NOT EXISTS (SELECT FROM {}.turns WHERE site = $1 AND account = $2)
	ON CONFLICT DO NOTHING
	RETURNING 1)
SELECT (SELECT count(*) FROM taken) + (SELECT count(*) FROM begun) > 0`

const endTurnSQL = `DELETE FROM {}.turns WHERE site = $1 AND account = $2 AND owner = $3`

// Turn takes an account's turn, or keeps it.
func (s *Store) Turn(ctx context.Context, site, account, owner string, length time.Duration) (mine bool, err error) {
	err = s.repeat(ctx, func(ctx context.Context) error {
		return s.pool.QueryRow(ctx, s.in(takeTurnSQL), shown(site), shown(account), shown(owner), length.Milliseconds()).Scan(&mine)
	})
	return mine, s.where.trouble(err)
}

// Done gives a turn back.
func (s *Store) Done(ctx context.Context, site, account, owner string) error {
	return s.exec(ctx, endTurnSQL, shown(site), shown(account), shown(owner))
}
