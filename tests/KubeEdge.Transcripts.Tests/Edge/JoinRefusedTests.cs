using KubeEdge.EdgeHub.Connections;
using KubeEdge.Testing;

namespace KubeEdge.Transcripts.Tests.Edge;

/// <summary>A node that joins while the certificate service gives one recorded answer after another.</summary>
public sealed class JoinRefusedTests : IDisposable
{
    private const string Transcript08 = "08-join-refused";

    /// <summary>What people read about each. The last is a certificate, but for a key that is not this node's.</summary>
    private static readonly string[] _details =
    [
        "the certificate service answered 401: Invalid authorization token",
        "the certificate service answered 400: Invalid authorization token",
        "the certificate service answered 401: Invalid authorization token",
        "the certificate service answered 200: the answer is empty",
        "the certificate service answered with something else than a certificate of this node's key",
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kubeedge-transcript-");

    [Fact]
    public async Task RecordedAnswers_EachGivesAClearState_AndTheNodeJoinsInTheEnd()
    {
        var answers = Transcript.Read(Transcript08).Where(static row => row.Kind == "https-response").ToArray();
        Assert.Equal(_details.Length, answers.Length);
        var recording = new Recording("01-node-join");
        var script = new CloudScript(recording, new StandingCloud(recording, "edge-rig-1", "default"));
        await using var cloud = await ScriptedCloud.StartAsync(Path.Combine(_folder.FullName, "cloud"), script);
        foreach (var answer in answers)
        {
            cloud.Refusals.Enqueue(((int?)answer.Message?["status"] ?? 0, answer.Bytes.ToArray()));
        }

        var data = Path.Combine(_folder.FullName, "edge");
        await using var edge = new EdgeNode(data, "edge-rig-1", isNewest: false, runsContainers: false, options =>
        {
            options.Cloud = cloud.Hub;
            options.CertificateDirectory = Path.Combine(_folder.FullName, "certs");
            options.HttpServer = cloud.Service;
            options.Token = JoinToken.For(cloud.Authority.Certificate.RawData);
        });
        await edge.StartAsync();
        string? detail = null;
        foreach (var expected in _details)
        {
            var refused = await NextAsync(edge, detail);
            detail = refused.Detail;

            Assert.Equal((EdgeLinkPhase.JoinRefused, $"joining: {expected}"), (refused.Phase, detail));
            Assert.False(File.Exists(Path.Combine(_folder.FullName, "certs", "server.crt")), "something is kept that is no certificate");
            await edge.Clock.WaitForTimerAsync(EdgeNode.ReconnectDelay);
            edge.Clock.Advance(EdgeNode.ReconnectDelay);
        }

        Assert.True((await NextAsync(edge, detail)).IsConnected);
        Assert.True(File.Exists(Path.Combine(_folder.FullName, "certs", "server.crt")));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>The state after one attempt more.</summary>
    private static async Task<EdgeLinkStatus> NextAsync(EdgeNode edge, string? before)
    {
        using var limit = new CancellationTokenSource(Replay.Limit);
        await foreach (var status in edge.Link.WatchAsync(limit.Token))
        {
            if (status.Phase is not (EdgeLinkPhase.Disconnected or EdgeLinkPhase.Stopped) && status.Detail != before)
            {
                return status;
            }
        }

        throw new InvalidOperationException("The states have ended.");
    }
}
