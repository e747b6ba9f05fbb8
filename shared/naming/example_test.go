package naming_test

import (
	"errors"
	"fmt"

	"slipway/shared/naming"
)

// All names of an environment come from one call, before anything is deployed.
func ExampleFor() {
	suffix, _ := naming.NewSuffix("dev")
	orders, _ := naming.NewService("order-api")
	names, err := naming.For(suffix, []naming.Service{orders})
	fmt.Println(names.HistoryTable, err)
	fmt.Println(names.Services["order-api"].Function)
	// Output:
	// table-deployments-dev <nil>
	// lambda-order-api-dev
}

// A service that would get the name of another resource is a fault that names both.
func ExampleFor_sameName() {
	suffix, _ := naming.NewSuffix("dev")
	webhook, _ := naming.NewService("webhook")
	_, err := naming.For(suffix, []naming.Service{webhook})
	var fault *naming.Fault
	fmt.Println(errors.As(err, &fault), fault.Value)
	fmt.Println(fault.Rule)
	// Output:
	// true lambda-webhook-dev
	// both slipway's own "webhook" and service "webhook" would have it; give the service another name
}
