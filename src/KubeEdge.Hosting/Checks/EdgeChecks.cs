using KubeEdge.Beehive.Checks;
using KubeEdge.EdgeHub;
using KubeEdge.MetaStore;

namespace KubeEdge.Hosting.Checks;

/// <summary>What an edge node looks at before it starts, in the order in which things build on each other.</summary>
internal static class EdgeChecks
{
    public static IEnumerable<SelfCheck> For(EdgeCoreOptions options, EdgeHubOptions? hub, TimeProvider time)
    {
        yield return new SelfCheck(
            "folder of the store", () => FolderCheck.Run(options.DataDirectory, "--data-dir or database.dataSource"));
        yield return new SelfCheck("store", token => OpenStoreAsync(Path.Combine(options.DataDirectory, "edge.db"), time, token));
        if (hub is null)
        {
            yield break;
        }

        yield return new SelfCheck("certificates", () => Certificates(hub, time.GetUtcNow()));
        if (hub.HttpServer is not null)
        {
            var service = new JoinServiceCheck(hub, time);
            yield return new SelfCheck("certificate service of the cloud", service.ReachAsync);
            yield return new SelfCheck("clock", service.Clock);
        }

        yield return new SelfCheck("hub of the cloud", new HubCheck(hub).RunAsync);
    }

    private static CheckResult Certificates(EdgeHubOptions hub, DateTimeOffset now)
    {
        bool none = !File.Exists(hub.CertificateFile) && !File.Exists(hub.KeyFile);
        if (!none)
        {
            return CertificateCheck.Pair(hub.CaFile, hub.CertificateFile, hub.KeyFile, now);
        }

        bool token = hub.Token is not null || (hub.TokenFile is { } file && File.Exists(file) && new FileInfo(file).Length > 0);
        return token && hub.HttpServer is not null
            ? CheckResult.Pass($"{hub.CertificateFile} is not there yet; the node joins with its token")
            : CheckResult.Fail(
                $"{hub.CertificateFile} is not there, and there is no {(hub.HttpServer is null ? "address to join at" : "join token")}",
                "give the token with --token-file (keadm gettoken, or the file token in CloudCore's data folder) "
                + "and --join https://CLOUD:10002");
    }

    private static async ValueTask<CheckResult> OpenStoreAsync(string path, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            return CheckResult.Skip($"{path} is not there yet; it is made at the first start");
        }

        try
        {
            var options = new MetaStoreOptions { Path = path };
            IMetaStore store = await MetaStoreFile.OpenAsync(options, timeProvider: time, cancellationToken: cancellationToken)
                .ConfigureAwait(false);
            await using (store.ConfigureAwait(false))
            {
                return CheckResult.Pass($"{path} opens, its rows are whole, revision {store.Revision}");
            }
        }
        catch (MetaStoreException fault)
        {
            return CheckResult.Fail(
                fault.Message, "stop the host that has it open; if it is damaged, move it away: what the cloud knows comes back by itself");
        }
    }
}
