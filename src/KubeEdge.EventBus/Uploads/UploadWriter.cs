using System.Threading.Channels;
using KubeEdge.Beehive.Messages;
using KubeEdge.EventBus.Diagnostics;
using KubeEdge.MetaStore;
using KubeEdge.Mqtt;
using Microsoft.Extensions.Logging;

namespace KubeEdge.EventBus.Uploads;

/// <summary>
/// Stores what one connection delivers for the cloud and acknowledges it to its broker afterwards. One commit is under way at a time and
/// takes along all that came during the one before, so that a commit that fails is repeated without anything overtaking it. Each connection
/// has one of its own, so a broker that waits for room holds up no other.
/// </summary>
internal sealed partial class UploadWriter(
    IMetaStore store, UploadQueue queue, EventBusMetrics metrics, TimeProvider timeProvider, ILogger<UploadWriter> logger)
{
    private const int MostTogether = 256;
    private const long MostBytesTogether = 4 << 20;
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    private readonly Channel<PendingUpload> _pending = Channel.CreateBounded<PendingUpload>(
        new BoundedChannelOptions(MostTogether) { SingleReader = true });

    /// <summary>Hands over a delivery, waiting for room: a broker whose messages cannot be stored now is not read from.</summary>
    /// <param name="delivery">What a broker has delivered.</param>
    /// <param name="mayWait">Whether its broker keeps a message of quality 1 or 2 while there is no room for it in the store.</param>
    /// <param name="cancellationToken">Gives up; the message stays unacknowledged.</param>
    public ValueTask WriteAsync(MqttDelivery delivery, bool mayWait, CancellationToken cancellationToken)
    {
        var message = delivery.Message;
        var waits = mayWait && message.Qos != MqttQos.AtMostOnce;
        var record = new UploadRecord(
            MessageId.New(), timeProvider.GetUtcNow().ToUnixTimeMilliseconds(), message.Topic, message.Payload);
        var upload = new PendingUpload(delivery, record.ToBytes(), waits);
        if (waits || queue.Takes(1, upload.Bytes.Length))
        {
            return _pending.Writer.WriteAsync(upload, cancellationToken);
        }

        // Not in turn: whoever is before it may wait for room until the cloud is back.
        Refuse(upload, LossOf(upload.Bytes.Length));
        return ValueTask.CompletedTask;
    }

    /// <summary>Stores until the host stops.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        var batch = new List<PendingUpload>(MostTogether);
        while (await _pending.Reader.WaitToReadAsync(stopping).ConfigureAwait(false))
        {
            if (await GatherAsync(batch, stopping).ConfigureAwait(false))
            {
                await StoreAsync(batch, stopping).ConfigureAwait(false);
                batch.Clear();
            }
        }
    }

    private async ValueTask<bool> GatherAsync(List<PendingUpload> batch, CancellationToken stopping)
    {
        var bytes = 0L;
        while (batch.Count < MostTogether && bytes < MostBytesTogether && _pending.Reader.TryPeek(out var next))
        {
            if (next.Bytes.Length > queue.Limits.MaxBytes)
            {
                Refuse(next, UploadLoss.TooLarge);
            }
            else if (queue.Takes(batch.Count + 1, bytes + next.Bytes.Length))
            {
                batch.Add(next);
                bytes += next.Bytes.Length;
            }
            else if (batch.Count > 0)
            {
                break;
            }
            else if (next.MayWait)
            {
                await WaitForRoomAsync(next.Bytes.Length, stopping).ConfigureAwait(false);
                continue;
            }
            else
            {
                Refuse(next, UploadLoss.Full);
            }

            _pending.Reader.TryRead(out _);
        }

        return batch.Count > 0;
    }

    private async ValueTask WaitForRoomAsync(int bytes, CancellationToken stopping)
    {
        Log.Full(logger, queue.Waiting.Count, queue.Waiting.Bytes);
        while (true)
        {
            var removed = queue.Removed.Next;
            if (queue.HasRoom(1, bytes))
            {
                return;
            }

            await removed.WaitAsync(stopping).ConfigureAwait(false);
        }
    }

    private async ValueTask StoreAsync(List<PendingUpload> batch, CancellationToken stopping)
    {
        while (true)
        {
            switch (await CommitAsync(batch).ConfigureAwait(false))
            {
                case CommitStatus.Committed:
                    Acknowledge(batch);
                    return;
                case CommitStatus.Closed:
                    // The host stops; brokers send again what was not acknowledged.
                    return;
                case CommitStatus.TooLarge or CommitStatus.QueueFull when batch.Count > 1:
                    foreach (var one in batch)
                    {
                        await StoreAsync([one], stopping).ConfigureAwait(false);
                    }

                    return;
                case CommitStatus.TooLarge:
                    Refuse(batch[0], UploadLoss.TooLarge);
                    return;
                case CommitStatus.QueueFull when batch[0].MayWait:
                    // Another connection took the room.
                    await WaitForRoomAsync(batch[0].Bytes.Length, stopping).ConfigureAwait(false);
                    break;
                case CommitStatus.QueueFull:
                    Refuse(batch[0], UploadLoss.Full);
                    return;
                case var status:
                    Log.NotStored(logger, batch.Count, status, _pause.TotalSeconds);
                    await Task.Delay(_pause, timeProvider, stopping).ConfigureAwait(false);
                    break;
            }
        }
    }

    private async ValueTask<CommitStatus> CommitAsync(List<PendingUpload> batch)
    {
        var commit = new StoreBatch();
        foreach (var upload in batch)
        {
            commit.Enqueue(queue.Waiting, upload.Bytes);
        }

        // No token: what was submitted is waited for, so that the acknowledgement tells the truth.
        return (await store.CommitAsync(commit, Durability.Full, CancellationToken.None).ConfigureAwait(false)).Status;
    }

    private void Acknowledge(List<PendingUpload> batch)
    {
        foreach (var upload in batch)
        {
            upload.Delivery.Acknowledge();
        }

        metrics.Stored(batch.Count);
    }

    /// <summary>
    /// Gives up a message that can never be stored, or that nobody keeps. Its broker is answered nevertheless: one beside this process would
    /// send it for ever and hold back all later ones, the one inside tells the publisher.
    /// </summary>
    private void Refuse(in PendingUpload upload, UploadLoss loss)
    {
        Log.Refused(logger, upload.Delivery.Message.Topic, upload.Bytes.Length, loss);
        metrics.UploadDropped(loss);

        // The standard has no "packet too large" for an acknowledgement, only for a connection.
        upload.Delivery.Acknowledge(loss == UploadLoss.Full ? MqttReason.QuotaExceeded : MqttReason.ImplementationSpecificError);
    }

    private UploadLoss LossOf(int bytes) => bytes > queue.Limits.MaxBytes ? UploadLoss.TooLarge : UploadLoss.Full;
}
