using KubeEdge.Beehive.Dispatch;
using KubeEdge.Testing;
using KubeEdge.Viaduct.Tests.Peers;
using KubeEdge.Viaduct.WebSockets;

namespace KubeEdge.Viaduct.Tests.WebSockets;

/// <summary>Runs alone: it measures the heap, the handles and the tasks of the whole process.</summary>
[Collection(Alone.Name)]
public sealed class ReconnectTests
{
    [Fact]
    public async Task Reconnect_AThousandTimesOverTls_LeavesNothingBehind()
    {
        const int warmUp = 100;
        const int rounds = 1000;
        await ActiveTasks.TrackAsync();
        using var server = new RawServer(TestCertificates.Shared.Server());
        await ReconnectAsync(server, warmUp);
        var before = Measure();

        await ReconnectAsync(server, rounds);

        // What the last rounds left to do for others takes a moment.
        var since = TimeProvider.System.GetTimestamp();
        var grown = Grown(before);
        while (grown is not { Heap: <= 1024 * 1024, Handles: <= 5, Tasks: <= 5 })
        {
            Assert.True(TimeProvider.System.GetElapsedTime(since) < Sample.Patience, $"{grown}");
            await Task.Yield();
            grown = Grown(before);
        }
    }

    private static (long Heap, int Handles, int Tasks) Grown((long Heap, int Handles, int Tasks) before)
    {
        var after = Measure();
        return (after.Heap - before.Heap, after.Handles - before.Handles, after.Tasks - before.Tasks);
    }

    private static async Task ReconnectAsync(RawServer server, int rounds)
    {
        for (var i = 0; i < rounds; i++)
        {
            var (edge, connection) = await server.ConnectLinkAsync();
            await using var cloud = WebSocketLink.Attach(connection.Stream, Sample.Edge, new(), TimeProvider.System);
            var request = edge.RequestAsync(Sample.Message("?")).AsTask();
            await cloud.Inbound.ReadAsync().AsTask().WaitAsync(Sample.Patience);
            if (i % 2 == 0)
            {
                connection.Socket.Close();
            }

            await edge.DisposeAsync().AsTask().WaitAsync(Sample.Patience);
            Assert.Equal(SendStatus.Closed, (await request.WaitAsync(Sample.Patience)).Status);
        }
    }

    private static (long Heap, int Handles, int Tasks) Measure()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var heap = GC.GetTotalMemory(forceFullCollection: true);
        return (heap, OperatingSystem.IsLinux() ? Directory.GetFileSystemEntries("/proc/self/fd").Length : 0, ActiveTasks.Count);
    }
}
