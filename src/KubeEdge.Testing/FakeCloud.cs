using System.Globalization;
using System.Text.Json.Nodes;
using KubeEdge.Beehive.Messages;
using KubeEdge.CloudHub;
using KubeEdge.CloudHub.Delivery;
using KubeEdge.CloudHub.InMemory;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;
using KubeEdge.Testing.Clouds;
using KubeEdge.Testing.Expectations;
using Microsoft.Extensions.Logging;

namespace KubeEdge.Testing;

/// <summary>
/// Stands in for CloudCore in a test: nodes that were told to use it connect through memory, get what is put here, and their messages are
/// kept. Sessions, delivery and acknowledgement are those of CloudHub; behind them there is no Kubernetes API but a table. Safe for
/// concurrent use.
/// </summary>
public sealed class FakeCloud : IAsyncDisposable
{
    private const int MaxKept = 10_000;
    private static readonly TimeSpan _endless = TimeSpan.FromDays(30);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kubeedge-testing-");
    private readonly CancellationTokenSource _stopping = new();
    private readonly Chronicle<Acknowledged> _acknowledged = new(MaxKept);
    private readonly Chronicle<ReceivedMessage> _received = new(MaxKept);
    private readonly CloudObjects _objects = new();
    private readonly CloudAnswers _answers;
    private readonly Lock _putting = new();
    private readonly MemoryHub _hub;
    private readonly Task _accepting;

    /// <summary>Makes a cloud that runs until it is disposed.</summary>
    /// <param name="timeProvider">Its clock and that of its links; the system's when null.</param>
    /// <param name="loggerFactory">Where its hub logs; null logs nothing.</param>
    public FakeCloud(TimeProvider? timeProvider = null, ILoggerFactory? loggerFactory = null)
    {
        var time = timeProvider ?? TimeProvider.System;
        _answers = new CloudAnswers(_objects, _received, new MessageFactory(time));

        // A test may let hours pass at once; nobody is to be taken for dead by that.
        var options = new CloudHubOptions { KeepaliveInterval = _endless };
        _hub = new MemoryHub(options, [_answers], [new Acknowledgements(_acknowledged)], time, loggerFactory);
        foreach (var type in ResourceTable.Default.All)
        {
            _hub.Desired.MarkSynced(type);
        }

        Network = new MemoryNetwork(MemoryHub.Features, null, time);
        _accepting = AcceptAsync();
    }

    /// <summary>The way to the cloud: to delay it, for instance.</summary>
    public MemoryNetwork Network { get; }

    /// <summary>
    /// What nodes sent up, in order, without heartbeats, acknowledgements and inventories. Of more than 10,000 messages the oldest are
    /// gone.
    /// </summary>
    public IReadOnlyList<ReceivedMessage> Received => _received.Items;

    /// <summary>
    /// Asked first how to answer a message; null answers as a cloud does that holds what was put here. Called on the way of the message.
    /// </summary>
    public Func<ReceivedMessage, MessageContent?>? Answer
    {
        get => _answers.Script;
        set => _answers.Script = value;
    }

    /// <summary>
    /// Makes or changes an object, which every node, or one, should then hold: now if it is connected, else as soon as it is. A state and
    /// no queue, as in the real cloud: a version that is overtaken before it left is not sent.
    /// </summary>
    /// <param name="value">The object; its version is given here, and its uid too when it has none.</param>
    /// <param name="node">The only node that should hold it; every node when null.</param>
    /// <returns>The object in its new version.</returns>
    /// <exception cref="ArgumentException">Its kind is not known, or it lacks a name or a namespace.</exception>
    public KubeObject Put(KubeObject value, string? node = null)
    {
        ArgumentNullException.ThrowIfNull(value);
        var type = ObjectTypes.Of(value);
        lock (_putting)
        {
            var put = _objects.Put(value.KeyOf(type), value);
            _hub.Desired.Put(type, put, node is null ? Audience.AllNodes : Audience.Node(node));
            return put;
        }
    }

