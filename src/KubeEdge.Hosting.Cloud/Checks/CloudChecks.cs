using System.Net;
using KubeEdge.Beehive.Checks;
using KubeEdge.CloudHub;
using KubeEdge.Kubernetes.Client;
using KubeEdge.Kubernetes.Names;
using KubeEdge.MetaStore;

namespace KubeEdge.Hosting.Cloud.Checks;

/// <summary>What the cloud side looks at before it starts, in the order in which things build on each other.</summary>
internal static class CloudChecks
{
    public static IEnumerable<SelfCheck> For(CloudCoreOptions options, CloudHubOptions? hub, Func<KubeClient> client, TimeProvider time)
    {
        yield return new SelfCheck("data folder", () => FolderCheck.Run(options.DataDirectory, "--data-dir"));
        if (options.EmbeddedApi is { } api)
        {
            yield return new SelfCheck("port of the embedded API", () => PortCheck.Run(IPEndPoint.Parse(api), "--embedded-api"));
            yield return new SelfCheck("store", token => OpenStoreAsync(Path.Combine(options.DataDirectory, "api.db"), time, token));
        }
        else
        {
            yield return new SelfCheck("Kubernetes API", token => AskAsync(client, token));
        }

        if (options.Monitor is { } monitor)
        {
            yield return new SelfCheck("port of the monitor", () => Monitor(monitor));
        }

        if (hub is null)
        {
            yield break;
        }

        yield return new SelfCheck(
            "port of the hub", () => PortCheck.Run(IPEndPoint.Parse(options.Hub), "--hub or modules.cloudHub.websocket.port"));
        if (options.Https is { } https)
        {
            yield return new SelfCheck(
                "port of the certificate service", () => PortCheck.Run(IPEndPoint.Parse(https), "--https or modules.cloudHub.https.port"));
        }

        yield return new SelfCheck("authority", () => Authority(hub.AuthorityDirectory, time.GetUtcNow()));
        yield return new SelfCheck("certificate of the hub", () => Server(hub.AuthorityDirectory, time.GetUtcNow()));
    }

    /// <summary>The cloud starts without its monitor.</summary>
    private static CheckResult Monitor(IPEndPoint monitor)
    {
        CheckResult found = PortCheck.Run(monitor, "--monitor or commonConfig.monitorServer.bindAddress");
        return found.Status == CheckStatus.Failed ? found with { Status = CheckStatus.Warning } : found;
    }

    private static CheckResult Authority(string folder, DateTimeOffset now)
    {
        string certificate = Path.Combine(folder, "ca.crt");
        string key = Path.Combine(folder, "ca.key");
        return File.Exists(certificate) || File.Exists(key)
            ? CertificateCheck.Pair(certificate, certificate, key, now)
            : CheckResult.Skip($"{certificate} is not there yet; the first start takes it over from the API, or makes it");
    }

    private static CheckResult Server(string folder, DateTimeOffset now)
    {
        string certificate = Path.Combine(folder, "server.crt");
        return File.Exists(certificate)
            ? CertificateCheck.Pair(Path.Combine(folder, "ca.crt"), certificate, Path.Combine(folder, "server.key"), now)
            : CheckResult.Skip($"{certificate} is not there yet; it is issued at start");
    }

    private static async ValueTask<CheckResult> AskAsync(Func<KubeClient> client, CancellationToken cancellationToken)
    {
        const string remedy =
            "give a kubeconfig with --kubeconfig or kubeAPIConfig.kubeConfig, an address with kubeAPIConfig.master, or --embedded-api";
        KubeClient api;
        try
        {
            api = client();
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException)
        {
            return CheckResult.Fail(fault.Message, remedy);
        }

        if (!ResourceTable.Default.TryGetByPlural(string.Empty, "nodes", out ResourceType? nodes))
        {
            throw new InvalidOperationException("The table of resources has no nodes.");
        }

        var one = new KubeListOptions { Limit = 1 };
        KubeListResult answer = await api.ListAsync(nodes, null, one, cancellationToken).ConfigureAwait(false);
        return answer.Error is { } error
            ? CheckResult.Fail($"{api.Server}: {error}", remedy)
            : CheckResult.Pass($"{api.Server} lists nodes");
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
            return CheckResult.Fail(fault.Message, "stop the host that has it open; if it is damaged, restore it from a backup");
        }
    }
}
