using System.Globalization;

namespace KubeEdge.EventBus.Tests.Peers;

/// <summary>Debian's <c>mosquitto_pub</c> and <c>mosquitto_sub</c> at one broker.</summary>
internal sealed class MosquittoClients(int port)
{
    public static void SkipWhereAbsent() =>
        Assert.SkipUnless(PeerProcess.IsHere("mosquitto_pub") && PeerProcess.IsHere("mosquitto_sub"), "mosquitto-clients is not installed");

    public PeerProcess Publish(string topic, string payload, int qos = 1, string version = "mqttv311", params string[] more) =>
        PeerProcess.Start("mosquitto_pub", [.. Common(version), "-t", topic, "-m", payload, "-q", Text(qos), .. more]);

    /// <summary>Publishes each line that it is given.</summary>
    public PeerProcess PublishLines(string topic, int qos = 1, string version = "mqttv311") =>
        PeerProcess.Start("mosquitto_pub", [.. Common(version), "-t", topic, "-l", "-q", Text(qos)]);

    /// <summary>Subscribes, and prints topic and payload of each message; the first line says that it is subscribed.</summary>
    public async Task<PeerProcess> SubscribeAsync(string filter, string version = "mqttv311", params string[] more)
    {
        // It would keep its lines until it has many of them.
        var process = PeerProcess.Start(
            "stdbuf", ["-oL", "mosquitto_sub", .. Common(version), "-t", filter, "-q", "1", "-d", "-F", "message %t %p", .. more]);
        while (await process.LineAsync() is { } line)
        {
            if (line.StartsWith("Subscribed", StringComparison.Ordinal))
            {
                return process;
            }
        }

        throw new InvalidOperationException($"mosquitto_sub ended: {await process.ErrorLineAsync()}");
    }

    /// <summary>The next message of a subscriber.</summary>
    public static async Task<string> NextAsync(PeerProcess subscriber)
    {
        const string Mark = "message ";
        while (await subscriber.LineAsync() is { } line)
        {
            if (line.StartsWith(Mark, StringComparison.Ordinal))
            {
                return line[Mark.Length..];
            }
        }

        throw new InvalidOperationException("mosquitto_sub ended");
    }

    private string[] Common(string version) => ["-h", "127.0.0.1", "-p", Text(port), "-V", version];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
