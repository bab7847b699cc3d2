using KubeEdge.Mqtt.Client;
using KubeEdge.Mqtt.Packets;

namespace KubeEdge.Mqtt;

/// <summary>Connecting, again and again.</summary>
public sealed partial class MqttClient
{
    private async Task RunAsync()
    {
        var cleanStart = _options.CleanStart;
        while (!_closing.IsCancellationRequested)
        {
            _state.Set(MqttConnectionState.Connecting, LastFailure);
            var (failure, uptime) = await TryAsync(cleanStart).ConfigureAwait(false);
            if (failure is null || _closing.IsCancellationRequested)
            {
                return;
            }

            // MQTT 5: only the start is clean, what comes after resumes. The flag of MQTT 3.1.1 says both.
            cleanStart &= uptime is null || _options.Version == MqttVersion.V311;
            await PauseAsync(failure, uptime).ConfigureAwait(false);
        }
    }

    // What nobody foresaw, a TLS callback of the application that throws for instance, costs a connection and not the client.
    private async Task<(MqttFailure? Failure, TimeSpan? Uptime)> TryAsync(bool cleanStart)
    {
        try
        {
            return await AttemptAsync(cleanStart).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Log.Failed(_logger, exception, ClientId, _options.Server);
            return Ended(new MqttFailure(MqttFailureKind.Lost, exception.Message), uptime: null);
        }
    }

    /// <summary>One connection.</summary>
    /// <returns>Why it ended (null: the client closed it), and how long it lasted (null: never accepted).</returns>
    private async Task<(MqttFailure? Failure, TimeSpan? Uptime)> AttemptAsync(bool cleanStart)
    {
        var (connection, connack, failure) = await ConnectAsync(cleanStart).ConfigureAwait(false);
        if (connection is null || connack is null)
        {
            return Ended(failure, uptime: null);
        }

        await using (connection.ConfigureAwait(false))
        {
            var began = _time.GetTimestamp();
            ClientId = connack.Properties.AssignedClientId ?? ClientId;
            Volatile.Write(ref _connection, connection);
            _metrics.Connected();
            Log.Connected(_logger, ClientId, _options.Server, connack.SessionPresent);
            var run = connection.RunAsync(connack, _closing.Token);
            _state.Set(MqttConnectionState.Connected, failure: null);
            try
            {
                failure = await run.ConfigureAwait(false);
                return Ended(failure, _time.GetElapsedTime(began));
            }
            finally
            {
                _metrics.Disconnected();
                await connection.EndAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>An attempt failed or its connection ended; nothing is said when the client is to close.</summary>
    private (MqttFailure? Failure, TimeSpan? Uptime) Ended(MqttFailure? failure, TimeSpan? uptime)
    {
        if (failure is not null && !_closing.IsCancellationRequested)
        {
            Report(failure, uptime);

            // Both at once: who cannot publish any more has a connection to wait for, and who learns of the end cannot publish any more.
            _session.Detach(() => _state.Set(MqttConnectionState.Disconnected, failure));
        }

        return (failure, uptime);
    }

    private async Task<(ClientConnection? Connection, ConnackPacket? Connack, MqttFailure? Failure)> ConnectAsync(bool cleanStart)
    {
        using var deadline = new CancellationTokenSource(_options.ConnectTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, _closing.Token);
        ClientConnection? connection = null;
        try
        {
            var dialed = await _dialer.DialAsync(either.Token).ConfigureAwait(false);
            if (dialed.Stream is null)
            {
                return (null, null, dialed.Failure);
            }

            connection = new ClientConnection(dialed.Stream, _options, _session, _deliveries.Writer, _metrics, _time, _stopping.Token);
            var (connack, failure) = await connection.ConnectAsync(ClientId, cleanStart, either.Token).ConfigureAwait(false);
            if (connack is not null)
            {
                (var accepted, connection) = (connection, null);
                return (accepted, connack, null);
            }

            return (null, null, failure);
        }
        catch (OperationCanceledException)
        {
            var detail = $"The broker did not answer within {_options.ConnectTimeout.TotalSeconds:0.#} s.";
            return (null, null, _closing.IsCancellationRequested ? null : new MqttFailure(MqttFailureKind.TimedOut, detail));
        }
        finally
        {
            if (connection is not null)
            {
                await connection.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private async Task PauseAsync(MqttFailure failure, TimeSpan? uptime)
    {
        if (uptime >= ReconnectDelay.Stable)
        {
            _delay.Reset();

            // A broker that says goodbye is restarting or moving its clients. One whose session another client took must not fight for it.
            if (failure is { Kind: MqttFailureKind.Disconnected, Reason: not MqttReason.SessionTakenOver })
            {
                return;
            }
        }

        await Task.Delay(_delay.Next(), _time, _closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Report(MqttFailure failure, TimeSpan? uptime)
    {
        if (uptime is { } lasted)
        {
            Log.Disconnected(_logger, ClientId, _options.Server, lasted, failure);
        }
        else
        {
            _metrics.Failed(failure.Kind);
            if (LastFailure?.Kind != failure.Kind || LastFailure.Reason != failure.Reason)
            {
                Log.NotConnected(_logger, ClientId, _options.Server, failure);
            }
        }
    }

    private async Task CloseAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        if (_run is { } run)
        {
            try
            {
                await run.WaitAsync(_closeTime, _time).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                await _stopping.CancelAsync().ConfigureAwait(false);
                await run.ConfigureAwait(false);
            }
        }

        _session.Close();
        _deliveries.Writer.TryComplete();
        _state.Set(MqttConnectionState.Closed, LastFailure);
        _closing.Dispose();
        _stopping.Dispose();
    }
}
