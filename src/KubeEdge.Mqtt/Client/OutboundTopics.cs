using System.Text;

namespace KubeEdge.Mqtt.Client;

/// <summary>The topics of outgoing messages as bytes, and on MQTT 5 their aliases. Of one connection; bounded.</summary>
internal sealed class OutboundTopics(int aliases)
{
    private const int Remembered = 256;

    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private ushort _lastAlias;

    /// <summary>The alias is 0 for none. The bytes are empty when the broker knows the alias.</summary>
    public (ReadOnlyMemory<byte> Utf8, ushort Alias) Next(string topic)
    {
        if (_entries.TryGetValue(topic, out var entry))
        {
            return entry.Alias == 0 ? (entry.Utf8, entry.Alias) : (default, entry.Alias);
        }

        var utf8 = Encoding.UTF8.GetBytes(topic);
        if (_entries.Count < Remembered)
        {
            var alias = _lastAlias < aliases ? ++_lastAlias : (ushort)0;
            _entries.Add(topic, new Entry(utf8, alias));
            return (utf8, alias);
        }

        return (utf8, 0);
    }

    private readonly record struct Entry(byte[] Utf8, ushort Alias);
}
