// Package channels is the list of all networks. A new channel is one package
// and one line here; nothing registers itself.
package channels

import (
	"nadi/syndicate"
	"nadi/syndicate/bluesky"
	"nadi/syndicate/facebook"
	"nadi/syndicate/handoff"
	"nadi/syndicate/mastodon"
	"nadi/syndicate/webhook"
	"nadi/syndicate/x"
	"nadi/syndicate/youtube"
)

// All returns every network, in the order of the documentation.
func All() []syndicate.Network {
	return []syndicate.Network{
		mastodon.Network(),
		bluesky.Network(),
		x.Network(),
		facebook.Network(),
		youtube.Network(),
		webhook.Network(),
		handoff.Network(),
	}
}

// Find returns the network of a channel's name.
func Find(name string) (syndicate.Network, bool) {
	for _, n := range All() {
		if n.Name == name {
			return n, true
		}
	}
	return syndicate.Network{}, false
}

// Names returns the names of all channels.
func Names() []string {
	var out []string
	for _, n := range All() {
		out = append(out, n.Name)
	}
	return out
}
