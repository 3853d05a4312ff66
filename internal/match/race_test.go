//go:build race

package match

// The race detector makes sync.Pool drop values at random.
const raceEnabled = true
