using System.Diagnostics;
using System.Text;
using KubeEdge.DeviceTwin.Devices;
using KubeEdge.DeviceTwin.Tests.Fakes;
using KubeEdge.Kubernetes.Names;
using KubeEdge.MetaStore;
using KubeEdge.Testing;

namespace KubeEdge.DeviceTwin.Tests.Objects;

public sealed class ManyObjectsTests(ITestOutputHelper output)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Start_ObjectsUnchanged_ComparesAllAndTellsNobodyAnything()
    {
        var count = Effort.Of(500, 10_000);
        await using var rig = await TwinRig.StartAsync(options => options.MaximumDevices = 20_000);
        foreach (var numbers in Enumerable.Range(0, count).Chunk(100))
        {
            await PutAsync(rig, numbers);
        }

        await WaitAsync(rig, count);
        await rig.PublishedAsync();

        var started = Stopwatch.GetTimestamp();
        await rig.RestartAsync();
        var loaded = Stopwatch.GetElapsedTime(started);

        // When this one is here, all others were looked at.
        await PutAsync(rig, [count]);
        await WaitAsync(rig, count + 1);
        output.WriteLine(
            $"{count} devices: {loaded.TotalMilliseconds:0} ms to start with their twins, {Stopwatch.GetElapsedTime(started).TotalMilliseconds:0} ms until their objects were compared");

        Assert.All(
            await rig.PublishedAsync(),
            told => Assert.True(
                told.Topic.Contains($"device-{count}/", StringComparison.Ordinal) || told.Topic.EndsWith("/membership/updated", StringComparison.Ordinal)));
    }

    private static async Task WaitAsync(TwinRig rig, int count)
    {
        using var limit = new CancellationTokenSource(_patience);
        while (rig.Get<DeviceTable>().Count < count)
        {
            limit.Token.ThrowIfCancellationRequested();
            await rig.PassAsync();
        }
    }

    private static async Task PutAsync(TwinRig rig, int[] numbers)
    {
        var batch = new StoreBatch();
        foreach (var number in numbers)
        {
            var name = $"device-{number}";
            var json = $$$"""
                {"apiVersion":"devices.kubeedge.io/v1beta1","kind":"Device","metadata":{"name":"{{{name}}}","namespace":"plant","uid":"u-{{{number}}}",
                "resourceVersion":"5"},"spec":{"deviceModelRef":{"name":"model"},"nodeName":"{{{TwinRig.Node}}}","properties":[
                {"name":"target","desired":{"value":"21"}},{"name":"mode","desired":{"value":"auto"}}]}}
                """;
            batch.Put(new ResourceKey("devices.kubeedge.io", "devices", "plant", name), $"u-{number}", 5, Encoding.UTF8.GetBytes(json));
        }

        Assert.Equal(CommitStatus.Committed, (await rig.Store.CommitAsync(batch, Durability.Normal)).Status);
    }
}
