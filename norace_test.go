//go:build !race

package qingting

const raceEnabled = false
