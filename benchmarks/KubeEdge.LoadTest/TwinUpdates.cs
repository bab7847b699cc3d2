using System.Globalization;
using System.Text;
using KubeEdge.Beehive.Dispatch;
using KubeEdge.Beehive.Messages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace KubeEdge.LoadTest;

/// <summary>
/// Updates of twins at the module's boundary: from one sender into its inbox until all are on disk and answered. One actual value each, of
/// 100 devices in turn; the store on disk, no link, and nobody on the MQTT side.
/// </summary>
internal static class TwinUpdates
{
    private const int Devices = 100;
    private const int Rounds = 5;

    public static async Task<Outcome> RunAsync(string directory, int count)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddLogging();
        builder.Services.AddMetaStore(store => store.Path = Path.Combine(directory, "edge.db"));
        builder.Services.AddDeviceTwin(twins => twins.LocalDevices.UnionWith(Enumerable.Range(0, Devices).Select(Name)));
        using IHost edge = builder.Build();
        await edge.StartAsync();
        var bus = edge.Services.GetRequiredService<IMessageBus>();
        var messages = edge.Services.GetRequiredService<MessageFactory>();
        MessageRoute[] routes = [.. Enumerable.Range(0, Devices).Select(device => Route(device, "update"))];
        MessageContent[] contents = [.. Enumerable.Range(0, 1000).Select(Content)];
        await RunOnceAsync(bus, messages, routes, contents, count);
        var rates = new List<double>(Rounds);
        for (int round = 0; round < Rounds; round++)
        {
            long start = TimeProvider.System.GetTimestamp();
            await RunOnceAsync(bus, messages, routes, contents, count);
            rates.Add(count / TimeProvider.System.GetElapsedTime(start).TotalSeconds);
        }

        await edge.StopAsync();
        rates.Sort();
        double median = rates[Rounds / 2];
        string body = string.Create(
            CultureInfo.InvariantCulture,
            $"| | updates/s | µs each |\n|---|---|---|\n| median of {Rounds} | {median:N0} | {1e6 / median:0.0} |\n"
            + $"| lowest | {rates[0]:N0} | {1e6 / rates[0]:0.0} |\n{DiskFloor.Describe(directory)}");
        return new("TwinUpdate", body, [new("per update", 1e6 / median, "µs")]);
    }

    private static async Task RunOnceAsync(
        IMessageBus bus, MessageFactory messages, MessageRoute[] routes, MessageContent[] contents, int count)
    {
        for (int i = 0; i < count; i++)
        {
            await bus.SendAsync(ModuleNames.DeviceTwin, messages.New(routes[i % Devices], contents[i % contents.Length]));
        }

        // Answered after everything before it.
        Message last = messages.New(Route(0, "get"), MessageContent.Bytes("{}"u8.ToArray()));
        ReplyResult answer = await bus.RequestAsync(ModuleNames.DeviceTwin, last, TimeSpan.FromMinutes(1));
        if (answer.Status != SendStatus.Sent)
        {
            throw new InvalidOperationException($"The last question was not answered: {answer.Status}.");
        }
    }

    private static MessageRoute Route(int device, string verb)
    {
        byte[] topic = Encoding.UTF8.GetBytes($"$hw/events/device/{Name(device)}/twin/{verb}");
        string resource = Convert.ToBase64String(topic).Replace('+', '-').Replace('/', '_');
        return new(GroupNames.Bus, GroupNames.User, resource, Operations.Response);
    }

    private static MessageContent Content(int value) => MessageContent.Bytes(Encoding.UTF8.GetBytes(
        $$$$$"""{"event_id":"","timestamp":1000,"twin":{"temperature":{"actual":{"value":"{{{{{value}}}}}"}}}}"""));

    private static string Name(int device) => $"device-{device}";
}
