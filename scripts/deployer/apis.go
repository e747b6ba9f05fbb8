package deployer

// apis are the grants on HTTP APIs: the webhook's, and those that services are called by.
func apis() []grant {
	return []grant{
		{
			// AWS numbers them, and tells their parts by the API's number alone.
			sid:     "APIs",
			actions: of("apigateway", "DELETE GET PATCH POST"),
			on:      arns("apigateway:{R}:", "/apis", "/apis/*"),
		},
		{
			sid:     "APITags",
			actions: of("apigateway", "DELETE POST PUT"),
			on:      arns("apigateway:{R}:", "/tags/*"),
		},
		{
			sid: "APILogs",
			actions: of("logs", `CreateLogDelivery DeleteLogDelivery DescribeResourcePolicies GetLogDelivery
				ListLogDeliveries PutResourcePolicy UpdateLogDelivery`),
			on: everything,
		},
		{
			sid:     "DomainNames",
			actions: of("apigateway", "DELETE GET PATCH POST"),
			on:      arns("apigateway:{R}:", "/domainnames", "/domainnames/*"),
		},
	}
}
