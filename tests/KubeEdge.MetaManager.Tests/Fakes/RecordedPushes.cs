using System.Text;
using KubeEdge.Beehive.Messages;
using KubeEdge.Testing;

namespace KubeEdge.MetaManager.Tests.Fakes;

/// <summary>Recorded pushes of the original's cloud that its edge acknowledged, and the acknowledgements, in the order of the recording.</summary>
internal static class RecordedPushes
{
    public static IEnumerable<(Message Push, Message Answer)> Read(string name)
    {
        var lines = Transcript.Read(name).Where(row => row.IsMessage).Select(row => (row.FromCloud, Message: Parse(row))).ToArray();
        var answers = lines.Where(line => !line.FromCloud && !line.Message.Header.ParentId.IsEmpty)
            .ToDictionary(line => line.Message.Header.ParentId, line => line.Message);
        return lines.Where(line => line.FromCloud && line.Message.Header.ParentId.IsEmpty && answers.ContainsKey(line.Message.Header.Id))
            .Select(line => (line.Message, answers[line.Message.Header.Id]));
    }

    private static Message Parse(TranscriptRow row) => Messages.Parse(Encoding.UTF8.GetString(row.Bytes.Span));
}
