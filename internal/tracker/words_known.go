package tracker

import (
	"bytes"
	"strings"
)

// players are hosts whose pages in a page are recordings.
var players = []string{"youtube.com", "youtube-nocookie.com", "youtu.be", "vimeo.com", "dailymotion.com", "soundcloud.com", "spotify.com", "podbean.com", "buzzsprout.com",
	"anchor.fm", "libsyn.com", "wistia.net", "wistia.com", "brightcove.net", "facebook.com", "tiktok.com", "instagram.com", "twitch.tv", "loom.com", "kaltura.com", "jwplayer.com", "apple.com"}

// trackers are hosts whose business is to measure or follow readers.
var trackers = []string{"google-analytics.com", "googletagmanager.com", "doubleclick.net", "googlesyndication.com", "googleadservices.com", "connect.facebook.net",
	"hotjar.com", "clarity.ms", "segment.com", "segment.io", "mixpanel.com", "amplitude.com", "fullstory.com", "heapanalytics.com", "heap.io", "crazyegg.com",
	"mouseflow.com", "luckyorange.com", "matomo.cloud", "plausible.io", "statcounter.com", "quantserve.com", "scorecardresearch.com", "chartbeat.com", "newrelic.com", "nr-data.net",
	"snap.licdn.com", "ads-twitter.com", "analytics.tiktok.com", "bat.bing.com", "mc.yandex.ru", "pinimg.com", "hs-scripts.com", "hs-analytics.net", "intercom.io", "optimizely.com",
	"adobedtm.com", "omtrdc.net", "demdex.net", "siteimproveanalytics.com", "addthis.com", "sharethis.com", "disqus.com", "taboola.com", "outbrain.com", "criteo.com", "hubspot.com"}

// known names an address better than by its element alone.
func known(url, what string) string {
	host := hostOf([]byte(url))
	switch {
	case strings.HasPrefix(what, "a page of") && within(host, players):
		return "an embedded player"
	case within(host, trackers) && !strings.HasPrefix(what, "a form") && !strings.HasPrefix(what, "a script that"):
		return "a tracker: " + what
	}
	return what
}

func isTracker(host []byte) bool { return within(host, trackers) }

// within reports a host that is one of the list or below it.
func within(host []byte, list []string) bool {
	for _, h := range list {
		if n := len(host) - len(h); n >= 0 && equalFold(host[n:], h) && (n == 0 || host[n-1] == '.') {
			return true
		}
	}
	return false
}

// identifying are parameters that are put into links to tell who clicked, or
// through what he came: of search engines' and networks' advertisements,
// of letters sent to subscribers, of what was shared by whom, and of programs
// that carry a visitor's number from site to site.
var identifying = map[string]bool{
	"fbclid": true, "gclid": true, "dclid": true, "gbraid": true, "wbraid": true, "srsltid": true, "msclkid": true, "yclid": true, "ymclid": true,
	"ysclid": true, "twclid": true, "ttclid": true, "li_fat_id": true, "igshid": true, "igsh": true, "epik": true, "sccid": true, "rdt_cid": true, "qclid": true,
	"mc_eid": true, "_hsenc": true, "_hsmi": true, "__hssc": true, "__hstc": true, "__hsfp": true, "hsctatracking": true, "mkt_tok": true, "vero_id": true, "vero_conv": true,
	"oly_anon_id": true, "oly_enc_id": true, "ml_subscriber": true, "ml_subscriber_hash": true, "bsft_uid": true, "bsft_clkid": true, "dm_i": true, "elqtrackid": true, "_kx": true,
	"_ga": true, "_gl": true, "pk_vid": true, "matomo_vid": true, "_openstat": true, "wickedid": true, "irclickid": true, "rb_clickid": true, "ndclid": true, "s_kwcid": true, "ef_id": true,
	"fb_action_ids": true, "guce_referrer_sig": true, "trkemail": true, "mibextid": true,
}

// sharers are the hosts whose si says who shared.
var sharers = []string{"youtube.com", "youtu.be", "spotify.com", "soundcloud.com"}

// parameters reports those in the address at [from, to).
func (s *scan) parameters(from, to int) {
	q := bytes.IndexByte(s.page[from:to], '?')
	if q < 0 {
		return
	}
	for i := from + q + 1; i < to; {
		n := bytes.IndexAny(s.page[i:to], "&;#?")
		if n < 0 {
			n = to - i
		}
		name, value, _ := bytes.Cut(s.page[i:i+n], []byte("="))
		var low [32]byte
		if len(name) >= 2 && len(name) < len(low) && len(value) > 0 && s.identifies(lower(low[:], name), from, to) {
			s.report(i, i+n, "a tracking parameter ("+string(lower(low[:], name))+") in a link", plainURL(s.page[from:to]))
		}
		i += n + 1
		if bytes.HasPrefix(s.page[i-1:to], []byte("&amp;")) {
			i += 4
		}
	}
}

// identifies decides of a parameter's name.
func (s *scan) identifies(name []byte, from, to int) bool {
	if string(name) == "si" {
		return within(hostOf(s.page[from:to]), sharers)
	}
	return bytes.HasPrefix(name, []byte("utm_")) || identifying[string(name)]
}
