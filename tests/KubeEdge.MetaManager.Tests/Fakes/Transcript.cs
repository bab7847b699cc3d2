using System.Text.Json;
using KubeEdge.Beehive.Messages;

namespace KubeEdge.MetaManager.Tests.Fakes;

/// <summary>Recorded pushes of the original's cloud and the answers of its edge, in the order of the recording.</summary>
internal static class Transcript
{
    public static IEnumerable<(Message Push, Message Answer)> Read(string name)
    {
        var lines = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Vectors", name + ".jsonl"))
            .Select(line => JsonDocument.Parse(line).RootElement)
            .Select(line => (FromCloud: line.GetProperty("dir").GetString() == "cloud->edge", Message: Messages.Parse(line.GetProperty("text").GetString()!)))
            .ToArray();
        var answers = lines.Where(line => !line.FromCloud).ToDictionary(line => line.Message.Header.ParentId, line => line.Message);
        return lines.Where(line => line.FromCloud).Select(line => (line.Message, answers[line.Message.Header.Id]));
    }
}
