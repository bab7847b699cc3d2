using KubeEdge.Beehive.Checks;
using KubeEdge.MetaStore;
using Microsoft.Extensions.Hosting;

namespace KubeEdge.Hosting.Tests.Checks;

public sealed class EdgeChecksTests : IDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kubeedge-check-");

    [Fact]
    public async Task Check_NeitherCertificateNorToken_SaysHowToGetThem()
    {
        var (good, report) = await CheckAsync(_ => { });

        Assert.False(good, report);
        Assert.Contains("FAIL  certificates", report, StringComparison.Ordinal);
        Assert.Contains("--token-file", report, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder.FullName, "edge.db")));
    }

    [Fact]
    public async Task Check_StoreInUse_SaysSo()
    {
        await using var store = await MetaStoreFile.OpenAsync(Path.Combine(_folder.FullName, "edge.db")).WaitAsync(_limit);

        var (good, report) = await CheckAsync(edge => edge.ConnectToCloud = false);

        Assert.False(good, report);
        Assert.Contains("FAIL  store", report, StringComparison.Ordinal);
        Assert.Contains("stop the host that has it open", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_StoreOnly_OpensIt()
    {
        await using (await MetaStoreFile.OpenAsync(Path.Combine(_folder.FullName, "edge.db")).WaitAsync(_limit))
        {
            // Made and closed.
        }

        var (good, report) = await CheckAsync(edge => edge.ConnectToCloud = false);

        Assert.True(good, report);
        Assert.Contains("ok    store", report, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<(bool Good, string Report)> CheckAsync(Action<EdgeCoreOptions> configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.AddEdgeCore(edge =>
        {
            edge.NodeName = "edge-1";
            edge.DataDirectory = _folder.FullName;
            edge.CertificateDirectory = Path.Combine(_folder.FullName, "none");
            edge.Cloud = new Uri("wss://127.0.0.1:1");
            configure(edge);
        });
        using var host = builder.Build();
        var output = new StringWriter();
        var good = await SelfCheckRunner.RunAsync(host.Services, output).WaitAsync(_limit);
        return (good, output.ToString());
    }
}
