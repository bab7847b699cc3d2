using System.Net;
using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Responses;
using KubeEdge.ApiServer.Tables;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;
using KubeEdge.MetaStore;

namespace KubeEdge.ApiServer.Resources;

/// <summary>Gives services an address of 10.96.0.0/12 and a port of every node, each once.</summary>
internal sealed class ServiceAddresses(IMetaStore store) : IDisposable
{
    private const uint FirstAddress = 0x0A60000A;
    private const uint LastAddress = 0x0A6FFFFE;
    private const int FirstPort = 30000;
    private const int LastPort = 32767;

    private readonly SemaphoreSlim _one = new(1);

    public static bool IsService(ResourceType type) => type is { Group: "", Plural: "services" };

    /// <summary>Gives out what a new service lacks and stores it, one service at a time so that nothing is given twice.</summary>
    public async ValueTask<WriteOutcome> CreateAsync(
        JsonObject service, Func<ValueTask<WriteOutcome>> create, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (service["spec"] is JsonObject spec && await AssignAsync(service, spec, cancellationToken).ConfigureAwait(false) is { } failed)
            {
                return failed;
            }

            return await create().ConfigureAwait(false);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async ValueTask<KubeStatus?> AssignAsync(JsonObject service, JsonObject spec, CancellationToken cancellationToken)
    {
        var wantsPorts = JsonField.Text(spec, "type") is "NodePort" or "LoadBalancer";
        if (!ServiceDefaults.WantsAddress(service) && !wantsPorts)
        {
            return null;
        }

        var addresses = new HashSet<string>(StringComparer.Ordinal);
        var ports = new HashSet<long>();
        var found = await store.SnapshotAsync(new ResourceQuery(string.Empty, "services"), cancellationToken).ConfigureAwait(false);
        foreach (var stored in found.Objects)
        {
            var other = ObjectJson.Parse(stored.Json);
            addresses.Add(JsonField.Text(other, "spec", "clusterIP"));
            ports.UnionWith(JsonField.Items(other, "spec", "ports").Select(port => JsonField.Number(port, "nodePort")));
        }

        if (ServiceDefaults.WantsAddress(service))
        {
            spec["clusterIP"] = FreeAddress(addresses);
        }

        foreach (var port in wantsPorts ? JsonField.Items(spec, "ports").OfType<JsonObject>() : [])
        {
            if (JsonField.Number(port, "nodePort") != 0)
            {
                continue;
            }

            var free = Enumerable.Range(FirstPort, LastPort - FirstPort + 1).FirstOrDefault(number => ports.Add(number));
            if (free == 0)
            {
                return KubeStatus.InternalError("failed to allocate a nodePort: range is full");
            }

            port["nodePort"] = free;
        }

        return null;
    }

    private static string FreeAddress(HashSet<string> taken)
    {
        for (var number = FirstAddress; number <= LastAddress; number++)
        {
            var text = new IPAddress([(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number]).ToString();
            if (!taken.Contains(text))
            {
                return text;
            }
        }

        // A million services; none of them can be reached here anyway.
        return ServiceDefaults.NoAddress;
    }
}
