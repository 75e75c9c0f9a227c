// Package syndicate tells the hospital's social accounts about an article,
// each account once.
//
// The route of a post: an Item, which is what the site says of an article, is
// composed into a Post, the exact message for one account; MakePlan lists the
// posts that are due and says of every other why not; a Runner sends the plan
// and writes what became of each into the ledger.
//
// The posting law, which everything here serves:
//
//	Make the exact bytes. Append the intent durably. Send once. Append the
//	outcome. An intent without an outcome is never sent again blindly.
//
// A Channel is the code for one network. It makes one attempt, never repeats
// one, and names a failure by what the ledger must do with it (Kind). All
// repeating, waiting and deciding is the Runner's.
//
// Time, network, chance and the judgement of the check are arguments. Nothing
// here knows how the site is built: a program that has items of its own can
// use this package alone.
package syndicate
