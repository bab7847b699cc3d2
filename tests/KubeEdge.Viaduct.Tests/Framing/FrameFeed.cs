using KubeEdge.Viaduct.Framing;

namespace KubeEdge.Viaduct.Tests.Framing;

/// <summary>Feeds a frame reader as the receiving loop does: what was not consumed comes again, followed by more.</summary>
internal sealed class FrameFeed(FrameReader reader)
{
    private byte[] _left = [];

    public List<byte[]> Messages { get; } = [];

    public List<byte[]> Pings { get; } = [];

    public FrameEvent Last { get; private set; }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        _left = [.. _left, .. bytes];
        do
        {
            Last = reader.Read(_left, out var consumed);
            _left = _left[consumed..];
            if (Last == FrameEvent.Message)
            {
                Messages.Add(reader.Message);
            }
            else if (Last == FrameEvent.Ping)
            {
                Pings.Add(reader.Control.ToArray());
            }
        }
        while (Last is FrameEvent.Message or FrameEvent.Ping or FrameEvent.Pong);
    }
}
