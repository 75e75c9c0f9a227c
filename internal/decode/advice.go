package decode

import "strings"

// advice turns the YAML parser's words into a writer's. The first part that
// the message holds decides.
var advice = []struct{ part, message, hint string }{
	{"',' or ']'", "the list before this is not closed", "put ] at its end, and quotes around a value that holds [ or ,"},
	{"end token ']'", "the list that begins here is not closed", "put ] at its end, and quotes around a value that begins with ["},
	{"end token '}'", "the group that begins here is not closed", "put } at its end, and quotes around a value that begins with {"},
	{"end character of", "the quotation mark that opens here is never closed", "put the same mark at the end of the value"},
	{"reserved character", "a value cannot begin with this sign", "put the value into quotes"},
	{"unexpected directive", "a value cannot begin with this sign", "put the value into quotes"},
	{"undefined anchor", "a value cannot begin with this sign", "put the value into quotes"},
	{"escape character", "this is no escape that YAML knows", `write \\ for a backslash, or put the value into 'single' quotes`},
	{"invalid header option", "a value cannot begin with > or |, unless its text begins on the next line", "put the value into quotes"},
	{"pre-defined", "text follows the value in quotes", `put the whole value into quotes, and write \" inside`},
	{"unexpected key name", "a key needs a name, a colon and a space", "write key: value"},
	{"non-map value", "this line is not a key with a value", "write key: value, or indent the line if it continues the one above"},
	{"block sequence entries", "a list cannot begin behind its key", "begin it on the next line, each entry with a hyphen, or write [a, b]"},
	{"not allowed in this context", "this does not fit the lines above", "give the keys of a group the same indentation, and put a value that holds a colon into quotes"},
}

func advise(e *SyntaxError) {
	for _, a := range advice {
		if strings.Contains(e.Message, a.part) {
			e.Message, e.Hint = a.message, a.hint
			return
		}
	}
}
