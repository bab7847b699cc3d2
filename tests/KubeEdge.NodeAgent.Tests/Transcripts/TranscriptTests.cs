using System.Buffers;
using System.Net;
using System.Text.Json.Nodes;
using KubeEdge.Beehive.Json;
using KubeEdge.Beehive.Messages;
using KubeEdge.EdgeHub;
using KubeEdge.EdgeHub.Connections;
using KubeEdge.EdgeHub.Requests;
using KubeEdge.NodeAgent.Machine;
using KubeEdge.NodeAgent.Nodes;
using KubeEdge.NodeAgent.Tests.Fakes;
using KubeEdge.Testing;
using KubeEdge.Viaduct;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace KubeEdge.NodeAgent.Tests.Transcripts;

/// <summary>The agent against the answers of recorded clouds; what it asks is compared with what the recorded edge had asked.</summary>
public class TranscriptTests
{
    private const int MostRequests = 20;

    // Lease and status wait for their next time, each for itself.
    private const int AtRest = 2;

    [Theory]
    [InlineData("01-node-join", "edge-rig-1", "default")]
    [InlineData("head-01-node-join", "edge-head-1", "null")]
    public async Task Join_RecordedAnswers_LeadToARegisteredNodeWithALease(string transcript, string node, string ns)
    {
        await using var replay = new Replay(transcript, node, ns);
        await replay.Host.StartAsync();

        var lines = new HashSet<string>();
        for (var request = 0; request < MostRequests; request++)
        {
            lines.Add(await replay.CompareNextAsync());
        }

        Assert.Contains($"update kube-node-lease/lease/{node}", lines);
        Assert.Contains($"patch {ns}/nodepatch/{node}", lines);

        Assert.Contains($"insert {ns}/node/{node}", lines);
        Assert.Contains($"insert kube-node-lease/lease/{node}", lines);
        replay.Comparer.AssertSame();
    }

    [Fact]
    public async Task Rest_RecordedAnswers_KeepTheLeaseRenewed()
    {
        await using var replay = new Replay("03-node-status-and-lease", "edge-rig-1", "default");
        replay.Host.Services.GetRequiredService<NodeIdentity>().Found("4c6a2fe8-da89-4c4c-9076-acf70aeb8f11");
        await replay.Host.StartAsync();

        var renewals = 0;
        for (var request = 0; request < MostRequests; request++)
        {
            renewals += await replay.CompareNextAsync() == "update kube-node-lease/lease/edge-rig-1" ? 1 : 0;
        }

        Assert.InRange(renewals, 6, MostRequests);
        replay.Comparer.AssertSame();
    }

    private sealed class Replay : IAsyncDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kubeedge-test-");
        private readonly ManualTimeProvider _clock = new();
        private readonly RecordedCloud _cloud;

        public Replay(string transcript, string node, string ns)
        {
            _cloud = new RecordedCloud(transcript);
            Comparer = new TranscriptComparer(TranscriptExceptions.Read("Transcripts/TranscriptExceptions.txt", transcript));
            var link = new FakeLinkState(_clock);
            link.Connect(ns == "null" ? WireGeneration.Current : WireGeneration.Release115);
            var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
            builder.Services.AddSingleton<TimeProvider>(_clock);
            builder.Services.AddSingleton<IEdgeLinkState>(link);
            builder.Services.AddSingleton<ICloudRequests>(_cloud);
            builder.Services.AddSingleton<IMachine>(new FakeMachine { Facts = Facts() });
            builder.Services.AddLogging();
            builder.Services.AddMetaStore(options => options.Path = Path.Combine(_folder.FullName, "edge.db"));
            builder.Services.Configure<EdgeHubOptions>(options => options.NodeName = node);
            builder.Services.AddNodeAgent(options => options.MaxPods = 20);
            Host = builder.Build();
        }

        public IHost Host { get; }

        public TranscriptComparer Comparer { get; }

        /// <summary>
        /// Compares the next request with the recorded one of its kind. Time passes while there is none, but not before both
        /// wait, nor while one that it woke has yet to ask or to wait again, however slow the machine is.
        /// </summary>
        public async Task<string> CompareNextAsync()
        {
            var next = _cloud.NextAsync();
            while (!next.IsCompleted)
            {
                if (_clock.ActiveTimers >= AtRest)
                {
                    _clock.Advance(TimeSpan.FromMilliseconds(100));
                }

                await Task.Yield();
            }

            var (ours, recorded, acknowledged) = await next;
            var line = $"{ours.Route.Operation} {ours.Route.Resource}";
            if (recorded is null)
            {
                return line;
            }

            Assert.True(acknowledged, $"{line}: its answer is not acknowledged as the recorded one");
            Comparer.Compare(Json(recorded), Json(ours));
            return line;
        }

        public async ValueTask DisposeAsync()
        {
            await Host.StopAsync().WaitAsync(TimeSpan.FromSeconds(30));
            await ((IAsyncDisposable)Host).DisposeAsync();
            _folder.Delete(recursive: true);
        }

        private static JsonNode Json(Message message)
        {
            var wire = new ArrayBufferWriter<byte>();
            MessageJson.Write(wire, message);
            return JsonNode.Parse(wire.WrittenSpan) ?? throw new FormatException("The message is null.");
        }

        private static MachineFacts Facts() => new()
        {
            Processors = 2,
            MemoryBytes = 24_684_092L * 1024,
            Address = IPAddress.Loopback,
            MachineId = new string('0', 32),
            SystemUuid = new string('0', 32),
            BootId = "00000000-0000-0000-0000-000000000000",
            KernelVersion = "6.18.44-generic",
            OsImage = "Debian GNU/Linux 12 (bookworm)",
            OperatingSystem = "linux",
            Architecture = "amd64",
        };
    }
}
