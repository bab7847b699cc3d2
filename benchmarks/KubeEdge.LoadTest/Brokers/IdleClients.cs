namespace KubeEdge.LoadTest.Brokers;

/// <summary>What a connected client with one subscription, which says nothing, costs a broker's process.</summary>
internal sealed class IdleClients : IDisposable
{
    private const int First = 100;
    private const int Dialing = 32;
    private static readonly TimeSpan _settle = TimeSpan.FromSeconds(5);
    private readonly List<RawSubscriber> _clients = [];

    /// <summary>Measures a broker of its own.</summary>
    /// <returns>KiB of resident memory for each further client: as it is, and after a collection where there is one.</returns>
    public static async Task<(double AsItIs, double Collected)> MeasureAsync(BrokerProcess broker, int count, bool isCollecting)
    {
        using var idle = new IdleClients();
        await idle.ConnectAsync(broker.Port, First);
        await Task.Delay(_settle);
        double few = broker.Resident;
        await idle.ConnectAsync(broker.Port, count);
        await Task.Delay(_settle);
        double many = broker.Resident;
        if (isCollecting)
        {
            await broker.CollectAsync();
        }

        double collected = broker.Resident;
        return ((many - few) / (count - First), (collected - few) / (count - First));
    }

    public void Dispose() => _clients.ForEach(static client => client.Dispose());

    private async Task ConnectAsync(int port, int count)
    {
        var progress = new Progress();
        var added = Enumerable.Range(_clients.Count, count - _clients.Count)
            .Select(i => (Number: i, Client: new RawSubscriber(progress))).ToList();
        _clients.AddRange(added.Select(static one => one.Client));
        await Parallel.ForEachAsync(added, new ParallelOptions { MaxDegreeOfParallelism = Dialing }, async (one, _) =>
            await one.Client.ConnectAsync(port, $"idle-{one.Number}", $"idle/{one.Number}", read: false));
    }
}
