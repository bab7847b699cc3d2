using KubeEdge.CloudHub.Diagnostics;
using KubeEdge.CloudHub.Records;
using KubeEdge.CloudHub.Tests.Support;

namespace KubeEdge.CloudHub.Tests.Records;

public sealed class RecordPurgeTests : IDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);
    private readonly DeliveryRig _rig = new();
    private readonly RecordPurge _purge;

    public RecordPurgeTests()
    {
        _purge = new RecordPurge(_rig.Book, _rig.Store, _rig.Writer, new CloudHubMetrics());
        foreach (var name in new[] { "a", "b", "c" })
        {
            _rig.Put(name, $"u-{name}", 7);
            _rig.Acknowledge(_rig.Pump()[0]);
        }

        _rig.WriteRecords();
        _rig.Ledger.Deliveries = 0;
    }

    [Fact]
    public async Task Purge_NodeIsGone_RecordsGoAndWhatItMayHoldIsRemembered()
    {
        Assert.Equal(["edge-1"], _purge.NodesWithRecords());

        Assert.True(await _purge.PurgeAsync("edge-1").WaitAsync(_limit));

        Assert.Empty(_rig.Store.Records);
        Assert.Empty(_purge.NodesWithRecords());
        _rig.Sync();
        _rig.Remove("a", "u-a", 9);
        _rig.Reconnect();
        Assert.Equal(
            ["delete default/configmap/a", "insert default/configmap/b", "insert default/configmap/c"],
            _rig.Pump().Select(message => $"{(message.Route.Operation == "update" ? "insert" : message.Route.Operation)} {message.Route.Resource}").Order());
    }

    [Fact]
    public async Task Purge_EchoOfTheWatch_ChangesNothing()
    {
        Assert.True(await _purge.PurgeAsync("edge-1").WaitAsync(_limit));
        var index = new RecordIndexRig(_rig.Book, _rig.Writer);
        index.Remove("edge-1", "u-a", "a", version: 5000);

        Assert.Equal(3, _rig.Ledger.Entries.Count);
        Assert.False(await _rig.Writer.TryWriteNextAsync(default));
    }

    [Fact]
    public async Task Purge_NodeIsConnectedHere_KeepsItsRecords()
    {
        _rig.Ledger.Deliveries = 1;

        Assert.True(await _purge.PurgeAsync("edge-1").WaitAsync(_limit));

        Assert.Equal(3, _rig.Store.Records.Count);
    }

    [Theory]
    [InlineData((int)RecordStatus.Unavailable)]
    [InlineData((int)RecordStatus.Conflict)]
    public async Task Purge_NodeConnectsDuringACallThatFails_WhatItConfirmedMeanwhileIsWritten(int status)
    {
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _rig.Store.Fault = _ =>
        {
            began.TrySetResult();
            return (RecordStatus)status;
        };
        var hold = _rig.Store.HoldNext();
        var purging = _purge.PurgeAsync("edge-1");
        await began.Task.WaitAsync(_limit);
        lock (_rig.Ledger.Gate)
        {
            _rig.Ledger.Deliveries = 1;
            foreach (var entry in _rig.Ledger.Entries)
            {
                var holding = Assert.IsType<Holding>(entry.First);
                holding.Version = "8";
                _rig.Writer.Enqueue(_rig.Ledger, entry, holding);
            }
        }

        hold.SetResult();
        await purging.WaitAsync(_limit);
        _rig.Store.Fault = static _ => null;
        _rig.WriteRecords();

        Assert.Equal(["8", "8", "8"], _rig.Store.Records.Values.Select(static record => record.Status));
    }

    [Fact]
    public async Task Purge_ApiFailsForOne_SaysSoAndTheNextTryDoesTheRest()
    {
        _rig.Store.Fault = call => call == "delete edge-1.u-b" ? RecordStatus.Unavailable : null;
        Assert.False(await _purge.PurgeAsync("edge-1").WaitAsync(_limit));
        Assert.Equal(["edge-1.u-b"], _rig.Store.Records.Keys);
        _rig.Store.Fault = static _ => null;

        Assert.True(await _purge.PurgeAsync("edge-1").WaitAsync(_limit));

        Assert.Empty(_rig.Store.Records);
    }

    [Fact]
    public async Task Purge_UnknownNode_IsDone() => Assert.True(await _purge.PurgeAsync("nobody").WaitAsync(_limit));

    public void Dispose() => _rig.Dispose();
}
