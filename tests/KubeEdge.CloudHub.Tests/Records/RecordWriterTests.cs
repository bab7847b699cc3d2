using KubeEdge.CloudHub.Records;
using KubeEdge.CloudHub.Tests.Support;

namespace KubeEdge.CloudHub.Tests.Records;

public sealed class RecordWriterTests
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);

    [Fact]
    public void Acknowledgements_WhileTheApiIsSlow_CostOneWrite()
    {
        using var rig = new DeliveryRig();
        rig.Put("demo", "u1", 1);
        rig.Acknowledge(rig.Pump()[0]);
        for (var version = 2; version <= 50; version++)
        {
            rig.Put("demo", "u1", version);
            rig.Acknowledge(rig.Pump()[0]);
        }

        rig.WriteRecords();

        Assert.Equal(["create edge-1.u1 0", "update edge-1.u1 50"], rig.Store.Calls);
    }

    [Fact]
    public void StatusIgnoredAtCreation_IsWrittenAsZeroOrAsTheAcknowledgedVersion()
    {
        using var rig = new DeliveryRig();
        rig.Store.HasStatusSubresource = true;
        rig.Put("demo", "u1", 7);
        var message = rig.Pump()[0];
        rig.WriteRecords();
        Assert.Equal("0", rig.Store.StatusOf("edge-1.u1"));

        rig.Acknowledge(message);
        rig.WriteRecords();
        Assert.Equal("7", rig.Store.StatusOf("edge-1.u1"));
    }

    [Fact]
    public void Conflict_NodeIsServedHere_IsSolvedByReadingTheRecordAgain()
    {
        using var rig = new DeliveryRig();
        rig.Put("demo", "u1", 7);
        rig.Acknowledge(rig.Pump()[0]);
        var isFirst = true;
        rig.Store.Fault = call => call.StartsWith("update", StringComparison.Ordinal) && isFirst && !(isFirst = false) ? RecordStatus.Conflict : null;

        rig.WriteRecords();

        Assert.Equal(["create edge-1.u1 0", "update edge-1.u1 7", "get edge-1.u1", "update edge-1.u1 7"], rig.Store.Calls);
        Assert.Equal("7", rig.Store.StatusOf("edge-1.u1"));
    }

    [Fact]
    public void Conflict_NodeIsNotServedHereAnyMore_WhatTheOtherHubWroteStays()
    {
        using var rig = new DeliveryRig();
        rig.Put("demo", "u1", 7);
        rig.Acknowledge(rig.Pump()[0]);
        rig.Ledger.Deliveries = 0;
        rig.Store.Fault = call => call.StartsWith("update", StringComparison.Ordinal) ? RecordStatus.Conflict : null;

        rig.WriteRecords();

        Assert.Equal(["create edge-1.u1 0", "update edge-1.u1 7", "get edge-1.u1"], rig.Store.Calls);
        Assert.Equal("0", Assert.Single(rig.Ledger.Entries).First?.Version);
    }

    [Fact]
    public void RecordRemovedByAStranger_IsMadeAgain()
    {
        using var rig = new DeliveryRig();
        rig.Put("demo", "u1", 7);
        var message = rig.Pump()[0];
        rig.Store.Records.Clear();
        rig.Acknowledge(message);

        rig.WriteRecords();

        Assert.Equal("7", rig.Store.StatusOf("edge-1.u1"));
    }

    [Fact]
    public async Task Complete_AcknowledgedWhileTheRecordIsBeingWritten_IsWrittenToo()
    {
        using var rig = new DeliveryRig();
        rig.Store.HasStatusSubresource = true;
        rig.Put("demo", "u1", 7);
        var message = rig.Pump()[0];
        rig.Store.Fault = call =>
        {
            if (call == "update edge-1.u1 0")
            {
                rig.Acknowledge(message);
                rig.Writer.Complete();
            }

            return null;
        };

        await rig.Writer.RunAsync(default).WaitAsync(_limit);

        Assert.Equal("7", rig.Store.StatusOf("edge-1.u1"));
    }

    [Fact]
    public async Task Complete_RecordBeingEnsured_WaitsForItAndWritesWhatWasAcknowledgedMeanwhile()
    {
        using var rig = new DeliveryRig();
        rig.Put("demo", "u1", 7);
        rig.Pump();
        rig.WriteRecords();
        var entry = Assert.Single(rig.Ledger.Entries);
        var holding = entry.First!;
        holding.Version = "8";
        var answering = rig.Store.HoldNext();
        var ensuring = rig.Writer.EnsureAsync(rig.Ledger, entry.Key, entry.Type, holding, default);
        var writing = rig.Writer.RunAsync(default);

        rig.Writer.Complete();
        lock (rig.Ledger.Gate)
        {
            holding.Version = "9";
            rig.Writer.Enqueue(rig.Ledger, entry, holding);
        }

        Assert.False(writing.IsCompleted);
        answering.SetResult();

        // Whether it was still this one that wrote the newest version is chance: a writer may have come before.
        await Task.WhenAll(ensuring, writing).WaitAsync(_limit);

        Assert.Equal("9", rig.Store.StatusOf("edge-1.u1"));
    }

    [Fact]
    public async Task Ensure_AfterComplete_MakesNoRecord()
    {
        using var rig = new DeliveryRig();
        rig.Put("demo", "u1", 7);
        rig.Writer.Complete();

        Assert.Empty(rig.Pump());
        await rig.Writer.RunAsync(default).WaitAsync(_limit);

        Assert.Empty(rig.Store.Calls);
    }

    [Fact]
    public async Task Complete_DuringAPause_TriesAgainAtOnce()
    {
        using var rig = new DeliveryRig();
        rig.Put("demo", "u1", 7);
        rig.Acknowledge(rig.Pump()[0]);
        var failures = 0;
        rig.Store.Fault = call =>
            call.StartsWith("update", StringComparison.Ordinal) && failures++ < 32 ? RecordStatus.Unavailable : null;
        var writing = rig.Writer.RunAsync(default);
        using var limit = new CancellationTokenSource(_limit);
        while (rig.Clock.ActiveTimers < 32)
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        // Each of the writers has failed and pauses; the clock stands still.
        Assert.Equal("0", rig.Store.StatusOf("edge-1.u1"));
        rig.Writer.Complete();
        await writing.WaitAsync(_limit);

        Assert.Equal("7", rig.Store.StatusOf("edge-1.u1"));
    }

    [Fact]
    public async Task CallThrows_CountsAsAFailureAndNoWriterEnds()
    {
        using var rig = new DeliveryRig();
        rig.Put("demo", "u1", 7);
        rig.Acknowledge(rig.Pump()[0]);
        var faults = 0;
        rig.Store.Fault = call => call.StartsWith("update", StringComparison.Ordinal) && ++faults <= 40
            ? throw new InvalidOperationException("broken")
            : null;
        var writing = rig.Writer.RunAsync(default);
        using var limit = new CancellationTokenSource(_limit);
        while (rig.Store.StatusOf("edge-1.u1") != "7")
        {
            limit.Token.ThrowIfCancellationRequested();
            rig.Clock.Advance(TimeSpan.FromSeconds(5));
            await Task.Yield();
        }

        rig.Writer.Complete();
        await writing.WaitAsync(_limit);
    }

    [Fact]
    public void CreationThrows_IsTriedAgain()
    {
        using var rig = new DeliveryRig();
        rig.Store.Fault = static _ => throw new OperationCanceledException("the client's own time limit");
        rig.Put("demo", "u1", 7);
        Assert.Empty(rig.Pump());

        rig.Store.Fault = static _ => null;
        Assert.Single(rig.AdvanceAndPump(TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void RemovalOfARecordThatAnotherHubWroteSince_NodeIsServedThere_LeavesIt()
    {
        using var rig = new DeliveryRig();
        rig.Sync();
        rig.Put("demo", "u1", 7);
        rig.Acknowledge(rig.Pump()[0]);
        rig.WriteRecords();
        rig.Remove("demo", "u1", 8);
        rig.Acknowledge(rig.Pump()[0]);
        rig.Ledger.Deliveries = 0;
        var (record, _, version) = rig.Store.Records["edge-1.u1"];
        rig.Store.Records["edge-1.u1"] = (record, "9", version + 1000);

        rig.WriteRecords();

        Assert.Equal(["delete edge-1.u1", "get edge-1.u1"], rig.Store.Calls[^2..]);
        Assert.Equal("9", rig.Store.StatusOf("edge-1.u1"));
        Assert.Equal("9", Assert.Single(rig.Ledger.Entries).First?.Version);
    }

    [Fact]
    public void RecordOfADeletedObject_AlreadyGone_IsForgotten()
    {
        using var rig = new DeliveryRig();
        rig.Sync();
        rig.Put("demo", "u1", 7);
        rig.Acknowledge(rig.Pump()[0]);
        rig.Remove("demo", "u1", 8);
        rig.Acknowledge(rig.Pump()[0]);
        rig.Store.Records.Clear();

        rig.WriteRecords();

        Assert.Empty(rig.Ledger.Entries);
    }

    [Fact]
    public async Task ApiAway_IsTriedAgainWithPausesAndDeliveryGoesOn()
    {
        await using var rig = new SessionRig();
        await using var link = rig.Connect("edge-1");
        rig.Put("demo", "u1", 7);
        var first = await link.Edge.ReceiveAsync();
        rig.Store.Fault = static call => call.StartsWith("update", StringComparison.Ordinal) ? RecordStatus.Unavailable : null;
        await link.Edge.AcknowledgeAsync(first);
        await rig.Watcher.WaitForAsync("acknowledged edge-1 demo 7");
        await rig.Clock.WaitForTimerAsync(TimeSpan.FromMilliseconds(200));

        rig.Put("demo", "u1", 8);
        await link.Edge.AcknowledgeAsync(await link.Edge.ReceiveAsync());
        await rig.Watcher.WaitForAsync("acknowledged edge-1 demo 8");
        Assert.Equal("0", rig.Store.StatusOf("edge-1.u1"));

        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        rig.Store.Watched = (_, status, _) => _ = status == "8" && written.TrySetResult();
        rig.Store.Fault = static _ => null;
        while (!written.Task.IsCompleted)
        {
            await Task.WhenAny(rig.Clock.WaitForTimerAsync(), written.Task).WaitAsync(_limit);
            rig.Clock.Advance(TimeSpan.FromMilliseconds(100));
            await link.Edge.SendKeepaliveAsync();
        }
    }
}
