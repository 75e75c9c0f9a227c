// Package search makes the files that a reader's browser searches: no server,
// no whole index in one download. It folds words and arranges articles; it
// reads no files and knows no site.
//
// One language is one index, of two kinds of files:
//
//   - The words file says how words are folded, which words there are, in how
//     many articles each stands, and in which shard its articles are. It is
//     loaded once.
//   - A shard holds the words of one stretch of the alphabet and every article
//     that has one of them, with all that is needed to show the article and
//     with all its words.
//
// A query takes the rarest of its words, loads the one shard of it, and looks
// for the other words in what the articles there carry. So however many words
// are asked for, two files answer, and the second query needs one. Prefixes
// and typing errors are looked for in the words file, which has all words, so
// an error may be in any letter, the first one too.
//
// What it promises:
//
//   - Every word of an article leads to it, alone and with others, unless the
//     word stands in more than Limit articles: then the Limit best are kept
//     (see choose). An article whose title has nothing but such words is among
//     them, unless Limit newer ones are like it.
//   - No shard holds more than Limit articles.
//   - A new article changes the shards of its words and no other.
//   - Go and the browser fold alike, because the table they fold by is one
//     value, which the words file carries.
//
// Do not add a file that a query has to load besides, and do not keep anything
// here that readers may not see: whatever goes in is public.
package search
