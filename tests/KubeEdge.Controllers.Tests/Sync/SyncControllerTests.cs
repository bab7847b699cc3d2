using KubeEdge.Controllers.Diagnostics;
using KubeEdge.Controllers.Edge;
using KubeEdge.Controllers.Sync;
using KubeEdge.Controllers.Tests.Support;
using KubeEdge.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeEdge.Controllers.Tests.Sync;

public sealed class SyncControllerTests : IAsyncDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);
    private readonly ManualTimeProvider _clock = new();
    private readonly NodeTable _nodes = new();
    private readonly FakeDeliveryRecords _records = new("edge-1", "gone");
    private readonly SyncController _controller;

    public SyncControllerTests() => _controller = new SyncController(_nodes, _records, new ControllersMetrics(), _clock, NullLogger<SyncController>.Instance);

    [Fact]
    public async Task Start_NothingIsPurgedBeforeNodesAndRecordsAreKnown()
    {
        await _controller.StartAsync(default);
        _records.Load();
        Assert.False(_records.HasMore());
        _nodes.Put("edge-1", isEdge: true);
        _nodes.MarkListed();

        Assert.Equal("gone", await _records.NextAsync());
    }

    [Fact]
    public async Task NodeDeleted_ItsRecordsArePurged()
    {
        _nodes.Put("edge-1", isEdge: true);
        _nodes.Put("gone", isEdge: true);
        await StartAsync();
        _nodes.Remove("edge-1");

        Assert.Equal("edge-1", await _records.NextAsync());
    }

    [Fact]
    public async Task Purge_Fails_IsTriedFiveTimesASecondApart()
    {
        _nodes.Put("edge-1", isEdge: true);
        _nodes.Put("gone", isEdge: true);
        _nodes.Put("next", isEdge: true);
        await StartAsync();
        _records.Failures = 5;
        _nodes.Remove("edge-1");
        _nodes.Remove("next");
        for (var attempt = 1; attempt <= 5; attempt++)
        {
            Assert.Equal("edge-1", await _records.NextAsync());
            if (attempt < 5)
            {
                await _clock.WaitForTimerAsync(TimeSpan.FromSeconds(1)).WaitAsync(_limit);
                _clock.Advance(TimeSpan.FromSeconds(1));
            }
        }

        Assert.Equal("next", await _records.NextAsync());
    }

    [Fact]
    public async Task Purge_Throws_IsTriedAgainAndOtherNodesFollow()
    {
        _nodes.Put("gone", isEdge: true);
        _nodes.Put("next", isEdge: true);
        await StartAsync();
        _records.Broken = "gone";
        _nodes.Remove("gone");
        _nodes.Remove("next");
        Assert.Equal("gone", await _records.NextAsync());
        await _clock.WaitForTimerAsync(TimeSpan.FromSeconds(1)).WaitAsync(_limit);
        _records.Broken = null;
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(["gone", "next"], [await _records.NextAsync(), await _records.NextAsync()]);
    }

    [Fact]
    public async Task NodeDeletedAndRegisteredAgain_KeepsItsRecords()
    {
        _nodes.Put("edge-1", isEdge: true);
        _nodes.Put("gone", isEdge: true);
        await StartAsync();
        _records.Failures = 1;
        _nodes.Remove("edge-1");
        Assert.Equal("edge-1", await _records.NextAsync());
        await _clock.WaitForTimerAsync(TimeSpan.FromSeconds(1)).WaitAsync(_limit);
        _nodes.Put("edge-1", isEdge: true);
        _clock.Advance(TimeSpan.FromSeconds(1));
        _nodes.Remove("gone");

        Assert.Equal("gone", await _records.NextAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await _controller.StopAsync(default).WaitAsync(_limit);
        _controller.Dispose();
    }

    private async Task StartAsync()
    {
        _records.Nodes.Clear();
        await _controller.StartAsync(default);
        _records.Load();
        _nodes.MarkListed();
    }
}
