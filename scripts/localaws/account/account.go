// Package account reads what is deployed in a simulated account, as a simulated
// push needs it: pipelines, build projects, rules, state machines. It reads only the
// account's store, never the programs that deployed it, so a push shows what was
// deployed and not what the sources say now.
//
// What must not be here: anything that happens during a push.
package account

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws/arn"

	"slipway/scripts/localaws"
)

// View is the simulated accounts of one folder.
type View struct{ Store *localaws.Store }

// MissingError is a resource that another one names and that is not there.
type MissingError struct{ What, Name, NamedBy string }

// Error names the resource and who needs it.
func (e *MissingError) Error() string {
	return fmt.Sprintf("%s %s is not deployed, but %s names it", e.What, e.Name, e.NamedBy)
}

// OwnerOf returns the account in an ARN; "" if there is none.
func OwnerOf(text string) string {
	parsed, _ := arn.Parse(text)
	return parsed.AccountID
}

// LastOf is what an ARN's resource is called: "live" in ...:function:lambda-api-dev:live.
func LastOf(arn string) string {
	return arn[strings.LastIndexAny(arn, ":/")+1:]
}

// decode turns a resource's outputs into a struct.
func decode(r localaws.Resource, into any) error {
	text, err := json.Marshal(r.Outputs)
	if err != nil {
		return fmt.Errorf("encode %s: %w", r.ID, err)
	}
	if err := json.Unmarshal(text, into); err != nil {
		return fmt.Errorf("decode %s: %w", r.ID, err)
	}
	return nil
}

// get reads one resource of an account.
func get[T any](v View, account, token, key string) (T, bool, error) {
	var into T
	r, found, err := v.Store.Get(account, token, key)
	if err != nil || !found {
		return into, false, err
	}
	return into, true, decode(r, &into)
}

// list reads all resources of a type that pass.
func list[T any](v View, account, token string, pass func(T) bool) ([]T, error) {
	resources, err := v.Store.List(account, token)
	if err != nil {
		return nil, err
	}
	var found []T
	for _, r := range resources {
		var one T
		if err := decode(r, &one); err != nil {
			return nil, err
		}
		if pass(one) {
			found = append(found, one)
		}
	}
	return found, nil
}
