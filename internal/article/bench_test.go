package article

import (
	"strings"
	"testing"
	"time"

	"nadi/internal/config"
)

// typical is an article of 8 kB with the front matter that most have.
func typical() []byte {
	const head = `---
id: h3x7k2m9
title: "Heat: what helps on the hottest days"
description: Drink before you are thirsty, stay out of the sun at noon, and know the signs of heat stroke.
date: 2026-05-02
updated: 2026-05-09
topics: [environment, care]
tags: [heat, summer, first-aid]
authors:
  - asha-example
  - ravi-example
reviewedBy: meera-example
lastReviewed: 2026-05-01
reviewDue: 2027-05-01
image: {src: heat.jpg, alt: A woman drinks water under a tree, credit: Riverside Hospital, people: model}
sources:
  - title: Heat and health
    url: https://www.who.int/news-room/fact-sheets/detail/climate-change-heat-and-health
    publisher: World Health Organization
---

`
	const paragraph = "On hot days the body loses water faster than it asks for it. Drink a glass every hour, also when you are not thirsty, and add a pinch of salt and a spoon of sugar when you sweat much.\n\n"
	return []byte(head + strings.Repeat(paragraph, (8000-len(head))/len(paragraph)))
}

func BenchmarkRead(b *testing.B) {
	cfg := config.Default()
	r := &Reader{Config: &cfg, Zone: time.UTC}
	src := typical()
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		if _, fs := r.Read("content/articles", "content/articles/2026/heat.md", src); len(fs) > 0 {
			b.Fatal(fs)
		}
	}
}
