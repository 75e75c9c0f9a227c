package youtube

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"
	"testing"
	"testing/fstest"

	"nadi/syndicate"
	"nadi/syndicate/channeltest"
)

var secrets = map[string]string{"CLIENT_ID": clientID, "CLIENT_SECRET": clientKey, "REFRESH_TOKEN": refreshed}

// suiteNet is the fake as the suite needs it. The suite demands that readers
// see each letter of a text that holds < and >, which YouTube refuses; here
// their full-width forms are written back. What readers really see is in
// TestPlain and TestUpload.
type suiteNet struct{ *youTube }

func (n suiteNet) Public() []channeltest.Public {
	all := n.youTube.Public()
	for i := range all {
		all[i].Text = strings.NewReplacer("＜", "<", "＞", ">").Replace(all[i].Text)
	}
	return all
}

func (n suiteNet) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	r.Header.Set("X-Test-Host", r.Host)
	n.youTube.ServeHTTP(w, r)
}

func site() fstest.MapFS {
	return fstest.MapFS{
		"media/heat.mp4": {Data: []byte(strings.Repeat("a small film ", 40))},
		"media/heat.vtt": {Data: []byte("WEBVTT\n\n00:00.000 --> 00:02.000\nDrink before you are thirsty.\n")},
	}
}

// TestContract holds uploads against the contract of all channels.
func TestContract(t *testing.T) {
	channeltest.Run(t, channeltest.Suite{
		Network: func(*testing.T) channeltest.Network { return suiteNet{newYouTube()} },
		Entry:   Network(), Secrets: secrets,
		Draft: func(d syndicate.Draft) syndicate.Draft {
			d.Files, d.Post.Video = site(), &syndicate.Video{File: "media/heat.mp4", Captions: "media/heat.vtt"}
			return d
		},
	})
}

// described is a channel of which the suite tries descriptions of existing
// videos. Which part of such a description is ours only the receipt of Send
// says, so that Recent cannot name it; repeats are tried in TestPartAgain.
type described struct {
	syndicate.Channel
	syndicate.Finder
	syndicate.Amender
	syndicate.Remover
	syndicate.Replier
}

func (d described) Describe(f syndicate.Facts) syndicate.Description {
	x := d.Channel.Describe(f)
	x.Repeat, x.Picture = 0, nil
	x.Unable = map[syndicate.Ability]string{syndicate.CanRead: "only the receipt knows our part"}
	return x
}

// oldNet has an old video for every address that is announced.
type oldNet struct{ suiteNet }

func (n oldNet) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if id := r.URL.Query().Get("id"); strings.HasPrefix(id, "old") && r.Method == http.MethodGet {
		n.mu.Lock()
		if n.clip(id) == nil {
			n.add(id, "")
		}
		n.mu.Unlock()
	}
	n.suiteNet.ServeHTTP(w, r)
}

func TestContractOfDescriptions(t *testing.T) {
	entry := Network()
	entry.Open = func(a syndicate.Account, tools syndicate.Tools) (syndicate.Channel, error) {
		c, err := open(a, tools)
		if err != nil {
			return nil, err
		}
		x := c.(*channel)
		return described{x, x, x, x, x}, nil
	}
	channeltest.Run(t, channeltest.Suite{
		Network: func(*testing.T) channeltest.Network { return oldNet{suiteNet{newYouTube()}} },
		Entry:   entry, Secrets: secrets, Proof: true, NoLang: true,
		Draft: func(d syndicate.Draft) syndicate.Draft {
			sum := sha256.Sum256([]byte(d.Post.Link))
			d.Post.Video = &syndicate.Video{ID: "old" + hex.EncodeToString(sum[:4])}
			return d
		},
	})
}
