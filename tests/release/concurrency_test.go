package release_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/asl"
	"slipway/scripts/localaws/services"
)

const other = "arn:aws:states:us-east-1:123456789012:execution:release-api-dev:other"

// holds has another execution hold the lock.
func (b *bench) holds(t *testing.T) {
	t.Helper()
	e := b.Start(machineID, "other", `{}`)
	_, err := b.Call(context.Background(), "arn:aws:states:::dynamodb:putItem", "", map[string]any{
		"TableName": "table-deployments-dev",
		"Item": map[string]any{
			"deploymentId": map[string]any{"S": "lock#api"}, "timestamp": map[string]any{"S": "lock"},
			"holder": map[string]any{"S": e.ARN}, "about": map[string]any{"S": e.ARN},
			"takenAt": map[string]any{"S": "2026-03-01T12:00:00.000Z"}, "digest": map[string]any{"S": oldDigest},
		},
	})
	require.NoError(t, err)
}

func TestAReleaseWaitsForTheOneBeforeIt(t *testing.T) {
	t.Parallel()
	b := newBench(sameAccount)
	b.holds(t)
	b.clock.OnSleep = func(time.Duration) {
		if lock := b.Rows["lock#api lock"]; lock["holder"] == other &&
			b.clock.Now().After(time.Date(2026, 3, 1, 12, 1, 0, 0, time.UTC)) {
			delete(b.Rows["lock#api lock"], "holder")
		}
	}
	o := b.run(t, release(), b.plain)
	require.Nil(t, o.err)
	assert.Contains(t, o.visited, "WaitForLock")
	assert.Equal(t, "2", b.Function.AliasVersion)
}

func TestAReleaseThatWaitedTooLongForAnotherTouchesNothing(t *testing.T) {
	t.Parallel()
	b := newBench(sameAccount)
	b.holds(t)
	o := b.run(t, release(), b.plain)
	require.EqualError(t, o.err,
		"Release.Busy: Another release of api is in progress: "+other+". Nothing was touched; start again when it has ended.")
	assert.NotContains(t, o.visited, "UpdateCode")
	assert.Equal(t, "1", b.Function.AliasVersion)
}

func TestAReleaseHasUndoneWhatADeadOneLeft(t *testing.T) {
	t.Parallel()
	b := newBench(sameAccount)
	dead := b.start(release(), b.plain, func(p asl.Point) bool { return p.State == "WaitForShift" })
	require.Equal(t, asl.StatusAborted, dead.status)
	b.dead = nil // EventBridge loses the event
	second := release()
	second["deploymentId"] = "run-8"
	o := b.run(t, second, b.plain)
	require.Nil(t, o.err)
	assert.Contains(t, o.visited, "StartUndo")
	_, ends := b.rows(dead)
	require.Len(t, ends, 1)
	assert.Equal(t, "ROLLED_BACK", ends[0]["state"])
	assert.Equal(t, newDigest, b.LiveDigest())
}

func TestARollbackStopsTheReleaseThatRuns(t *testing.T) {
	t.Parallel()
	b := newBench(otherAccount)
	var back *outcome
	o := b.start(release(), b.hook("ReadShift", func() { back = b.start(rollback("1"), b.plain, never) }), never)
	require.Equal(t, asl.StatusAborted, o.status)
	require.Nil(t, back.err)
	assert.Equal(t, "1", b.Function.AliasVersion)
	b.afterwards(t)
	assert.Equal(t, "1", b.Function.AliasVersion, "CodeDeploy was stopped too")
	_, ends := b.rows(o)
	require.Len(t, ends, 1)
	assert.Equal(t, "SUPERSEDED", ends[0]["state"])
	assert.Equal(t, "alice", b.Rows["taken-back#api "+newDigest]["by"], "it is not released again by mistake")
}

