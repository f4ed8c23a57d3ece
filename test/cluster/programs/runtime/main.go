// An OCI runtime that removes CAP_SYS_RESOURCE from what it is asked to run and hands over to runc.
// Where root itself lacks that capability, runc could not give it to anybody and every privileged container would fail.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
)

const missing = "CAP_SYS_RESOURCE"

func main() {
	for i, arg := range os.Args {
		name, value, joined := strings.Cut(strings.TrimLeft(arg, "-"), "=")
		if !strings.HasPrefix(arg, "-") || (name != "bundle" && name != "b" && name != "process" && name != "p") {
			continue
		}
		if !joined && i+1 < len(os.Args) {
			value = os.Args[i+1]
		}
		if name[0] == 'b' {
			value = filepath.Join(value, "config.json")
		}
		if err := rewrite(value); err != nil {
			fail(err)
		}
	}
	runc, err := exec.LookPath("runc")
	if err != nil {
		fail(err)
	}
	fail(syscall.Exec(runc, append([]string{"runc"}, os.Args[1:]...), os.Environ()))
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "cutaway runtime:", err)
	os.Exit(1)
}

func rewrite(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	var document map[string]any
	decoder := json.NewDecoder(strings.NewReader(string(data)))
	decoder.UseNumber() // limits are larger than a float64 holds
	if err := decoder.Decode(&document); err != nil {
		return err
	}
	process := document
	if inner, ok := document["process"].(map[string]any); ok {
		process = inner
	}
	capabilities, _ := process["capabilities"].(map[string]any)
	for set, list := range capabilities {
		names, _ := list.([]any)
		kept := []any{}
		for _, name := range names {
			if name != missing {
				kept = append(kept, name)
			}
		}
		capabilities[set] = kept
	}
	data, err = json.Marshal(document)
	if err != nil {
		return err
	}
	return os.WriteFile(path, data, info.Mode())
}
