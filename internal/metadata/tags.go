package metadata

import "strings"

// fieldKinds says what a field of a free list of names and values tells, by
// its name in capitals without separators. Vorbis comments, Matroska's tags,
// APE's items, ID3's TXXX and QuickTime's keys share these names, of habit
// more than by any standard (Xiph.Org "Ogg Vorbis I comment field"; Matroska
// tags, matroska.org; ffmpeg's table of generic names).
var fieldKinds = map[string]string{
	"ARTIST": "author", "ARTISTS": "author", "ALBUMARTIST": "author", "AUTHOR": "author", "AUTHORS": "author", "PERFORMER": "author", "PERFORMERS": "author",
	"LEADPERFORMER": "author", "COMPOSER": "author", "CONDUCTOR": "author", "WRITER": "author", "WRITTENBY": "author", "LYRICIST": "author", "DIRECTOR": "author",
	"PRODUCER": "author", "EXECUTIVEPRODUCER": "author", "COPRODUCER": "author", "ENGINEER": "author", "SOUNDENGINEER": "author", "NARRATOR": "author", "SPEAKER": "author",
	"CREATOR": "author", "ENCODEDBY": "author", "ORIGINALARTIST": "author", "ACTOR": "author", "HOST": "author", "GUEST": "author", "INTERVIEWER": "author",
	"DIRECTOROFPHOTOGRAPHY": "author", "EDITEDBY": "author", "SCREENPLAYBY": "author", "CHARACTER": "author", "INVOLVEDPEOPLE": "author", "CREDITS": "author",
	"INFORMATION": "comment", "COMMENT": "comment", "COMMENTS": "comment", "NOTE": "comment", "NOTES": "comment", "USERCOMMENT": "comment", "PERSONALNOTE": "comment",
	"LOCATION": "location", "RECORDINGLOCATION": "location", "COMPOSITIONLOCATION": "location", "LOCATIONISO6709": "location", "LOCATIONENG": "location", "XYZ": "location",
	"LOCATIONNAME": "location", "LOCATIONBODY": "location", "LOCATIONNOTE": "location", "LOCATIONROLE": "", "LOCATIONDATE": "date-time", "LOCATIONACCURACYHORIZONTAL": "location",
	"GPS": "location", "GPSLATITUDE": "location", "GPSLONGITUDE": "location", "GPSCOORDINATES": "location", "LATITUDE": "location", "LONGITUDE": "location", "GEOLOCATION": "location",
	"MAKE": "camera", "MODEL": "camera", "CAMERA": "camera", "CAMERAMAKE": "camera", "CAMERAMODEL": "camera", "CAMERALENSMODEL": "camera", "MANUFACTURER": "camera",
	"CAMERAIDENTIFIER": "device", "SERIALNUMBER": "device", "SERIALNO": "device", "DEVICEID": "device", "DEVICENAME": "device", "DEVICEMODEL": "camera", "DEVICEMODELNAME": "camera",
	"CREATIONDATE": "date-time", "DATERECORDED": "date-time", "DATEDIGITIZED": "date-time", "DATETIMEORIGINAL": "date-time", "PURCHASEDATE": "date-time", "DATEPURCHASED": "date-time",
	"EMAIL": "account", "CONTACT": "account", "PHONE": "account", "PHONENUMBER": "account", "FAX": "account", "ADDRESS": "account", "OWNER": "account", "USERNAME": "account",
	"COLLECTIONUSER": "account", "PURCHASEOWNER": "account", "ACCOUNT": "account", "ACCOUNTID": "account", "APPLEID": "account",
}

// fieldKey brings a field's name to the form of fieldKinds.
func fieldKey(name string) string {
	name = strings.ToUpper(strings.TrimSpace(name))
	for _, p := range []string{"COM.APPLE.QUICKTIME.", "COM.APPLE.PROAPPS.", "COM.ANDROID."} {
		name = strings.TrimPrefix(name, p)
	}
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, name)
}

// field notes one name and value of such a list. What stands in where is the
// name from our own table, for a file may write anything into its names.
func (r *report) field(name, value, where string) {
	key := fieldKey(name)
	kind := fieldKinds[key]
	where += " " + key
	switch kind {
	case "":
		r.path(value, strings.TrimSuffix(where, " "+key)+" (a path)")
	case "author":
		r.author(value, where)
	case "comment":
		r.comment(value, where)
	case "account":
		r.account(value, where)
	case "location":
		r.location(value, where)
	default:
		r.filled(kind, value, where)
	}
}

// account notes a way to reach a person.
func (r *report) account(value, where string) {
	v := clean(value)
	if a := address(v); a != "" && isRole(a) || isSite(v) {
		return
	}
	if a := address(v); a != "" || isRemark(v) && (namesSomebody(v) || strings.ContainsAny(v, "0123456789")) {
		r.mark("account", where)
	}
}

// location notes a place, unless it is empty or the zero of a device without
// a fix ("+00.0000+000.0000/").
func (r *report) location(value, where string) {
	if v := clean(value); strings.Trim(v, "+-0./ \x00") != "" {
		r.mark("location", where)
	}
}

// url notes a web address that is one person's.
func (r *report) url(value, where string) {
	v := clean(value)
	if a := address(v); isProfile(v) || a != "" && !isRole(a) {
		r.mark("account", where)
	}
	r.path(v, where)
}
