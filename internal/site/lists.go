package site

// listPage is one page of a paginated list.
type listPage struct {
	number  int // 0 is the front page
	label   int // what to print; 0 for nothing
	entries []*entry
	newer   int // page numbers; -1 for none
	older   int
}

// paginate cuts entries (newest first) into pages.
//
// In the order "oldest-numbered" pages are counted from the oldest end and
// are always full, so a new article changes the front page and nothing else;
// the front page holds what is left over and one page more (per … 2·per-1).
// In "newest-first" page 1 is the front and every new article moves
// everything, as in most blog engines.
func paginate(entries []*entry, per int, order string) []listPage {
	if order == "newest-first" {
		return newestFirst(entries, per)
	}
	full := len(entries) / per
	if full < 2 {
		return []listPage{{entries: entries, newer: -1, older: -1}}
	}
	n := len(entries)
	pages := []listPage{{entries: entries[:n-(full-1)*per], newer: -1, older: full - 1}}
	for k := full - 1; k >= 1; k-- {
		p := listPage{number: k, label: k, entries: entries[n-k*per : n-(k-1)*per], newer: k + 1, older: k - 1}
		if k == full-1 {
			p.newer = 0
		}
		if k == 1 {
			p.older = -1
		}
		pages = append(pages, p)
	}
	return pages
}

func newestFirst(entries []*entry, per int) []listPage {
	total := max(1, (len(entries)+per-1)/per)
	pages := make([]listPage, total)
	for i := range pages {
		p := listPage{number: i + 1, label: i + 1, entries: entries[i*per : min(len(entries), (i+1)*per)], newer: i, older: i + 2}
		if i == 0 {
			p.number, p.newer = 0, -1
		}
		if i == 1 {
			p.newer = 0
		}
		if i == total-1 {
			p.older = -1
		}
		pages[i] = p
	}
	return pages
}
