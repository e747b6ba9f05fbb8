package localpipeline

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"slipway/scripts/asl"
	"slipway/scripts/localaws/store"
	"slipway/scripts/operate/replay"
	"slipway/shared/contract"
)

// Letters is the simulated environment as a place to replay dead letters in.
type Letters struct{ run *run }

// Letters opens it.
func (env Environment) Letters() (Letters, error) {
	r, err := env.begin(env.Outputs.ServiceNames()[0], "")
	return Letters{r}, err
}

// Messages are those of the simulated queue.
func (l Letters) Messages(context.Context) ([]replay.Message, error) {
	there, err := l.run.env.View.Store.Messages(l.run.account, l.run.env.Outputs.DeadLettersURL)
	var all []replay.Message
	for _, m := range there {
		all = append(all, replay.Message{
			ID:         m.ID,
			Body:       m.Body,
			Attributes: m.Attributes,
		})
	}
	return all, err
}

// Record runs the deployed recorder.
func (l Letters) Record(ctx context.Context, input []byte) (row replay.Row, err error) {
	output, err := l.run.runRecorder(ctx, l.run.env.Outputs.RecorderArn, "the delivery layer", input)
	var failed *asl.Error
	if errors.As(err, &failed) {
		return row, &replay.NotRecordedError{Reason: failed.Error()}
	}
	var text []byte
	if err == nil {
		text, err = json.Marshal(output)
	}
	if err == nil {
		err = json.Unmarshal(text, &row)
	}
	if err != nil {
		return row, fmt.Errorf("run the recorder: %w", err)
	}
	return row, nil
}

// Has reads the row.
func (l Letters) Has(_ context.Context, row replay.Row) (bool, error) {
	item, err := l.run.env.View.Store.GetItem(l.run.account, l.run.env.Outputs.HistoryTable, store.Item{
		contract.HistoryDeployment: row.Deployment,
		contract.HistoryTime:       row.Time,
	})
	return item != nil, err
}

// Delete removes the message.
func (l Letters) Delete(_ context.Context, m replay.Message) error {
	return l.run.env.View.Store.DeleteMessage(l.run.account, l.run.env.Outputs.DeadLettersURL, m.ID)
}

// GiveBack has nothing to do: the simulated queue hides no message.
func (Letters) GiveBack(context.Context, replay.Message) error { return nil }
