using System.Text;
using KubeEdge.MetaStore.Tests.Stores;
using KubeEdge.Testing;

namespace KubeEdge.MetaStore.Tests.Crashes;

/// <summary>
/// The writes and syncs of a real run, cut at every place and played into a fresh folder: what was acknowledged as Full before the cut is
/// there. Needs strace; the soak raises the number of cuts in which unsynced writes are lost, torn and reordered.
/// </summary>
public sealed class PowerCutTests(ITestOutputHelper output)
{
    private const int Commits = 14;

    [Fact]
    public async Task Open_AfterEveryCut_HoldsEverythingAcknowledgedAsFull()
    {
        var seed = Effort.Seed;
        output.WriteLine($"seed {seed}");
        var trace = await TraceAsync(seed);
        output.WriteLine($"{trace.Count} calls, {trace.Count(write => write.Call == TracedCall.Sync)} syncs");
        var random = new Random(seed);
        var samples = Effort.Of(80, 2000);
        var lossy = Enumerable.Range(0, samples).Select(_ => random.Next(1, trace.Count + 1)).ToHashSet();
        var (image, acknowledged) = (new FileImage(), new StringBuilder());
        for (var cut = 1; cut <= trace.Count; cut++)
        {
            var write = trace[cut - 1];
            if (write.File == "acknowledged")
            {
                acknowledged.Append(Encoding.UTF8.GetString(write.Bytes));
                continue;
            }

            image.Apply(write);
            await CheckAsync(image, acknowledged.ToString(), cut, null);
            if (lossy.Contains(cut))
            {
                await CheckAsync(image, acknowledged.ToString(), cut, random);
            }
        }
    }

    private static async Task CheckAsync(FileImage image, string acknowledged, int cut, Random? loses)
    {
        using var folder = new StoreFolder();
        image.WriteTo(folder.Folder, loses);
        var all = CrashWriterProcess.Read(acknowledged);
        var highest = all.Count == 0 ? 0 : all.Max(each => each.Revision);
        try
        {
            // Without loss everything that completed is there; with it, what was promised to survive a power cut.
            await AfterCrash.CheckAsync(folder, loses is null ? all : all.Where(each => each.IsFull), highest, powerCut: loses is not null);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"after call {cut}{(loses is null ? "" : " with losses")}: {e.Message}", e);
        }
    }

    private static async Task<List<TracedWrite>> TraceAsync(int seed)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/strace"), "strace is not installed");
        using var folder = new StoreFolder();
        var log = Path.Combine(Path.GetTempPath(), $"{Path.GetFileName(folder.Folder)}.trace");
        try
        {
            using var process = CrashWriterProcess.Start(
                folder, seed, Commits, "strace", "-f", "-y", "-xx", "-s", "1000000", "-o", log,
                "-e", "trace=openat,pwrite64,fsync,fdatasync,ftruncate,unlink", "-e", "signal=none");
            var errors = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync().Soon();
            var said = await errors.Soon();
            Assert.SkipWhen(said.Contains("Operation not permitted", StringComparison.Ordinal), "strace may not trace here");
            Assert.True(process.ExitCode == 0, said);
            return TraceReader.Read(await File.ReadAllLinesAsync(log), folder.Folder);
        }
        finally
        {
            File.Delete(log);
        }
    }
}
