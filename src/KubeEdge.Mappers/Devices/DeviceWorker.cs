using System.Threading.Channels;
using KubeEdge.Dmi.Protocol;
using KubeEdge.Mappers.Edge;
using KubeEdge.Mappers.Reports;

namespace KubeEdge.Mappers.Devices;

/// <summary>
/// Keeps one device connected, in one task. A newer description waits for the driver of the older one to let go of the device.
/// </summary>
internal sealed class DeviceWorker
{
    private readonly DeviceTools _tools;
    private readonly DeviceKey _key;
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Lock _gate = new();
    private DeviceDescription _description;
    private CancellationTokenSource? _session;
    private DeviceSession? _connected;

    public DeviceWorker(DeviceDescription description, DeviceTools tools)
    {
        _description = description;
        _tools = tools;
        _key = new DeviceKey(description.Context.Namespace, description.Context.Name);
    }

    /// <summary>What is known of the device now.</summary>
    public DeviceDescription Description
    {
        get
        {
            lock (_gate)
            {
                return _description;
            }
        }
    }

    /// <summary>How the device fares.</summary>
    public string State { get; private set; } = DeviceState.Unknown;

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public string? Fault { get; private set; }

    /// <summary>Takes over a newer description. Only one of another shape connects the device anew.</summary>
    /// <returns>Whether it does.</returns>
    public bool Update(DeviceDescription description)
    {
        bool isNew;
        lock (_gate)
        {
            isNew = !description.HasShapeOf(_description);
            _description = description;
            if (isNew)
            {
                // Within the lock, since a session that ends takes its source out of here; what hangs on the token runs elsewhere.
                _ = _session?.CancelAsync();
            }
        }

        _wake.Writer.TryWrite(true);
        return isNew;
    }

    /// <summary>The device as the edge core told it, with the values that it shows now.</summary>
    public Device ToDevice()
    {
        var device = Description.Device.Clone();
        device.Status = new DeviceStatus();
        foreach (var value in _connected?.Values ?? [])
        {
            device.Status.Twins.Add(EdgeClient.ToTwin(value));
        }

        return device;
    }

    /// <summary>Tells the edge core the state again.</summary>
    public void RepeatState()
    {
        if (State != DeviceState.Unknown)
        {
            _tools.Reports.PutState(_key, State);
        }
    }

    /// <summary>Works until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var delay = new RetryDelay(_tools.Options.ReconnectDelay, _tools.Options.MaximumReconnectDelay, _tools.Random);
        while (!cancellationToken.IsCancellationRequested)
        {
            using var session = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            DeviceDescription description;
            lock (_gate)
            {
                description = _description;
                _session = session;
            }

            try
            {
                await ConnectAndCollectAsync(description, delay, session.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (session.IsCancellationRequested)
            {
                // Changed, or over.
                delay.Reset();
            }
            catch (Exception exception)
            {
                Change(DeviceState.Offline, exception.Message);
                _tools.Faults.Failed(_key, exception);
                await PauseAsync(delay.Next(), session.Token).ConfigureAwait(false);
            }
            finally
            {
                lock (_gate)
                {
                    _session = null;
                }
            }
        }
    }

    private async Task ConnectAndCollectAsync(DeviceDescription description, RetryDelay delay, CancellationToken cancellationToken)
    {
        var driver = _tools.NewDriver();
        try
        {
            var session = new DeviceSession(description.Context, driver, _tools);
            await session.ConnectAsync(cancellationToken).ConfigureAwait(false);
            _connected = session;
            using var timer = _tools.Time.CreateTimer(
                static wake => (wake as ChannelWriter<bool>)?.TryWrite(true), _wake.Writer, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            while (true)
            {
                session.Want(Description.Desired);
                var next = await session.CollectAsync(cancellationToken).ConfigureAwait(false);
                if (session.IsWell)
                {
                    delay.Reset();
                    Change(DeviceState.Online, null);
                }

                timer.Change(next ?? Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                await _wake.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            await LetGoAsync(driver).ConfigureAwait(false);
        }
    }

    // A driver that does not let go in time keeps neither the next one nor the end of the program waiting.
    private async Task LetGoAsync(DeviceDriver driver)
    {
        try
        {
            await driver.DisposeAsync().AsTask().WaitAsync(_tools.Options.OperationTimeout, _tools.Time).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            _tools.Faults.Failed(_key, exception);
        }
    }

    private async Task PauseAsync(TimeSpan delay, CancellationToken cancellationToken) =>
        // A change of the description is reason enough to try at once.
        await Task.Delay(delay, _tools.Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private void Change(string state, string? fault)
    {
        Fault = fault;
        if (State != state)
        {
            State = state;
            _tools.Reports.PutState(_key, state);
            _tools.Faults.Changed(_key, state);
        }
    }
}
