// A small web server for rollouts: it says its version, can be slow to start and slow to stop, and can be told to exit.
package main

import (
	"context"
	"flag"
	"fmt"
	"net/http"
	"os"
	"os/signal"
	"strconv"
	"syscall"
	"time"
)

// Set by the linker, so that the two images really differ.
var version = "dev"

func setting(name, fallback string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return fallback
}

func duration(name string) time.Duration {
	value, err := time.ParseDuration(setting(name, "0s"))
	if err != nil {
		fmt.Fprintln(os.Stderr, name+":", err)
		os.Exit(2)
	}
	return value
}

func main() {
	port := flag.String("port", setting("PORT", "8080"), "where to listen (env PORT)")
	startDelay := flag.Duration("start-delay", duration("START_DELAY"), "wait before listening (env START_DELAY)")
	readyDelay := flag.Duration("ready-delay", duration("READY_DELAY"), "answer 503 on /healthz for so long after listening (env READY_DELAY)")
	stopDelay := flag.Duration("stop-delay", duration("STOP_DELAY"), "keep serving for so long after SIGTERM (env STOP_DELAY)")
	flag.Parse()

	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGTERM, syscall.SIGINT)

	fmt.Printf("web %s: starting, %v until it listens\n", version, *startDelay)
	select {
	case <-time.After(*startDelay):
	case <-stop:
		return
	}
	ready := time.Now().Add(*readyDelay)

	name, _ := os.Hostname()
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { fmt.Fprintf(w, "web %s on %s\n", version, name) })
	http.HandleFunc("/version", func(w http.ResponseWriter, r *http.Request) { fmt.Fprintln(w, version) })
	http.HandleFunc("/healthz", func(w http.ResponseWriter, r *http.Request) {
		if time.Now().Before(ready) {
			http.Error(w, "not yet", http.StatusServiceUnavailable)
			return
		}
		fmt.Fprintln(w, "ok")
	})
	http.HandleFunc("/exit", func(w http.ResponseWriter, r *http.Request) {
		code, _ := strconv.Atoi(r.URL.Query().Get("code"))
		fmt.Printf("web %s: told to exit with %d\n", version, code)
		os.Exit(code)
	})

	server := &http.Server{Addr: ":" + *port, ReadHeaderTimeout: 5 * time.Second}
	go func() {
		<-stop
		fmt.Printf("web %s: told to stop, %v until it does\n", version, *stopDelay)
		time.Sleep(*stopDelay)
		_ = server.Shutdown(context.Background())
	}()
	fmt.Printf("web %s: listening on %s\n", version, server.Addr)
	if err := server.ListenAndServe(); err != http.ErrServerClosed {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
