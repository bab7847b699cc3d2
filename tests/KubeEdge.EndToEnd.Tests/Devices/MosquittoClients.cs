using System.Globalization;
using KubeEdge.EndToEnd.Tests.Processes;

namespace KubeEdge.EndToEnd.Tests.Devices;

/// <summary>Debian's <c>mosquitto_pub</c> and <c>mosquitto_sub</c> at a node's broker.</summary>
internal sealed class MosquittoClients(int port)
{
    public static void SkipWhereAbsent() =>
        Assert.SkipUnless(
            File.Exists("/usr/bin/mosquitto_pub") && File.Exists("/usr/bin/mosquitto_sub"), "mosquitto-clients is not installed");

    private string Port => port.ToString(CultureInfo.InvariantCulture);

    /// <summary>Prints what it hears, from now on.</summary>
    public async Task<RunningProcess> SubscribeAsync(string topic)
    {
        // It would keep its lines until it has many of them.
        var process = RunningProcess.StartFile("stdbuf", ["-oL", "mosquitto_sub", "-p", Port, "-t", topic, "-d"]);
        await Eventually.TrueAsync(
            () => Task.FromResult(process.Output.Contains("Subscribed", StringComparison.Ordinal)),
            $"{topic} is subscribed",
            () => process.Output);
        return process;
    }

    public async Task PublishAsync(string topic, string payload) =>
        (await Command.RunAsync("mosquitto_pub", ["-p", Port, "-t", topic, "-m", payload, "-q", "1"])).Ok();
}
