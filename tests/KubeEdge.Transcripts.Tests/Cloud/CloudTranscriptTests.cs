using System.Security.Cryptography.X509Certificates;

namespace KubeEdge.Transcripts.Tests.Cloud;

/// <summary>Recorded edges of the original played to our cloud: CloudHub, the controllers and an API as programs compose them.</summary>
public class CloudTranscriptTests
{
    private static readonly Scenario[] _scenarios =
    [
        new("01-node-join", "edge-rig-1") { Changes = new() { [28] = [Scenario.Put(29)], [45] = [Scenario.Put(46)] } },
        new("02-configmap-secret-pod", "edge-rig-1")
        {
            Before = [9, 64],
            Changes = new()
            {
                [1] = [Scenario.Put(2), Scenario.Put(4), Scenario.Put(6)],
                [68] = [Scenario.Put(69)],
                [71] = [Scenario.Put(72)],
                [80] = [Scenario.Put(81)],
                [95] = [Scenario.Delete(96)],
                [125] = [Scenario.Delete(126), Scenario.Delete(128)],
            },
        },
        new("03-node-status-and-lease", "edge-rig-1")
        {
            Before = [3, 5],
            Changes = new() { [53] = [Scenario.Put(59)], [61] = [Scenario.Put(68)] },
        },
        new("04-device-create-update-delete", "edge-rig-1")
        {
            Before = [11, 16],
            Asked = "default/node/edge-rig-1",
            Confirmed = [33],
            Changes = new()
            {
                [2] = [Scenario.Put(3), Scenario.Put(6)],
                [19] = [Scenario.Put(19)],
                [22] = [Scenario.Put(22)],
                [35] = [Scenario.Put(35)],
                [38] = [Scenario.Delete(41)],
            },
        },
        new("07-service-account-token", "edge-rig-1")
        {
            Before = [5, 58, 21, 24],
            GoneBefore = [26, 28],
            Changes = new() { [1] = [Scenario.Put(2)], [65] = [Scenario.Delete(66)] },
        },
        new("head-01-node-join", "edge-head-1") { Changes = new() { [24] = [Scenario.Put(24)] } },
        new("head-02-configmap-secret-pod", "edge-head-1")
        {
            Before = [18, 21],
            Changes = new()
            {
                [1] = [Scenario.Put(12), Scenario.Put(15), Scenario.Put(3)],
                [33] = [Scenario.Put(34)],
                [37] = [Scenario.Delete(38)],
                [85] = [Scenario.Delete(86), Scenario.Delete(88)],
            },
        },
        new("head-03-device-create-update-delete", "edge-head-1")
        {
            Before = [13, 16],
            Asked = "null/node/edge-head-1",
            Changes = new()
            {
                [2] = [Scenario.Put(4), Scenario.Put(6)],
                [10] = [Scenario.Put(10)],
                [28] = [Scenario.Delete(32)],
            },
        },
    ];

    public static TheoryData<string> Transcripts { get; } = [.. _scenarios.Select(static scenario => scenario.Transcript)];

    [Theory]
    [MemberData(nameof(Transcripts))]
    public async Task Replay_RecordedEdge_IsServedAsByTheRecordedCloud(string transcript)
    {
        var scenario = Array.Find(_scenarios, scenario => scenario.Transcript == transcript);
        Assert.NotNull(scenario);
        await using var rig = await CloudRig.StartAsync(scenario.Node);
        await using var replay = new CloudReplay(scenario, rig);

        await replay.RunAsync();
    }

    [Theory]
    [InlineData("01-node-join", "edge-rig-1")]
    [InlineData("head-01-node-join", "edge-head-1")]
    public async Task Join_RecordedRequests_GetCertificatesForTheRecordedKeys(string transcript, string node)
    {
        await using var rig = await CloudRig.StartAsync(node);
        var issued = 0;
        await foreach (var (request, recorded, status, body) in JoinRows.SendAsync(transcript, rig.Join, rig.Bearer))
        {
            Assert.Equal((int?)recorded.Message?["status"], (int)status);
            using var ours = X509CertificateLoader.LoadCertificate(body);
            using var theirs = X509CertificateLoader.LoadCertificate(recorded.Bytes.Span);
            if (request.Bytes.IsEmpty)
            {
                Assert.Equal((theirs.Subject, theirs.PublicKey.Oid.Value), (ours.Subject, ours.PublicKey.Oid.Value));
                continue;
            }

            // The name is what the newest release gives: 1.15 copies whatever was asked for.
            issued++;
            Assert.Equal($"CN=system:node:{node}, O=system:nodes", ours.Subject);
            Assert.Equal(theirs.PublicKey.ExportSubjectPublicKeyInfo(), ours.PublicKey.ExportSubjectPublicKeyInfo());
            Assert.InRange((ours.NotAfter - ours.NotBefore) - (theirs.NotAfter - theirs.NotBefore), TimeSpan.Zero, TimeSpan.FromHours(1));
        }

        Assert.Equal(1, issued);
    }
}
