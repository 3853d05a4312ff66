//go:build !linux && !darwin

package main

import "os"

// terminalColumns knows no terminals on this system.
func terminalColumns(*os.File) (columns int, ok bool) { return 0, false }
