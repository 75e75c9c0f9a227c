package channeltest

import (
	"os"
	"os/exec"
	"testing"
)

// runToy runs one part of the suite against the toy with a flaw.
func runToy(t *testing.T, flaw, part string) []byte {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), self, "-test.run=^TestToy$/^"+part+"$", "-test.timeout=60s")
	cmd.Env = append(os.Environ(), "TOY_FLAW="+flaw)
	out, _ := cmd.CombinedOutput() // that it fails is the point
	return out
}
