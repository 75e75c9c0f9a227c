package contact

import "strings"

// What the parts of links are called. Keys are compared without marks:
// patient_id and patientId are one.
var (
	recordKeys = setOf(`mrn patient patientid uhid abha abhaid abhanumber ssn aadhaar aadhar nhsnumber nhsno mbi crno encounterid admissionid
medicalrecord medicalrecordnumber patientno patientnumber healthid`)
	// Keys that libraries and shops use too count at a portal alone.
	portalKeys = setOf(`pid nhs memberid chart chartid encounter visit visitid recordid record accession accessionnumber caseid id`)
	nameKeys   = setOf(`patientname firstname lastname fullname fname lname surname givenname familyname pname`)
	phoneKeys  = setOf(`phone mobile mobileno phonenumber tel telephone msisdn cell whatsapp contactno`)
	// Keys whose values open a door wherever they stand.
	secretKeys = setOf(`token accesstoken authtoken idtoken jwt signature xamzsignature xamzcredential xamzsecuritytoken xgoogsignature xgoogcredential
sessionid jsessionid phpsessid sharetoken invitetoken resettoken magic magictoken otp auth authkey accesskey apikey secret ticket logintoken refreshtoken sharekey linktoken bearer`)
	weakKeys = setOf(`sig session sid key code id share invite k t s h hash link doc document file report ref pass passcode pwd access`)

	personSegments = setOf(`patient patients mrn uhid chart charts encounter encounters phr ehr emr medicalrecord medical-record medical-records patientrecord patient-record patient-records member-record`)
	recordSegments = setOf(`results result report reports record records labs lab visits visit appointments appointment documents document summary discharge share
messages message imaging scans scan prescriptions prescription letters letter view download invite chart charts file files shared bill bills invoice r d s doc history profile notes timeline vitals`)
	portalWords = []string{"portal", "mychart", "myhealth", "patient", "ehr", "emr", "phr", "healthrecord", "health-record", "medicalrecord", "records.", "results.", "reports.", "labs.", "mylab", "followmyhealth", "healow"}
)

// staffLike reports whether a path leads to a list of those who work there,
// which is searched by their names.
func staffLike(path string) bool {
	path = strings.ToLower(path)
	for _, w := range [...]string{"doctor", "provider", "physician", "staff", "directory", "people", "team", "faculty", "author"} {
		if strings.Contains(path, w) {
			return true
		}
	}
	return false
}

// portalLike reports whether a host, or the path's beginning, is that of a
// door to records.
func portalLike(a address) bool {
	for _, w := range portalWords {
		if strings.Contains(a.host, w) {
			return true
		}
	}
	first, _, _ := strings.Cut(strings.TrimPrefix(strings.ToLower(a.path), "/"), "/")
	return first == "portal" || first == "mychart" || first == "patient-portal" || first == "patientportal" || first == "phr" || first == "ehr"
}

// recordPath looks for the number or name of a record in a path:
// /patients/00482913/results. A state's own pages number their articles so and
// are left alone, as are years.
func recordPath(a address) string {
	if official(a.host) {
		return ""
	}
	portal := portalLike(a)
	parts := strings.Split(strings.Trim(a.path, "/"), "/")
	for i := 0; i+1 < len(parts); i++ {
		kind, id := strings.ToLower(parts[i]), parts[i+1]
		last := i+2 < len(parts) && recordSegments[strings.ToLower(parts[i+2])]
		switch {
		case sample(id):
		case personSegments[kind] && recordNumber(id):
			return "its path holds the number of a person's record"
		case personSegments[kind] && last && nameSlug(id):
			return "its path holds a person's name"
		case portal && recordSegments[kind] && (recordNumber(id) || len(id) >= 10 && random(id) && !strings.Contains(id, ".")):
			return "its path holds the number of a record"
		}
	}
	return ""
}

// recordNumber reports whether a part of a path is a number, or a code that
// was drawn: at least five digits, or letters and digits that make no word.
func recordNumber(id string) bool {
	digits := countDigits(id)
	if strings.Contains(id, ".") || len(id) > 64 {
		return false
	}
	if digits == len(id) {
		return digits >= 5
	}
	if digits >= 8 && strings.Count(id, "-") == 4 && len(id) == 36 { // a UUID
		return true
	}
	return digits >= 4 && !strings.ContainsRune(id, '-') || digits >= 5 && strings.Count(id, "-") <= 1
}

// nameSlug reports whether a part of a path can be a name: two or three words.
func nameSlug(id string) bool {
	n := strings.Count(id, "-") + strings.Count(id, ".") + strings.Count(id, "_")
	return n >= 1 && n <= 2 && countDigits(id) == 0 && len(id) >= 6 && len(id) <= 40
}

// shared reports whether a link opens a file that somebody shared.
func shared(a address) bool {
	p := a.path
	switch {
	case a.host == "drive.google.com":
		return strings.HasPrefix(p, "/file/d/") || strings.HasPrefix(p, "/drive/folders/") || strings.HasPrefix(p, "/drive/u/") || p == "/open"
	case a.host == "docs.google.com":
		return strings.Contains(p, "/d/") && !strings.Contains(p, "/forms/")
	case a.host == "dropbox.com":
		return hasAnyPrefix(p, "/s/", "/sh/", "/scl/")
	case a.host == "1drv.ms", a.host == "we.tl", a.host == "photos.app.goo.gl":
		return len(p) > 1
	case a.host == "onedrive.live.com":
		return a.query != ""
	case strings.HasSuffix(a.host, ".sharepoint.com"):
		return hasAnyPrefix(p, "/:") || strings.Contains(p, "/_layouts/")
	case a.host == "app.box.com", a.host == "box.com", strings.HasSuffix(a.host, ".box.com"):
		return strings.HasPrefix(p, "/s/") || strings.HasPrefix(p, "/v/")
	case a.host == "icloud.com":
		return strings.Contains(p, "/iclouddrive/") || strings.Contains(p, "sharedalbum")
	}
	return false
}

// meeting reports whether a link opens a meeting and holds its passcode.
func meeting(a address) bool {
	if !strings.HasSuffix(a.host, "zoom.us") && !strings.HasSuffix(a.host, "webex.com") && a.host != "teams.microsoft.com" && a.host != "teams.live.com" {
		return false
	}
	found := false
	pairs(a.query, func(key, value string) bool {
		found = key == "pwd" || key == "passcode" || key == "p" || key == "mtid"
		return !found
	})
	return found || strings.HasPrefix(a.path, "/l/meetup-join/")
}
