using System.Text.Json;
using KubeEdge.Beehive.Messages;
using KubeEdge.Kubernetes.Names;
using KubeEdge.MetaManager.Tests.Fakes;
using KubeEdge.MetaStore;

namespace KubeEdge.MetaManager.Tests.Inventory;

public class InventoryTests
{
    [Fact]
    public async Task Connect_EmptyStore_TellsThatItIsEmpty()
    {
        await using var rig = await EdgeRig.StartAsync(null, "inventory");

        var part = await rig.AnswerAsync();

        Assert.Equal(new MessageRoute("metamanager", "resource", "node/inventory", "update"), part.Route);
        Assert.True(part.Header.ParentId.IsEmpty);
        Assert.Null(part.Header.ResourceVersion);
        Assert.Equal("""{"part":1,"last":true,"objects":[]}""", Messages.Text(part));
    }

    [Fact]
    public async Task Connect_CloudOfTheOriginal_IsToldNothing()
    {
        await using var rig = await EdgeRig.StartAsync();
        var push = await rig.PushAsync("insert", "default/configmap/a", Messages.ConfigMap("a", "u1", 1));

        Assert.Equal(push.Header.Id, (await rig.AnswerAsync()).Header.ParentId);
        Assert.False(rig.HasAnswer());
    }

    [Fact]
    public async Task Reconnect_StoredObjects_AreListedByPathUidAndVersion()
    {
        await using var rig = await EdgeRig.StartAsync(null, "inventory");
        await rig.AnswerAsync();
        await ApplyAsync(rig, "default/configmap/a", Messages.ConfigMap("a", "u1", 7));
        await ApplyAsync(rig, "null/node/edge-1", """{"kind":"Node","apiVersion":"v1","metadata":{"name":"edge-1","uid":"n1","resourceVersion":"8"}}""");
        await ApplyAsync(rig, "default/widget/w", """{"kind":"Widget","apiVersion":"x/v1","metadata":{"name":"w","uid":"w1","resourceVersion":"9"}}""");
        await PutForeignAsync(rig);

        await rig.ReconnectAsync();

        var listed = (await ReadAsync(rig)).Order().ToArray();
        Assert.Equal(["default/configmap/a u1 7", "default/widget/w w1 9", "null/node/edge-1 n1 8"], listed);
    }

    [Theory]
    [InlineData(999)]
    [InlineData(1000)]
    [InlineData(1001)]
    [InlineData(2500)]
    public async Task Reconnect_ManyObjects_ComeInPartsOfAThousand(int count)
    {
        await using var rig = await EdgeRig.StartAsync(null, "inventory");
        await rig.AnswerAsync();
        var batch = new StoreBatch();
        for (var i = 0; i < count; i++)
        {
            batch.Put(new ResourceKey("", "configmaps", "default", $"c{i}"), $"u{i}", 1, System.Text.Encoding.UTF8.GetBytes(Messages.ConfigMap($"c{i}", $"u{i}", 1)));
        }

        await rig.Store.CommitAsync(batch, Durability.Full);
        await rig.ReconnectAsync();

        var listed = await ReadAsync(rig, expectedParts: (count + 999) / 1000);
        Assert.Equal(count, listed.Distinct().Count());
    }

    [Fact]
    public async Task Reconnect_CommitStillUnderWay_InventoryWaitsForIt()
    {
        await using var rig = await EdgeRig.StartAsync(null, "inventory");
        await rig.AnswerAsync();
        rig.Store.HoldBefore();
        await rig.PushAsync("insert", "default/configmap/late", Messages.ConfigMap("late", "u1", 1));
        while (rig.Store.Submitted == 0)
        {
            await Task.Yield();
        }

        await rig.ReconnectAsync();
        rig.Store.Release();

        Message message;
        do
        {
            message = await rig.AnswerAsync();
        }
        while (message.Route.Resource != "node/inventory");

        Assert.Contains("default/configmap/late", Messages.Text(message), StringComparison.Ordinal);
    }

    private static async Task ApplyAsync(EdgeRig rig, string resource, string content)
    {
        var push = await rig.PushAsync("update", resource, content);
        Assert.Equal(push.Header.Id, (await rig.AnswerAsync()).Header.ParentId);
    }

    // What a local reader or module put there is none of the cloud's business.
    private static async Task PutForeignAsync(EdgeRig rig)
    {
        var batch = new StoreBatch();
        var json = System.Text.Encoding.UTF8.GetBytes(Messages.ConfigMap("local", "l", 1));
        batch.Put(new ResourceKey("", "configmaps", "default", "local"), "l", 1, json, new PutOptions { Origin = ObjectOrigin.Local });
        batch.Put(new ResourceKey("", "configmaps", "default", "cached"), "c", 1, json, new PutOptions { Origin = ObjectOrigin.Cached });
        Assert.Equal(CommitStatus.Committed, (await rig.Store.CommitAsync(batch, Durability.Full)).Status);
    }

    private static async Task<List<string>> ReadAsync(EdgeRig rig, int? expectedParts = null)
    {
        var objects = new List<string>();
        for (var part = 1; ; part++)
        {
            using var content = JsonDocument.Parse((await rig.AnswerAsync()).Content.ToData());
            Assert.Equal(part, content.RootElement.GetProperty("part").GetInt32());
            objects.AddRange(content.RootElement.GetProperty("objects").EnumerateArray().Select(entry =>
                $"{entry.GetProperty("resource").GetString()} {entry.GetProperty("uid").GetString()} {entry.GetProperty("resourceVersion").GetString()}"));
            if (content.RootElement.GetProperty("last").GetBoolean())
            {
                Assert.Equal(expectedParts ?? part, part);
                return objects;
            }
        }
    }
}
