namespace KubeEdge.Mqtt.Client;

/// <summary>Packet identifiers: 1 to 65,535, each in use once.</summary>
internal sealed class PacketIds
{
    private readonly HashSet<ushort> _used = [];
    private ushort _last;

    /// <summary>A free one. The limits of messages and requests are far below what there are.</summary>
    public ushort Take()
    {
        do
        {
            _last = _last == ushort.MaxValue ? (ushort)1 : (ushort)(_last + 1);
        }
        while (!_used.Add(_last));

        return _last;
    }

    public void Release(ushort id) => _used.Remove(id);
}
