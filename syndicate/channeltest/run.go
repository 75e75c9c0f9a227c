package channeltest

import "testing"

// Run holds a channel against the contract.
func Run(t *testing.T, s Suite) {
	for _, c := range []struct {
		name string
		http bool // needs faults between channel and fake
		run  func(*testing.T, Suite)
	}{
		{"entry", false, testEntry},
		{"describe", false, testDescribe},
		{"foreign server", false, testForeign},
		{"verify", false, testVerify},
		{"verify with wrong secrets", true, testWrongSecrets},
		{"send", false, testSend},
		{"prepare", false, testPrepare},
		{"limits", false, testLimits},
		{"refusals", true, testRefusals},
		{"lost replies", true, testLost},
		{"unreachable", true, testUnreachable},
		{"redirects", true, testRedirects},
		{"repeat", true, testRepeat},
		{"prepared anew", false, testAnew},
		{"find", false, testFind},
		{"recent", false, testRecent},
		{"amend", false, testAmend},
		{"remove", false, testRemove},
		{"reply", false, testReply},
		{"faults of abilities", true, testFaulty},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.http && s.NoHTTP {
				t.Skip("no HTTP between channel and network")
			}
			c.run(t, s)
		})
	}
}
