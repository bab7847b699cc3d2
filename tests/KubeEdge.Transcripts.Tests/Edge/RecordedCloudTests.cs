namespace KubeEdge.Transcripts.Tests.Edge;

/// <summary>Our edge against the recorded cloud, over TLS and a WebSocket, with its store on disk.</summary>
public class RecordedCloudTests
{
    [Theory]
    [InlineData("01-node-join")]
    [InlineData("head-01-node-join")]
    public Task Join_LooksLikeTheOriginals(string transcript) => RunAsync(new ReplayCase(transcript, Joins: true));

    [Fact]
    public Task Rest_LooksLikeTheOriginals() => RunAsync(new ReplayCase("03-node-status-and-lease"));

    [Theory]
    [InlineData("02-configmap-secret-pod")]
    [InlineData("07-service-account-token")]
    [InlineData("head-02-configmap-secret-pod")]
    public Task Pod_WithTheRecordedContainerModule_LooksLikeTheOriginals(string transcript) =>
        RunAsync(new ReplayCase(transcript, RunsContainers: true));

    [Theory]
    [InlineData("02-configmap-secret-pod")]
    [InlineData("07-service-account-token")]
    [InlineData("head-02-configmap-secret-pod")]
    public Task Pod_WithoutContainers_LooksLikeTheOriginals(string transcript) => RunAsync(new ReplayCase(transcript));

    private static async Task RunAsync(ReplayCase replayed)
    {
        await using var replay = new Replay(replayed);
        await replay.RunAsync();
    }
}