func TestAShiftOfSomebodyElseIsLeftAlone(t *testing.T) {
	t.Parallel()
	strange := func(b *bench) {
		b.Function.Versions["2"] = &services.Version{Digest: newDigest, State: "Active"}
		content := `{"version":0.0,"Resources":[{"f":{"Type":"AWS::Lambda::Function",` +
			`"Properties":{"Name":"function-api-dev","Alias":"live","CurrentVersion":"1","TargetVersion":"2"}}}]}`
		_, err := b.Call(context.Background(), "arn:aws:states:::aws-sdk:codedeploy:"+
			"createDeployment", b.DeployerRole, map[string]any{
			"ApplicationName": "codedeploy-api-dev", "DeploymentGroupName": "group-api-dev", "Description": "by hand",
			"Revision": map[string]any{"RevisionType": "AppSpecContent", "AppSpecContent": map[string]any{"Content": content}},
		})
		require.NoError(t, err)
	}
	t.Run("that runs when the release begins", func(t *testing.T) {
		t.Parallel()
		b := newBench(sameAccount)
		strange(b)
		o := b.run(t, release(), b.plain)
		require.EqualError(t, o.err,
			"Release.ShiftInProgress: CodeDeploy is shifting traffic of function-api-dev already: deployment d-000000001. "+
				"Nothing was touched; wait for it, or stop it with: aws deploy stop-deployment --auto-rollback-enabled "+
				"--deployment-id d-000000001")
		assert.Equal(t, "Succeeded", b.Group.Deployments[0].Status)
		assert.Equal(t, "2", b.Function.AliasVersion, "their shift must have gone on")
	})
	t.Run("that begins just before ours", func(t *testing.T) {
		t.Parallel()
		b := newBench(sameAccount)
		o := b.run(t, release(), b.hook("StartShift", func() { strange(b) }))
		require.NotNil(t, o.err)
		assert.Equal(t, "CodeDeploy.DeploymentLimitExceededException", o.err.Name)
		assert.Contains(t, o.visited, "ReadStrangeShift")
		assert.NotContains(t, o.visited, "RestoreAlias", "their traffic is left alone")
		assert.Equal(t, "Succeeded", b.Group.Deployments[0].Status)
		_, ends := b.rows(o)
		require.Len(t, ends, 1)
		assert.Equal(t, "FAILED", ends[0]["state"])
	})
}

func TestAShiftWhoseAnswerWasLostIsFoundAndStopped(t *testing.T) {
	t.Parallel()
	for _, f := range faults {
		if !f.applied {
			continue
		}
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			b := newBench(otherAccount)
			o := b.run(t, release(), b.at("StartShift", f))
			require.NotNil(t, o.err)
			assert.Contains(t, o.visited, "ReadStrangeShift")
			assert.Equal(t, "Stopped", b.Group.Deployments[0].Status)
			_, ends := b.rows(o)
			require.Len(t, ends, 1)
			assert.Equal(t, "ROLLED_BACK", ends[0]["state"])
			b.afterwards(t)
		})
	}
}

func TestAShiftStoppedByAPersonRollsTheReleaseBack(t *testing.T) {
	t.Parallel()
	b := newBench(sameAccount)
	o := b.run(t, release(), b.hook("ReadShift", func() {
		_, err := b.Call(context.Background(), "arn:aws:states:::aws-sdk:codedeploy:stopDeployment", b.DeployerRole,
			map[string]any{"DeploymentId": "d-000000001"})
		require.NoError(t, err)
	}))
	require.EqualError(t, o.err,
		"Release.ShiftFailed: CodeDeploy ended deployment d-000000001 as Stopped: MANUAL_STOP: The deployment was stopped.")
	_, ends := b.rows(o)
	require.Len(t, ends, 1)
	assert.Equal(t, "ROLLED_BACK", ends[0]["state"])
	assert.Equal(t, "1", b.Function.AliasVersion)
}

func TestAnotherHandOnTheFunctionIsNoticed(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		state string
		act   func(*bench)
		want  string
	}{
		"code changed before the publish": {"PublishVersion", func(b *bench) {
			_, err := b.Call(context.Background(), "arn:aws:states:::aws-sdk:lambda:updateFunctionCode", b.DeployerRole,
				map[string]any{"FunctionName": b.Function.Name, "ImageUri": b.Function.RepositoryURL + "@" + oldDigest})
			require.NoError(t, err)
			require.NoError(t, b.clock.Sleep(context.Background(), time.Minute))
		},
			"Lambda.InvalidParameterValueException: CodeSHA256 (" + newDigest[7:] +
				") is different from current CodeSHA256 in $LATEST (" + oldDigest[7:] + ")."},
		"a version that holds another image": {"ReadVersion", func(b *bench) { b.Function.Versions["2"].Digest = oldDigest },
			"Release.WrongImage: Version 2 of function-api-dev holds " + oldDigest + ", not the approved " + newDigest +
				": somebody else changed the function."},
		"an alias moved after the shift": {"ReadShiftedAlias", func(b *bench) { b.Function.AliasVersion = "1" },
			"Release.AliasNotShifted: The alias live is on version 1 after the shift, not with all traffic on 2: " +
				"somebody else moved it."},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(sameAccount)
			o := b.run(t, release(), b.hook(c.state, func() { c.act(b) }))
			require.EqualError(t, o.err, c.want)
		})
	}
}
