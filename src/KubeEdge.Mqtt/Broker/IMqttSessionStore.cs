namespace KubeEdge.Mqtt.Broker;

/// <summary>
/// Where a broker keeps what must survive its process: retained messages, sessions with an expiry, their subscriptions, and the messages
/// that they have not acknowledged. A durable set of records by key is enough; what is in a record is the broker's affair. Without a store
/// (the default) all this lives in memory and ends with the broker.
/// </summary>
/// <remarks>
/// A publisher's PUBACK or PUBREC, a subscriber's SUBACK, and the CONNACK of a session leave only after the <see cref="CommitAsync"/> that
/// holds the change has completed. The broker makes one call at a time and puts what has gathered meanwhile into the next, up to 8 MiB of
/// records; only a single record that is larger comes as it is, alone.
/// </remarks>
public interface IMqttSessionStore
{
    /// <summary>All records, in any order. Called once, when the broker starts.</summary>
    /// <param name="cancellationToken">Ends the start.</param>
    IAsyncEnumerable<MqttStoreRecord> LoadAsync(CancellationToken cancellationToken);

    /// <summary>Applies the changes in their order, all or none, and completes when they are durable.</summary>
    /// <param name="changes">At least one; a later change of a key wins. Good until the call completes.</param>
    /// <param name="cancellationToken">Cancelled when the broker gives up waiting while it stops.</param>
    /// <exception cref="Exception">
    /// Any exception means that nothing was stored. Who waits for the changes gets no acknowledgement; the broker goes on.
    /// </exception>
    ValueTask CommitAsync(IReadOnlyList<MqttStoreChange> changes, CancellationToken cancellationToken);
}
