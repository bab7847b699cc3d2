namespace KubeEdge.LoadTest.Brokers;

/// <summary>What went through a broker, and what it took.</summary>
/// <param name="Delivered">Messages that subscribers got.</param>
/// <param name="Elapsed">How long.</param>
/// <param name="Broker">The broker's processor time.</param>
/// <param name="Clients">That of all clients.</param>
internal sealed record TrafficResult(long Delivered, TimeSpan Elapsed, TimeSpan Broker, TimeSpan Clients)
{
    /// <summary>Messages delivered in a second.</summary>
    public double Rate => Delivered / Elapsed.TotalSeconds;

    /// <summary>The broker's processor time for each, in µs.</summary>
    public double BrokerEach => Broker.TotalMicroseconds / Delivered;

    /// <summary>That of the clients, in µs.</summary>
    public double ClientsEach => Clients.TotalMicroseconds / Delivered;

    public static TrafficResult operator -(TrafficResult after, TrafficResult before) => new(
        after.Delivered - before.Delivered, after.Elapsed - before.Elapsed, after.Broker - before.Broker, after.Clients - before.Clients);
}
