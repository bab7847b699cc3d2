using System.Threading.Channels;
using KubeEdge.Controllers.Diagnostics;
using KubeEdge.Kubernetes.Client;
using KubeEdge.Kubernetes.Names;
using Microsoft.Extensions.Logging;

namespace KubeEdge.Controllers.Following;

/// <summary>
/// Follows some types and gives all their changes to one reader, so what belongs together never races. An API that cannot be reached
/// delays, and changes nothing.
/// </summary>
internal sealed partial class ChangeLoop : IFollowing, IDisposable
{
    private const int MaxWaiting = 1024;
    private const int MaxBatch = 4096;

    // Full, it makes the followers wait, and they the API.
    private readonly Channel<ObjectChange> _changes = Channel.CreateBounded<ObjectChange>(
        new BoundedChannelOptions(MaxWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly CancellationTokenSource _stopping = new();
    private readonly ObjectChange _tick;
    private readonly IChangeReader _reader;
    private readonly ObjectFollower[] _followers;
    private readonly ControllersMetrics _metrics;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private Task _running = Task.CompletedTask;

    public ChangeLoop(
        KubeClient client,
        IReadOnlyList<ResourceType> types,
        IChangeReader reader,
        ControllersMetrics metrics,
        TimeProvider timeProvider,
        ILoggerFactory loggerFactory)
    {
        (_reader, _metrics, _timeProvider) = (reader, metrics, timeProvider);
        _logger = loggerFactory.CreateLogger<ChangeLoop>();
        _tick = new ObjectChange(types[0], ObjectChangeKind.Tick);
        _followers = [.. types.Select(type => new ObjectFollower(
            client, type, _changes.Writer, timeProvider, loggerFactory.CreateLogger<ObjectFollower>()))];
    }

    public IReadOnlyList<string> NotListed =>
        [.. _followers.Where(static follower => !follower.IsListed).Select(static follower => follower.Plural)];

    /// <summary>Whether the API says that it has none of some type.</summary>
    public bool IsMissing => _followers.Any(static follower => follower.IsMissing);

    public string? Problem => _followers.Select(static follower => follower.Problem).FirstOrDefault(static problem => problem is not null);

    public void Start()
    {
        _metrics.ShowWaiting(() => _changes.Reader.Count);
        var tasks = new List<Task> { Task.Run(() => ReadAsync(_stopping.Token), CancellationToken.None) };
        foreach (var follower in _followers)
        {
            tasks.Add(Task.Run(() => follower.RunAsync(_stopping.Token), CancellationToken.None));
        }

        _running = Task.WhenAll(tasks);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _running.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => _stopping.Dispose();

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        // When the channel is full the reader is awake anyway and finds what is due without being told.
        using var timer = _timeProvider.CreateTimer(
            static loop => ((ChangeLoop?)loop)?.Tick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        try
        {
            while (await _changes.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
            {
                for (var i = 0; i < MaxBatch && _changes.Reader.TryRead(out var change); i++)
                {
                    if (change.Object is not null)
                    {
                        _metrics.Changed(change.Type.Plural);
                    }

                    Apply(change);
                }

                Flush(timer);
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    private void Tick() => _changes.Writer.TryWrite(_tick);

    // One object that nobody foresaw must not end the delivery of all others.
    private void Apply(in ObjectChange change)
    {
        try
        {
            _reader.Apply(change);
        }
        catch (Exception error)
        {
            Log.ChangeFailed(_logger, error, change.Object?.ToString() ?? change.Type.ToString());
        }
    }

    private void Flush(ITimer timer)
    {
        try
        {
            _reader.Flush();
            timer.Change(_reader.UntilNext ?? Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
        catch (Exception error)
        {
            Log.ChangeFailed(_logger, error, "the desired state");
        }
    }
}
