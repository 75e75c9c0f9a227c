// Package site turns a folder of content into the files of a web site.
//
// The route is one function, Build: configuration, theme, articles (read in
// parallel), the index of the whole site, pages (an iterator), files (handed
// one at a time to a Sink). build, serve and check call it with different
// sinks; there are no modes inside.
//
// What it promises:
//
//   - Pure: the files are a function of the input folder, the theme, the
//     tool's version and Input.Now. No clock and no map order is in a page.
//   - A template sees its page's data and nothing else. So a page has a key,
//     the hash of all it was made from, and a page whose key the sink knows
//     is neither rendered nor put. An incremental build equals a clean one.
//   - Bodies are streamed: an article's text is read when its page is made
//     and dropped afterwards. Only what the feeds need is held.
//   - Everything wrong is reported, with its place. A build with an error
//     must not be committed; the caller asks Result.Blocked.
//
// Do not add a flag that changes what a page looks like "when serving": the
// preview must be the bytes that go live.
package site
