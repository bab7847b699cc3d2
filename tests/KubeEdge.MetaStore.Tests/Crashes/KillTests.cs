using KubeEdge.MetaStore.Tests.Stores;

namespace KubeEdge.MetaStore.Tests.Crashes;

/// <summary>The writing process is killed: everything that completed is there, whatever its durability.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Kill_WhileWriting_EverythingAcknowledgedIsThere()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the writer is killed with SIGKILL");
        using var folder = new StoreFolder();
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var path = CrashWriterProcess.Acknowledgements(folder);
        for (var round = 0; round < 4; round++)
        {
            var before = File.Exists(path) ? new FileInfo(path).Length : 0;
            using (var process = CrashWriterProcess.Start(folder, seed + round, 1_000_000))
            {
                await GrowAsync(path, before + 2000 + (round * 700), process);
                process.Kill();
                await process.WaitForExitAsync().Soon();
            }

            var acknowledged = CrashWriterProcess.Read(await File.ReadAllTextAsync(path));
            Assert.NotEmpty(acknowledged);
            await AfterCrash.CheckAsync(folder, acknowledged, acknowledged.Max(each => each.Revision), powerCut: false);
        }
    }

    private static async Task GrowAsync(string path, long length, System.Diagnostics.Process process)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!File.Exists(path) || new FileInfo(path).Length < length)
        {
            Assert.False(process.HasExited, "the writer ended");

            // Real time: what is waited for happens in another process.
            await Task.Delay(10, limit.Token);
        }
    }
}
