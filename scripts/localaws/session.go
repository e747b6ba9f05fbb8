package localaws

import (
	"context"
	"encoding/json"
	"path"
	"slices"
	"sync"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/stats"
	"google.golang.org/grpc/status"

	"slipway/scripts/localaws/awserr"
	"slipway/scripts/localaws/properties"
)

// session is the configuration of one provider resource. The engine opens a
// connection for each, so the configuration belongs to the connection.
type session struct {
	mu      sync.Mutex
	ready   bool // Configure has answered
	account string
	region  string
	role    string // ARN of the assumed role, "" when none
	tags    map[string]string
}

type sessionKey struct{}

// sessions gives every connection a session of its own.
type sessions struct{}

// TagConn puts a fresh session into the connection's context.
func (sessions) TagConn(ctx context.Context, _ *stats.ConnTagInfo) context.Context {
	return context.WithValue(ctx, sessionKey{}, &session{})
}

// TagRPC leaves the context as it is: a call sees its connection's session.
func (sessions) TagRPC(ctx context.Context, _ *stats.RPCTagInfo) context.Context { return ctx }

// HandleConn and HandleRPC measure nothing.
func (sessions) HandleConn(context.Context, stats.ConnStats) {}

// HandleRPC measures nothing.
func (sessions) HandleRPC(context.Context, stats.RPCStats) {}

// configuredOnly rejects calls on resources over a connection that was never
// configured, such as one that was dialled anew: without its configuration the
// call would land in the wrong account.
func configuredOnly(ctx context.Context, req any, call *grpc.UnaryServerInfo, next grpc.UnaryHandler) (any, error) {
	switch path.Base(call.FullMethod) {
	case "Check", "Diff", "Create", "Read", "Update", "Delete", "Invoke":
		s, _ := ctx.Value(sessionKey{}).(*session)
		s.mu.Lock()
		ready := s.ready
		s.mu.Unlock()
		if !ready {
			return nil, status.Error(codes.FailedPrecondition,
				"this connection to the simulated AWS was never configured: run the command again")
		}
	}
	return next(ctx, req)
}

// view is a session's configuration at the time of a call.
type view struct {
	account, region, role string
	tags                  map[string]string
}

func (p *provider) session(ctx context.Context) view {
	s, _ := ctx.Value(sessionKey{}).(*session)
	s.mu.Lock()
	defer s.mu.Unlock()
	v := view{
		account: s.account,
		region:  s.region,
		role:    s.role,
		tags:    s.tags,
	}
	if v.account == "" {
		v.account = p.options.Account
	}
	if v.region == "" {
		v.region = p.options.Region
	}
	return v
}

// configure reads the provider's configuration into the connection's session.
func (p *provider) configure(ctx context.Context, raw properties.Map) error {
	config := decodeNested(raw)
	account, role := p.options.Account, ""
	for _, key := range []string{"assumeRole", "assumeRoles"} {
		for _, r := range config.Maps(key) {
			if arn := r.Str("roleArn"); arn != "" {
				parsed, err := parseRole(arn)
				if err != nil {
					return err
				}
				account, role = parsed, arn
			}
		}
	}
	if allowed := config.Strs("allowedAccountIds"); len(allowed) > 0 && !slices.Contains(allowed, account) {
		return &accountError{account}
	}
	if slices.Contains(config.Strs("forbiddenAccountIds"), account) {
		return &accountError{account}
	}
	tags := map[string]string{}
	for k, v := range config.Sub("defaultTags.tags") {
		if text, ok := v.(string); ok {
			tags[k] = text
		}
	}
	s, _ := ctx.Value(sessionKey{}).(*session)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ready, s.account, s.region, s.role, s.tags = true, account, config.Str("region"), role, tags
	p.simulate(account)
	return nil
}

// accountError is how the Terraform provider rejects an account.
type accountError struct{ account string }

func (e *accountError) Error() string { return "AWS account ID not allowed: " + e.account }

func parseRole(arn string) (account string, err error) {
	account, ok := roleAccount(arn)
	if !ok {
		return "", awserr.New("STS", "AssumeRole", "ValidationError", "%s is invalid", arn)
	}
	return account, nil
}

// decodeNested opens values that a language's SDK sent as JSON text: provider
// configuration may carry objects and lists that way.
func decodeNested(m properties.Map) properties.Map {
	out := properties.Map{}
	for k, v := range m {
		out[k] = v
		text, ok := v.(string)
		if !ok {
			continue
		}
		var nested any
		if json.Unmarshal([]byte(text), &nested) != nil {
			continue
		}
		switch nested.(type) {
		case map[string]any, []any, bool:
			out[k] = nested
		}
	}
	return out
}
