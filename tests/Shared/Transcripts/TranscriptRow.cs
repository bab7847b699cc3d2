using System.Text.Json.Nodes;

namespace KubeEdge.Testing;

/// <summary>One line of a recording between the original's cloud and its edge.</summary>
/// <param name="Number">Its number in the file, from 1.</param>
/// <param name="Time">Milliseconds since the recording began.</param>
/// <param name="Direction">Who to whom: <c>edge->cloud</c>, <c>cloud->edge</c>, or the party of a side remark.</param>
/// <param name="Kind"><c>message</c>, <c>https-request</c>, <c>ws-request</c>, <c>action</c> …</param>
/// <param name="Message">What was sent, decoded.</param>
/// <param name="Bytes">The exact bytes; of a message with its final line feed. Empty where none were recorded.</param>
internal sealed record TranscriptRow(int Number, long Time, string Direction, string Kind, JsonNode? Message, ReadOnlyMemory<byte> Bytes)
{
    public bool IsMessage => Kind == "message";

    public bool FromEdge => Direction == "edge->cloud";

    public bool FromCloud => Direction == "cloud->edge";
}
