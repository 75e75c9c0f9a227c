package bucket

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"github.com/minio/minio-go/v7"
)

var (
	// ErrMissing says that there is no such object.
	ErrMissing = errors.New("there is no such object")
	// ErrLost says that the condition of a Put did not hold.
	ErrLost = errors.New("somebody else was quicker")
	// ErrUnanswered says that no answer came, or one that says "later":
	// whether something was changed is not known, and trying again may help.
	ErrUnanswered = errors.New("no answer came")
	// ErrUnconditional says that the server does not keep to conditions.
	ErrUnconditional = errors.New("the server does not keep to conditions")

	errUnknown = errors.New("the server does not know this request")
)

// failure is an error in words of its own. What it is for errors.Is stands
// beside the words, so that nothing of a request gets into them.
type failure struct {
	text string
	is   error
}

func (f *failure) Error() string { return f.text }
func (f *failure) Unwrap() error { return f.is }

// deed is what was tried, and what a key must be allowed for it.
type deed struct{ verb, needs string }

var (
	reading  = deed{"read", "s3:GetObject and s3:ListBucket"}
	writing  = deed{"write", "s3:PutObject"}
	listing  = deed{"list", "s3:ListBucket"}
	deleting = deed{"delete", "s3:DeleteObject"}
	erasing  = deed{"list the versions of", "s3:ListBucketVersions and s3:DeleteObjectVersion"}
)

// lost reports whether an answer says that a condition did not hold. 409 is
// that of two writers at once; 404 that of an object that is gone, which
// others answer with 412 (S3 user guide, conditional writes).
func lost(err error, c Condition) bool {
	r := minio.ToErrorResponse(err)
	switch r.StatusCode {
	case http.StatusPreconditionFailed:
		return true
	case http.StatusConflict:
		return r.Code == "ConditionalRequestConflict" || r.Code == "Conflict" || r.Code == "OperationAborted"
	}
	return c != IfNew && missing(err)
}

// missing reports whether an answer is about the object and not about the
// bucket.
func missing(err error) bool {
	r := minio.ToErrorResponse(err)
	return r.StatusCode == http.StatusNotFound && (r.Code == minio.NoSuchKey || r.Code == "NoSuchVersion" || r.Code == "NotFound")
}

// trouble says in words what went wrong; nil stays nil. The context is the
// caller's, so that its end is told from our own patience.
func (b *Bucket) trouble(ctx context.Context, d deed, key string, err error) error {
	if err == nil {
		return nil
	}
	if over := ctx.Err(); over != nil {
		return fmt.Errorf("%s: %w", b, over)
	}
	r := minio.ToErrorResponse(err)
	if r.StatusCode == 0 {
		return &failure{fmt.Sprintf("%s cannot be reached: %s", b, unreached(err)), ErrUnanswered}
	}
	if missing(err) {
		return &failure{fmt.Sprintf("%s: there is no object %s%s", b, b.place.prefix, key), ErrMissing}
	}
	return b.answered(d, r)
}

// answered words a refusal. Of the server's own words only the code is shown:
// some servers quote the request in them.
func (b *Bucket) answered(d deed, r minio.ErrorResponse) error {
	switch r.Code {
	case minio.NoSuchBucket:
		return fmt.Errorf("there is no %s; make it, or correct its name", b)
	case "InvalidAccessKeyId":
		return fmt.Errorf("%s: the server does not know the key in AWS_ACCESS_KEY_ID", b)
	case "SignatureDoesNotMatch":
		return fmt.Errorf("%s: the secret in AWS_SECRET_ACCESS_KEY does not belong to the key in AWS_ACCESS_KEY_ID, or was cut short", b)
	case "ExpiredToken", "InvalidToken", "TokenRefreshRequired":
		return fmt.Errorf("%s: the server does not take AWS_SESSION_TOKEN (%s); it may have expired, or belong to other keys", b, r.Code)
	case "RequestTimeTooSkewed", "RequestExpired":
		return fmt.Errorf("%s: the clock of this machine differs too much from that of the server", b)
	case "AuthorizationHeaderMalformed", "InvalidRegion", "PermanentRedirect", "TemporaryRedirect", "IllegalLocationConstraintException":
		return fmt.Errorf("%s: the bucket is not in the region %q; set AWS_REGION, or correct the endpoint", b, b.place.region)
	}
	switch {
	case r.StatusCode == http.StatusForbidden || r.StatusCode == http.StatusUnauthorized:
		return fmt.Errorf("%s: the key in AWS_ACCESS_KEY_ID may not %s objects here (%s); it needs %s", b, d.verb, code(r), d.needs)
	case r.StatusCode == http.StatusNotImplemented:
		return &failure{fmt.Sprintf("%s: the server does not know how to %s objects this way (%s)", b, d.verb, code(r)), errUnknown}
	case r.StatusCode >= 500 || r.StatusCode == http.StatusTooManyRequests || r.StatusCode == http.StatusRequestTimeout || r.Code == "RequestTimeout":
		return &failure{fmt.Sprintf("%s has trouble of its own (%s); try again later", b, code(r)), ErrUnanswered}
	}
	return fmt.Errorf("%s did not let us %s an object (%s)", b, d.verb, code(r))
}

var codeName = regexp.MustCompile(`^[A-Za-z0-9.]{1,60}$`)

func code(r minio.ErrorResponse) string {
	if codeName.MatchString(r.Code) {
		return fmt.Sprintf("%d %s", r.StatusCode, r.Code)
	}
	return fmt.Sprint(r.StatusCode)
}

// unreached words an error of the connection without the address of the
// request.
func unreached(err error) string {
	var address *url.Error
	if errors.As(err, &address) {
		err = address.Err
	}
	var unknown x509.UnknownAuthorityError
	var verify *tls.CertificateVerificationError
	switch {
	case errors.Is(err, context.Canceled): // by us, for the caller's context still holds
		return fmt.Sprintf("nothing moved for %v", patience)
	case strings.Contains(err.Error(), "onnection closed by foreign host"): // the library's words for an end of file
		return "the connection was closed before an answer came"
	case errors.As(err, &unknown) || errors.As(err, &verify):
		return "its certificate is not one that this machine trusts"
	case strings.Contains(err.Error(), "://"):
		return "the connection failed"
	}
	return err.Error()
}
