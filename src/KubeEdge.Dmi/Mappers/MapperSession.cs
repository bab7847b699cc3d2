using KubeEdge.Dmi.Objects;
using KubeEdge.Grpc;

namespace KubeEdge.Dmi.Mappers;

/// <summary>
/// One mapper, from one registration to the next: tells it, one call after the other, what it does not know yet. A mapper that is away,
/// slow or refuses holds up nobody but itself, and of its own devices only those that it refuses.
/// </summary>
internal sealed partial class MapperSession : IAsyncDisposable
{
    private readonly SessionTools _tools;
    private readonly Knowledge _known;
    private readonly PendingCalls _pending = new();
    private readonly MapperClient _client;
    private readonly CancellationTokenSource _stopping = new();
    private readonly HashSet<string> _missingMethods = [];
    private Task _running = Task.CompletedTask;
    private int _failedDials;
    private volatile string? _fault;

    /// <summary>Describes it; nobody is called yet.</summary>
    /// <param name="mapper">The mapper.</param>
    /// <param name="told">What it was told; the session's from now on.</param>
    /// <param name="tools">What all sessions share.</param>
    public MapperSession(MapperRecord mapper, Dictionary<DmiKey, ToldSpec> told, SessionTools tools)
    {
        (Mapper, _tools) = (mapper, tools);
        _known = new Knowledge(mapper.Protocol, told, tools.Store);
        _client = tools.Connect(mapper.Address);
    }

    public MapperRecord Mapper { get; }

    /// <summary>What the mapper was told; to be read while the session does not run.</summary>
    public Dictionary<DmiKey, ToldSpec> Told => _known.Told;

    public MapperStatus Status
    {
        get
        {
            // In this order, since one that is held back is noted there before it is done with here.
            var (devices, waiting) = _known.Count(_pending.Keys);
            return new(Mapper.Protocol, Mapper.Name, Mapper.Address, devices, waiting, _fault);
        }
    }

    /// <summary>Something has changed that the mapper may have to be told of.</summary>
    public void Mark(DmiKey key) => _pending.Add(
        key,
        key.Kind == DmiKind.Model
            ? _tools.Catalog.IsModelOf(Mapper.Protocol, key)
            : _tools.Catalog.FindDevice(key)?.Protocol == Mapper.Protocol);

    /// <summary>The mapper was told of these in the answer to its registration.</summary>
    public void Knows(Dictionary<DmiKey, ToldSpec> more) => _known.Add(more);

    /// <summary>Begins to call.</summary>
    /// <param name="knowsNewest">Whether what the mapper was told is what there is, or was until a change that was marked.</param>
    public void Start(bool knowsNewest)
    {
        var protocol = Mapper.Protocol;
        foreach (var key in _tools.Catalog.ModelsOf(protocol).Concat(_tools.Catalog.DevicesOf(protocol)).Concat(Told.Keys).ToHashSet())
        {
            if (!knowsNewest || !Told.ContainsKey(key))
            {
                Mark(key);
            }
        }

        _running = Task.Run(RunAsync);
    }

