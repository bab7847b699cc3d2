using KubeEdge.Beehive.Messages;

namespace KubeEdge.Transcripts.Tests.Edge;

/// <summary>
/// What the order of messages about one object promises: requests come as they were recorded, and each thing the cloud said is acknowledged
/// in the order of the recording. A request and an acknowledgement of something else cross as they like, in the original too.
/// </summary>
internal static class Order
{
    public static IEnumerable<string> Faults(IReadOnlyList<(Message Ours, RecordedMessage Recorded)> sent) => sent
        .GroupBy(static pair => (pair.Ours.Route.Resource, Kind: KindOf(pair.Recorded)))
        .SelectMany(static same => same.Zip(same.Skip(1)))
        .Where(static two => two.First.Recorded.Row > two.Second.Recorded.Row)
        .Select(static two => $"{two.First.Recorded.Line}: row {two.First.Recorded.Row} before row {two.Second.Recorded.Row}");

    private static string KindOf(RecordedMessage message) =>
        message.Question is not { } question ? "request" : question.IsPush ? "push" : "answer";
}
