using KubeEdge.Dmi.Objects;
using KubeEdge.Dmi.Protocol;
using KubeEdge.Grpc;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KubeEdge.Dmi.Mappers;

/// <summary>
/// The mappers of this node, one for each protocol, the one that registered last. They are stored, so that after a restart they hear of
/// changes without registering again.
/// </summary>
internal sealed partial class MapperSet : IAsyncDisposable
{
    private readonly SessionTools _tools;
    private readonly RegistrationAnswer _answer;
    private readonly int _mostMappers;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, MapperSession> _sessions = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _registering = new(1, 1);

    public MapperSet(SessionTools tools, RegistrationAnswer answer, IOptions<DmiOptions> options, ILogger<MapperSet> logger)
    {
        (_tools, _answer, _mostMappers, _logger) = (tools, answer, options.Value.MaximumMappers, logger);
        tools.Metrics.Observe(this);
    }

    public IReadOnlyList<MapperStatus> Status
    {
        get
        {
            MapperSession[] sessions;
            lock (_gate)
            {
                sessions = [.. _sessions.Values];
            }

            return [.. sessions.Select(static session => session.Status).OrderBy(static mapper => mapper.Protocol, StringComparer.Ordinal)];
        }
    }

    /// <summary>Takes up the stored mappers.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _tools.Catalog.Changed = Mark;
        foreach (var (mapper, told) in await _tools.Store.LoadAsync(cancellationToken).ConfigureAwait(false))
        {
            Start(new MapperSession(mapper, told, _tools));
        }
    }

    /// <summary>Registers a mapper in the place of the one of its protocol.</summary>
    /// <param name="mapper">The mapper.</param>
    /// <param name="withData">Whether it wants devices and models in the answer. Otherwise it gets what it does not know as calls.</param>
    /// <param name="cancellationToken">Gives up; the mapper before stays.</param>
    public async ValueTask<GrpcResult<MapperRegisterResponse>> RegisterAsync(
        MapperRecord mapper, bool withData, CancellationToken cancellationToken)
    {
        await _registering.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var before = Find(mapper.Protocol);
            if (before is null && Status.Count >= _mostMappers)
            {
                return new GrpcStatus(
                    GrpcStatusCode.ResourceExhausted, $"{_mostMappers} mappers are registered; no more fit");
            }

            return await ReplaceAsync(before, mapper, withData, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _registering.Release();
        }
    }

    /// <summary>Ends all calls.</summary>
    public async Task StopAsync()
    {
        _tools.Catalog.Changed = null;
        MapperSession[] sessions;
        lock (_gate)
        {
            sessions = [.. _sessions.Values];
            _sessions.Clear();
        }

        foreach (var session in sessions)
        {
            await session.DisposeAsync().ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        _registering.Dispose();
    }

    private async ValueTask<GrpcResult<MapperRegisterResponse>> ReplaceAsync(
        MapperSession? before, MapperRecord mapper, bool withData, CancellationToken cancellationToken)
    {
        // One that is called at another socket is another program, and knows nothing yet.
        var isSame = before?.Mapper.Address == mapper.Address;
        var session = new MapperSession(mapper, isSame && !withData && before is not null ? before.Told : [], _tools);
        if (before is not null)
        {
            await before.DisposeAsync().ConfigureAwait(false);
        }

        var isStored = false;
        try
        {
            // From here on it hears of changes, so that none falls between answer and start.
            Put(session);
            var told = new Dictionary<DmiKey, ToldSpec>();
            var response = withData
                ? await _answer.CreateAsync(mapper.Protocol, told, cancellationToken).ConfigureAwait(false)
                : new MapperRegisterResponse();
            session.Knows(told);
            isStored = await _tools.Store.ReplaceAsync(before, session).ConfigureAwait(false);
            if (!isStored)
            {
                return new GrpcStatus(GrpcStatusCode.Unavailable, "the registration could not be stored");
            }

            if (before?.Mapper != mapper)
            {
                Log.Registered(_logger, mapper.Name, mapper.Protocol, mapper.Address, response.DeviceList.Count);
            }

            session.Start(knowsNewest: withData);
            return response;
        }
        finally
        {
            if (!isStored)
            {
                await RestoreAsync(session, before).ConfigureAwait(false);
            }
        }
    }

    private async Task RestoreAsync(MapperSession failed, MapperSession? before)
    {
        await failed.DisposeAsync().ConfigureAwait(false);
        if (before is not null)
        {
            Start(new MapperSession(before.Mapper, before.Told, _tools));
            return;
        }

        lock (_gate)
        {
            _sessions.Remove(failed.Mapper.Protocol);
        }
    }

    private void Start(MapperSession session)
    {
        Put(session);
        session.Start(knowsNewest: false);
    }

    private void Put(MapperSession session)
    {
        lock (_gate)
        {
            _sessions[session.Mapper.Protocol] = session;
        }
    }

    private MapperSession? Find(string protocol)
    {
        lock (_gate)
        {
            return _sessions.GetValueOrDefault(protocol);
        }
    }

    private void Mark(string protocol, DmiKey key) => Find(protocol)?.Mark(key);
}