    /// <summary>Ends a call that is under way, and makes no more.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        await _client.DisposeAsync().ConfigureAwait(false);
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        var stopping = _stopping.Token;
        while (!stopping.IsCancellationRequested)
        {
            var added = _pending.Added;
            var isThere = _pending.TryTake(Now(), out var key, out var due);
            try
            {
                await (isThere ? TellAsync(key, stopping) : WaitAsync(added, due, stopping)).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                Log.Failed(_tools.Logger, exception, key, Mapper.Protocol);
                Postpone(key);
            }
        }
    }

    private async Task TellAsync(DmiKey key, CancellationToken stopping)
    {
        var call = await _tools.Planner.PlanAsync(Mapper.Protocol, key, Told, stopping).ConfigureAwait(false);
        if (_known.Hold(key, call.Kind == CallKind.Held))
        {
            if (key.Kind == DmiKind.Device)
            {
                Log.Held(_tools.Logger, key, Mapper.Protocol);
            }
            else
            {
                Log.Kept(_tools.Logger, key, Mapper.Protocol);
            }
        }

        if (call.Kind is CallKind.None or CallKind.Held)
        {
            _pending.Done(key);
            return;
        }

        var status = await _client.CallAsync(key, _tools.Reader.NamespaceOf(key), call, stopping).ConfigureAwait(false);
        _tools.Metrics.Called(key.Kind, call.Kind, status.Code);
        if (status.Code == GrpcStatusCode.Unavailable)
        {
            await AwayAsync(key, status, stopping).ConfigureAwait(false);
            return;
        }

        Answered();
        if (IsDone(key, call.Kind, status))
        {
            await RememberAsync(key, call).ConfigureAwait(false);
        }
        else if (status.Code == GrpcStatusCode.NotFound && call.Kind == CallKind.Update)
        {
            // It has lost what it was told, so it is told from the start.
            await RememberAsync(key, new PlannedCall(CallKind.Remove)).ConfigureAwait(false);
            Mark(key);
        }
        else
        {
            if (_pending.Failures(key) == 0)
            {
                Log.Refused(_tools.Logger, Mapper.Name, Mapper.Protocol, call.Kind, key, status);
            }

            Postpone(key);
        }
    }

    /// <summary>Whether nothing is left to do: it was done, is not needed, or the mapper has no such method.</summary>
    private bool IsDone(DmiKey key, CallKind kind, GrpcStatus status)
    {
        if (status.Code != GrpcStatusCode.Unimplemented)
        {
            return status.IsOk || (status.Code == GrpcStatusCode.NotFound && kind == CallKind.Remove);
        }

        if (_missingMethods.Add($"{kind} {key.Kind}"))
        {
            Log.Unimplemented(_tools.Logger, Mapper.Name, Mapper.Protocol, kind, key.Kind);
        }

        return true;
    }

    private async Task RememberAsync(DmiKey key, PlannedCall call)
    {
        var former = new DmiKey(DmiKind.Model, key.Namespace, Told.GetValueOrDefault(key).Model ?? string.Empty);
        _pending.Done(key);
        await _known.RememberAsync(key, call).ConfigureAwait(false);
        if (call.Kind == CallKind.Create && key.Kind == DmiKind.Model)
        {
            foreach (var device in _tools.Catalog.DevicesOf(key))
            {
                Mark(device);
            }
        }
        else if (_known.IsHeld(former))
        {
            // It may go, now that a device of it has gone or has another model.
            Mark(former);
        }
    }

    // One dial for all that waits, and not one for each.
    private async Task AwayAsync(DmiKey key, GrpcStatus status, CancellationToken stopping)
    {
        Mark(key);
        if (_fault is null)
        {
            Log.Away(_tools.Logger, Mapper.Name, Mapper.Protocol, Mapper.Address, status);
        }

        _fault = status.Message.Length == 0 ? status.Code.ToString() : status.Message;
        await Task.Delay(_tools.Delays.After(++_failedDials), _tools.Time, stopping).ConfigureAwait(false);
    }

    private void Answered()
    {
        if (_fault is not null)
        {
            Log.Back(_tools.Logger, Mapper.Name, Mapper.Protocol);
        }

        (_fault, _failedDials) = (null, 0);
    }

    private void Postpone(DmiKey key) =>
        _pending.Failed(key, Now() + (long)_tools.Delays.After(_pending.Failures(key) + 1).TotalMilliseconds);

    private async Task WaitAsync(Task added, long? due, CancellationToken stopping)
    {
        if (due is not { } time)
        {
            await added.WaitAsync(stopping).ConfigureAwait(false);
            return;
        }

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var delay = Task.Delay(TimeSpan.FromMilliseconds(Math.Max(1, time - Now())), _tools.Time, ended.Token);

        // The clock may have been set between the look and the timer, and the timer knows nothing of it.
        if (Now() < time)
        {
            await Task.WhenAny(added, delay).ConfigureAwait(false);
        }

        await ended.CancelAsync().ConfigureAwait(false);
    }

    private long Now() => _tools.Time.GetTimestamp() / (_tools.Time.TimestampFrequency / 1000);
}
