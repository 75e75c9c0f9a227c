package wire

import (
	"fmt"
	"net"
	"net/url"
)

// CheckBase says what is wrong with the base address of a server: it must be
// https, or http on this machine (loopback), without query, fragment or
// password.
func CheckBase(base string) error {
	u, err := url.Parse(base)
	switch {
	case err != nil || u.Host == "":
		return fmt.Errorf("%q is not a web address; write https://social.example", base)
	case u.User != nil:
		return fmt.Errorf("the address of a server has no user or password; secrets come from the environment")
	case u.RawQuery != "" || u.Fragment != "":
		return fmt.Errorf("%q has a query or a fragment; write https://%s", base, u.Host)
	case u.Scheme == "https":
		return nil
	case u.Scheme == "http" && Loopback(u.Hostname()):
		return nil
	}
	return fmt.Errorf("%q is not https; http is for servers on this machine only", base)
}

// Loopback reports whether a host name is this machine.
func Loopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
