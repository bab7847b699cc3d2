using System.Globalization;
using System.Text;
using KubeEdge.EventBus;
using KubeEdge.LoadTest.Brokers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace KubeEdge.LoadTest;

/// <summary>
/// Updates of twins from one MQTT client to another: <c>twin/update</c> published, <c>twin/update/result</c> received, which says that it
/// is on disk. Broker, EventBus, DeviceTwin and store in one process with the clients; 100 devices in turn, quality 0.
/// </summary>
internal static class TwinsOverMqtt
{
    private const int Devices = 100;
    private const int Burst = 1000;
    private const int Bursts = 31;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    public static async Task<Outcome> RunAsync(string directory, int count)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddLogging();
        builder.Services.AddMetaStore(store => store.Path = Path.Combine(directory, "edge.db"));
        builder.Services.AddDeviceTwin(twins => twins.LocalDevices.UnionWith(Enumerable.Range(0, Devices).Select(Name)));
        builder.Services.AddEventBus(bus => bus.Internal.Server = new("tcp://127.0.0.1:0"));
        using IHost edge = builder.Build();
        await edge.StartAsync();
        var progress = new Progress();
        using var limit = new CancellationTokenSource(_patience);
        using var results = new RawSubscriber(progress);
        RawPublisher[] devices = [.. Enumerable.Range(0, Devices).Select(device => new RawPublisher(progress, Update(device), 0))];
        int port = await PortAsync(edge.Services.GetRequiredService<IEventBusState>(), limit.Token);
        await results.ConnectAsync(port, "results", "$hw/events/device/+/twin/update/result");
        await Task.WhenAll(devices.Select((device, i) => device.ConnectAsync(port, Name(i))));

        _ = await InTurnAsync(devices, progress, count, limit.Token);
        Latencies each = await InTurnAsync(devices, progress, count, limit.Token);
        var rates = new List<double>(Bursts);
        for (int burst = 0; burst < Bursts; burst++)
        {
            rates.Add(await BurstAsync(devices, progress, limit.Token));
        }

        Array.ForEach(devices, static device => device.Dispose());
        await edge.StopAsync(CancellationToken.None);
        rates.Sort();
        double rate = rates[Bursts / 2];
        string body = string.Create(CultureInfo.InvariantCulture, $"""
            {Latencies.Head}{each.Row("one update at a time, published → result received")}
            Bursts of {Burst} updates, written at once by {Devices} clients, until the last result is received:
            {rate:N0} updates/s (median of {Bursts}, lowest {rates[0]:N0}).

            {DiskFloor.Describe(directory).Trim()}
            """);
        return new("TwinMqtt", body, [.. each.Figures(), new("per update of a burst", 1e6 / rate, "µs")]);
    }

    private static async Task<Latencies> InTurnAsync(
        RawPublisher[] devices, Progress progress, int count, CancellationToken cancellationToken)
    {
        var latencies = new Latencies(count);
        for (int i = 0; i < count; i++)
        {
            long expected = progress.Delivered + 1;
            long start = TimeProvider.System.GetTimestamp();
            devices[i % Devices].Publish(1);
            await progress.UntilAsync(() => progress.Delivered >= expected, cancellationToken);
            latencies.Add(TimeProvider.System.GetElapsedTime(start, progress.Last));
        }

        return latencies;
    }

    private static async Task<double> BurstAsync(RawPublisher[] devices, Progress progress, CancellationToken cancellationToken)
    {
        long expected = progress.Delivered + Burst;
        long start = TimeProvider.System.GetTimestamp();
        Array.ForEach(devices, static device => device.Publish(Burst / Devices));
        await progress.UntilAsync(() => progress.Delivered >= expected, cancellationToken);
        return Burst / TimeProvider.System.GetElapsedTime(start, progress.Last).TotalSeconds;
    }

    private static async Task<int> PortAsync(IEventBusState state, CancellationToken cancellationToken)
    {
        while (!state.Brokers.All(static broker => broker.IsConnected))
        {
            await Task.Delay(10, cancellationToken);
        }

        return state.Brokers[0].Server.Port;
    }

    private static byte[] Update(int device) => RawPackets.Message(
        $"$hw/events/device/{Name(device)}/twin/update",
        0,
        Encoding.UTF8.GetBytes("""{"event_id":"","timestamp":1000,"twin":{"temperature":{"actual":{"value":"21.5"}}}}"""));

    private static string Name(int device) => $"device-{device}";
}
