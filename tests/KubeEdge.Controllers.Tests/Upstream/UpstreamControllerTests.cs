using System.Text.Json.Nodes;
using KubeEdge.Beehive.Messages;
using KubeEdge.Controllers.Upstream;
using KubeEdge.Testing;

namespace KubeEdge.Controllers.Tests.Upstream;

public sealed class UpstreamControllerTests
{
    private const string Node = """{"metadata":{"name":"edge-1","creationTimestamp":null,"labels":{"node-role.kubernetes.io/edge":""}},"spec":{},"status":{}}""";
    private const string Lease = """{"metadata":{"name":"edge-1","namespace":"kube-node-lease"},"spec":{"holderIdentity":"edge-1","leaseDurationSeconds":40}}""";

    [Theory]
    [InlineData("default")]
    [InlineData("null")]
    public async Task Node_RegistersRenewsAndReports_AsBothGenerationsDo(string space)
    {
        await using var rig = await UpstreamRig.StartAsync();

        Assert.Equal(404, Code(await rig.AskAsync("query", $"{space}/node/edge-1", null)));
        var made = await rig.AskAsync("insert", $"{space}/node/edge-1", Node);
        Assert.Equal(("edge-1", (JsonNode?)null), ((string?)made?["Object"]?["metadata"]?["name"], made?["Err"]));
        Assert.Equal(409, Code((await rig.AskAsync("insert", $"{space}/node/edge-1", Node))?["Err"]));
        Assert.Equal("Node", (string?)(await rig.AskAsync("query", $"{space}/node/edge-1", null))?["kind"]);

        Assert.Equal(404, Code((await rig.AskAsync("query", "kube-node-lease/lease/edge-1", null))?["Err"]));
        Assert.Null((await rig.AskAsync("insert", "kube-node-lease/lease/edge-1", Lease))?["Err"]);
        Assert.Null((await rig.AskAsync("update", "kube-node-lease/lease/edge-1", Lease.Replace("40", "50", StringComparison.Ordinal)))?["Err"]);
        Assert.Equal(50, (int?)(await rig.AskAsync("query", "kube-node-lease/lease/edge-1", null))?["Object"]?["spec"]?["leaseDurationSeconds"]);

        var patch = JsonValue.Create("""{"status":{"conditions":[{"type":"Ready","status":"True"}]}}""").ToJsonString();
        var patched = await rig.AskAsync("patch", $"{space}/nodepatch/edge-1", patch);
        Assert.Equal("True", (string?)patched?["Object"]?["status"]?["conditions"]?[0]?["status"]);
        Assert.Equal("OK", (string?)await rig.AskAsync("update", $"{space}/node/edge-1", """{"metadata":{"labels":{"zone":"a"}},"status":{"phase":"x"}}"""));
        var read = await rig.AskAsync("query", $"{space}/node/edge-1", null);
        Assert.Equal(("a", "", (string?)null), ((string?)read?["metadata"]?["labels"]?["zone"], (string?)read?["metadata"]?["labels"]?["node-role.kubernetes.io/edge"], (string?)read?["status"]?["phase"]));
    }

    [Theory]
    [InlineData("insert", "default/node/edge-1", Node, "status")]
    [InlineData("patch", "default/podpatch/gone", "{}", "status")]
    [InlineData("update", "kube-node-lease/lease/edge-1", Lease, "spec")]
    [InlineData("insert", "default/certificatesigningrequest/c", "[]", "spec")]
    public async Task Write_Refused_IsAnsweredWithAnEmptyObjectBesideTheError(string operation, string resource, string content, string has)
    {
        await using var rig = await UpstreamRig.StartAsync();
        await rig.AskAsync("insert", "default/node/edge-1", Node);

        var answer = await rig.AskAsync(operation, resource, content);

        Assert.InRange(Code(answer?["Err"]), 400, 499);
        Assert.Equal("""{"creationTimestamp":null}""", answer?["Object"]?["metadata"]?.ToJsonString());
        Assert.IsType<JsonObject>(answer?["Object"]?[has]);
    }

