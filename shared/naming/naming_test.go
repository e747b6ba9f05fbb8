package naming_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"slipway/shared/naming"
)

// The longest legal parts of a name.
var (
	longestService = strings.Repeat("s", 20)
	longestSuffix  = strings.Repeat("e", 14) // what the connection's name has room for
)

const account = "123456789012"

func suffix(t testing.TB, text string) naming.Suffix {
	t.Helper()
	s, err := naming.NewSuffix(text)
	require.NoError(t, err)
	return s
}

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

// environment returns the names of an environment that has no fault.
func environment(t testing.TB, env string, names ...string) naming.Environment {
	t.Helper()
	e, err := naming.For(suffix(t, env), services(t, names...))
	require.NoError(t, err)
	return e
}

// listed returns every name in a struct of names, by the path of its field.
func listed(value any) map[string]naming.Name {
	all := map[string]naming.Name{}
	var collect func(path string, v reflect.Value)
	collect = func(path string, v reflect.Value) {
		switch {
		case v.Type() == reflect.TypeFor[naming.Name]():
			all[path] = naming.Name(v.String())
		case v.Kind() == reflect.Map:
			for _, key := range v.MapKeys() {
				collect(path+"["+key.String()+"]", v.MapIndex(key))
			}
		case v.Type() != reflect.TypeFor[naming.Suffix]():
			for i := range v.NumField() {
				collect(strings.TrimPrefix(path+"."+v.Type().Field(i).Name, "."), v.Field(i))
			}
		}
	}
	collect("", reflect.ValueOf(value))
	return all
}
