package rehearse

import "fmt"

// conclude prints what the history has of the execution.
func (e *execution) conclude(failed *FailedError) error {
	if err := e.rows(e.id); err != nil {
		return err
	}
	if failed == nil {
		e.tell("Pipeline", "%s succeeded", e.pipeline.Name)
	}
	return nil
}

// rows prints the history of a deployment, as data.
func (w *walk) rows(deployment string) error {
	table := w.text("historyTable")
	rows, err := w.View.Store.Query(w.account, table, "deploymentId", deployment)
	if err != nil {
		return fmt.Errorf("read history %s: %w", table, err)
	}
	for _, row := range rows {
		w.Console.Print("%v %v %v", row["timestamp"], row["eventType"], row["state"])
	}
	return nil
}
