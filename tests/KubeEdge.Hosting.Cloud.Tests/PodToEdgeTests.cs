using System.Text;
using KubeEdge.CloudHub;
using KubeEdge.Kubernetes.Client;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;
using KubeEdge.MetaStore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace KubeEdge.Hosting.Cloud.Tests;

/// <summary>A pod and what it names, from the embedded API into the store of the node that it is bound to and out of it again.</summary>
public sealed class PodToEdgeTests : IAsyncLifetime
{
    private const string Pod = """
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"web"},
         "spec":{"nodeName":"edge-1","serviceAccountName":"robot","containers":[{"name":"c","image":"i","envFrom":[{"configMapRef":{"name":"settings"}}]}],
         "initContainers":[{"name":"d","image":"i","env":[{"name":"K","valueFrom":{"secretKeyRef":{"name":"password","key":"k"}}}]}]}}
        """;

    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kubeedge-hosting-");
    private readonly IHost _cloud;
    private IHost? _edge;

    public PodToEdgeTests()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.AddCloudCore(cloud =>
        {
            cloud.DataDirectory = Path.Combine(_folder.FullName, "cloud");
            cloud.CertificateDirectory = Path.Combine(_folder.FullName, "certificates");
            cloud.EmbeddedApi = "127.0.0.1:0";
            cloud.Hub = "127.0.0.1:0";
            cloud.Monitor = null;
            cloud.Nodes.Add("edge-1");
        });
        _cloud = builder.Build();
    }

    private KubeClient Client => _cloud.Services.GetRequiredService<KubeClient>();

    private IMetaStore Store => (_edge ?? throw new InvalidOperationException("not started")).Services.GetRequiredService<IMetaStore>();

    public async ValueTask InitializeAsync()
    {
        await _cloud.StartAsync().WaitAsync(_limit);
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.AddEdgeCore(edge =>
        {
            edge.NodeName = "edge-1";
            edge.ServeMqtt = false;
            edge.DataDirectory = Path.Combine(_folder.FullName, "edge");
            edge.CertificateDirectory = Path.Combine(_folder.FullName, "certificates", "edge-1");
            edge.Cloud = _cloud.Services.GetRequiredService<ICloudHub>().Address;
        });
        _edge = builder.Build();
        await _edge.StartAsync().WaitAsync(_limit);
    }

    public async ValueTask DisposeAsync()
    {
        if (_edge is { } edge)
        {
            await edge.StopAsync().WaitAsync(_limit);
            edge.Dispose();
        }

        await _cloud.StopAsync().WaitAsync(_limit);
        _cloud.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Pod_BoundToTheNode_BringsWhatItNamesAndTakesItAway()
    {
        await CreateAsync("configmaps", """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"settings"},"data":{"a":"b"}}""");
        await CreateAsync("configmaps", """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"foreign"},"data":{"a":"b"}}""");
        await CreateAsync("secrets", """{"apiVersion":"v1","kind":"Secret","metadata":{"name":"password"},"data":{"k":"eA=="}}""");
        await CreateAsync("serviceaccounts", """{"apiVersion":"v1","kind":"ServiceAccount","metadata":{"name":"robot"}}""");
        await CreateAsync("pods", Pod);

        string[] all = ["configmaps/default/settings", "pods/default/web", "secrets/default/password", "serviceaccounts/default/robot"];
        await UntilHeldAsync(all);
        await UntilRecordedAsync(4);

        var deleted = await Client.DeleteAsync(Type("pods"), "default", "web", new KubeDeleteOptions { GracePeriodSeconds = 0 }).WaitAsync(_limit);
        Assert.True(deleted.IsSuccess, deleted.Error?.ToString());
        await UntilHeldAsync([]);
        await UntilRecordedAsync(0);
    }

    private static ResourceType Type(string plural) =>
        ResourceTable.Default.TryGetByPlural(string.Empty, plural, out ResourceType? type) ? type : throw new InvalidOperationException(plural);

    private async Task CreateAsync(string plural, string json)
    {
        KubeResult created = await Client.CreateAsync(Type(plural), "default", KubeObject.Parse(Encoding.UTF8.GetBytes(json))).WaitAsync(_limit);
        Assert.True(created.IsSuccess, created.Error?.ToString());
    }

    // Follows the store's changes in namespace default until it holds these objects and no others.
    private async Task UntilHeldAsync(string[] keys)
    {
        using var deadline = new CancellationTokenSource(_limit);
        while (true)
        {
            InventorySnapshot held = await Store.InventoryAsync(ObjectOrigin.Desired, deadline.Token);
            string[] found = [.. held.Objects.Select(item => item.Key).Where(key => key.Namespace == "default").Select(key => key.ToString()).Order()];
            if (found.SequenceEqual(keys))
            {
                return;
            }

            Assert.True(!deadline.IsCancellationRequested, string.Join(", ", found));
            await Task.Yield();
        }
    }

    // Every object of the namespace that the node holds has a record in the version that the API has.
    private async Task UntilRecordedAsync(int count)
    {
        Assert.True(ResourceTable.Default.TryGetByPlural("reliablesyncs.kubeedge.io", "objectsyncs", out ResourceType? records));
        using var deadline = new CancellationTokenSource(_limit);
        while (true)
        {
            KubeListResult listed = await Client.ListAsync(records, "default", cancellationToken: deadline.Token);
            IReadOnlyList<KubeObject> all = listed.List?.Items ?? throw new InvalidOperationException(listed.Error?.ToString());
            var right = 0;
            foreach (KubeObject record in all)
            {
                string kind = record.GetField("spec.objectKind") ?? "";
                KubeResult named = await Client.GetAsync(Type(kind.ToLowerInvariant() + "s"), "default", record.GetField("spec.objectName") ?? "", deadline.Token);
                right += named.Object is { } value && value.ResourceVersion == record.GetField("status.objectResourceVersion") ? 1 : 0;
            }

            if (right == count && all.Count == count)
            {
                return;
            }
        }
    }
}
