package bucket

import (
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"regexp"
	"strings"
	"unicode"

	"github.com/minio/minio-go/v7"
)

// place is a parsed place.
type place struct {
	bucket string
	prefix string // "" or with a slash at its end
	host   string // with its port, if there is one
	region string
	plain  bool // http
}

const (
	form = "write s3://BUCKET/PREFIX, such as s3://riverside-news/ledger, and ?endpoint=https://s3.example.org behind it for a host that is not AWS"
	aws  = "s3.amazonaws.com"
)

var bucketName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{1,61}[A-Za-z0-9]$`)

// parse reads a place. What may be a secret is not quoted.
func parse(where string, env func(string) string) (place, error) {
	u, err := url.Parse(where)
	switch {
	case err != nil || u.Scheme != "s3" || u.Opaque != "":
		return place{}, errors.New("this is no place in a bucket; " + form)
	case u.User != nil:
		return place{}, errors.New("a place in a bucket has no keys in it; they come from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY")
	case !bucketName.MatchString(u.Host):
		return place{}, fmt.Errorf("%q cannot be the name of a bucket; %s", u.Host, form)
	case u.Fragment != "":
		return place{}, errors.New("a place in a bucket has no #; " + form)
	}
	p := place{bucket: u.Host}
	if p.prefix, err = prefix(u.Path); err != nil {
		return place{}, err
	}
	said, err := url.ParseQuery(u.RawQuery)
	if err != nil {
		return place{}, errors.New("what stands behind the ? cannot be read; " + form)
	}
	for key := range said {
		if key != "endpoint" && key != "region" {
			return place{}, fmt.Errorf("%q is not known behind the ?; write endpoint= or region=", key)
		}
	}
	if err := p.endpoint(first(said.Get("endpoint"), env("AWS_ENDPOINT_URL_S3"), env("AWS_ENDPOINT_URL"))); err != nil {
		return place{}, err
	}
	return p, p.locate(first(said.Get("region"), env("AWS_REGION"), env("AWS_DEFAULT_REGION")))
}

func first(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

func prefix(path string) (string, error) {
	path = strings.Trim(path, "/")
	if path == "" {
		return "", nil
	}
	for part := range strings.SplitSeq(path, "/") {
		if part == "" || part == "." || part == ".." || strings.ContainsFunc(part, unicode.IsControl) {
			return "", fmt.Errorf("%q cannot be a place in a bucket; %s", path, form)
		}
	}
	return path + "/", nil
}

// endpoint sets the host. A path is refused, for signatures would not cover it.
func (p *place) endpoint(address string) error {
	if address == "" {
		p.host = aws
		return nil
	}
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http":
		return errors.New("the endpoint of the bucket is no web address; write https://s3.example.org")
	case u.User != nil:
		return errors.New("the endpoint of the bucket has no user and no password; keys come from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY")
	case strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "":
		return fmt.Errorf("the endpoint of the bucket is a host alone; write %s://%s", u.Scheme, u.Host)
	case u.Scheme == "http" && !loopback(u.Hostname()):
		return fmt.Errorf("the endpoint http://%s is not https; http is for servers on this machine only", u.Host)
	}
	p.host, p.plain = u.Host, u.Scheme == "http"
	return nil
}

func loopback(host string) bool {
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.IsLoopback()
}

// amazon reports whether the host is AWS, whose buckets are host names and
// whose signatures are bound to the region.
func (p *place) amazon() bool {
	return p.host == aws || strings.HasSuffix(p.host, ".amazonaws.com") || strings.HasSuffix(p.host, ".amazonaws.com.cn")
}

func (p *place) locate(region string) error {
	if p.region = region; region == "" && p.amazon() {
		return fmt.Errorf("the region of the bucket %q is not known; set AWS_REGION, or write ?region= behind the place", p.bucket)
	}
	if region == "" {
		p.region = "us-east-1" // what hosts without regions expect in a signature
	}
	return nil
}

func (p *place) lookup() minio.BucketLookupType {
	if p.amazon() {
		return minio.BucketLookupAuto
	}
	return minio.BucketLookupPath
}
