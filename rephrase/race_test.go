//go:build race

package rephrase

const raceEnabled = true
