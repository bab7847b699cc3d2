using KubeEdge.ApiServer.Tests.Support;

namespace KubeEdge.ApiServer.Tests.Kubectl;

/// <summary>What kubectl prints about a node that has joined, and its pods.</summary>
public sealed class NodeKubectlTests
{
    private const string Node = """
        {"apiVersion":"v1","kind":"Node","metadata":{"name":"edge-1","labels":{"node-role.kubernetes.io/edge":"","node-role.kubernetes.io/agent":""}},"spec":{},
        "status":{"capacity":{"cpu":"2","memory":"4Gi","pods":"110"},"allocatable":{"cpu":"2","memory":"4Gi","pods":"110"},
        "addresses":[{"type":"InternalIP","address":"192.0.2.7"},{"type":"Hostname","address":"edge-1"}],
        "conditions":[{"type":"Ready","status":"True","reason":"EdgeReady","message":"edge is posting ready status"},
        {"type":"EdgeLink","status":"True","reason":"Connected","message":"linked"},{"type":"EdgeSynced","status":"True","reason":"Synced","message":"nothing waits"}],
        "nodeInfo":{"kubeletVersion":"v1.26.10-kubeedge-v1.15.1","osImage":"Debian","kernelVersion":"6.1.0","containerRuntimeVersion":"none://","operatingSystem":"linux","architecture":"amd64"}}}
        """;

    private const string Pod = """
        apiVersion: v1
        kind: Secret
        metadata: {name: s}
        stringData: {k: v}
        ---
        apiVersion: v1
        kind: ServiceAccount
        metadata: {name: worker}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec:
          nodeName: edge-1
          serviceAccountName: worker
          containers:
          - name: c
            image: busybox:1.36
            envFrom: [{secretRef: {name: s}}]
        """;

    [Fact]
    public async Task GetAndDescribe_JoinedNode_PrintWhatARealServerGives()
    {
        KubectlClient.RequireOrSkip();
        await using var server = await TestServer.StartAsync(options => options.FillNamespaces = true);
        var kubectl = new KubectlClient(server);
        (await server.PostAsync("/api/v1/nodes", Node)).Expect(201);
        (await server.PostAsync(
            "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases",
            """{"metadata":{"name":"edge-1"},"spec":{"holderIdentity":"edge-1","leaseDurationSeconds":40,"renewTime":"2026-01-01T00:00:00.000000Z"}}""")).Expect(201);

        Assert.Matches(@"^edge-1 +Ready +agent,edge +\S+ +v1\.26\.10-kubeedge-v1\.15\.1 +192\.0\.2\.7 +<none> +Debian +6\.1\.0 +none://\s*$",
            await kubectl.RunAsync(string.Empty, "get", "nodes", "-o", "wide", "--no-headers"));
        Assert.Equal(
            "secret/s created\nserviceaccount/worker created\npod/web created\n", await kubectl.RunAsync(Pod, "apply", "-f", "-"));
        Assert.Contains("pod/web unchanged\n", await kubectl.RunAsync(Pod, "apply", "-f", "-"), StringComparison.Ordinal);
        Assert.Matches(@"^web +0/1 +Pending +0 +\S+ +<none> +edge-1 +<none> +<none>\s*$",
            await kubectl.RunAsync(string.Empty, "get", "pods", "-o", "wide", "--no-headers"));
        var described = await kubectl.RunAsync(string.Empty, "describe", "node", "edge-1");
        Assert.Matches(@"EdgeLink +True", described);
        Assert.Matches(@"EdgeSynced +True", described);
        Assert.Matches(@"HolderIdentity: +edge-1", described);
        Assert.Matches(@"default +web +0 \(0%\)", described);
        Assert.Matches(@"worker +0 +\S+", await kubectl.RunAsync(string.Empty, "get", "sa", "worker", "--no-headers"));
    }

    [Fact]
    public async Task DeletePod_Forced_GoesAtOnce()
    {
        KubectlClient.RequireOrSkip();
        await using var server = await TestServer.StartAsync(options => options.FillNamespaces = true);
        var kubectl = new KubectlClient(server);
        await kubectl.RunAsync(Pod, "apply", "-f", "-");

        await kubectl.RunAsync(string.Empty, "delete", "pod", "web", "--wait=false");
        Assert.Matches(@"^web +0/1 +Terminating", await kubectl.RunAsync(string.Empty, "get", "pod", "web", "--no-headers"));
        await kubectl.RunAsync(string.Empty, "delete", "pod", "web", "--force", "--grace-period=0");

        (await server.GetAsync("/api/v1/namespaces/default/pods/web")).Expect(404);
    }

    [Fact]
    public async Task GetEvents_OfAPod_PrintWhatHappened()
    {
        KubectlClient.RequireOrSkip();
        await using var server = await TestServer.StartAsync();
        var kubectl = new KubectlClient(server);
        (await server.PostAsync("/api/v1/namespaces/default/events", """
            {"metadata":{"name":"web.1"},"involvedObject":{"kind":"Pod","name":"web","namespace":"default"},"reason":"NoContainerRuntime",
            "message":"node edge-1 has no container runtime","type":"Warning","count":1,"lastTimestamp":"2026-01-01T00:00:00Z","source":{"component":"kubeedge-nodeagent","host":"edge-1"}}
            """)).Expect(201);

        Assert.Matches(@"^\S+ +Warning +NoContainerRuntime +pod/web +node edge-1 has no container runtime\s*$",
            await kubectl.RunAsync(string.Empty, "get", "events", "--no-headers"));
    }
}
