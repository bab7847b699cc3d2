using KubeEdge.Mqtt.Packets;

namespace KubeEdge.Mqtt.Client;

/// <summary>What the client sends: everything that has gathered goes in one write.</summary>
internal sealed partial class ClientConnection
{
    private const int KeptBuffer = 256 * 1024;

    private async Task<MqttFailure?> WriteAllAsync(CancellationToken closing, CancellationToken end)
    {
        try
        {
            while (true)
            {
                while (_session.Fill(_output))
                {
                    await WriteAsync(end).ConfigureAwait(false);
                }

                if (closing.IsCancellationRequested)
                {
                    MqttPacketWriter.Write(_output, new DisconnectPacket(), _options.Version);
                    await WriteAsync(end).ConfigureAwait(false);
                    return null;
                }

                await WaitAsync(closing, end).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        catch (Exception failure) when (IsOfTheNetwork(failure))
        {
            return Lost(failure);
        }
    }

    private async Task WaitAsync(CancellationToken closing, CancellationToken end)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(closing, end);
        try
        {
            await _wakeUp.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!end.IsCancellationRequested)
        {
            // Closing: once more round, to write what is left.
        }
    }

    private async ValueTask WriteAsync(CancellationToken end)
    {
        await _stream.WriteAsync(_output.WrittenMemory, end).ConfigureAwait(false);
        _clock?.Written();
        if (_output.Capacity > KeptBuffer)
        {
            // One large message must not hold its buffer for as long as the connection lasts.
            _output = new();
        }

        _output.ResetWrittenCount();
    }
}
