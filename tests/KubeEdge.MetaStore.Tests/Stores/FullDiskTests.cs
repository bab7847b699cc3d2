using System.Diagnostics;

namespace KubeEdge.MetaStore.Tests.Stores;

public sealed class FullDiskTests
{
    [Fact]
    public async Task CommitAsync_DiskFull_SaysUnavailableReadsGoOnAndItRecoversByItself()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs a size-limited tmpfs");
        using var folder = new StoreFolder();
        Assert.SkipUnless(Mount("mount", "-t", "tmpfs", "-o", "size=3m", "none", folder.Folder), "a tmpfs cannot be mounted here");
        try
        {
            var filler = Path.Combine(folder.Folder, "filler");
            await using var store = await folder.OpenAsync();
            await store.CommitAsync(StoreFolder.Put("before", 1), Durability.Full).Soon();
            File.WriteAllBytes(filler, new byte[2 << 20]);

            var result = await FillAsync(store);

            Assert.Equal(CommitStatus.Unavailable, result.Status);
            Assert.Equal(StoreStatus.ReadOnly, store.Health.Status);
            Assert.NotNull(store.Health.Reason);
            Assert.Equal(1UL, (await store.GetAsync(StoreFolder.Key("before")))!.ResourceVersion);
            var revision = store.Revision;

            File.Delete(filler);
            var again = await store.CommitAsync(StoreFolder.Put("after", 2), Durability.Full).Soon();

            Assert.Equal((CommitStatus.Committed, revision + 1), (again.Status, again.Revision));
            Assert.Equal((StoreStatus.Ready, null), (store.Health.Status, store.Health.Reason));
        }
        finally
        {
            Mount("umount", "-l", folder.Folder);
        }
    }

    private static async Task<CommitResult> FillAsync(IMetaStore store)
    {
        CommitResult result = default;
        for (ulong i = 1; i < 100 && result.Status == CommitStatus.Committed; i++)
        {
            result = await store.CommitAsync(StoreFolder.Put("big", i, new string('x', 100_000)), Durability.Full).Soon();
        }

        return result;
    }

    private static bool Mount(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true });
            return process is not null && process.WaitForExit(TimeSpan.FromSeconds(10)) && process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
