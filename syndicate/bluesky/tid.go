package bluesky

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"strings"
	"time"

	"nadi/syndicate"
)

// A TID is the key of a post's record: 64 bits as 13 characters that sort as
// the number does. The highest bit is 0, then come 53 bits of microseconds
// since 1970 and 10 bits of "clock id", which keeps two makers apart.
//
// Here the seconds are those of the message's date. The rest, the fraction of
// the second and the clock id, is a hash of the message's key: ten thousand
// million values, so that two messages of one second have two keys.

const alphabet = "234567abcdefghijklmnopqrstuvwxyz"

const (
	tidLength = 13
	clockBits = 10
	microMask = 1<<53 - 1
)

// encodeTID writes a TID of microseconds since 1970 and a clock id.
func encodeTID(micros, clock uint64) string {
	v := micros&microMask<<clockBits | clock&(1<<clockBits-1)
	var out [tidLength]byte
	for i := tidLength - 1; i >= 0; i-- {
		out[i] = alphabet[v&31]
		v >>= 5
	}
	return string(out[:])
}

// decodeTID reads a TID; ok is false for any other text.
func decodeTID(s string) (micros, clock uint64, ok bool) {
	if len(s) != tidLength || strings.IndexByte(alphabet, s[0]) >= 16 {
		return 0, 0, false
	}
	var v uint64
	for i := range len(s) {
		digit := strings.IndexByte(alphabet, s[i])
		if digit < 0 {
			return 0, 0, false
		}
		v = v<<5 | uint64(digit)
	}
	return v >> clockBits, v & (1<<clockBits - 1), true
}

// recordKey is the record key of a message that is dated at.
func recordKey(k syndicate.Key, at time.Time) string {
	fraction, clock := fingerprint(k)
	return encodeTID(uint64(at.Unix())*1_000_000+fraction, clock)
}

// keyed reports whether a record key was made of a message's key, whatever its
// date.
func keyed(rkey string, k syndicate.Key) bool {
	micros, clock, ok := decodeTID(rkey)
	fraction, want := fingerprint(k)
	return ok && micros%1_000_000 == fraction && clock == want
}

// fingerprint is what a message's key contributes to its record key.
func fingerprint(k syndicate.Key) (fraction, clock uint64) {
	data, err := json.Marshal([]string{k.Site, k.Item, k.Account, k.Occasion})
	if err != nil {
		panic(err) // texts can always be written
	}
	sum := sha256.Sum256(data)
	return binary.BigEndian.Uint64(sum[:8]) % 1_000_000, binary.BigEndian.Uint64(sum[8:16]) % (1 << clockBits)
}
