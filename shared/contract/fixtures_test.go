package contract_test

import (
	"reflect"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/require"

	"slipway/shared/contract"
	"slipway/shared/naming"
	"slipway/shared/pulumitest"
)

func services(t testing.TB, names ...string) []naming.Service {
	t.Helper()
	var all []naming.Service
	for _, name := range names {
		s, err := naming.NewService(name)
		require.NoError(t, err)
		all = append(all, s)
	}
	return all
}

// fill gives every output of a contract a value that says where it belongs.
func fill(contract any, prefix string) {
	v := reflect.ValueOf(contract).Elem()
	for i := range v.NumField() {
		name := prefix + v.Type().Field(i).Name
		switch field := v.Field(i).Addr().Interface().(type) {
		case *pulumi.StringOutput:
			*field = pulumi.String(name).ToStringOutput()
		default:
			for _, service := range v.Field(i).MapKeys() {
				fill(v.Field(i).MapIndex(service).Interface(), service.String()+" ")
			}
		}
	}
}

func filledFoundation() *contract.Foundation {
	f := &contract.Foundation{Services: map[string]*contract.Registry{"api": {}, "cart": {}}}
	fill(f, "")
	return f
}

func filledCompute() *contract.Compute {
	c := &contract.Compute{Services: map[string]*contract.Function{"api": {}, "cart": {}}}
	fill(c, "")
	return c
}

// exported are the outputs of a stack that runs export.
func exported(t testing.TB, export func(rec *pulumitest.Recording)) map[string]any {
	t.Helper()
	rec := pulumitest.Run{
		Project: "slipway-foundation",
		Stack:   "dev",
	}.Do(func(_ *pulumi.Context, rec *pulumitest.Recording) error {
		export(rec)
		return nil
	})
	require.NoError(t, rec.Err)
	return rec.Kept()
}

func exportedFoundation(t testing.TB) map[string]any {
	return exported(t, func(rec *pulumitest.Recording) { contract.Export(rec, filledFoundation()) })
}

func exportedCompute(t testing.TB) map[string]any {
	return exported(t, func(rec *pulumitest.Recording) { contract.Export(rec, filledCompute()) })
}
