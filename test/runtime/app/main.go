// Stands in for Java in tests of the runtime: a static program that behaves as the "JAR" (a JSON file) it is given tells it to.
package main

import (
	"archive/zip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"sync/atomic"
	"syscall"
	"time"
)

type behavior struct {
	Version       string `json:"version"`
	ReadyAfterMs  int    `json:"readyAfterMs"`
	NeverReady    bool   `json:"neverReady"`
	ExitAfterMs   int    `json:"exitAfterMs"`
	ExitCode      int    `json:"exitCode"`
	AllocateBytes int    `json:"allocateBytes"`
	Lines         int    `json:"lines"`
	LineBytes     int    `json:"lineBytes"`
	IgnoreStop    bool   `json:"ignoreStop"`
	StopAtOnce    bool   `json:"stopAtOnce"`
}

func read(arguments []string) (b behavior) {
	for index, argument := range arguments {
		if argument == "-jar" {
			if err := load(arguments[index+1], &b); err != nil {
				fmt.Fprintln(os.Stderr, "Error: Could not find or load main class:", err)
				os.Exit(1)
			}
		}
	}
	return b
}

// A real JAR with the file behavior.json in it, or that file alone.
func load(path string, b *behavior) error {
	archive, err := zip.OpenReader(path)
	if err != nil {
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return json.Unmarshal(content, b)
	}
	file, err := archive.Open("behavior.json")
	if err != nil {
		return err
	}
	return json.NewDecoder(file).Decode(b)
}

var held [][]byte

func misbehave(b behavior) {
	for line := 1; line <= b.Lines; line++ {
		fmt.Printf("%-*s\n", b.LineBytes, fmt.Sprintf("%s line %d", b.Version, line))
	}
	if b.AllocateBytes > 0 {
		for total := 0; total < b.AllocateBytes; total += 1 << 20 {
			block := make([]byte, 1<<20)
			for index := 0; index < len(block); index += 4096 {
				block[index] = 1
			}
			held = append(held, block)
		}
	}
	if b.ExitAfterMs > 0 {
		time.Sleep(time.Duration(b.ExitAfterMs) * time.Millisecond)
		fmt.Fprintln(os.Stderr, "giving up with", b.ExitCode)
		os.Exit(b.ExitCode)
	}
}

// Debian's static busybox has no wget that works without the C library's plug-ins; this is the part of curl that the health check uses.
func curl(address string) {
	reply, err := http.Get(address)
	if err != nil {
		os.Exit(7)
	}
	fmt.Printf("%s %s\r\n\r\n", reply.Proto, reply.Status)
	_, _ = io.Copy(os.Stdout, reply.Body)
}

func main() {
	if filepath.Base(os.Args[0]) == "curl" {
		curl(os.Args[len(os.Args)-1])
		return
	}
	b := read(os.Args)
	var ready atomic.Bool
	time.AfterFunc(time.Duration(b.ReadyAfterMs)*time.Millisecond, func() { ready.Store(!b.NeverReady) })
	http.HandleFunc("/ready", func(w http.ResponseWriter, _ *http.Request) {
		if !ready.Load() {
			http.Error(w, "not ready yet", http.StatusServiceUnavailable)
			return
		}
		fmt.Fprintln(w, "ready")
	})
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { fmt.Fprintln(w, b.Version, r.URL.Path) })
	http.HandleFunc("/slow", func(w http.ResponseWriter, r *http.Request) {
		ms, _ := strconv.Atoi(r.URL.Query().Get("ms"))
		time.Sleep(time.Duration(ms) * time.Millisecond)
		fmt.Fprintln(w, b.Version, r.URL.Path)
	})
	server := &http.Server{Addr: ":8080"}
	ended := make(chan struct{})
	go func() {
		stop := make(chan os.Signal, 1)
		signal.Notify(stop, syscall.SIGTERM)
		<-stop
		if b.IgnoreStop {
			select {}
		}
		if b.StopAtOnce {
			os.Exit(0)
		}
		fmt.Println(b.Version, "stopping")
		_ = server.Shutdown(context.Background())
		close(ended)
	}()
	fmt.Println(b.Version, "started", os.Getenv("OTEL_RESOURCE_ATTRIBUTES"))
	go misbehave(b)
	_ = server.ListenAndServe()
	<-ended
}
