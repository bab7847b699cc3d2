using System.Text;
using System.Text.Json.Nodes;
using KubeEdge.CloudHub;
using KubeEdge.Controllers;
using KubeEdge.DeviceTwin;
using KubeEdge.EndToEnd.Tests.Processes;
using KubeEdge.EventBus;
using KubeEdge.Kubernetes.Client;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;
using KubeEdge.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace KubeEdge.EndToEnd.Tests.Devices;

/// <summary>A cloud with its embedded API and an edge with device twins, composed as programs do it, and a link that can be cut.</summary>
internal sealed class DeviceHosts : IAsyncDisposable
{
    public const string Node = "edge-1";
    private const string ApiVersion = "devices.kubeedge.io/v1beta1";
    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(1);
    private readonly TemporaryFolder _folder = new();
    private readonly IHost _cloud;
    private IHost? _edge;
    private FaultProxy? _link;

    private DeviceHosts(TimeSpan statusInterval)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.AddCloudCore(options =>
        {
            options.DataDirectory = _folder["cloud"];
            options.EmbeddedApi = "127.0.0.1:0";
            options.Kubeconfig = Kubeconfig;
            options.Hub = "127.0.0.1:0";
            options.Https = null;
            options.Monitor = null;
            options.CertificateDirectory = AllCertificates;
            options.Nodes.Add(Node);
        });

        builder.Services.Configure<DeviceControllerOptions>(options => options.StatusInterval = statusInterval);
        _cloud = builder.Build();
    }

    public static ResourceType Devices { get; } = Find("devices");

    public static ResourceType Models { get; } = Find("devicemodels");

    public KubeClient Api => _cloud.Services.GetRequiredService<KubeClient>();

    public IDeviceTwins Twins => Started(_edge).Services.GetRequiredService<IDeviceTwins>();

    public FaultProxy Link => Started(_link);

    /// <summary>What an edge dials: the hub through the link.</summary>
    public Uri Hub => new UriBuilder("wss", "127.0.0.1", Link.Address.Port).Uri;

    /// <summary>Where the node's broker listens, when it serves MQTT.</summary>
    public int MqttPort => Started(_edge).Services.GetRequiredService<IEventBusState>().Brokers[0].Server.Port;

    public string Kubeconfig => _folder["kubeconfig"];

    public string EdgeFolder => _folder["edge"];

    public string Certificates => Path.Combine(AllCertificates, Node);

    /// <summary>The folder of all nodes' certificates.</summary>
    public string AllCertificates => _folder["certificates"];

    /// <summary>Starts the cloud alone.</summary>
    /// <param name="statusInterval">
    /// From one status of a device to the next; by default as many as the API can take: each is looked at.
    /// </param>
    public static async Task<DeviceHosts> StartCloudAsync(TimeSpan statusInterval = default)
    {
        var hosts = new DeviceHosts(statusInterval);
        await hosts._cloud.StartAsync().WaitAsync(_limit);
        Uri hub = Started(hosts._cloud.Services.GetRequiredService<ICloudHub>().Address);
        hosts._link = FaultProxy.Start(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, hub.Port));
        return hosts;
    }

    /// <summary>Starts both.</summary>
    /// <param name="serveMqtt">With the node's own broker, on a free port.</param>
    /// <param name="statusInterval">As above.</param>
    public static async Task<DeviceHosts> StartAsync(bool serveMqtt = false, TimeSpan statusInterval = default)
    {
        DeviceHosts hosts = await StartCloudAsync(statusInterval);
        var builder = Host.CreateEmptyApplicationBuilder(null);
        var core = builder.AddEdgeCore(options =>
        {
            options.NodeName = Node;
            options.ServeMqtt = serveMqtt;
            options.DataDirectory = hosts.EdgeFolder;
            options.Cloud = hosts.Hub;
            options.CertificateDirectory = hosts.Certificates;
        }).AddDeviceTwin();
        if (serveMqtt)
        {
            core.AddEventBus(static bus =>
            {
                bus.Internal.Server = new Uri("tcp://127.0.0.1:0");

                // Whoever counts every answer on a loaded machine is not to lose one because it reads slowly.
                bus.Internal.SessionQueueSize = 50_000;
            });
        }

        hosts._edge = builder.Build();
        await hosts._edge.StartAsync().WaitAsync(_limit);
        if (serveMqtt)
        {
            var brokers = hosts._edge.Services.GetRequiredService<IEventBusState>();
            await Eventually.TrueAsync(
                () => Task.FromResult(brokers.Brokers.All(static broker => broker.IsConnected)), "the broker serves");
        }

        return hosts;
    }

    /// <summary>Makes a model and a device on the node, and waits until the node has the device.</summary>
    public async Task<DeviceId> AddDeviceAsync(string name, params string[] properties)
    {
        await PutDeviceAsync(name, properties);
        var id = new DeviceId(DeviceId.DefaultNamespace, name);
        await Eventually.TrueAsync(async () => await Twins.GetAsync(id) is not null, $"the node has device {name}");
        return id;
    }

    /// <summary>Makes a model and a device on the node.</summary>
    public async Task PutDeviceAsync(string name, params string[] properties)
    {
        var list = new JsonArray([.. properties.Select(static property => (JsonNode)new JsonObject { ["name"] = property })]);
        await CreateAsync(Models, name, new JsonObject { ["properties"] = list.DeepClone() });
        await CreateAsync(Devices, name, new JsonObject
        {
            ["nodeName"] = Node,
            ["deviceModelRef"] = new JsonObject { ["name"] = name },
            ["properties"] = list,
        });
    }

    /// <summary>What the API shows as reported, by property.</summary>
    public static Dictionary<string, string> ReportedIn(KubeObject device) => (device.ToNode()["status"]?["twins"] as JsonArray ?? [])
        .ToDictionary(
            static twin => (string?)twin?["propertyName"] ?? string.Empty,
            static twin => (string?)twin?["reported"]?["value"] ?? string.Empty);

    public async Task<KubeObject> GetAsync(string name) => Started((await Api.GetAsync(Devices, "default", name).WaitAsync(_limit)).Object);

    /// <summary>Removes the device from the API.</summary>
    public async Task DeleteDeviceAsync(string name) =>
        Assert.True((await Api.DeleteAsync(Devices, "default", name).WaitAsync(_limit)).IsSuccess);

    public async ValueTask DisposeAsync()
    {
        if (_edge is not null)
        {
            await _edge.StopAsync().WaitAsync(_limit);
            _edge.Dispose();
        }

        if (_link is not null)
        {
            await _link.DisposeAsync();
        }

        await _cloud.StopAsync().WaitAsync(_limit);
        _cloud.Dispose();
        _folder.Dispose();
    }

    private async Task CreateAsync(ResourceType type, string name, JsonObject spec)
    {
        var value = new JsonObject
        {
            ["apiVersion"] = ApiVersion,
            ["kind"] = type.Kind,
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "default" },
            ["spec"] = spec,
        };
        KubeObject made = KubeObject.Parse(Encoding.UTF8.GetBytes(value.ToJsonString()));
        KubeResult created = await Api.CreateAsync(type, "default", made).WaitAsync(_limit);
        Assert.True(created.IsSuccess, created.Error?.Message);
    }

    private static ResourceType Find(string plural) => Started(
        ResourceTable.Default.TryGetByVersionedPlural(ApiVersion, plural, out ResourceType? type) ? type : null);

    private static T Started<T>(T? value)
        where T : class => value ?? throw new InvalidOperationException($"There is no {typeof(T).Name} yet.");
}
