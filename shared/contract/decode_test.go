package contract_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/shared/contract"
)

func TestDecode(t *testing.T) {
	t.Parallel()
	t.Run("reads back what a layer exports", func(t *testing.T) {
		t.Parallel()
		f := contract.DecodeFoundation(exportedFoundation(t))
		assert.Equal(t, "HistoryTable", f.HistoryTable)
		assert.Len(t, f.Services, 2)
		assert.Equal(t, contract.RegistryOf[string]{
			Name: "cart Name",
			Arn:  "cart Arn",
			URI:  "cart URI",
		}, *f.Services["cart"])

		c := contract.DecodeCompute(exportedCompute(t))
		assert.Equal(t, "AccountID", c.AccountID)
		assert.Equal(t, "api AliasArn", c.Services["api"].AliasArn)
	})
	t.Run("leaves empty what is not recorded or is not text", func(t *testing.T) {
		t.Parallel()
		d := contract.DecodeDelivery(map[string]any{"webhookUrl": 3.0, "order-api.pipelineArn": "arn", "busName": "b"})
		assert.Equal(t, contract.DeliveryOf[string]{
			BusName:  "b",
			Services: map[string]*contract.PipelineOf[string]{"order-api": {Arn: "arn"}},
		}, d)
		assert.Empty(t, contract.DecodeDelivery(nil).Services)
	})
	t.Run("lists the services with a pipeline in alphabetical order", func(t *testing.T) {
		t.Parallel()
		d := contract.DecodeDelivery(map[string]any{"b.pipelineArn": "1", "c.pipelineArn": "2", "a.pipelineArn": "3"})
		assert.Equal(t, []string{"a", "b", "c"}, d.ServiceNames())
		assert.Empty(t, new(contract.Delivery).ServiceNames())
	})
}