    [Theory]
    [InlineData("insert", "default/node/edge-2", Node)]
    [InlineData("query", "default/node/edge-2", null)]
    [InlineData("patch", "default/nodepatch/edge-2", "{}")]
    [InlineData("update", "kube-node-lease/lease/edge-2", Lease)]
    [InlineData("patch", "default/podpatch/foreign", "{}")]
    [InlineData("delete", "default/pod/foreign", "{}")]
    [InlineData("query", "default/pod/foreign", null)]
    [InlineData("insert", "default/pod/new", """{"spec":{"nodeName":"edge-2","containers":[{"name":"c","image":"i"}]}}""")]
    [InlineData("query", "default/secret/foreign", null)]
    [InlineData("query", "default/serviceaccounttoken/foreign", "{}")]
    public async Task Node_AskingForWhatIsNotItsOwn_IsForbidden(string operation, string resource, string? content)
    {
        await using var rig = await UpstreamRig.StartAsync();
        await rig.CreateAsync("api/v1/namespaces/default/pods", Pod("foreign", "edge-2", "foreign"));
        await rig.CreateAsync("api/v1/namespaces/default/secrets", """{"metadata":{"name":"foreign"}}""");

        var answer = await rig.AskAsync(operation, resource, content);

        Assert.Equal(403, Code(answer?["Err"] ?? answer));
    }

    [Fact]
    public async Task Pod_OfTheNode_IsPatchedReadAndDeletedWithItsSecret()
    {
        await using var rig = await UpstreamRig.StartAsync();
        await rig.CreateAsync("api/v1/namespaces/default/pods", Pod("web", "edge-1", "creds"));
        await rig.CreateAsync("api/v1/namespaces/default/secrets", """{"metadata":{"name":"creds"},"data":{"p":"cEBzcw=="}}""");

        Assert.Equal("cEBzcw==", (string?)(await rig.AskAsync("query", "default/secret/creds", null))?["data"]?["p"]);
        var uid = (string?)(await rig.AskAsync("query", "default/pod/web", null))?["metadata"]?["uid"];
        var patched = await rig.AskAsync("patch", "default/podpatch/web", """{"status":{"phase":"Pending","reason":"NoContainerRuntime"}}""");
        Assert.Equal("NoContainerRuntime", (string?)patched?["Object"]?["status"]?["reason"]);

        Assert.Equal("OK", (string?)await rig.AskAsync("delete", "default/pod/web", """{"gracePeriodSeconds":0,"preconditions":{"uid":"another"}}"""));
        Assert.Equal(uid, (string?)(await rig.AskAsync("query", "default/pod/web", null))?["metadata"]?["uid"]);
        Assert.Equal("OK", (string?)await rig.AskAsync("delete", "default/pod/web", $$$"""{"gracePeriodSeconds":0,"preconditions":{"uid":"{{{uid}}}"}}"""));
        Assert.Equal(404, Code(await rig.AskAsync("query", "default/pod/web", null)));
        Assert.Equal("OK", (string?)await rig.AskAsync("delete", "default/pod/web", "{}"));
    }

    [Theory]
    [InlineData("insert", "default/node/edge-1", "[]")]
    [InlineData("insert", "default/node/edge-1", """{"metadata":{},"metadata":{}}""")]
    [InlineData("update", "default/node/edge-1", "7")]
    [InlineData("patch", "default/nodepatch/edge-1", "\"no patch\"")]
    [InlineData("insert", "kube-node-lease/lease/edge-1", "\"\"")]
    [InlineData("update", "default/podstatus/p", "\"x\"")]
    [InlineData("update", "default/podstatus", "[{}]")]
    [InlineData("update", "default/nodestatus/edge-1", "{}")]
    [InlineData("insert", "default/pod/p", "null")]
    [InlineData("insert", "null/certificatesigningrequest/c", "null")]
    [InlineData("query", "default/nonsense/p", "{}")]
    [InlineData("frobnicate", "default/node/edge-1", "{}")]
    [InlineData("query", "k8s", "{}")]
    [InlineData("query", "", "{}")]
    public async Task Garbage_IsAnsweredWithAWholeStatus(string operation, string resource, string content)
    {
        await using var rig = await UpstreamRig.StartAsync();

        var answer = await rig.AskAsync(operation, resource, content);

        Assert.InRange(Code(answer?["Err"] ?? answer), 400, 599);
        Assert.NotEmpty((string?)(answer?["Err"] ?? answer)?["ErrStatus"]?["message"] ?? string.Empty);
    }

