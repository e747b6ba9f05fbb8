package engine

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
	"google.golang.org/protobuf/types/known/emptypb"
)

// listener receives the engine's events. Pulumi Cloud's backend hands typed events
// only to previews and updates; the log, which the engine sends to an address, is the
// same for every operation there.
type listener struct {
	pulumirpc.UnimplementedEventsServer
	watch func(Event)

	mu     sync.Mutex
	counts map[string]int
	faults []Event
}

// inTurn has events that come from several places told one at a time.
func inTurn(watch func(Event)) func(Event) {
	var mu sync.Mutex
	return func(e Event) {
		mu.Lock()
		defer mu.Unlock()
		watch(e)
	}
}

// serve starts to listen, and returns the address to log to and a function to stop it.
func (l *listener) serve() (string, func(), error) {
	cancel := make(chan bool)
	handle, err := rpcutil.ServeWithOptions(rpcutil.ServeOptions{
		Cancel: cancel,
		Init: func(s *grpc.Server) error {
			pulumirpc.RegisterEventsServer(s, l)
			return nil
		},
	})
	if err != nil {
		return "", nil, fmt.Errorf("listen to events: %w", err)
	}
	return fmt.Sprintf("tcp://127.0.0.1:%d", handle.Port), func() { close(cancel) }, nil
}

// StreamEvents takes the events of one operation, each the JSON of the engine's
// public event type.
func (l *listener) StreamEvents(stream grpc.ClientStreamingServer[pulumirpc.EventRequest, emptypb.Empty]) error {
	for {
		request, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			return stream.SendAndClose(&emptypb.Empty{})
		}
		if err != nil {
			return err
		}
		var e record
		if err := json.Unmarshal([]byte(request.GetEvent()), &e); err != nil {
			return fmt.Errorf("decode event: %w", err)
		}
		l.take(e)
	}
}

// record is the part of the engine's event that is of interest here.
type record struct {
	Pre        *step       `json:"resourcePreEvent"`
	Outputs    *step       `json:"resOutputsEvent"`
	Failed     *step       `json:"resOpFailedEvent"`
	Diagnostic *diagnostic `json:"diagnosticEvent"`
	Summary    *summary    `json:"summaryEvent"`
}

type diagnostic struct {
	URN       string `json:"urn"`
	Message   string `json:"message"`
	Severity  string `json:"severity"`
	Ephemeral bool   `json:"ephemeral"`
}

type summary struct {
	Changes map[string]int `json:"resourceChanges"`
}

type step struct {
	Metadata struct {
		Op   string `json:"op"`
		URN  string `json:"urn"`
		Type string `json:"type"`
		// Keys force a replacement, Diffs differ; Detailed has the paths inside them.
		Keys     []string          `json:"keys"`
		Diffs    []string          `json:"diffs"`
		Detailed map[string]detail `json:"detailedDiff"`
		Old      *properties       `json:"old"`
		New      *properties       `json:"new"`
	} `json:"metadata"`
}

// summaries are what the engine says at the end of an operation that failed,
// after it has said why.
var summaries = map[string]bool{
	"update failed":  true,
	"preview failed": true,
	"destroy failed": true,
	"refresh failed": true,
}

func (l *listener) take(r record) {
	switch {
	case r.Pre != nil:
		l.watch(r.Pre.event(Started))
	case r.Outputs != nil:
		l.watch(r.Outputs.event(Finished))
	case r.Failed != nil:
		l.watch(r.Failed.event(Failed))
	case r.Summary != nil:
		l.mu.Lock()
		defer l.mu.Unlock()
		l.counts = r.Summary.Changes
	case r.Diagnostic != nil && !r.Diagnostic.Ephemeral:
		d := r.Diagnostic
		e := Event{
			Kind:     Diagnostic,
			Severity: d.Severity,
			Message:  strings.TrimSpace(d.Message),
		}
		if d.URN != "" {
			urn := resource.URN(d.URN)
			e.Type, e.Name = urn.Type().String(), urn.Name()
		}
		if summaries[e.Message] {
			return
		}
		if e.Severity == "error" {
			l.mu.Lock()
			defer l.mu.Unlock()
			l.faults = append(l.faults, e)
		}
		l.watch(e)
	}
}

func (s *step) event(k Kind) Event {
	m := s.Metadata
	e := Event{
		Kind:        k,
		Op:          m.Op,
		Type:        m.Type,
		Name:        resource.URN(m.URN).Name(),
		Changed:     s.changed(),
		Differences: s.differences(),
	}
	if m.Old != nil {
		e.ID = m.Old.ID
	}
	return e
}

// changed are the properties that tell most: what forces the replacement, else
// the paths that differ, else the properties they stand in.
func (s *step) changed() []string {
	m := s.Metadata
	switch {
	case len(m.Keys) > 0:
		return slices.Sorted(slices.Values(m.Keys))
	case len(m.Detailed) > 0:
		return slices.Sorted(maps.Keys(m.Detailed))
	}
	return slices.Sorted(slices.Values(m.Diffs))
}
