using System.Globalization;
using System.Security.Cryptography;

namespace KubeEdge.Mqtt.Storage;

/// <summary>The keys of the session store. Client ids and topics are escaped, so that a slash parts the pieces.</summary>
internal static class StoreKeys
{
    public const string RetainedPrefix = "retained/";
    public const string SessionPrefix = "session/";
    public const string MessagePrefix = "message/";
    public const string IncomingPrefix = "incoming/";
    public const string WillPrefix = "will/";

    public static string Retained(string topic) => RetainedPrefix + Uri.EscapeDataString(topic);

    public static string Session(string clientId) => SessionPrefix + Uri.EscapeDataString(clientId);

    /// <summary>A new will of a client, which may have it while its last one is being published; the newest has the highest key.</summary>
    public static string Will(string clientId, DateTimeOffset now) => string.Create(
        CultureInfo.InvariantCulture,
        $"{WillPrefix}{Uri.EscapeDataString(clientId)}/{now.UtcTicks:d19}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}");

    public static string Message(string clientId, ushort id) => Of(MessagePrefix, clientId, id);

    public static string Incoming(string clientId, ushort id) => Of(IncomingPrefix, clientId, id);

    /// <summary>Takes the key of a message apart again.</summary>
    public static bool TryParse(string key, string prefix, out string clientId, out ushort id)
    {
        clientId = "";
        id = 0;
        var end = key.LastIndexOf('/');
        if (end < prefix.Length || !ushort.TryParse(key.AsSpan(end + 1), NumberStyles.None, CultureInfo.InvariantCulture, out id))
        {
            return false;
        }

        clientId = Uri.UnescapeDataString(key[prefix.Length..end]);
        return true;
    }

    private static string Of(string prefix, string clientId, ushort id) =>
        string.Create(CultureInfo.InvariantCulture, $"{prefix}{Uri.EscapeDataString(clientId)}/{id}");
}
