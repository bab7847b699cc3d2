using System.Threading.Channels;
using KubeEdge.CloudHub.Delivery;
using KubeEdge.Controllers.Diagnostics;
using KubeEdge.Kubernetes.Client;
using KubeEdge.Kubernetes.Names;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KubeEdge.Controllers.Edge;

/// <summary>
/// Tells CloudHub what the nodes should hold: their pods, what those name, and their own node object. An API that cannot be reached
/// delays, and changes nothing.
/// </summary>
internal sealed partial class EdgeController(
    KubeClient client,
    IDesiredState desired,
    NodeTable nodes,
    IOptions<EdgeControllerOptions> options,
    ControllersMetrics metrics,
    TimeProvider timeProvider,
    ILoggerFactory loggerFactory) : IHostedService, IApiFollowing, IDisposable
{
    private const int MaxWaiting = 1024;
    private const int MaxBatch = 4096;

    // All changes of all types go through here to one reader. Full, it makes the followers wait, and they the API.
    private readonly Channel<ObjectChange> _changes = Channel.CreateBounded<ObjectChange>(
        new BoundedChannelOptions(MaxWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly CancellationTokenSource _stopping = new();
    private readonly ILogger _logger = loggerFactory.CreateLogger<EdgeController>();
    private Task _running = Task.CompletedTask;
    private volatile ObjectFollower[] _followers = [];

    public IReadOnlyList<string> NotListed => _followers.Length == 0
        ? [.. Followed().Select(static type => type.Plural)]
        : [.. _followers.Where(static follower => !follower.IsListed).Select(static follower => follower.Plural)];

    public string? Problem => _followers.Select(static follower => follower.Problem).FirstOrDefault(static problem => problem is not null);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        metrics.ShowWaiting(() => _changes.Reader.Count);
        var state = new EdgeState(desired, options.Value, nodes, timeProvider);
        var tasks = new List<Task> { Task.Run(() => DecideAsync(state, _stopping.Token), CancellationToken.None) };
        _followers = [.. Followed().Select(type => new ObjectFollower(
            client, type, _changes.Writer, timeProvider, loggerFactory.CreateLogger<ObjectFollower>()))];
        foreach (var follower in _followers)
        {
            tasks.Add(Task.Run(() => follower.RunAsync(_stopping.Token), CancellationToken.None));
        }

        _running = Task.WhenAll(tasks);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _running.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => _stopping.Dispose();

    private ResourceType[] Followed()
    {
        ResourceType[] always = [EdgeTypes.Nodes, EdgeTypes.Pods, EdgeTypes.ConfigMaps, EdgeTypes.Secrets, EdgeTypes.ServiceAccounts];
        return options.Value.Services ? [.. always, EdgeTypes.Services, EdgeTypes.Endpoints] : always;
    }

    private async Task DecideAsync(EdgeState state, CancellationToken cancellationToken)
    {
        // When the channel is full the decider is awake anyway and finds what is due without being told.
        using var timer = timeProvider.CreateTimer(
            static writer => ((ChannelWriter<ObjectChange>?)writer)?.TryWrite(new ObjectChange(EdgeTypes.Pods, ObjectChangeKind.Tick)),
            _changes.Writer,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
        try
        {
            while (await _changes.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
            {
                for (var i = 0; i < MaxBatch && _changes.Reader.TryRead(out var change); i++)
                {
                    if (change.Object is not null)
                    {
                        metrics.Changed(change.Type.Plural);
                    }

                    Apply(state, change);
                }

                Flush(state);
                timer.Change(state.UntilNext ?? Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    // One object that nobody foresaw must not end the delivery of all others.
    private void Apply(EdgeState state, in ObjectChange change)
    {
        try
        {
            state.Apply(change);
        }
        catch (Exception error)
        {
            Log.ChangeFailed(_logger, error, change.Object?.ToString() ?? change.Type.ToString());
        }
    }

    private void Flush(EdgeState state)
    {
        try
        {
            state.Flush();
        }
        catch (Exception error)
        {
            Log.ChangeFailed(_logger, error, "the desired state");
        }
    }
}
