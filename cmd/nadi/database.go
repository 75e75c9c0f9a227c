package main

import (
	"context"
	"fmt"
	"strings"

	"nadi/syndicate/ledger"
	"nadi/syndicate/ledger/postgres"
)

// openDatabase opens a ledger in PostgreSQL: at the address that nadi.yaml
// names, or at the one in the variable it names.
func (p *posting) openDatabase(ctx context.Context, place string) (ledger.Store, error) {
	address := "postgres:" + place
	if !strings.HasPrefix(place, "//") {
		if address = p.env(place); address == "" {
			return nil, fmt.Errorf("%s is not set in the environment; ledger in nadi.yaml says that it holds the address of the ledger's database", place)
		}
	}
	return postgres.Open(ctx, postgres.Options{Address: address, Nonce: nonce})
}