    [Theory]
    [InlineData("query", "default/node/edge-1", null)]
    [InlineData("insert", "default/node/edge-1", Node)]
    [InlineData("update", "kube-node-lease/lease/edge-1", Lease)]
    [InlineData("patch", "default/podpatch/web", "{}")]
    [InlineData("query", "default/secret/creds", null)]
    public async Task Api_Gone_IsAnsweredAsAnErrorWithACode(string operation, string resource, string? content)
    {
        // No other test's server may answer where this one was.
        await using var rig = await UpstreamRig.StartAsync(FreePort.Next());
        await rig.Api.DisposeAsync();

        var answer = await rig.AskAsync(operation, resource, content);

        Assert.Equal(503, Code(answer?["Err"] ?? answer));
    }

    [Fact]
    public async Task Event_IsWrittenAndNotAnswered()
    {
        await using var rig = await UpstreamRig.StartAsync();
        var happened = """{"metadata":{"name":"e1","namespace":"default"},"reason":"NoContainerRuntime","involvedObject":{"kind":"Pod","name":"web","namespace":"default"}}""";

        await rig.SendAsync("insert", "default/event/e1", MessageContent.Json(System.Text.Encoding.UTF8.GetBytes(happened)));
        await rig.AskAsync("query", "default/event/e1", null); // Another operation on the same lane: answered after the event is done with.

        Assert.Equal("NoContainerRuntime", (string?)(await rig.Client.GetAsync(WireTypes.Events, "default", "e1")).Object?.ToNode()["reason"]);
        Assert.False(rig.Node.TryNext(out _));
    }

    [Fact]
    public async Task Lanes_SameObject_InOrder_OthersSideBySide()
    {
        var lanes = new RequestLanes();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var order = new List<int>();
        await lanes.StartAsync("a", async () => await gate.Task, CancellationToken.None);
        for (var i = 0; i < 10; i++)
        {
            var number = i;
            await lanes.StartAsync(
                "a",
                () =>
                {
                    order.Add(number);
                    if (number == 9)
                    {
                        done.SetResult();
                    }

                    return number == 3 ? throw new InvalidOperationException("one fails") : Task.CompletedTask;
                },
                CancellationToken.None);
        }

        var other = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await lanes.StartAsync("b", () => Task.FromResult(other.TrySetResult()), CancellationToken.None);
        await other.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Empty(order);

        gate.SetResult();
        await done.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(Enumerable.Range(0, 10), order);
    }

    [Fact]
    public async Task Lanes_Finish_WaitsForWhatWasAcceptedUnlessThereIsNoMoreTime()
    {
        var lanes = new RequestLanes();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await lanes.StartAsync("a", () => gate.Task, CancellationToken.None);
        await lanes.FinishAsync(new CancellationToken(canceled: true));

        var finishing = lanes.FinishAsync(CancellationToken.None).AsTask();
        Assert.False(finishing.IsCompleted);
        gate.SetResult();

        await finishing.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Request_OfASessionThatWasReplaced_IsNotDoneAnyMore()
    {
        await using var rig = await UpstreamRig.StartAsync();
        var replaced = new FakeNode(UpstreamRig.NodeName) { IsReplaced = true };

        await rig.SendAsync("query", "default/configmap/cm", MessageContent.Null, replaced);
        await rig.AskAsync("query", "default/configmap/cm", null);

        Assert.False(replaced.TryNext(out _));
    }

    [Theory]
    [InlineData("default/nodepatch/n", "default/node/n")]
    [InlineData("default/podpatch/p", "default/pod/p")]
    [InlineData("default/configmap/podpatch", "default/configmap/podpatch")]
    public void LaneOf_PatchesAndStatuses_IsTheirObjects(string resource, string lane) =>
        Assert.Equal(lane, UpstreamController.LaneOf(resource));

    private static int Code(JsonNode? failure) => (int?)failure?["ErrStatus"]?["code"] ?? 0;

    private static string Pod(string name, string node, string secret) =>
        $$$"""{"metadata":{"name":"{{{name}}}"},"spec":{"nodeName":"{{{node}}}","containers":[{"name":"c","image":"i","envFrom":[{"secretRef":{"name":"{{{secret}}}"}}]}]}}""";
}