    /// <summary>Makes or changes a ConfigMap that every node should hold; see <see cref="Put"/>.</summary>
    /// <param name="namespaceName">Its namespace.</param>
    /// <param name="name">Its name.</param>
    /// <param name="data">All of its data.</param>
    /// <returns>The ConfigMap in its new version.</returns>
    public KubeObject PutConfigMap(string namespaceName, string name, IReadOnlyDictionary<string, string> data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Put(KubeObject.FromNode(new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "ConfigMap",
            ["metadata"] = new JsonObject { ["namespace"] = namespaceName, ["name"] = name },
            ["data"] = new JsonObject(data.Select(static entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value))),
        }));
    }

    /// <summary>Deletes an object; nodes that hold it are told. Harmless when there is none.</summary>
    /// <param name="value">The object, in any version.</param>
    public void Delete(KubeObject value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var type = ObjectTypes.Of(value);
        lock (_putting)
        {
            if (_objects.Remove(value.KeyOf(type)) is { } last)
            {
                _hub.Desired.Remove(type, last);
            }
        }
    }

    /// <summary>Cuts the link of every node, and keeps it cut until <see cref="Restore"/>.</summary>
    public void Cut() => Network.Cut();

    /// <summary>Lets the nodes connect again, which they do at once.</summary>
    public void Restore() => Network.Restore();

    /// <summary>Whether a node is connected now.</summary>
    /// <param name="node">The node.</param>
    public bool IsConnected(string node) => _hub.IsConnected(node);

    /// <summary>Waits until a node has acknowledged an object, that is committed it, in the version given or in a newer one.</summary>
    /// <param name="node">The node.</param>
    /// <param name="value">What <see cref="Put"/> returned.</param>
    /// <param name="timeout">How long to wait, in real time; 30 s when null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ExpectationException">It has not.</exception>
    public Task AcknowledgedAsync(string node, KubeObject value, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        var key = ObjectTypes.KeyOf(value);
        var version = long.Parse(value.ResourceVersion, CultureInfo.InvariantCulture);
        return Patience.WaitAsync(
            token => _acknowledged.FirstAsync(done => done.Node == node && done.Key == key && done.Version >= version, token),
            timeout,
            () => $"node {node} acknowledges {value}; it is {(IsConnected(node) ? "connected" : "not connected")}",
            cancellationToken);
    }

    /// <summary>Waits for a message of a node: the first of <see cref="Received"/> that matches, or of those that still come.</summary>
    /// <param name="matches">Whether it is the one.</param>
    /// <param name="timeout">How long to wait, in real time; 30 s when null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ExpectationException">None came; the message lists what did.</exception>
    public Task<ReceivedMessage> ReceivedAsync(
        Func<ReceivedMessage, bool> matches, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(matches);
        return Patience.WaitAsync(
            token => _received.FirstAsync(matches, token),
            timeout,
            () => $"a message that matches arrives; what did: {string.Join(", ", Received.Select(static item => Line(item)))}",
            cancellationToken);
    }

    /// <summary>Cuts every link and removes the nodes' stores. Stop the nodes first.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested)
        {
            return;
        }

        await _stopping.CancelAsync().ConfigureAwait(false);
        await _accepting.ConfigureAwait(false);
        Network.Cut();
        await _hub.DisposeAsync().ConfigureAwait(false);
        _stopping.Dispose();
        try
        {
            _folder.Delete(recursive: true);
        }
        catch (IOException)
        {
            // A node that still runs holds its store open on some systems; the temporary folder is theirs to clean.
        }
    }

    /// <summary>Where a node's store lies: the same place each time that a host is built for it.</summary>
    internal string StoreOf(string node) => Path.Combine(_folder.FullName, node, "edge.db");

    private static string Line(ReceivedMessage item) => $"{item.Node}: {item.Message.Route.Operation} {item.Message.Route.Resource}";

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var link = await Network.AcceptAsync(_stopping.Token).ConfigureAwait(false);

                // The hub keeps its sessions and sees to their end.
                _ = _hub.ServeAsync(link.Cloud);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The cloud ends.
        }
    }
}
